"""Sends the same code once more, or a new one where the old can no longer be typed.

A new code goes only to the number that the registry still has: what control questions or HR have
approved is good for one code, and has to be asked for again after its end.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.pin import PinChallenge, resend_at
from bot.limits import Limits
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.outcomes import PinOrdered, PinRefused
from bot.use_cases.pin.send_pin import SendPin, pauses
from bot.use_cases.pin.sms_jobs import Act, PinOrder
from bot.use_cases.ports.jobs import JobQueue
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
    jobs: JobQueue
    limits: Limits
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
        wait = resend_at(challenge, pauses(self.limits)) - self.clock()
        if wait > timedelta():
            return TooEarly(math.ceil(wait.total_seconds()))
        if challenge.open(self.clock()) and await self.counters.tries_left(challenge):
            return await self._again(recorder, challenge, phone, cause)
        if phone != await self.registry.phone(challenge.insured_id):
            return NothingToResend()
        return await self.send_pin(recorder, chat_id, challenge.insured_id, phone, cause)

    async def _again(
        self, recorder: Recorder, challenge: PinChallenge, phone: str, cause: int
    ) -> PinOrdered | PinRefused:
        refused = await self.counters.order(phone, challenge.insured_id, cause)
        if refused:
            return refused
        again = replace(challenge, sends=challenge.sends + 1, ordered_at=self.clock())
        delivery = PinOrder(again.id, again.sends, cause).job(Act.PIN, again.chat_id)
        expires_at = again.ordered_at + timedelta(minutes=self.limits.pin_minutes)
        recorder.record(self.pins.order_again(challenge, expires_at), self.jobs.add(delivery))
        return PinOrdered(resend_at(again, pauses(self.limits)), new_code=False)
