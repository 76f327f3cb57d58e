"""A gateway whose hand-overs are counted."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bot.use_cases.ports.sms import (
    Accepted,
    DeliveryStatus,
    Sms,
    SmsGateway,
    SmsRefused,
    SmsUncertain,
)


@dataclass(frozen=True, slots=True)
class CountedSms:
    """Implements `SmsGateway`; `count` hears the gateway's name and what came of a hand-over."""

    gateway: SmsGateway
    count: Callable[[str, str], None]

    @property
    def name(self) -> str:
        return self.gateway.name

    @property
    def idempotent(self) -> bool:
        return self.gateway.idempotent

    async def send(self, sms: Sms) -> Accepted:
        """See `SmsGateway.send`."""
        try:
            accepted = await self.gateway.send(sms)
        except SmsRefused as refusal:
            self.count(self.name, refusal.kind)
            raise
        except SmsUncertain:
            self.count(self.name, "uncertain")
            raise
        self.count(self.name, "accepted")
        return accepted

    async def status(self, provider_id: str, phone: str) -> DeliveryStatus:
        """See `SmsGateway.status`."""
        return await self.gateway.status(provider_id, phone)

    async def balance(self) -> Decimal:
        """See `SmsGateway.balance`."""
        return await self.gateway.balance()
