"""A file of the chat on its way through a process of its own: one at a time, and with progress."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.chat_files import ChatFiles, FileAway
from bot.use_cases.ports.jobs import Again, Job, NewJob
from bot.use_cases.ports.registry_loader import Advance, LoadFailed
from bot.use_cases.registry.import_registry import Phase

PROGRESS_SECONDS = 4.0
"""Between two edits of the progress; a chat takes one a second (Bot API FAQ)."""
TRIES = 3
PAUSE = timedelta(seconds=15)
FAULTS = 5
"""Of the bot itself, after which a file is given up: somebody waits for it, a minute or two."""
Read = TypeVar("Read")
log = structlog.get_logger("bot.import")


@dataclass(frozen=True, slots=True)
class FileReading:
    """Whatever the file is, the chat hears how far its reading is.

    Attributes:
        post: leaves a job at once, in a transaction of its own.
        elapsed: seconds on a clock that never goes back.
    """

    files: ChatFiles
    post: Callable[[NewJob], Awaitable[None]]
    clock: Callable[[], datetime]
    elapsed: Callable[[], float]
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def __call__(
        self, job: Job, file_id: str, read: Callable[[bytes, Advance], Awaitable[Read]]
    ) -> Read:
        """Fetch a file and have it read.

        Raises:
            FileGone, FileAway: it was not handed over.
            LoadFailed: the process broke off.
        """
        async with self._turn:
            content = await self.files.fetch(file_id)
            return await read(content, self._progress(job))

    def again(self, job: Job, error: FileAway | LoadFailed) -> Again | None:
        """Try what broke off once more; None when that was tried often enough."""
        log.warning("import broke off", job=job.id, attempt=job.attempts, error=str(error))
        if job.attempts >= TRIES:
            return None
        return Again(self.clock() + PAUSE, error=type(error).__name__)

    def _progress(self, job: Job) -> Advance:
        """Tell the chat now and then, and never twice the same."""
        told_at = self.elapsed()
        told = 0

        async def advance(phase: Phase, done: int, total: int) -> None:
            nonlocal told_at, told
            if self.elapsed() - told_at < PROGRESS_SECONDS:
                return
            told_at, told = self.elapsed(), told + 1
            key = f"{job.id}:{job.attempts}:{told}"
            data = {"phase": phase.value, "done": str(done), "total": str(total)}
            await self.post(desk_event(DeskEvent.IMPORT_ADVANCED, key, job.person or 0, **data))

        return advance
