"""Asks the gateway where a PIN message has got to, and tells the conversation what matters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.phone import masked_phone
from bot.domain.pin import PinChallenge
from bot.use_cases.pin.sms_alarms import report_refusal
from bot.use_cases.pin.sms_jobs import PinOrder, event
from bot.use_cases.ports.jobs import Again, Ended, Job, JobQueue, Outcome
from bot.use_cases.ports.pins import Pins
from bot.use_cases.ports.sms import (
    DeliveryStatus,
    RefusalKind,
    SmsRefused,
    SmsSender,
)
from bot.use_cases.ports.sms_log import SmsEntry, SmsLog
from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.tallies import Count, Source, Tally, What

POLLS = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 30, 60, 120))
"""After the acceptance; gateways refuse more than five questions a minute."""
TOLD = {
    DeliveryStatus.DELIVERED: DeliveryStatus.DELIVERED,
    DeliveryStatus.READ: DeliveryStatus.DELIVERED,
    DeliveryStatus.EXPIRED: DeliveryStatus.EXPIRED,
    DeliveryStatus.UNREACHABLE: DeliveryStatus.UNREACHABLE,
    DeliveryStatus.NUMBER_FAULT: DeliveryStatus.NUMBER_FAULT,
    DeliveryStatus.SIM_CHANGED: DeliveryStatus.SIM_CHANGED,
    DeliveryStatus.REJECTED: DeliveryStatus.REJECTED,
    DeliveryStatus.NO_MONEY: DeliveryStatus.REJECTED,
}
"""The statuses that concern the person, as the person hears them."""


@dataclass(frozen=True, slots=True)
class FollowSms:
    """The executor of the act follow; ends with a final status, the PIN's use or the last poll."""

    pins: Pins
    jobs: JobQueue
    log: SmsLog
    tally: Tally
    sender: SmsSender
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> Outcome:
        order = PinOrder.of(job)
        challenge = await self.pins.find(order.challenge_id)
        entry = await self.log.find(order.key)
        if challenge is None or entry is None:
            return Ended()
        if challenge.used:
            arrived = DeliveryStatus.DELIVERED
            noted = self.log.note_status(order.key, arrived)
            return Ended(writes=(noted, *self._count(challenge, arrived)))
        if challenge.phone is None:
            return Ended()
        status = await self._status(entry, challenge.phone)
        writes = self._news(order, challenge, challenge.phone, entry, status)
        next_poll = self._next_poll(entry)
        if status.final or next_poll is None:
            return Ended(writes=writes)
        return Again(next_poll, writes)

    async def _status(self, entry: SmsEntry, phone: str) -> DeliveryStatus:
        if entry.gateway is None or entry.provider_id is None:
            return DeliveryStatus.UNKNOWN
        try:
            status = await self.sender.status(entry.gateway, entry.provider_id, phone)
        except SmsRefused as refusal:
            report_refusal(refusal)
            return DeliveryStatus.UNKNOWN
        if status is DeliveryStatus.NO_MONEY:
            report_refusal(SmsRefused(RefusalKind.OPERATOR_FAULT, status.value, entry.gateway))
        return status

    def _news(
        self,
        order: PinOrder,
        challenge: PinChallenge,
        phone: str,
        entry: SmsEntry,
        status: DeliveryStatus,
    ) -> tuple[Write, ...]:
        if status in {entry.status, DeliveryStatus.UNKNOWN}:
            return ()
        noted = self.log.note_status(order.key, status)
        if status not in TOLD:
            return (noted,)
        data = {"status": TOLD[status].value, "masked": masked_phone(phone)}
        told = self.jobs.add(event("sms_status", order, challenge.chat_id, **data))
        return noted, told, *self._count(challenge, status)

    def _count(self, challenge: PinChallenge, status: DeliveryStatus) -> tuple[Write, ...]:
        """Count a message once: a final status is the last that is asked for."""
        if not status.final:
            return ()
        arrived = TOLD[status] is DeliveryStatus.DELIVERED
        what = What.SMS_DELIVERED if arrived else What.SMS_UNDELIVERED
        source = Source(challenge.chat_id, challenge.insured_id)
        return (self.tally.add(source, Count(what)),)

    def _next_poll(self, entry: SmsEntry) -> datetime | None:
        """Skip polls whose time has passed, so that a late worker asks no faster."""
        now = self.clock()
        return next((entry.at + poll for poll in POLLS if entry.at + poll > now), None)
