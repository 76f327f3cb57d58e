"""Every counter that can hold one person up, whoever charged it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from bot.form.draft import Draft
from bot.use_cases.activation.change_email import ChangeEmail
from bot.use_cases.activation.start_activation import StartActivation
from bot.use_cases.number_change.control_attempts import ControlAttempts
from bot.use_cases.number_change.request_phone import RequestPhone
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.ports.accounts import Account
from bot.use_cases.ports.charges import Charge, Charges, LimitReached
from bot.use_cases.ports.storage import Write
from bot.use_cases.registry.check_registry import CheckRegistry


@dataclass(frozen=True, slots=True, repr=False)
class Subjects:
    """What of a person is counted by.

    Attributes:
        chat_ids: chats that are the person's own.
        claims: drafts that claim to be this person, whosever they are.
    """

    insured_ids: tuple[int, ...] = ()
    phones: tuple[str, ...] = ()
    chat_ids: tuple[int, ...] = ()
    claims: tuple[Draft, ...] = ()
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """A limit in force; `until` is `datetime.max` for one that does not end by itself."""

    rule: str
    until: datetime


@dataclass(frozen=True, slots=True)
class PersonLocks:
    """Asks those who charge what they charge to."""

    charges: Charges
    pins: PinCounters
    registry: CheckRegistry
    mails: StartActivation
    corrections: ChangeEmail
    questions: ControlAttempts
    requests: RequestPhone

    async def in_force(self, subjects: Subjects) -> tuple[Lock, ...]:
        """Return each limit that is used up, with the latest of its ends."""
        locks: dict[str, datetime] = {}
        for charge in self._of(subjects):
            until = await self._until(charge)
            if until is not None:
                locks[charge.rule.name] = max(until, locks.get(charge.rule.name, until))
        return tuple(Lock(*one) for one in locks.items())

    def lift(self, subjects: Subjects) -> Write:
        return self.charges.lift(tuple(self._of(subjects)))

    def _of(self, subjects: Subjects) -> Iterator[Charge]:
        for phone, insured_id in product(subjects.phones, subjects.insured_ids):
            yield from self.pins.counters(phone, insured_id)
        yield from map(self.questions.charge_of, subjects.insured_ids)
        yield from map(self.requests.by_person, subjects.insured_ids)
        yield from map(self.requests.by_chat, subjects.chat_ids)
        yield from map(self.registry.by_user, subjects.chat_ids)
        for draft in subjects.claims:
            yield from self.registry.by_person(draft)
        for account in subjects.accounts:
            yield from self.mails.counters(account.email)
            yield from self.corrections.counters(account)

    async def _until(self, charge: Charge) -> datetime | None:
        try:
            await self.charges.look([charge])
        except LimitReached as limit:
            return limit.until
        return None
