"""A PIN has proved a phone: the registry takes it if it is new, and HR has nothing to decide."""

from dataclasses import dataclass, field

from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.number_change.end_others import EndOthers
from bot.use_cases.pin.sms_jobs import PhoneChanged
from bot.use_cases.ports.hr import HrPeople
from bot.use_cases.ports.jobs import JobQueue, NewJob
from bot.use_cases.ports.phone_requests import PhoneRequests
from bot.use_cases.ports.registry import ActivatedAccounts, Registry
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class NewPhone:
    """A number that questions or HR approved; `name` is surname and initials.

    Attributes:
        by_hr: it was HR, whose word may have been taken back meanwhile.
    """

    insured_id: int
    policyholder: str
    phone: str = field(repr=False)
    name: str = field(repr=False)
    by_hr: bool


@dataclass(frozen=True, slots=True)
class TakePhone:
    """Whoever had the old number hears of it there, and HR in their chats."""

    registry: Registry
    accounts: ActivatedAccounts
    requests: PhoneRequests
    people: HrPeople
    jobs: JobQueue
    end_others: EndOthers

    async def __call__(
        self, recorder: Recorder, chat_id: int, new: NewPhone | None, cause: int
    ) -> None:
        """Put a new number into the registry; None where it is there already.

        Somebody who has a cabinet by now keeps the number that it was opened with.
        """
        if new is not None and not await self.accounts.exists_for(new.insured_id):
            await self._change(recorder, chat_id, new, cause)
        recorder.record(self.requests.forget(chat_id))

    async def _change(self, recorder: Recorder, chat_id: int, new: NewPhone, cause: int) -> None:
        old = await self.registry.phone(new.insured_id)
        recorder.record(self.registry.change_phone(new.insured_id, new.phone, old))
        await self.end_others(recorder, new.insured_id, chat_id)
        if new.by_hr:
            recorder.record(self.requests.use(chat_id, new.insured_id))
        if old is not None and old != new.phone:
            notice = PhoneChanged(new.insured_id, chat_id, old, cause)
            recorder.record(self.jobs.add(notice.job()))
        for one in await self.people.of(new.policyholder):
            if one != chat_id:
                recorder.record(self.jobs.add(_news(new, one, cause)))


def _news(new: NewPhone, chat_id: int, cause: int) -> NewJob:
    told = {"policyholder": new.policyholder, "name": new.name}
    return desk_event(DeskEvent.PHONE_CHANGED, f"{new.insured_id}.{cause}", chat_id, **told)
