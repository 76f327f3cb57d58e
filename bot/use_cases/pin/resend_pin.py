"""Sends the same code once more, or a new one where the old can no longer be typed.

A new code goes only to the number that the registry still has: what control questions or HR have
approved is good for one code, and has to be asked for again after its end.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.outcomes import PinOrdered, PinRefused
from bot.use_cases.pin.send_pin import SendPin
from bot.use_cases.ports.pins import Pins
from bot.use_cases.ports.registry import Registry
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class TooEarly:
    """The former message may still come."""

    seconds: int


@dataclass(frozen=True, slots=True)
class NothingToResend:
    """This chat has no unconfirmed challenge for this phone, or nobody vouches for it any more.

    The registry check comes first.
    """


ResendOutcome = PinOrdered | PinRefused | TooEarly | NothingToResend


@dataclass(frozen=True, slots=True)
class ResendPin:
    """The answer to «Отправить ещё раз»."""

    pins: Pins
    counters: PinCounters
    clock: Callable[[], datetime]
    send_pin: SendPin
    registry: Registry

    async def __call__(
        self, recorder: Recorder, chat_id: int, phone: str, cause: int
    ) -> ResendOutcome:
        """Order a message.

        Args:
            phone: from the draft, since a challenge that has ended forgot it; must be the one
                that was proved for the chat's newest challenge.
        """
        challenge = await self.pins.newest_for(chat_id, phone)
        if challenge is None or challenge.used:
            return NothingToResend()
        wait = self.counters.resend_at(challenge) - self.clock()
        if wait > timedelta():
            return TooEarly(math.ceil(wait.total_seconds()))
        if await self.send_pin.is_live(challenge):
            return await self.send_pin.again(recorder, challenge, phone, cause)
        if phone != await self.registry.phone(challenge.insured_id):
            return NothingToResend()
        return await self.send_pin.anew(recorder, chat_id, challenge.insured_id, phone, cause)
