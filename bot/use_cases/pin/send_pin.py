"""Opens a PIN challenge for a proved phone and orders its message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.pin import PinChallenge, resend_at
from bot.limits import Limits
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.outcomes import PinOrdered, PinRefused
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
    ) -> PinOrdered | PinRefused:
        """Supersede the chat's older challenge by one for this phone.

        Args:
            phone: the registry's, or one that control questions or HR have just proved.
            cause: update or event that asks; charged once however often it runs.
        """
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
        return PinOrdered(resend_at(challenge, pauses(self.limits)), new_code=True)

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


def pauses(limits: Limits) -> tuple[timedelta, ...]:
    """Give the pauses after the first, the second and every later message."""
    seconds = (
        limits.pin_resend_seconds,
        limits.pin_second_resend_seconds,
        limits.pin_later_resend_seconds,
    )
    return tuple(timedelta(seconds=one) for one in seconds)
