"""Compares what was typed with the picture; a solved one holds for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.captcha import matches
from bot.limits import Limits
from bot.use_cases.captcha.new_captcha import NewCaptcha
from bot.use_cases.ports.captchas import Captcha, Captchas
from bot.use_cases.ports.storage import Recorder


class CaptchaOutcome(StrEnum):
    """What became of a try; after a wrong or late one the chat has a new picture."""

    SOLVED = "solved"
    WRONG = "wrong"
    EXPIRED = "expired"
    """Too late, or the chat had no picture to be answered."""


@dataclass(frozen=True, slots=True)
class SolveCaptcha:
    """A captcha slows scripts down and is no proof: its tries are charged to nobody."""

    captchas: Captchas
    new_captcha: NewCaptcha
    limits: Limits
    clock: Callable[[], datetime]

    async def __call__(self, recorder: Recorder, chat_id: int, text: str) -> CaptchaOutcome:
        captcha = await self.captchas.find(chat_id)
        now = self.clock()
        if captcha is not None and captcha.holds(now):
            return CaptchaOutcome.SOLVED
        if captcha is None or not captcha.answerable(now):
            self.new_captcha(recorder, chat_id)
            return CaptchaOutcome.EXPIRED
        if not matches(captcha.answer, text):
            self.new_captcha(recorder, chat_id)
            return CaptchaOutcome.WRONG
        self._solve(recorder, captcha, now)
        return CaptchaOutcome.SOLVED

    async def still_holds(self, chat_id: int) -> bool:
        """Whether the registry check is open without another picture."""
        captcha = await self.captchas.find(chat_id)
        return captcha is not None and captcha.holds(self.clock())

    def use_up(self, recorder: Recorder, chat_id: int) -> None:
        """Count one registry check."""
        recorder.record(self.captchas.use_up(chat_id))

    def _solve(self, recorder: Recorder, captcha: Captcha, now: datetime) -> None:
        until = now + timedelta(minutes=self.limits.captcha_holds_minutes)
        recorder.record(self.captchas.solve(captcha, until, self.limits.captcha_checks))
