"""How a child process ends that nobody waits for any more."""

from asyncio.subprocess import Process
from contextlib import suppress


async def end(process: Process) -> None:
    """Kill a process that still runs, and hear it out.

    For asyncio it ends when its pipes are closed as well, and a pipe whose reader has stopped
    at a full buffer never is: `wait` alone would wait for ever.
    """
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()
