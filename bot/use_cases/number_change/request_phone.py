"""Asks HR of the policyholder to confirm a number that the registry does not know."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.allowance import Allowance
from bot.domain.token import RandomBytes, new_token
from bot.form.replacement import Waiting
from bot.limits import Limits
from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.hr import HrPeople
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.phone_requests import PhoneRequest, PhoneRequests, RequestState
from bot.use_cases.ports.storage import Recorder

ID_BYTES = 16
"""128 random bits: nobody can press a button for a request that they were not shown."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """A number for a row of the registry; `name` is surname and initials."""

    chat_id: int
    insured_id: int
    policyholder: str
    phone: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NobodyToAsk:
    """No HR person of the policyholder uses the bot."""


@dataclass(frozen=True, slots=True)
class AskedTooOften:
    """HR was asked often enough for now."""

    until: datetime


@dataclass(frozen=True, slots=True)
class RequestPhone:
    """Whoever is asked hears of it in their chat; nobody is asked about themselves."""

    requests: PhoneRequests
    people: HrPeople
    charges: Charges
    jobs: JobQueue
    limits: Limits
    clock: Callable[[], datetime]
    random: RandomBytes

    async def __call__(
        self, recorder: Recorder, wish: Wish, cause: int
    ) -> Waiting | NobodyToAsk | AskedTooOften:
        """Make a request in place of the chat's older one; the same one is made once."""
        asked = await self.requests.of_chat(wish.chat_id)
        if asked and asked.is_open(self.clock()) and asked.is_about(wish.insured_id, wish.phone):
            return Waiting(asked.id, asked.expires_at)
        people = [one for one in await self.people.of(wish.policyholder) if one != wish.chat_id]
        if not people:
            return NobodyToAsk()
        try:
            charges = [self.by_chat(wish.chat_id), self.by_person(wish.insured_id)]
            await self.charges.charge(charges, cause)
        except LimitReached as limit:
            return AskedTooOften(limit.until)
        request = self._request(wish)
        recorder.record(self.requests.withdraw(wish.chat_id), self.requests.add(request))
        self._tell(recorder, request, people)
        return Waiting(request.id, request.expires_at)

    def _request(self, wish: Wish) -> PhoneRequest:
        now = self.clock()
        return PhoneRequest(
            id=new_token(self.random, ID_BYTES),
            chat_id=wish.chat_id,
            insured_id=wish.insured_id,
            policyholder=wish.policyholder,
            phone=wish.phone,
            name=wish.name,
            state=RequestState.OPEN,
            created_at=now,
            expires_at=now + timedelta(days=self.limits.phone_request_days),
        )

    def _tell(self, recorder: Recorder, request: PhoneRequest, people: list[int]) -> None:
        told = {"request": request.id}
        for one in people:
            asked = desk_event(DeskEvent.PHONE_REQUESTED, request.id, one, **told)
            recorder.record(self.jobs.add(asked))
        expiry = desk_event(DeskEvent.PHONE_EXPIRED, request.id, request.chat_id, **told)
        recorder.record(self.jobs.add(replace(expiry, not_before=request.expires_at)))

    def by_chat(self, chat_id: int) -> Charge:
        """What keeps one chat from pestering HR."""
        return Charge(Rule("phone.request.chat", self._daily()), str(chat_id))

    def by_person(self, insured_id: int) -> Charge:
        """What keeps one person's data from being used for that."""
        return Charge(Rule("phone.request.insured", self._daily()), str(insured_id))

    def _daily(self) -> tuple[Allowance]:
        return (Allowance(self.limits.phone_requests_per_day, DAY),)
