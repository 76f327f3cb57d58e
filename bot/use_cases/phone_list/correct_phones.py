"""The writes of a list: numbers of the registry, and whoever must hear of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.limits import Limits
from bot.use_cases.administration.subjects_of_audit import row_of_audit
from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.phone_list.judge_list import Judged
from bot.use_cases.phone_list.list_audit import corrected, loaded
from bot.use_cases.phone_list.list_order import ListOrder
from bot.use_cases.phone_list.warn_old_phones import WarnOldPhones
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.company_phones import CompanyPhones
from bot.use_cases.ports.hr import HrPeople
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.phone_requests import PhoneRequest, PhoneRequests
from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class CorrectPhones:
    """Whoever had an old number hears of it there, other HR and administrators in their chats.

    Employees who wait for such a number go on: one who has asked HR for it as after HR's word,
    any other one of the policyholder is told to look again. What was asked or confirmed for
    another number of the same person ends.
    """

    phones: CompanyPhones
    requests: PhoneRequests
    people: HrPeople
    audit: Audit
    jobs: JobQueue
    warn: WarnOldPhones
    limits: Limits
    clock: Callable[[], datetime]
    admin_ids: frozenset[int]

    async def __call__(self, judged: Judged, order: ListOrder, cause: int) -> tuple[Write, ...]:
        """Make the writes ready; the record alone where nothing changes.

        Args:
            cause: below zero, so that it meets that of no update.
        """
        record = self._record(judged, order, cause)
        if not judged.changes:
            return record
        made = (change.correction for change in judged.changes)
        corrections = sorted(made, key=lambda one: one.known.insured_id)
        sent = {one.known.insured_id: one.phone for one in corrections}
        asked = await self.requests.about(list(sent))
        waiting = await self.phones.waiting_chats(order.policyholder)
        told = {request.chat_id for request in asked}
        return (
            *self.phones.correct(order.policyholder, corrections, order.hr_id),
            *await self.warn(corrections, order, cause),
            *(write for one in asked for write in self._answer(one, sent, order, cause)),
            *(self._look_again(chat, cause) for chat in waiting if chat not in told),
            *await self._news(judged, order, cause),
            *map(self.audit.note, corrected(corrections, order)),
            *record,
        )

    def _answer(
        self, request: PhoneRequest, sent: Mapping[int, str], order: ListOrder, cause: int
    ) -> Iterator[Write]:
        """HR's newest word counts, be it against what HR has confirmed before.

        A request to a policyholder whom the registry has renamed since is nobody's to confirm.
        """
        if request.phone != sent[request.insured_id]:
            yield self.requests.supersede(request.id)
            yield self._told(DeskEvent.PHONE_OVERRULED, request)
        elif not request.is_open(self.clock()):
            return
        elif request.policyholder != order.policyholder:
            yield self.requests.supersede(request.id)
            yield self._look_again(request.chat_id, cause)
        else:
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

    def _record(self, judged: Judged, order: ListOrder, cause: int) -> tuple[Write, ...]:
        told = {
            "policyholder": order.policyholder,
            "user_id": str(order.hr_id),
            "changed": str(len(judged.changes)),
            "same": str(len(judged.same)),
            "refused": str(judged.refused_rows),
        }
        kind, admins = DeskEvent.PHONES_LOADED, sorted(self.admin_ids)
        news = (self.jobs.add(desk_event(kind, str(cause), one, **told)) for one in admins)
        return (self.audit.note(loaded(judged, order)), *news)
