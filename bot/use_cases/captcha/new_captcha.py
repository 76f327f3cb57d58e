"""Gives a chat a new picture, also in place of one that cannot be read."""

from dataclasses import dataclass
from random import Random

from bot.domain.captcha import new_answer
from bot.use_cases.ports.captchas import Captchas
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class NewCaptcha:
    """Hand in `random.SystemRandom()`."""

    captchas: Captchas
    random: Random

    def __call__(self, recorder: Recorder, chat_id: int) -> None:
        recorder.record(*self.captchas.put(chat_id, new_answer(self.random)))
