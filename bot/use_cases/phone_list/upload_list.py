"""Carries a list of phones out: the executor of the act phones."""

from dataclasses import dataclass

from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.phone_list.correct_phones import CorrectPhones
from bot.use_cases.phone_list.judge_list import JudgeList
from bot.use_cases.phone_list.limit_list import AskedTooOften, LimitList
from bot.use_cases.phone_list.list_audit import looked
from bot.use_cases.phone_list.list_order import ListOrder, list_order_of
from bot.use_cases.phone_list.list_told import told_of_list
from bot.use_cases.phone_list.listed import PhoneList
from bot.use_cases.ports.audit import Audit
from bot.use_cases.ports.chat_files import FileAway, FileGone
from bot.use_cases.ports.hr import HrPeople
from bot.use_cases.ports.jobs import Ended, Job, JobQueue, JobState, Outcome
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.ports.registry_loader import LoadFailed, PhoneListReader
from bot.use_cases.ports.storage import Write
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.file_reading import FileReading
from bot.use_cases.registry.import_report import Text
from bot.use_cases.registry.import_told import told_why


@dataclass(frozen=True, slots=True)
class UploadList:
    """Numbers, warnings, news and the report are one transaction with the end of the job.

    Whoever is no HR any more by then changes nothing: the writes are guarded, and the job that
    fails by it is judged anew.
    """

    reading: FileReading
    read: PhoneListReader
    people: HrPeople
    judge: JudgeList
    limit: LimitList
    correct: CorrectPhones
    audit: Audit
    jobs: JobQueue
    text: Text

    async def __call__(self, job: Job) -> Outcome:
        order = list_order_of(job)
        try:
            listed = await self.reading(job, order.file_id, self.read)
            if listed.is_empty:
                raise UnreadableFile("empty")
        except (UnreadableFile, BadHeader, FileGone) as error:
            return self._told(job, order, told_why(error))
        except (FileAway, LoadFailed) as error:
            return self.reading.again(job, error) or self._broke_off(job, order, error)
        return await self._judged(job, order, listed)

    def given_up(self, job: Job) -> tuple[Write, ...]:
        return self._broke_off(job, list_order_of(job), LoadFailed("given up")).writes

    async def _judged(self, job: Job, order: ListOrder, listed: PhoneList) -> Outcome:
        hr = await self.people.find(order.hr_id)
        if hr is None or not hr.acts_for(order.policyholder):
            return self._told(job, order, {"outcome": "revoked"})
        found = await self.judge(listed, order.policyholder, order.hr_id)
        judged = await self.limit(listed, found, order, -job.id)
        on_record = self.audit.note(looked(judged, order))
        if isinstance(judged, AskedTooOften):
            told = {"outcome": "often", "until": judged.until.isoformat()}
            return self._told(job, order, told, on_record)
        told = told_of_list(judged, self.text, dry_run=order.dry_run)
        if order.dry_run:
            return self._told(job, order, told, on_record)
        return self._told(job, order, told, *await self.correct(judged, order, -job.id))

    def _broke_off(self, job: Job, order: ListOrder, error: FileAway | LoadFailed) -> Ended:
        told = self._told(job, order, {"outcome": "failed"})
        return Ended(JobState.DEAD, told.writes, type(error).__name__)

    def _told(self, job: Job, order: ListOrder, told: dict[str, str], *writes: Write) -> Ended:
        about = {"file": order.file_id, "message": str(order.message_id)}
        data = {**about, "policyholder": order.policyholder, **told}
        event = desk_event(DeskEvent.PHONES_ENDED, str(job.id), order.hr_id, **data)
        return Ended(writes=(*writes, self.jobs.add(event)))
