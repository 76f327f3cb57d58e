"""Imports a registry file that came by chat: the executor of file jobs."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.chat_files import ChatFiles, FileAway, FileGone
from bot.use_cases.ports.jobs import Again, Ended, Job, JobQueue, JobState, NewJob, Outcome
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.ports.registry_loader import Advance, LoadFailed, RegistryLoader
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.file_order import FileOrder, order_of
from bot.use_cases.registry.import_registry import ImportReport, Phase, TooFewRows
from bot.use_cases.registry.import_report import Text
from bot.use_cases.registry.import_told import NotTaken, told_of, told_why

PROGRESS_SECONDS = 4.0
"""Between two edits of the progress; a chat takes one a second (Bot API FAQ)."""
TRIES = 3
PAUSE = timedelta(seconds=15)
log = structlog.get_logger("bot.import")


@dataclass(frozen=True, slots=True)
class ImportFile:
    """One import at a time in this process; the same job again changes nothing more.

    Attributes:
        post: leaves a job at once, in a transaction of its own.
        elapsed: seconds on a clock that never goes back.
    """

    files: ChatFiles
    load: RegistryLoader
    jobs: JobQueue
    audit: Audit
    text: Text
    post: Callable[[NewJob], Awaitable[None]]
    clock: Callable[[], datetime]
    elapsed: Callable[[], float]
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def __call__(self, job: Job) -> Outcome:
        order = order_of(job)
        async with self._turn:
            try:
                content = await self.files.fetch(order.file_id)
                report = await self.load(content, order.options, self._progress(job))
            except (UnreadableFile, BadHeader, TooFewRows, FileGone) as error:
                return self._not_taken(job, order, error)
            except (FileAway, LoadFailed) as error:
                return self._broke_off(job, order, error)
        return self._done(job, order, report)

    def _done(self, job: Job, order: FileOrder, report: ImportReport) -> Outcome:
        outcome = "checked" if order.dry_run else "loaded"
        told = {"outcome": outcome if report.good else "useless", **told_of(report, self.text)}
        done = f"+{report.added} ~{report.changed} ={report.unchanged} !{report.refused_rows}"
        ended = f" -{len(report.missing)}" if order.replace else ""
        return self._told(job, order, told, f"{done}{ended}")

    def _not_taken(self, job: Job, order: FileOrder, error: NotTaken) -> Outcome:
        return self._told(job, order, told_why(error), type(error).__name__)

    def _broke_off(self, job: Job, order: FileOrder, error: FileAway | LoadFailed) -> Outcome:
        log.warning("import broke off", job=job.id, attempt=job.attempts, error=str(error))
        if job.attempts < TRIES:
            return Again(self.clock() + PAUSE, error=type(error).__name__)
        told = self._told(job, order, {"outcome": "failed"}, type(error).__name__)
        return Ended(JobState.DEAD, told.writes, type(error).__name__)

    def _told(self, job: Job, order: FileOrder, told: dict[str, str], details: str) -> Ended:
        """The chat hears of a job once, and an import that may have written is on record."""
        order_data = {"file": order.file_id, "message": str(order.message_id)}
        data = {**order_data, "replace": "yes" if order.replace else "no", **told}
        event = desk_event(DeskEvent.IMPORT_ENDED, str(job.id), order.admin_id, **data)
        writes = (self.jobs.add(event),)
        if order.dry_run:
            return Ended(writes=writes)
        entry = AuditEntry(order.admin_id, Act.REGISTRY_IMPORTED, details=details)
        return Ended(writes=(*writes, self.audit.note(entry)))

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
