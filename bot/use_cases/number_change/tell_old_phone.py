"""Tells whoever has the old phone that another one counts: its owner may know nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.use_cases.pin.sms_jobs import PhoneChanged
from bot.use_cases.ports.jobs import Again, Ended, Job, JobState, Outcome
from bot.use_cases.ports.sms import Accepted, Sms, SmsRefused, SmsSender, SmsUncertain
from bot.use_cases.ports.sms_log import Handover, SmsEntry, SmsLog
from bot.use_cases.ports.tallies import Count, Source, Tally, What
from bot.use_cases.ports.texts import PlainText

PAUSE = timedelta(minutes=10)
TRIES = 144
"""A day of attempts at gateways that are away: the warning is worth the wait."""


@dataclass(frozen=True, slots=True)
class TellOldPhone:
    """The executor of the act phone_changed.

    What a dead process may have sent is sent again: a warning twice is better than none.
    """

    log: SmsLog
    tally: Tally
    sender: SmsSender
    text: PlainText
    help_phone: str
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> Outcome:
        notice = PhoneChanged.of(job)
        text_id = "sms-phone-corrected" if notice.by_hr else "sms-phone-changed"
        text = self.text(text_id, phone=self.help_phone)
        try:
            accepted = await self.sender.send(Sms(notice.key, notice.phone, text))
        except SmsUncertain as unclear:
            return self._uncertain(notice, unclear)
        except SmsRefused as refusal:
            return self._refused(notice, refusal, job)
        return self._accepted(notice, accepted)

    def _accepted(self, notice: PhoneChanged, accepted: Accepted) -> Ended:
        entry = self._entry(
            notice,
            Handover.ACCEPTED,
            accepted.gateway,
            provider_id=accepted.provider_id,
            cost=accepted.cost,
        )
        counts = [Count(What.SMS_SENT)]
        if accepted.cost is not None:
            counts.append(Count(What.SMS_PRICED, amount=round(accepted.cost * 100)))
        return self._ended(notice, entry, *counts)

    def _uncertain(self, notice: PhoneChanged, unclear: SmsUncertain) -> Ended:
        entry = self._entry(
            notice,
            Handover.UNCERTAIN,
            unclear.gateway or None,
            provider_id=unclear.provider_id,
            code=unclear.code,
        )
        ended = self._ended(notice, entry, Count(What.SMS_UNCERTAIN))
        return Ended(JobState.UNCERTAIN, ended.writes, unclear.code)

    def _refused(self, notice: PhoneChanged, refusal: SmsRefused, job: Job) -> Outcome:
        if refusal.kind.another_gateway_may_help and job.attempts < TRIES:
            return Again(self.clock() + PAUSE, error=refusal.kind)
        entry = self._entry(notice, Handover.REFUSED, refusal.gateway, code=refusal.code)
        ended = self._ended(notice, entry, Count(What.SMS_REFUSED))
        return Ended(writes=ended.writes, error=refusal.kind)

    def _ended(self, notice: PhoneChanged, entry: SmsEntry, *counts: Count) -> Ended:
        source = Source(notice.chat_id, notice.insured_id)
        return Ended(writes=(self.log.add(entry), self.tally.add(source, *counts)))

    def _entry(
        self, notice: PhoneChanged, handover: Handover, gateway: str | None, **told: Any
    ) -> SmsEntry:
        return SmsEntry(notice.key, None, handover, gateway, self.clock(), notice.phone, **told)
