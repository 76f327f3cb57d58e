"""«Зарегистрироваться»: make the account, which holds nothing until it is activated."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.email import masked_email
from bot.domain.moscow import today
from bot.domain.person import Role
from bot.limits import Limits
from bot.use_cases.account.record_consent import RecordConsent
from bot.use_cases.activation.start_activation import StartActivation
from bot.use_cases.ports.accounts import Accounts, NewAccount, PendingOf
from bot.use_cases.ports.activations import ActivationEnd, Activations
from bot.use_cases.ports.charges import LimitReached
from bot.use_cases.ports.consents import Agreement, ConsentKind, Consents, ConsentText
from bot.use_cases.ports.pending_passwords import PendingPasswords
from bot.use_cases.ports.registry import Validities
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.ports.tallies import Count, Source, Tally, What
from bot.use_cases.registry.in_force import NotInForce, first_not_in_force


@dataclass(frozen=True, slots=True, repr=False)
class Registration:
    """What the chat has established.

    Attributes:
        insured_ids: rows of the registry whose phone the person has proved.
        email: in its stored form.
        phone: E.164, the one proved by PIN.
        rules: the text beside the tick, worded for the role.
    """

    chat_id: int
    insured_ids: tuple[int, ...]
    email: str
    phone: str
    role: Role
    rules: ConsentText


@dataclass(frozen=True, slots=True)
class Registered:
    """The account waits for its activation.

    Attributes:
        no_mail_until: set if the limit of mails to this address held the mail back; the person
            can ask for it then, or correct the address at once.
    """

    masked_email: str
    no_mail_until: datetime | None = None


class NotRegistered(Enum):
    """What is missing."""

    PASSWORD_NEEDED = auto()
    """It waited too long: it is chosen anew."""
    CONSENT_NEEDED = auto()
    """No consent to processing personal data is on record: the conversation begins anew."""
    ALREADY_REGISTERED = auto()
    """The same person activated an account meanwhile, in another chat."""


@dataclass(frozen=True, slots=True)
class RegisterAccount:
    """Whether the e-mail is free is not looked at: to the person everything looks the same.

    An older account of the chat or the insured person that was never activated is replaced.
    """

    accounts: Accounts
    activations: Activations
    consents: Consents
    passwords: PendingPasswords
    validities: Validities
    record_consent: RecordConsent
    start: StartActivation
    tally: Tally
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    limits: Limits

    async def __call__(
        self, recorder: Recorder, registration: Registration, cause: int
    ) -> Registered | NotRegistered | NotInForce:
        chat_id = registration.chat_id
        personal = await self.consents.latest(chat_id, ConsentKind.PERSONAL_DATA)
        if personal is None:
            return NotRegistered.CONSENT_NEEDED
        since = self.clock() - timedelta(minutes=self.limits.password_minutes)
        hashed = await self.passwords.kept(chat_id, since)
        if hashed is None:
            return NotRegistered.PASSWORD_NEEDED
        day, people = today(self.clock()), registration.insured_ids
        if barred := await first_not_in_force(self.validities, people, day):
            return barred
        if await self._is_registered(registration):
            return NotRegistered.ALREADY_REGISTERED
        no_mail_until = await self._charge(registration.email, cause)
        self._replace_older(recorder, registration)
        agreed = Agreement(ConsentKind.ACCESS_RULES, registration.rules, registration.role)
        rules = await self.record_consent(recorder, chat_id, agreed, cause)
        account = self._account(registration, hashed, personal, rules)
        recorder.record(*self.accounts.add(account), self.passwords.forget(chat_id))
        if no_mail_until is None:
            self.start(recorder, account.id, chat_id)
        source = Source(chat_id, registration.insured_ids[0])
        recorder.record(self.tally.add(source, Count(What.ACCOUNT_MADE)))
        return Registered(masked_email(account.email), no_mail_until)

    async def _is_registered(self, registration: Registration) -> bool:
        found = [await self.accounts.exists_for(one) for one in registration.insured_ids]
        return any(found)

    async def _charge(self, email: str, cause: int) -> datetime | None:
        try:
            await self.start.charge(email, cause)
        except LimitReached as limit:
            return limit.until
        return None

    def _replace_older(self, recorder: Recorder, registration: Registration) -> None:
        older = PendingOf(chat_id=registration.chat_id, insured_ids=registration.insured_ids)
        recorder.record(
            self.activations.end(older, ActivationEnd.REPLACED), self.accounts.drop(older)
        )

    def _account(
        self, registration: Registration, hashed: str, personal: str, rules: str
    ) -> NewAccount:
        return NewAccount(
            id=self.random(16).hex(),
            chat_id=registration.chat_id,
            insured_ids=registration.insured_ids,
            email=registration.email,
            phone=registration.phone,
            password_hash=hashed,
            personal_consent=personal,
            rules_consent=rules,
        )
