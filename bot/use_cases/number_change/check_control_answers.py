"""Compares answers to control questions; an attempt is charged before it is looked at."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.form.replacement import Control
from bot.use_cases.number_change.control_attempts import ControlAttempts
from bot.use_cases.ports.control_questions import ControlQuestions
from bot.use_cases.ports.registry import ActivatedAccounts
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class WrongAnswers:
    """Something does not match: never told what."""

    attempts_left: int


class ControlOutcome(Enum):
    """Everything else that can come of it."""

    RIGHT = auto()
    """A PIN may go to the number that the person gave."""
    ALREADY_REGISTERED = auto()
    """All right, but the person has activated an account meanwhile."""
    USED_UP = auto()
    """No attempt is left: HR decides."""
    CHANGED = auto()
    """Other questions came with a new registry meanwhile; nothing was compared or charged."""


@dataclass(frozen=True, slots=True)
class CheckControlAnswers:
    """Right answers cost nothing, as a full match of the registry check does."""

    questions: ControlQuestions
    accounts: ActivatedAccounts
    attempts: ControlAttempts

    async def __call__(
        self, recorder: Recorder, insured_id: int, control: Control, cause: int
    ) -> ControlOutcome | WrongAnswers:
        if control.questions != await self.questions.of(insured_id):
            return ControlOutcome.CHANGED
        if not await self.attempts.take(insured_id, cause):
            return ControlOutcome.USED_UP
        answers = list(zip(control.questions, control.answers, strict=True))
        if not await self.questions.are_right(insured_id, answers):
            left = await self.attempts.left(insured_id)
            return WrongAnswers(left) if left else ControlOutcome.USED_UP
        recorder.record(self.attempts.give_back(insured_id, cause))
        if await self.accounts.exists_for(insured_id):
            return ControlOutcome.ALREADY_REGISTERED
        return ControlOutcome.RIGHT
