"""Activation by the mailed code, typed in the chat; every guess is charged first."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.allowance import Allowance
from bot.domain.spelling import has_digits
from bot.limits import Limits
from bot.use_cases.activation.activate_account import ActivateAccount
from bot.use_cases.activation.judge_activation import JudgeActivation
from bot.use_cases.activation.mail_secrets import CODE_DIGITS, MailCodes
from bot.use_cases.ports.accounts import Accounts
from bot.use_cases.ports.activations import Activation, Activations
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.ports.web import ActivationState


class CodeOutcome(Enum):
    """What became of a typed code, but for a wrong one."""

    ACTIVATED = auto()
    ALREADY_ACTIVE = auto()
    NOTHING_PENDING = auto()
    NO_DIGITS = auto()
    """Rather a word about the mail than its code."""
    MALFORMED = auto()
    """Not eight digits: nothing was compared, no guess is lost."""
    NO_LIVE_CODE = auto()
    """The code has expired, or the mail never left: another mail helps."""
    OUTDATED = auto()
    """The registry has got another number since, or the policy ended: registering anew helps."""
    OLD_CODE = auto()
    """It stands in an older mail; only the newest counts."""


@dataclass(frozen=True, slots=True)
class WrongCode:
    """With no tries left even the right code is refused: another mail helps."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class ActivateByCode:
    """The outcome says all; no event follows."""

    accounts: Accounts
    activations: Activations
    charges: Charges
    judge: JudgeActivation
    activate_account: ActivateAccount
    codes: MailCodes
    limits: Limits

    async def __call__(
        self, recorder: Recorder, chat_id: int, text: str, cause: int
    ) -> CodeOutcome | WrongCode:
        account = await self.accounts.of_chat(chat_id)
        if account is None:
            return CodeOutcome.NOTHING_PENDING
        if account.activated:
            return CodeOutcome.ALREADY_ACTIVE
        if await self.accounts.is_outdated(account):
            return CodeOutcome.OUTDATED
        code = typed_code(text)
        if code is None:
            return CodeOutcome.MALFORMED if has_digits(text) else CodeOutcome.NO_DIGITS
        mailed = await self.activations.of_account(account.id)
        if not mailed or mailed[0].state(self.judge.clock()) is not ActivationState.READY:
            return CodeOutcome.NO_LIVE_CODE
        return await self._guess(recorder, mailed, code, cause)

    async def _guess(
        self, recorder: Recorder, mailed: Sequence[Activation], code: str, cause: int
    ) -> CodeOutcome | WrongCode:
        newest, *older = mailed
        tries = Allowance(self.limits.mail_code_tries)
        guess = Charge(Rule("mail.code", (tries,)), newest.id)
        try:
            await self.charges.charge([guess], cause)
        except LimitReached:
            return WrongCode(0)
        if self.codes.fits(newest.id, code) and (
            outcome := await self._activate(recorder, newest)
        ):
            return outcome
        if any(self.codes.fits(one.id, code) for one in older):
            return CodeOutcome.OLD_CODE
        return WrongCode(tries.times - await self.charges.used(guess))

    async def _activate(self, recorder: Recorder, activation: Activation) -> CodeOutcome | None:
        """A right code of a taken e-mail is answered like a wrong one: it tells nothing."""
        state, account = await self.judge(activation)
        if state is ActivationState.OUTDATED:
            return CodeOutcome.OUTDATED
        if account is None:
            return None
        recorder.record(*self.activate_account(activation, account))
        return CodeOutcome.ACTIVATED


def typed_code(text: str) -> str | None:
    """Read eight digits, however they are grouped."""
    code = "".join(sign for sign in text if sign not in " \N{NO-BREAK SPACE}-–—\n\t")
    return code if len(code) == CODE_DIGITS and code.isascii() and code.isdigit() else None
