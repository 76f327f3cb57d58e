"""The writes of a list: numbers of the registry, and whoever must hear of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.limits import Limits
from bot.use_cases.administration.subjects_of_audit import row_of_audit
from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.phone_list.judge_list import Judged
from bot.use_cases.phone_list.list_order import ListOrder
from bot.use_cases.pin.sms_jobs import PhoneChanged
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.company_phones import CompanyPhones, Correction
from bot.use_cases.ports.hr import HrPeople
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.phone_requests import PhoneRequest, PhoneRequests
from bot.use_cases.ports.storage import Write

BETWEEN_WARNINGS = timedelta(seconds=0.5)
"""The longest list takes eight minutes of warnings to old numbers."""


@dataclass(frozen=True, slots=True)
class CorrectPhones:
    """Whoever had an old number hears of it there, and other HR people in their chats.

    Employees who wait for such a number go on: one who has asked HR for it as after HR's word,
    any other one of the policyholder is told to look again. What was asked or confirmed for
    another number of the same person ends.
    """

    phones: CompanyPhones
    requests: PhoneRequests
    people: HrPeople
    audit: Audit
    jobs: JobQueue
    limits: Limits
    clock: Callable[[], datetime]

    async def __call__(self, judged: Judged, order: ListOrder, cause: int) -> tuple[Write, ...]:
        """Make the writes ready; none where nothing changes.

        Args:
            cause: below zero, so that it meets that of no update.
        """
        if not judged.changes:
            return ()
        made = (change.correction for change in judged.changes)
        corrections = sorted(made, key=lambda one: one.known.insured_id)
        sent = {one.known.insured_id: one.phone for one in corrections}
        asked = await self.requests.about(list(sent))
        waiting = await self.phones.waiting_chats(order.policyholder)
        told = {request.chat_id for request in asked}
        return (
            *self.phones.correct(order.policyholder, corrections, order.hr_id),
            *self._warnings(corrections, order, cause),
            *(write for one in asked for write in self._answer(one, sent[one.insured_id], order)),
            *(self._look_again(chat, cause) for chat in waiting if chat not in told),
            *await self._news(judged, order, cause),
            self.audit.note(_entry(judged, order)),
        )

    def _warnings(
        self, corrections: Sequence[Correction], order: ListOrder, cause: int
    ) -> Iterator[Write]:
        """One after another, so that between them PINs leave at once."""
        notices = (
            PhoneChanged(one.known.insured_id, order.hr_id, one.known.phone, cause, by_hr=True)
            for one in corrections
            if one.known.phone is not None
        )
        for place, notice in enumerate(notices):
            leaves = self.clock() + place * BETWEEN_WARNINGS
            yield self.jobs.add(replace(notice.job(), not_before=leaves))

    def _answer(self, request: PhoneRequest, sent: str, order: ListOrder) -> Iterator[Write]:
        """HR's newest word counts, be it against what HR has confirmed before."""
        if request.phone != sent:
            yield self.requests.supersede(request.id)
            yield self._told(DeskEvent.PHONE_OVERRULED, request)
        elif request.is_open(self.clock()):
            until = self.clock() + timedelta(days=self.limits.phone_request_days)
            subject = row_of_audit(request.insured_id)
            said = AuditEntry(order.hr_id, Act.PHONE_CONFIRMED, order.policyholder, subject)
            yield self.requests.confirm(request.id, order.hr_id, until)
            yield self.audit.note(said)
            yield self._told(DeskEvent.PHONE_CONFIRMED, request)

    def _told(self, kind: DeskEvent, request: PhoneRequest) -> Write:
        return self.jobs.add(desk_event(kind, request.id, request.chat_id, request=request.id))

    def _look_again(self, chat_id: int, cause: int) -> Write:
        return self.jobs.add(desk_event(DeskEvent.PHONES_CORRECTED, str(cause), chat_id))

    async def _news(self, judged: Judged, order: ListOrder, cause: int) -> list[Write]:
        told = {"policyholder": order.policyholder, "count": str(len(judged.changes))}
        others = [one for one in await self.people.of(order.policyholder) if one != order.hr_id]
        kind = DeskEvent.PHONES_UPLOADED
        return [self.jobs.add(desk_event(kind, str(cause), one, **told)) for one in others]


def _entry(judged: Judged, order: ListOrder) -> AuditEntry:
    refused = len({one.row for one in judged.refused})
    details = f"~{len(judged.changes)} ={len(judged.same) + len(judged.twice)} !{refused}"
    return AuditEntry(order.hr_id, Act.PHONES_UPLOADED, order.policyholder, details=details)
