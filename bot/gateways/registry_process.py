"""A file in a short-lived process: reading 100,000 rows would hold up everybody's answers.

Request and file go in on stdin, so that neither keys nor personal data stand in arguments, in the
environment or on the disk; progress and report come out on stdout.
"""

import asyncio
import base64
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.domain.moscow import today
from bot.gateways.child_process import end
from bot.gateways.registry_wire import (
    Advanced,
    Line,
    ListRequest,
    Request,
    from_line,
    to_line,
)
from bot.use_cases.phone_list.listed import LARGEST_LIST, PhoneList
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.ports.registry_loader import Advance, LoadFailed
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport

COMMAND = (sys.executable, "-m", "bot.commands.registry_child")
REGISTRY_LIMITS = (str(3 * 1024**3), "600")
"""Bytes of memory and seconds of a processor: see `bot.commands.registry_child`."""
LIST_LIMITS = (str(768 * 1024**2), "20")
"""A list of a thousand rows takes 85 MB and one second."""
TIME_LIMIT = 600.0
"""Seconds; 100,000 rows take about one minute on two cores."""
LIST_TIME_LIMIT = 120.0
TOO_HEAVY = {
    -number
    for number in (
        signal.SIGABRT,
        signal.SIGBUS,
        signal.SIGKILL,
        signal.SIGSEGV,
        signal.SIGXCPU,
    )
}
"""How a process ends whose memory or time was not enough for the file."""
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of a report in which every row of the largest file is refused."""
COMPLAINT = 4_096
"""Bytes of stderr that are kept: its last line names the fault."""
READ_AT_ONCE = 65_536
ROOT = Path(__file__).parents[2]
Told = TypeVar("Told", ImportReport, PhoneList)


@dataclass(frozen=True, slots=True)
class ReadingProcess:
    """Has one file read.

    Attributes:
        command: what reads: see `bot.gateways.registry_wire`.
    """

    command: Sequence[str] = (*COMMAND, *REGISTRY_LIMITS)
    time_limit: float = TIME_LIMIT

    async def __call__(
        self, request: Line, content: bytes, advance: Advance, kind: type[Told]
    ) -> Told:
        """Return what the process says last, which is of this kind.

        Raises:
            UnreadableFile: too-heavy, or as the process says.
            LoadFailed: no answer came.
        """
        process = await self._start()
        complaint = asyncio.create_task(_complaint(process))
        try:
            async with asyncio.timeout(self.time_limit):
                await _hand_in(process, to_line(request) + content)
                answer = await _answer(process, advance, kind)
                if answer is None:
                    raise await _fault(process, complaint)
                return answer
        except TimeoutError:
            raise LoadFailed("timeout") from None
        finally:
            complaint.cancel()
            try:
                await asyncio.wait([complaint])
            finally:
                await end(process)

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


@dataclass(frozen=True, slots=True)
class ProcessRegistryLoader:
    """Implements `bot.use_cases.ports.registry_loader.RegistryLoader`."""

    database_url: str = field(repr=False)
    keys: Sequence[bytes] = field(repr=False)
    clock: Callable[[], datetime]
    process: ReadingProcess = ReadingProcess()

    async def __call__(
        self, content: bytes, options: ImportOptions, advance: Advance
    ) -> ImportReport:
        keys = tuple(base64.b64encode(key).decode() for key in self.keys)
        request = Request(self.database_url, keys, self.clock(), options)
        return await self.process(request, content, advance, ImportReport)


@dataclass(frozen=True, slots=True)
class ProcessPhoneLists:
    """Implements `bot.use_cases.ports.registry_loader.PhoneListReader`."""

    clock: Callable[[], datetime]
    process: ReadingProcess = ReadingProcess((*COMMAND, *LIST_LIMITS), LIST_TIME_LIMIT)

    async def __call__(self, content: bytes, advance: Advance) -> PhoneList:
        if len(content) > LARGEST_LIST:
            raise UnreadableFile("too-big")
        request = ListRequest(today(self.clock()))
        return await self.process(request, content, advance, PhoneList)


def _environment() -> dict[str, str]:
    """Hand on what the driver of PostgreSQL reads there, and where the code lies."""
    for_driver = {name: os.environ[name] for name in os.environ if name.startswith("PG")}
    home = {"HOME": os.environ["HOME"]} if "HOME" in os.environ else {}
    return for_driver | home | {"PYTHONPATH": str(ROOT)}


async def _hand_in(process: Process, request: bytes) -> None:
    """A process that has died already is asked for its reason by `_answer`."""
    assert process.stdin is not None  # noqa: S101 - a pipe was asked for
    with suppress(ConnectionError):
        process.stdin.write(request)
        await process.stdin.drain()
        process.stdin.close()


async def _answer(process: Process, advance: Advance, kind: type[Told]) -> Told | None:
    """Read until what was asked for is said; None if that never comes."""
    assert process.stdout is not None  # noqa: S101 - likewise
    async for line in process.stdout:
        said = from_line(line)
        if isinstance(said, Advanced):
            await advance(said.phase, said.done, said.total)
        elif isinstance(said, kind):
            return said
    return None


async def _complaint(process: Process) -> bytes:
    """Hear it all, so that the process never waits for a reader; keep the end."""
    assert process.stderr is not None  # noqa: S101 - likewise
    kept = b""
    while part := await process.stderr.read(READ_AT_ONCE):
        kept = (kept + part)[-COMPLAINT:]
    return kept


async def _fault(process: Process, complaint: Awaitable[bytes]) -> LoadFailed | UnreadableFile:
    """Give the name of the exception that a traceback ends with, without its words."""
    said = (await complaint).decode(errors="replace")
    name = said.strip().rpartition("\n")[2].partition(":")[0]
    code = await process.wait()
    if code in TOO_HEAVY or name == MemoryError.__name__:
        return UnreadableFile("too-heavy")
    return LoadFailed(name if name.replace(".", "").isidentifier() else f"exit {code}")
