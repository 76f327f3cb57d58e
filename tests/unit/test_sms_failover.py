"""Several gateways as one."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from bot.gateways.sms.counted import CountedSms
from bot.gateways.sms.failover import FailoverSms
from bot.use_cases.ports.sms import (
    Accepted,
    DeliveryStatus,
    RefusalKind,
    Sms,
    SmsGateway,
    SmsRefused,
    SmsSender,
    SmsUncertain,
)

SMS = Sms("key-1", "+79160000001", "481205 — код")


@dataclass
class FakeGateway:
    name: str
    outcome: RefusalKind | SmsUncertain | None = None
    idempotent: bool = False
    sent: list[Sms] = field(default_factory=list)

    async def send(self, sms: Sms) -> Accepted:
        self.sent.append(sms)
        if isinstance(self.outcome, SmsUncertain):
            raise self.outcome
        if self.outcome:
            raise SmsRefused(self.outcome, "7", self.name)
        return Accepted(self.name, f"{self.name}-id")

    async def status(self, provider_id: str, phone: str) -> DeliveryStatus:
        return DeliveryStatus.DELIVERED

    async def balance(self) -> Decimal:
        return Decimal(10)


def failover(*gateways: SmsGateway) -> tuple[FailoverSms, list[SmsRefused]]:
    reported: list[SmsRefused] = []
    return FailoverSms(gateways, reported.append), reported


async def test_the_first_gateway_sends_and_the_second_is_left_alone() -> None:
    first, second = FakeGateway("first"), FakeGateway("second")
    sender, reported = failover(first, second)
    assert await sender.send(SMS) == Accepted("first", "first-id")
    assert (second.sent, reported) == ([], [])


@pytest.mark.parametrize("kind", [RefusalKind.TRY_LATER, RefusalKind.OPERATOR_FAULT])
async def test_a_fault_of_the_gateway_moves_on_with_the_same_message_and_is_reported(
    kind: RefusalKind,
) -> None:
    first, second = FakeGateway("first", kind), FakeGateway("second")
    sender, reported = failover(first, second)
    assert (await sender.send(SMS)).gateway == "second"
    assert second.sent == [SMS]
    assert [(refusal.gateway, refusal.kind) for refusal in reported] == [("first", kind)]


@pytest.mark.parametrize("kind", [RefusalKind.NUMBER, RefusalKind.LIMIT, RefusalKind.SIM_CHANGED])
async def test_a_fault_of_the_phone_is_not_carried_to_another_gateway(kind: RefusalKind) -> None:
    second = FakeGateway("second")
    sender, _ = failover(FakeGateway("first", kind), second)
    with pytest.raises(SmsRefused) as caught:
        await sender.send(SMS)
    assert caught.value.kind is kind
    assert second.sent == []


async def test_an_uncertain_send_stops_so_that_nothing_leaves_twice() -> None:
    second = FakeGateway("second")
    sender, _ = failover(FakeGateway("first", SmsUncertain("time-out", "first", "77")), second)
    with pytest.raises(SmsUncertain) as caught:
        await sender.send(SMS)
    assert caught.value.provider_id == "77"
    assert second.sent == []


async def test_when_all_refuse_the_one_that_time_may_cure_is_told() -> None:
    sender, reported = failover(
        FakeGateway("busy", RefusalKind.TRY_LATER), FakeGateway("poor", RefusalKind.OPERATOR_FAULT)
    )
    with pytest.raises(SmsRefused) as caught:
        await sender.send(SMS)
    assert (caught.value.kind, caught.value.gateway) == (RefusalKind.TRY_LATER, "busy")
    assert len(reported) == 2


async def test_a_fault_of_the_phone_outweighs_what_earlier_gateways_said() -> None:
    sender, _ = failover(
        FakeGateway("busy", RefusalKind.TRY_LATER), FakeGateway("strict", RefusalKind.NUMBER)
    )
    with pytest.raises(SmsRefused) as caught:
        await sender.send(SMS)
    assert caught.value.kind is RefusalKind.NUMBER


@pytest.mark.parametrize(
    ("used", "preferred"), [("a", "b"), ("b", "c"), ("c", "a"), ("gone", "a")]
)
async def test_a_resend_prefers_the_gateway_after_the_one_used(used: str, preferred: str) -> None:
    sender, _ = failover(FakeGateway("a"), FakeGateway("b"), FakeGateway("c"))
    resend: SmsSender = sender.prefer_after(used)
    assert (await resend.send(SMS)).gateway == preferred


async def test_the_status_is_asked_where_the_message_went() -> None:
    sender, _ = failover(FakeGateway("a"))
    assert await sender.status("a", "1", SMS.phone) is DeliveryStatus.DELIVERED
    assert await sender.status("gone", "1", SMS.phone) is DeliveryStatus.UNKNOWN


def test_phone_and_text_are_in_no_repr_and_no_exception() -> None:
    assert SMS.phone not in repr(SMS)
    assert SMS.text not in repr(SMS)
    assert str(SmsRefused(RefusalKind.LIMIT, "9", "smsc")) == "smsc refused: limit (9)"
    assert str(SmsUncertain("time-out", "smsc", "1")) == "smsc did not answer clearly (time-out)"


async def test_every_hand_over_is_counted_at_its_gateway() -> None:
    counted: list[tuple[str, str]] = []
    outcomes = (RefusalKind.TRY_LATER, SmsUncertain("timeout", "third"), None)
    gateways = [
        CountedSms(FakeGateway(name, outcome), lambda *one: counted.append(one))
        for name, outcome in zip(("first", "third", "second"), outcomes, strict=True)
    ]
    with pytest.raises(SmsUncertain):
        await failover(*gateways)[0].send(SMS)
    await failover(gateways[2])[0].send(SMS)
    assert counted == [("first", "try_later"), ("third", "uncertain"), ("second", "accepted")]
