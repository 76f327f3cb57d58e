"""Control questions: all in one go, charged before the comparison, never told which is wrong."""

from dataclasses import dataclass, field

import pytest

from bot.form.replacement import Control
from bot.limits import Limits
from bot.use_cases.number_change.ask_control_questions import AskControlQuestions
from bot.use_cases.number_change.check_control_answers import (
    CheckControlAnswers,
    ControlOutcome,
    WrongAnswers,
)
from bot.use_cases.number_change.control_attempts import ControlAttempts
from tests.conftest import FakeClock
from tests.use_cases.phone_fakes import FakeQuestions
from tests.use_cases.pin_fakes import FakeCharges, FakeRecorder
from tests.use_cases.registry_fakes import FakeActivatedAccounts

PERSON, OTHER = 5, 6
ANSWERS = {"Как зовут врача?": "POLEVAYA", "В каком месяце?": "MAY"}
QUESTIONS = tuple(ANSWERS)
RIGHT, WRONG = tuple(ANSWERS.values()), ("POLEVAYA", "JUNE")


@dataclass
class Desk:
    """Two people with the same questions."""

    clock: FakeClock
    questions: FakeQuestions = field(default_factory=lambda: FakeQuestions(dict(ANSWERS)))
    accounts: FakeActivatedAccounts = field(default_factory=FakeActivatedAccounts)
    updates: int = 0

    def __post_init__(self) -> None:
        self.charges = FakeCharges(self.clock)
        self.attempts = ControlAttempts(self.charges, Limits())
        self.ask = AskControlQuestions(self.questions, self.attempts)
        self.check = CheckControlAnswers(self.questions, self.accounts, self.attempts)

    async def answers(
        self, told: tuple[str, ...], person: int = PERSON, cause: int = 0
    ) -> ControlOutcome | WrongAnswers:
        self.updates += 1
        work = FakeRecorder()
        control = Control(QUESTIONS, told)
        outcome = await self.check(work, person, control, cause or self.updates)
        work.commit()
        return outcome


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    return Desk(clock)


async def test_right_answers_are_free_however_often(desk: Desk) -> None:
    for _ in range(10):
        assert await desk.answers(RIGHT) is ControlOutcome.RIGHT
    assert desk.charges.rows == []


@pytest.mark.parametrize("told", [WRONG, ("IVANOVA", "MAY"), ("MAY", "POLEVAYA"), ("", "")])
async def test_any_wrong_answer_gives_the_same_outcome(desk: Desk, told: tuple[str, ...]) -> None:
    assert await desk.answers(told) == WrongAnswers(2)


async def test_after_the_third_attempt_nothing_is_compared_for_thirty_days(desk: Desk) -> None:
    outcomes = [await desk.answers(WRONG) for _ in range(3)]
    assert outcomes == [WrongAnswers(2), WrongAnswers(1), ControlOutcome.USED_UP]
    assert await desk.answers(RIGHT) is ControlOutcome.USED_UP
    assert desk.questions.compared == 3
    assert await desk.ask(PERSON) == ()
    assert await desk.ask(OTHER) == QUESTIONS
    assert await desk.answers(RIGHT, OTHER) is ControlOutcome.RIGHT
    desk.clock.passes(days=30)
    assert await desk.ask(PERSON) == QUESTIONS


async def test_an_update_run_again_is_one_attempt(desk: Desk) -> None:
    outcomes = [await desk.answers(WRONG, cause=7) for _ in range(5)]
    assert outcomes == [WrongAnswers(2)] * 5


async def test_right_answers_of_somebody_registered_meanwhile(desk: Desk) -> None:
    desk.accounts.insured_ids.add(PERSON)
    assert await desk.answers(RIGHT) is ControlOutcome.ALREADY_REGISTERED


async def test_questions_of_a_new_registry_are_asked_anew_at_no_cost(desk: Desk) -> None:
    desk.questions.answers["Новый вопрос?"] = "DA"
    assert await desk.answers(RIGHT) is ControlOutcome.CHANGED
    assert desk.charges.rows == []
