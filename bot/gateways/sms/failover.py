"""Several gateways as one: the next is tried where that can help and cannot send twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiohttp import ClientSession, ClientTimeout

from bot.gateways.sms.http import TIMEOUT, Forms
from bot.gateways.sms.smsc import SmscGateway
from bot.gateways.sms.smsru import SmsRuGateway
from bot.gateways.sms.url import Kind, SmsAccount
from bot.use_cases.ports.sms import (
    Accepted,
    DeliveryStatus,
    RefusalKind,
    Sms,
    SmsGateway,
    SmsRefused,
)

Report = Callable[[SmsRefused], None]
CLIENTS: dict[Kind, type[SmscGateway | SmsRuGateway]] = {
    "smsc": SmscGateway,
    "smsru": SmsRuGateway,
}


@dataclass(frozen=True, slots=True)
class FailoverSms:
    """The gateways of SMS_URL from first to last; `report` hears of every refusal on the way."""

    gateways: tuple[SmsGateway, ...]
    report: Report

    async def send(self, sms: Sms) -> Accepted:
        """See `SmsSender.send`; an uncertain send stops here, for it may have left."""
        refusals: list[SmsRefused] = []
        for gateway in self.gateways:
            try:
                return await gateway.send(sms)
            except SmsRefused as refusal:
                self.report(refusal)
                refusals.append(refusal)
                if not refusal.kind.another_gateway_may_help:
                    break
        raise _most_telling(refusals)

    def prefer_after(self, name: str) -> "FailoverSms":
        """See `SmsSender.prefer_after`; an unknown name changes nothing."""
        names = [gateway.name for gateway in self.gateways]
        start = names.index(name) + 1 if name in names else 0
        return FailoverSms(self.gateways[start:] + self.gateways[:start], self.report)

    async def status(self, gateway: str, provider_id: str, phone: str) -> DeliveryStatus:
        """See `SmsSender.status`."""
        for one in self.gateways:
            if one.name == gateway:
                return await one.status(provider_id, phone)
        return DeliveryStatus.UNKNOWN


def open_gateways(
    accounts: Sequence[SmsAccount], session: ClientSession, timeout: ClientTimeout = TIMEOUT
) -> tuple[SmsGateway, ...]:
    """Make the client of each account over one HTTP session."""
    return tuple(
        CLIENTS[account.kind](account, Forms(session, account.name, timeout))
        for account in accounts
    )


def _most_telling(refusals: Sequence[SmsRefused]) -> SmsRefused:
    """The refusal of the phone if there is one, else one that time may cure, else the last."""
    last = refusals[-1]
    if last.kind.another_gateway_may_help:
        return next((one for one in refusals if one.kind is RefusalKind.TRY_LATER), last)
    return last
