"""Guards the captcha: one try a picture, three minutes, and a solved one holds for a while."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest

from bot.limits import Limits
from bot.use_cases.captcha.new_captcha import NewCaptcha
from bot.use_cases.captcha.paint_captcha import PaintCaptcha
from bot.use_cases.captcha.solve_captcha import CaptchaOutcome, SolveCaptcha
from tests.conftest import FakeClock
from tests.use_cases.pin_fakes import FakeCaptchas, FakeRecorder, LostGuard

CHAT = 7


class FakePainter:
    async def paint(self, answer: str) -> bytes:
        return f"picture of {answer}".encode()


@dataclass
class Gate:
    """A chat in front of the captcha; everything it does is committed at once."""

    clock: FakeClock
    captchas: FakeCaptchas
    recorder: FakeRecorder = field(default_factory=FakeRecorder)

    def __post_init__(self) -> None:
        limits = Limits()
        self.new = NewCaptcha(self.captchas, Random(1))
        self.solve = SolveCaptcha(self.captchas, self.new, limits, self.clock)
        self.paint = PaintCaptcha(self.captchas, FakePainter(), limits, Random(2), self.clock)

    @property
    def answer(self) -> str:
        return self.captchas.rows[CHAT].answer

    async def asks(self) -> None:
        self.new(self.recorder, CHAT)
        self.recorder.commit()
        await self.paint(CHAT)

    async def types(self, text: str) -> CaptchaOutcome:
        outcome = await self.solve(self.recorder, CHAT, text)
        self.recorder.commit()
        return outcome

    async def checks(self) -> None:
        self.solve.use_up(self.recorder, CHAT)
        self.recorder.commit()


@pytest.fixture
def gate(clock: FakeClock) -> Gate:
    return Gate(clock, FakeCaptchas(clock))


async def test_the_picture_shows_the_answer_and_the_answer_is_accepted(gate: Gate) -> None:
    await gate.asks()
    assert await gate.paint(CHAT) == f"picture of {gate.answer}".encode()
    assert await gate.types(gate.answer.lower()) is CaptchaOutcome.SOLVED


async def test_russian_look_alikes_are_accepted(gate: Gate) -> None:
    gate.recorder.record(*gate.captchas.put(CHAT, "AXK34"))
    gate.recorder.commit()
    assert await gate.types("ахкЗЧ") is CaptchaOutcome.SOLVED


async def test_a_wrong_answer_brings_another_picture_at_once(gate: Gate) -> None:
    await gate.asks()
    first = gate.answer
    assert await gate.types("?????") is CaptchaOutcome.WRONG
    assert gate.answer != first
    assert await gate.types(first) is CaptchaOutcome.WRONG


async def test_the_three_minutes_run_from_when_the_picture_was_sent(gate: Gate) -> None:
    gate.new(gate.recorder, CHAT)
    gate.recorder.commit()
    gate.clock.passes(hours=1)
    await gate.paint(CHAT)
    gate.clock.passes(seconds=179)
    assert await gate.types(gate.answer) is CaptchaOutcome.SOLVED


async def test_a_picture_sent_again_after_a_fault_has_its_full_time(gate: Gate) -> None:
    await gate.asks()
    gate.clock.passes(minutes=2)
    await gate.paint(CHAT)
    gate.clock.passes(minutes=2)
    assert await gate.types(gate.answer) is CaptchaOutcome.SOLVED


async def test_after_three_minutes_the_right_answer_brings_another_picture(gate: Gate) -> None:
    await gate.asks()
    first = gate.answer
    gate.clock.passes(minutes=3)
    assert await gate.types(first) is CaptchaOutcome.EXPIRED
    assert gate.answer != first


async def test_without_a_picture_an_answer_brings_one(gate: Gate) -> None:
    assert await gate.types("AXK34") is CaptchaOutcome.EXPIRED
    assert CHAT in gate.captchas.rows


async def test_a_chat_without_a_captcha_still_gets_some_picture(gate: Gate) -> None:
    assert (await gate.paint(CHAT)).startswith(b"picture of ")
    assert gate.captchas.rows == {}


async def test_a_solved_captcha_opens_three_checks(gate: Gate) -> None:
    await gate.asks()
    await gate.types(gate.answer)
    for _ in range(3):
        assert await gate.solve.still_holds(CHAT)
        await gate.checks()
    assert not await gate.solve.still_holds(CHAT)
    with pytest.raises(LostGuard):
        await gate.checks()


async def test_a_solved_captcha_holds_thirty_minutes(gate: Gate) -> None:
    await gate.asks()
    await gate.types(gate.answer)
    gate.clock.now += timedelta(minutes=30) - timedelta(milliseconds=1)
    assert await gate.solve.still_holds(CHAT)
    gate.clock.passes(milliseconds=1)
    assert not await gate.solve.still_holds(CHAT)


async def test_an_unsolved_captcha_opens_nothing(gate: Gate) -> None:
    assert not await gate.solve.still_holds(CHAT)
    await gate.asks()
    assert not await gate.solve.still_holds(CHAT)


async def test_a_solved_captcha_asks_for_nothing_more(gate: Gate) -> None:
    await gate.asks()
    await gate.types(gate.answer)
    assert await gate.types("whatever") is CaptchaOutcome.SOLVED
    assert await gate.solve.still_holds(CHAT)
