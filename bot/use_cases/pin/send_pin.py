"""Orders the message with the PIN of a proved phone: of a new challenge, or of one that counts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.pin import PinChallenge
from bot.limits import Limits
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.outcomes import HrOnly, PinKept, PinOrdered, PinRefused
from bot.use_cases.pin.sms_jobs import Act, PinOrder, ending
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.pins import Pins
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class SendPin:
    """`new_id` gives 16 unpredictable bytes: the PIN follows from them and the secret key."""

    pins: Pins
    counters: PinCounters
    jobs: JobQueue
    limits: Limits
    clock: Callable[[], datetime]
    new_id: Callable[[], bytes]

    async def __call__(
        self, recorder: Recorder, chat_id: int, insured_id: int, phone: str, cause: int
    ) -> PinOrdered | PinKept | PinRefused:
        """Go back to a code that the person can still type, else order another.

        Args:
            phone: the registry's, or one that control questions or HR have just proved.
            cause: update or event that asks; charged once however often it runs.
        """
        known = await self.pins.newest_for(chat_id, phone)
        if known and known.insured_id == insured_id and await self.is_live(known):
            return await self._go_back(recorder, known, phone, cause)
        return await self.anew(recorder, chat_id, insured_id, phone, cause)

    async def anew(
        self, recorder: Recorder, chat_id: int, insured_id: int, phone: str, cause: int
    ) -> PinOrdered | PinRefused:
        """Supersede the chat's older challenge by one with another code."""
        refused = await self.counters.order(phone, insured_id, cause)
        if refused:
            return refused
        challenge = self._challenge(chat_id, insured_id, phone)
        delivery = PinOrder(challenge.id, challenge.sends, cause).job(Act.PIN, chat_id)
        recorder.record(
            *self.pins.open(challenge, phone),
            self.jobs.add(delivery),
            self.jobs.add(ending(challenge)),
        )
        return PinOrdered(self.counters.resend_at(challenge), new_code=True)

    async def is_live(self, challenge: PinChallenge) -> bool:
        """Whether its code can still be typed."""
        return challenge.open(self.clock()) and await self.counters.tries_left(challenge) > 0

    async def again(
        self, recorder: Recorder, challenge: PinChallenge, phone: str, cause: int
    ) -> PinOrdered | PinRefused:
        """Order one more message with the code of a live challenge."""
        refused = await self.counters.order(phone, challenge.insured_id, cause)
        if refused:
            return refused
        again = replace(challenge, sends=challenge.sends + 1, ordered_at=self.clock())
        delivery = PinOrder(again.id, again.sends, cause).job(Act.PIN, again.chat_id)
        expires_at = again.ordered_at + timedelta(minutes=self.limits.pin_minutes)
        recorder.record(self.pins.order_again(challenge, expires_at), self.jobs.add(delivery))
        return PinOrdered(self.counters.resend_at(again), new_code=False)

    async def _go_back(
        self, recorder: Recorder, known: PinChallenge, phone: str, cause: int
    ) -> PinOrdered | PinKept | PinRefused:
        """Only wrong guesses bar the way back: a message that may not leave is not needed."""
        closed = await self.counters.closed(phone, known.insured_id)
        if closed:
            return closed
        if self.clock() < self.counters.resend_at(known):
            return PinKept(await self.counters.next_order(known, phone))
        ordered = await self.again(recorder, known, phone, cause)
        return ordered if isinstance(ordered, PinOrdered | HrOnly) else PinKept(ordered.until)

    def _challenge(self, chat_id: int, insured_id: int, phone: str) -> PinChallenge:
        now = self.clock()
        return PinChallenge(
            id=self.new_id(),
            chat_id=chat_id,
            insured_id=insured_id,
            phone=phone,
            expires_at=now + timedelta(minutes=self.limits.pin_minutes),
            sends=1,
            ordered_at=now,
        )
