"""Hands a PIN message to a gateway, and draws the conclusion from whatever comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.pin import PinChallenge
from bot.limits import Limits
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.follow_sms import POLLS
from bot.use_cases.pin.sms_jobs import Act, PinOrder, event
from bot.use_cases.ports.jobs import Again, Ended, Job, JobQueue, JobState, Outcome
from bot.use_cases.ports.pins import Pins
from bot.use_cases.ports.sms import Accepted, Sms, SmsRefused, SmsSender, SmsUncertain
from bot.use_cases.ports.sms_log import Handover, SmsEntry, SmsLog
from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.tallies import Count, Source, Tally, What
from bot.use_cases.ports.texts import PlainText

PATIENCE = timedelta(minutes=2)
"""How long the person waits for gateways that are away before being told."""
PAUSES = (5, 10, 20, 30)
"""Seconds between attempts at gateways that are away; the last one repeats."""
OUR_FAULT = "unavailable"


@dataclass(frozen=True, slots=True)
class _Message:
    """What is being delivered."""

    order: PinOrder
    challenge: PinChallenge
    phone: str


@dataclass(frozen=True, slots=True)
class DeliverPin:
    """The executor of the act pin; `code` makes the PIN of a challenge.

    A message leaves at most once: after an unclear hand-over the person decides about another.
    """

    pins: Pins
    counters: PinCounters
    jobs: JobQueue
    log: SmsLog
    tally: Tally
    sender: SmsSender
    text: PlainText
    limits: Limits
    clock: Callable[[], datetime]
    code: Callable[[bytes], str]

    async def __call__(self, job: Job) -> Outcome:
        order = PinOrder.of(job)
        challenge = await self.pins.find(order.challenge_id)
        if challenge is None or not _wanted(challenge, order):
            return Ended()
        if challenge.phone is None or not challenge.open(self.clock()):
            return Ended(writes=(self._event("sms_failed", order, challenge, reason=OUR_FAULT),))
        message = _Message(order, challenge, challenge.phone)
        if job.resumed:
            return self._uncertain(message, SmsUncertain("process-died", ""))
        return await self._send(message, job)

    async def _send(self, message: _Message, job: Job) -> Outcome:
        sender = await self._sender(message.challenge)
        try:
            accepted = await sender.send(self._sms(message))
        except SmsUncertain as unclear:
            return self._uncertain(message, unclear)
        except SmsRefused as refusal:
            return self._refused(message, refusal, job)
        return self._accepted(message, accepted)

    async def _sender(self, challenge: PinChallenge) -> SmsSender:
        used = await self.log.last_gateway(challenge.id)
        return self.sender.prefer_after(used) if used else self.sender

    def _sms(self, message: _Message) -> Sms:
        left = message.challenge.expires_at - self.clock()
        text = self.text("sms-pin", code=self.code(message.challenge.id))
        ttl_minutes = max(1, left // timedelta(minutes=1))
        return Sms(message.order.key, message.phone, text, ttl_minutes)

    def _accepted(self, message: _Message, accepted: Accepted) -> Ended:
        entry = self._entry(
            message,
            Handover.ACCEPTED,
            accepted.gateway,
            provider_id=accepted.provider_id,
            cost=accepted.cost,
        )
        counted = self._count(message, What.SMS_SENT, accepted.cost)
        return Ended(writes=(*self._run(message, entry), *self._follow(message, entry), counted))

    def _uncertain(self, message: _Message, unclear: SmsUncertain) -> Ended:
        entry = self._entry(
            message,
            Handover.UNCERTAIN,
            unclear.gateway or None,
            provider_id=unclear.provider_id,
            code=unclear.code,
        )
        told = self._event("sms_uncertain", message.order, message.challenge)
        counted = self._count(message, What.SMS_UNCERTAIN)
        writes = (*self._run(message, entry), *self._follow(message, entry), told, counted)
        return Ended(JobState.UNCERTAIN, writes, unclear.code)

    def _refused(self, message: _Message, refusal: SmsRefused, job: Job) -> Outcome:
        order, challenge = message.order, message.challenge
        may_pass = refusal.kind.another_gateway_may_help
        next_try = self.clock() + _pause(job.attempts)
        if may_pass and next_try <= challenge.ordered_at + PATIENCE:
            return Again(next_try, error=refusal.kind)
        entry = self._entry(message, Handover.REFUSED, refusal.gateway, code=refusal.code)
        reason = OUR_FAULT if may_pass else refusal.kind.value
        writes = (
            self.log.add(entry),
            self.counters.give_order_back(message.phone, challenge.insured_id, order.cause),
            self._event("sms_failed", order, challenge, reason=reason),
            self._count(message, What.SMS_REFUSED),
        )
        return Ended(writes=writes, error=refusal.kind)

    def _run(self, message: _Message, entry: SmsEntry) -> tuple[Write, Write]:
        """Let the PIN run from now: the message has left, or may have."""
        expires_at = entry.at + timedelta(minutes=self.limits.pin_minutes)
        return self.pins.sent(message.challenge.id, expires_at), self.log.add(entry)

    def _follow(self, message: _Message, entry: SmsEntry) -> tuple[Write, ...]:
        if entry.provider_id is None:
            return ()
        chat_id, first = message.challenge.chat_id, entry.at + POLLS[0]
        return (self.jobs.add(message.order.job(Act.FOLLOW, chat_id, first)),)

    def _count(self, message: _Message, what: What, cost: Decimal | None = None) -> Write:
        counts = [Count(what)]
        if cost is not None:
            counts.append(Count(What.SMS_PRICED, amount=round(cost * 100)))
        challenge = message.challenge
        return self.tally.add(Source(challenge.chat_id, challenge.insured_id), *counts)

    def _event(self, kind: str, order: PinOrder, challenge: PinChallenge, **data: str) -> Write:
        return self.jobs.add(event(kind, order, challenge.chat_id, **data))

    def _entry(
        self, message: _Message, handover: Handover, gateway: str | None, **told: Any
    ) -> SmsEntry:
        order, phone = message.order, message.phone
        return SmsEntry(
            order.key, order.challenge_id, handover, gateway, self.clock(), phone, **told
        )


def _wanted(challenge: PinChallenge, order: PinOrder) -> bool:
    """Whether the person still waits for this very message."""
    return not challenge.used and not challenge.superseded and order.send == challenge.sends


def _pause(attempts: int) -> timedelta:
    return timedelta(seconds=PAUSES[min(attempts, len(PAUSES)) - 1])
