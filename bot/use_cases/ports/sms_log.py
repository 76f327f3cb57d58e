"""What became of each message: what follow-up and statistics need, never a phone or a text."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bot.use_cases.ports.sms import DeliveryStatus
from bot.use_cases.ports.storage import Write


class Handover(StrEnum):
    """How the hand-over to a gateway ended."""

    ACCEPTED = "accepted"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SmsEntry:
    """One message.

    Attributes:
        key: `Sms.key`.
        challenge_id: whose PIN it carries, if it carries one.
        gateway: None where a dead process did not tell which it was.
        phone: goes in to be kept as a keyed digest of its prefix, and never comes out.
        code: the gateway's reason for a refusal or an uncertainty.
        status: the last one learned.
    """

    key: str
    challenge_id: bytes | None
    handover: Handover
    gateway: str | None
    at: datetime
    phone: str = field(default="", repr=False)
    provider_id: str | None = None
    cost: Decimal | None = None
    code: str | None = None
    status: DeliveryStatus | None = None


class SmsLog(Protocol):
    """The messages of all people."""

    def add(self, entry: SmsEntry) -> Write: ...

    def note_status(self, key: str, status: DeliveryStatus) -> Write: ...

    def note_confirmed(self, challenge_id: bytes) -> Write:
        """The PIN of these messages was typed."""
        ...

    async def find(self, key: str) -> SmsEntry | None: ...

    async def last_gateway(self, challenge_id: bytes) -> str | None:
        """Return the gateway that took, or may have taken, the newest message."""
        ...

    async def conversion(self, last: int, before: datetime) -> float | None:
        """Return the share of confirmed ones, in per cent, among the `last` that left.

        Only messages from before that moment count; None while there are fewer.
        """
        ...
