"""HR types the last four digits that the employee gave them, or refuses a request."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.allowance import Allowance
from bot.limits import Limits
from bot.use_cases.administration.subjects_of_audit import row_of_audit
from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.number_change.end_others import EndOthers
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.hr import HrPerson
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.phone_requests import PhoneRequest, PhoneRequests
from bot.use_cases.ports.registry import ActivatedAccounts
from bot.use_cases.ports.storage import Recorder

DIGITS = 4


class Verdict(Enum):
    """What became of a request."""

    CONFIRMED = auto()
    REFUSED = auto()
    WRONG_TOO_OFTEN = auto()
    """Refused: the digits were wrong as often as they may be."""
    ALREADY_REGISTERED = auto()
    """The person needs no number any more; the request is withdrawn."""


@dataclass(frozen=True, slots=True)
class Decided:
    """This request is over; `name` and `policyholder` are those of the request."""

    verdict: Verdict
    policyholder: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrongDigits:
    """Not the digits of the number that was asked for."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class NotDecidable:
    """Decided, withdrawn or expired before; or none of this person's business."""


@dataclass(frozen=True, slots=True)
class DecidePhone:
    """Only equality confirms, and nobody decides a request of their own."""

    requests: PhoneRequests
    accounts: ActivatedAccounts
    charges: Charges
    audit: Audit
    jobs: JobQueue
    end_others: EndOthers
    limits: Limits
    clock: Callable[[], datetime]

    async def open_one(self, hr: HrPerson, request_id: str) -> PhoneRequest | None:
        """Return the request if this person may decide it now."""
        request = await self.requests.find(request_id)
        if request is None or not request.is_open(self.clock()):
            return None
        own = request.chat_id == hr.user_id
        return None if own or not hr.acts_for(request.policyholder) else request

    async def by_digits(
        self, recorder: Recorder, hr: HrPerson, request_id: str, digits: str, cause: int
    ) -> Decided | WrongDigits | NotDecidable:
        """Compare; the try is charged before."""
        request = await self.open_one(hr, request_id)
        if request is None:
            return NotDecidable()
        if await self.accounts.exists_for(request.insured_id):
            return self._needless(recorder, request)
        try:
            await self.charges.charge([self._try(request)], cause)
        except LimitReached:
            return self._refuse(recorder, hr, request, Verdict.WRONG_TOO_OFTEN)
        if hmac.compare_digest(digits, request.phone[-DIGITS:]):
            return await self._confirm(recorder, hr, request)
        return await self._wrong(recorder, hr, request)

    async def refuse(
        self, recorder: Recorder, hr: HrPerson, request_id: str
    ) -> Decided | NotDecidable:
        request = await self.open_one(hr, request_id)
        if request is None:
            return NotDecidable()
        return self._refuse(recorder, hr, request, Verdict.REFUSED)

    async def _confirm(self, recorder: Recorder, hr: HrPerson, request: PhoneRequest) -> Decided:
        until = self.clock() + timedelta(days=self.limits.phone_request_days)
        await self.end_others(recorder, request.insured_id, request.chat_id)
        recorder.record(
            self.requests.confirm(request.id, hr.user_id, until),
            self.audit.note(_entry(hr, Act.PHONE_CONFIRMED, request)),
        )
        return self._end(recorder, request, Verdict.CONFIRMED, DeskEvent.PHONE_CONFIRMED)

    async def _wrong(
        self, recorder: Recorder, hr: HrPerson, request: PhoneRequest
    ) -> Decided | WrongDigits:
        used = await self.charges.used(self._try(request))
        left = self.limits.phone_digit_tries - used
        if left > 0:
            return WrongDigits(left)
        return self._refuse(recorder, hr, request, Verdict.WRONG_TOO_OFTEN)

    def _refuse(
        self, recorder: Recorder, hr: HrPerson, request: PhoneRequest, verdict: Verdict
    ) -> Decided:
        recorder.record(
            self.requests.refuse(request.id, hr.user_id),
            self.audit.note(_entry(hr, Act.PHONE_REFUSED, request)),
        )
        return self._end(recorder, request, verdict, DeskEvent.PHONE_REFUSED)

    def _needless(self, recorder: Recorder, request: PhoneRequest) -> Decided:
        recorder.record(self.requests.withdraw(request.chat_id))
        return self._end(recorder, request, Verdict.ALREADY_REGISTERED, DeskEvent.PHONE_NOT_NEEDED)

    def _end(
        self, recorder: Recorder, request: PhoneRequest, verdict: Verdict, kind: DeskEvent
    ) -> Decided:
        told = desk_event(kind, request.id, request.chat_id, request=request.id)
        recorder.record(self.jobs.add(told))
        return Decided(verdict, request.policyholder, request.name)

    def _try(self, request: PhoneRequest) -> Charge:
        tries = Allowance(self.limits.phone_digit_tries)
        return Charge(Rule("phone.digits", (tries,)), request.id)


def _entry(hr: HrPerson, act: Act, request: PhoneRequest) -> AuditEntry:
    subject = row_of_audit(request.insured_id)
    return AuditEntry(hr.user_id, act, request.policyholder, subject)
