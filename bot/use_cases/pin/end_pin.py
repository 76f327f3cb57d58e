"""Wipes the phone of a PIN that has expired, and looks at how many PINs are confirmed at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.limits import Limits
from bot.use_cases.pin.sms_alarms import raise_alarm
from bot.use_cases.pin.sms_jobs import ended_challenge
from bot.use_cases.ports.charges import Charges
from bot.use_cases.ports.jobs import Again, Ended, Job, Outcome
from bot.use_cases.ports.pins import Pins
from bot.use_cases.ports.sms_log import SmsLog

JUDGED = 50
"""Messages over which the conversion is taken."""


@dataclass(frozen=True, slots=True)
class EndPin:
    """The executor of the act end; waits on while later messages keep the PIN open."""

    pins: Pins
    charges: Charges
    log: SmsLog
    limits: Limits
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> Outcome:
        challenge = await self.pins.find(ended_challenge(job))
        now = self.clock()
        if challenge is not None and challenge.open(now):
            return Again(challenge.expires_at)
        await self._watch_conversion(job, now)
        return Ended(writes=(self.pins.wipe(ended_challenge(job)),))

    async def _watch_conversion(self, job: Job, now: datetime) -> None:
        """Messages that nobody answers are how SMS fraud looks."""
        judged_before = now - timedelta(minutes=self.limits.pin_minutes)
        percent = await self.log.conversion(JUDGED, judged_before)
        if percent is not None and percent < self.limits.sms_conversion_percent:
            await raise_alarm(self.charges, "sms conversion low", job.id, percent=round(percent))
