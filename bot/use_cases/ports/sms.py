"""Text messages to phones: what may leave, how it can be refused, where it has got to."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Sms:
    """One message.

    Attributes:
        key: our own id of the message, the same at every attempt.
        phone: E.164, such as +79161234567.
        ttl_minutes: how long the gateway may go on trying; None leaves it to the gateway.
    """

    key: str
    phone: str = field(repr=False)
    text: str = field(repr=False)
    ttl_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway has taken the message; cost and balance in roubles where it tells them."""

    gateway: str
    provider_id: str
    cost: Decimal | None = None
    balance: Decimal | None = None


class RefusalKind(StrEnum):
    """Why nothing was sent, in terms of who can do something about it."""

    TRY_LATER = "try_later"
    """The gateway is away or busy: the same request may work in a minute."""
    LIMIT = "limit"
    """Too many messages to this phone: the person waits."""
    NUMBER = "number"
    """This phone cannot be reached by SMS: the person checks the number."""
    SIM_CHANGED = "sim_changed"
    """The SIM is new and the operator holds such messages back for a day."""
    OPERATOR_FAULT = "operator_fault"
    """Money, credentials, sender name or request: an alarm, and no word of it to the person."""

    @property
    def another_gateway_may_help(self) -> bool:
        """False where a second gateway would meet the same phone with the same answer."""
        return self in {RefusalKind.TRY_LATER, RefusalKind.OPERATOR_FAULT}


class SmsRefused(Exception):
    """The message certainly did not leave."""

    def __init__(self, kind: RefusalKind, code: str, gateway: str) -> None:
        super().__init__(f"{gateway} refused: {kind} ({code})")
        self.kind = kind
        self.code = code
        self.gateway = gateway


class SmsUncertain(Exception):
    """The request left and no answer tells what became of it.

    `provider_id` is set where the gateway can be asked for the status all the same.
    """

    def __init__(self, code: str, gateway: str, provider_id: str | None = None) -> None:
        super().__init__(f"{gateway} did not answer clearly ({code})")
        self.code = code
        self.gateway = gateway
        self.provider_id = provider_id


class DeliveryStatus(Enum):
    """Where an accepted message is; `final` when asking again would change nothing."""

    WAITING = ("waiting", False)
    HANDED_OVER = ("handed_over", False)
    DELIVERED = ("delivered", True)
    READ = ("read", True)
    EXPIRED = ("expired", True)
    UNREACHABLE = ("unreachable", False)
    """The phone is off or out of the network; the message may arrive when it is back."""
    NUMBER_FAULT = ("number_fault", True)
    SIM_CHANGED = ("sim_changed", True)
    REJECTED = ("rejected", True)
    """The operator does not pass it on, for a reason the person cannot change."""
    NO_MONEY = ("no_money", True)
    NOT_FOUND = ("not_found", False)
    """The gateway knows no such message; after an uncertain send: it never arrived there."""
    UNKNOWN = ("unknown", False)

    final: bool

    def __new__(cls, value: str, final: bool) -> Self:
        """Keep the word as the value and the second column beside it."""
        member = object.__new__(cls)
        member._value_ = value
        member.final = final
        return member


class SmsGateway(Protocol):
    """One account at one gateway."""

    @property
    def name(self) -> str:
        """Unique among the configured gateways; safe to log and to store."""
        ...

    @property
    def idempotent(self) -> bool:
        """Whether the gateway itself never sends two messages with one `Sms.key`."""
        ...

    async def send(self, sms: Sms) -> Accepted:
        """Hand one message over.

        Raises:
            SmsRefused: it certainly did not leave.
            SmsUncertain: it may have left.
        """
        ...

    async def status(self, provider_id: str, phone: str) -> DeliveryStatus:
        """Ask once; any failure to learn it is `SmsRefused`."""
        ...

    async def balance(self) -> Decimal:
        """Roubles left on the account; any failure to learn it is `SmsRefused`."""
        ...


class SmsSender(Protocol):
    """All configured gateways as one."""

    async def send(self, sms: Sms) -> Accepted:
        """Hand one message to the first gateway that takes it.

        Raises:
            SmsRefused: no gateway took it, or the phone is at fault.
            SmsUncertain: it may have left; no other gateway was tried.
        """
        ...

    def prefer_after(self, name: str) -> "SmsSender":
        """Give the same gateways beginning with the one after `name`, for a resend."""
        ...

    async def status(self, gateway: str, provider_id: str, phone: str) -> DeliveryStatus:
        """Ask the gateway that took the message; UNKNOWN if it is no longer configured."""
        ...
