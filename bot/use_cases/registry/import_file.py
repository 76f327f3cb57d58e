"""Imports a registry file that came by chat: the executor of the act registry."""

from dataclasses import dataclass

from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.chat_files import FileAway, FileGone
from bot.use_cases.ports.jobs import Ended, Job, JobQueue, JobState, Outcome
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.ports.registry_loader import Advance, LoadFailed, RegistryLoader
from bot.use_cases.ports.storage import Write
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.file_order import FileOrder, order_of
from bot.use_cases.registry.file_reading import FileReading
from bot.use_cases.registry.import_audit import rows_of
from bot.use_cases.registry.import_registry import ImportReport, TooFewRows
from bot.use_cases.registry.import_report import Text
from bot.use_cases.registry.import_told import NotTaken, told_of, told_why


@dataclass(frozen=True, slots=True)
class ImportFile:
    """The same job again changes nothing more."""

    reading: FileReading
    load: RegistryLoader
    jobs: JobQueue
    audit: Audit
    text: Text

    async def __call__(self, job: Job) -> Outcome:
        order = order_of(job)

        async def read(content: bytes, advance: Advance) -> ImportReport:
            return await self.load(content, order.options, advance)

        try:
            report = await self.reading(job, order.file_id, read)
        except (UnreadableFile, BadHeader, TooFewRows, FileGone) as error:
            return self._not_taken(job, order, error)
        except (FileAway, LoadFailed) as error:
            return self.reading.again(job, error) or self._broke_off(job, order, error)
        return self._done(job, order, report)

    def given_up(self, job: Job) -> tuple[Write, ...]:
        return self._broke_off(job, order_of(job), LoadFailed("given up")).writes

    def _done(self, job: Job, order: FileOrder, report: ImportReport) -> Outcome:
        outcome = "checked" if order.dry_run else "loaded"
        told = {"outcome": outcome if report.good else "useless", **told_of(report, self.text)}
        return self._told(job, order, told, rows_of(report, order.options))

    def _not_taken(self, job: Job, order: FileOrder, error: NotTaken) -> Outcome:
        return self._told(job, order, told_why(error), type(error).__name__)

    def _broke_off(self, job: Job, order: FileOrder, error: FileAway | LoadFailed) -> Ended:
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
