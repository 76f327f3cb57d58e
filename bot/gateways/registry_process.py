"""An import in a short-lived process: reading 100,000 rows would hold up everybody's answers.

Request and file go in on stdin, so that neither keys nor personal data stand in arguments, in the
environment or on the disk; progress and report come out on stdout.
"""

import asyncio
import base64
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.gateways.registry_wire import Advanced, Request, from_line, to_line
from bot.use_cases.ports.registry_loader import Advance, LoadFailed
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport

COMMAND = (sys.executable, "-m", "bot.commands.registry_child")
TIME_LIMIT = 600.0
"""Seconds; 100,000 rows take about one minute on two cores."""
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of a report in which every row of the largest file is refused."""
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class ProcessRegistryLoader:
    """Implements `bot.use_cases.ports.registry_loader.RegistryLoader`.

    Attributes:
        command: what imports: see `bot.gateways.registry_wire`.
    """

    database_url: str = field(repr=False)
    keys: Sequence[bytes] = field(repr=False)
    clock: Callable[[], datetime]
    command: Sequence[str] = COMMAND
    time_limit: float = TIME_LIMIT

    async def __call__(
        self, content: bytes, options: ImportOptions, advance: Advance
    ) -> ImportReport:
        process = await self._start()
        try:
            async with asyncio.timeout(self.time_limit):
                await _hand_in(process, to_line(self._request(options)) + content)
                return await _report(process, advance)
        except TimeoutError:
            raise LoadFailed("timeout") from None
        finally:
            await _end(process)

    def _request(self, options: ImportOptions) -> Request:
        keys = tuple(base64.b64encode(key).decode() for key in self.keys)
        return Request(self.database_url, keys, self.clock(), options)

    async def _start(self) -> Process:
        """In the folder of the bot, from which a relative path of SQLite counts."""
        try:
            return await asyncio.create_subprocess_exec(
                *self.command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                env=_environment(),
                limit=LONGEST_LINE,
            )
        except OSError as error:
            raise LoadFailed(type(error).__name__) from None


def _environment() -> dict[str, str]:
    """Hand on what the driver of PostgreSQL reads there, and where the code lies."""
    for_driver = {name: os.environ[name] for name in os.environ if name.startswith("PG")}
    home = {"HOME": os.environ["HOME"]} if "HOME" in os.environ else {}
    return for_driver | home | {"PYTHONPATH": str(ROOT)}


async def _hand_in(process: Process, request: bytes) -> None:
    """A process that has died already is asked for its reason by `_report`."""
    assert process.stdin is not None  # noqa: S101 - a pipe was asked for
    with suppress(ConnectionError):
        process.stdin.write(request)
        await process.stdin.drain()
        process.stdin.close()


async def _report(process: Process, advance: Advance) -> ImportReport:
    assert process.stdout is not None  # noqa: S101 - likewise
    async for line in process.stdout:
        match from_line(line):
            case Advanced() as now:
                await advance(now.phase, now.done, now.total)
            case ImportReport() as report:
                return report
    raise LoadFailed(await _fault(process))


async def _fault(process: Process) -> str:
    """Give the name of the exception that a traceback ends with, without its words."""
    assert process.stderr is not None  # noqa: S101 - likewise
    complaint = (await process.stderr.read()).decode(errors="replace")
    name = complaint.strip().rpartition("\n")[2].partition(":")[0]
    code = await process.wait()
    return name if name.replace(".", "").isidentifier() else f"exit {code}"


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
