"""The use cases of accounts, wired to some storage."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from bot.domain.password import OwnData
from bot.domain.person import Role
from bot.limits import Limits
from bot.use_cases.account.choose_password import ChoosePassword
from bot.use_cases.account.forget_pending import ForgetPending
from bot.use_cases.account.generate_password import GeneratePassword
from bot.use_cases.account.record_consent import RecordConsent
from bot.use_cases.account.register_account import (
    NotRegistered,
    RegisterAccount,
    Registered,
    Registration,
)
from bot.use_cases.account.repeat_password import RepeatPassword
from bot.use_cases.account.show_new_password import ShowNewPassword
from bot.use_cases.activation.activate_account import ActivateAccount
from bot.use_cases.activation.activate_by_code import ActivateByCode
from bot.use_cases.activation.activate_by_token import ActivateByToken
from bot.use_cases.activation.change_email import ChangeEmail
from bot.use_cases.activation.judge_activation import JudgeActivation
from bot.use_cases.activation.mail_secrets import MailCodes
from bot.use_cases.activation.resend_activation import ResendActivation
from bot.use_cases.activation.start_activation import StartActivation
from bot.use_cases.ports.accounts import Accounts
from bot.use_cases.ports.activations import Activations
from bot.use_cases.ports.charges import Charges
from bot.use_cases.ports.consents import Agreement, ConsentKind, Consents, ConsentText
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.passwords import PasswordHasher
from bot.use_cases.ports.pending_passwords import PendingPasswords
from bot.use_cases.ports.phone_requests import PhoneRequests
from bot.use_cases.ports.registry import Validities
from bot.use_cases.ports.tallies import Tally
from bot.use_cases.registry.in_force import NotInForce
from tests.conftest import FakeClock
from tests.use_cases.account_fakes import (
    FakeAccounts,
    FakeActivations,
    FakeCharges,
    FakeConsents,
    FakeJobs,
    FakePasswords,
    QuickHasher,
    Recording,
    Rows,
)
from tests.use_cases.phone_fakes import FakePhoneRequests
from tests.use_cases.registry_fakes import FakeValidities
from tests.use_cases.tally_fake import FakeTally

T = TypeVar("T")
CHAT, OTHER_CHAT = 7, 8
ANNA, BORIS = 101, 102
EMAIL = "anna@example.ru"
PHONE = "+79160000001"
PASSWORD = "Tulpan93vk"
RULES = ConsentText("2026-01", "Я ознакомлен с правилами")
PERSONAL = Agreement(ConsentKind.PERSONAL_DATA, ConsentText("1", "Согласие"))


@dataclass
class World:
    """All use cases over some storage; `does` runs one and commits what it recorded."""

    clock: FakeClock
    accounts: Accounts
    activations: Activations
    consents: Consents
    passwords: PendingPasswords
    charges: Charges
    jobs: JobQueue
    codes: MailCodes
    tally: Tally = field(default_factory=FakeTally)
    hasher: PasswordHasher = field(default_factory=QuickHasher)
    limits: Limits = field(default_factory=Limits)
    validities: Validities = field(default_factory=FakeValidities)
    requests: PhoneRequests = field(default_factory=FakePhoneRequests)
    cabinet: bool = True
    random: Random = field(default_factory=lambda: Random(1))
    updates: int = 0

    def __post_init__(self) -> None:
        draw = self.random.randbytes
        self.judge = JudgeActivation(self.accounts, self.clock)
        self.start = StartActivation(
            self.activations, self.jobs, self.charges, self.clock, draw, self.limits
        )
        self.activate_account = ActivateAccount(
            self.accounts, self.activations, self.jobs, self.tally, self.clock, self.cabinet
        )
        self.record_consent = RecordConsent(self.consents, self.clock, draw)
        self.choose_password = ChoosePassword(self.passwords, self.hasher)
        self.repeat_password = RepeatPassword(self.passwords, self.hasher, self.clock, self.limits)
        self.generate_password = GeneratePassword(self.passwords)
        self.show_new_password = ShowNewPassword(self.passwords, self.hasher, self.random)
        self.register_account = RegisterAccount(
            self.accounts,
            self.activations,
            self.consents,
            self.passwords,
            self.validities,
            self.record_consent,
            self.start,
            self.tally,
            self.clock,
            draw,
            self.limits,
        )
        self.resend = ResendActivation(self.accounts, self.start)
        self.change_email = ChangeEmail(self.accounts, self.start, self.limits)
        self.forget_pending = ForgetPending(
            self.accounts, self.activations, self.passwords, self.requests
        )
        self.by_token = ActivateByToken(
            self.activations, self.judge, self.activate_account, self.jobs
        )
        self.by_code = ActivateByCode(
            self.accounts,
            self.activations,
            self.charges,
            self.judge,
            self.activate_account,
            self.codes,
            self.limits,
        )

    async def activates(self, chat_id: int = CHAT, insured_id: int = ANNA) -> None:
        """Give a chat an account that is activated by the code of its mail."""
        await self.registers(chat_id, insured_id, f"{chat_id}{EMAIL}")
        await self.does(self.by_code, chat_id, await self.code(chat_id), self.cause())

    def cause(self) -> int:
        """Give the id of another update."""
        self.updates += 1
        return self.updates

    async def does(self, use_case: Callable[..., Awaitable[T]], *given: Any) -> T:
        recorder = Recording()
        outcome = await use_case(recorder, *given)
        assert await self.activations.commit(recorder.writes)
        return outcome

    async def chooses_password(self, chat_id: int = CHAT, password: str = PASSWORD) -> None:
        assert await self.does(self.choose_password, chat_id, password, OwnData()) == ()

    async def registers(
        self, chat_id: int = CHAT, insured_id: int = ANNA, email: str = EMAIL
    ) -> Registered | NotRegistered | NotInForce:
        """Agree, choose a password and press «Зарегистрироваться»."""
        await self.does(self.record_consent, chat_id, PERSONAL, self.cause())
        await self.chooses_password(chat_id)
        return await self.presses_register(chat_id, insured_id, email)

    async def presses_register(
        self, chat_id: int = CHAT, insured_id: int = ANNA, email: str = EMAIL
    ) -> Registered | NotRegistered | NotInForce:
        registration = Registration(chat_id, (insured_id,), email, PHONE, Role.INSURED, RULES)
        return await self.does(self.register_account, registration, self.cause())

    async def has_pending(self, chat_id: int) -> bool:
        account = await self.accounts.of_chat(chat_id)
        return account is not None and not account.activated

    async def is_active(self, chat_id: int) -> bool:
        account = await self.accounts.of_chat(chat_id)
        return account is not None and account.activated

    async def code(self, chat_id: int = CHAT) -> str:
        """Return the code of the newest mail of a chat."""
        account = await self.accounts.of_chat(chat_id)
        assert account is not None
        newest, *_ = await self.activations.of_account(account.id)
        return self.codes.code_of(newest.id)


def in_memory(clock: FakeClock, rows: Rows, *, cabinet: bool = True) -> World:
    """Wire the use cases to rows in memory."""
    return World(
        clock,
        FakeAccounts(rows),
        FakeActivations(rows, clock),
        FakeConsents(rows),
        FakePasswords(rows, clock),
        FakeCharges(clock),
        FakeJobs(rows),
        MailCodes((b"k" * 32,)),
        cabinet=cabinet,
    )
