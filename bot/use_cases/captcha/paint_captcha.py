"""Paints the picture of a chat each time it is about to be sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.domain.captcha import new_answer
from bot.limits import Limits
from bot.use_cases.ports.captcha import CaptchaPainter
from bot.use_cases.ports.captchas import Captchas


@dataclass(frozen=True, slots=True)
class PaintCaptcha:
    """The recipe of the sender.

    The time of a picture runs from its last painting: the sender paints right before every
    attempt to send, and the last attempt is the one that Telegram confirmed.
    """

    captchas: Captchas
    painter: CaptchaPainter
    limits: Limits
    random: Random
    clock: Callable[[], datetime]

    async def __call__(self, chat_id: int) -> bytes:
        """Give a PNG; one that nothing answers when the chat has no captcha any more."""
        captcha = await self.captchas.find(chat_id)
        if captcha is None:
            return await self.painter.paint(new_answer(self.random))
        picture = await self.painter.paint(captcha.answer)
        valid_for = timedelta(minutes=self.limits.captcha_minutes)
        await self.captchas.confirm_send(captcha, self.clock() + valid_for)
        return picture
