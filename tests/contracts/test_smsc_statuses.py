"""Where a message is, as the SMSC.ru client reads it from the emulated SMSC.ru."""

import pytest
from aiohttp import ClientTimeout

from bot.gateways.sms.smsc import REASONS, STATUSES, message_id
from bot.sandbox.faulty_http import Fault
from bot.sandbox.sms import SmscEmulator, SmsInbox
from bot.use_cases.ports.sms import DeliveryStatus, RefusalKind, SmsRefused
from tests.contracts.sms_over_http import PHONE, SMS, talking_to

IMPATIENT = ClientTimeout(total=0.2)
OWN_ID = message_id(SMS.key)


@pytest.fixture
def smsc() -> SmscEmulator:
    return SmscEmulator(SmsInbox())


@pytest.mark.parametrize(
    ("status", "err", "told"),
    [
        (-3, 0, DeliveryStatus.NOT_FOUND),
        (-2, 0, DeliveryStatus.REJECTED),
        (-1, 0, DeliveryStatus.WAITING),
        (0, 0, DeliveryStatus.HANDED_OVER),
        (0, 200, DeliveryStatus.HANDED_OVER),
        (0, 220, DeliveryStatus.HANDED_OVER),
        (0, 6, DeliveryStatus.UNREACHABLE),
        (1, 0, DeliveryStatus.DELIVERED),
        (1, 200, DeliveryStatus.DELIVERED),
        (2, 0, DeliveryStatus.READ),
        (3, 6, DeliveryStatus.EXPIRED),
        (4, 0, DeliveryStatus.READ),
        (20, 0, DeliveryStatus.REJECTED),
        (20, 1, DeliveryStatus.NUMBER_FAULT),
        (20, 6, DeliveryStatus.UNREACHABLE),
        (20, 11, DeliveryStatus.UNREACHABLE),
        (20, 12, DeliveryStatus.UNREACHABLE),
        (20, 13, DeliveryStatus.NUMBER_FAULT),
        (20, 21, DeliveryStatus.NUMBER_FAULT),
        (20, 219, DeliveryStatus.SIM_CHANGED),
        (20, 249, DeliveryStatus.NUMBER_FAULT),
        (20, 250, DeliveryStatus.REJECTED),
        (20, 251, DeliveryStatus.REJECTED),
        (20, 252, DeliveryStatus.REJECTED),
        (20, 253, DeliveryStatus.REJECTED),
        (20, 254, DeliveryStatus.REJECTED),
        (20, 255, DeliveryStatus.REJECTED),
        (22, 0, DeliveryStatus.NUMBER_FAULT),
        (23, 0, DeliveryStatus.REJECTED),
        (24, 0, DeliveryStatus.NO_MONEY),
        (25, 248, DeliveryStatus.NUMBER_FAULT),
        (77, 0, DeliveryStatus.UNKNOWN),
    ],
)
async def test_every_status_and_reason_is_read(
    smsc: SmscEmulator, status: int, err: int, told: DeliveryStatus
) -> None:
    smsc.statuses[OWN_ID] = (status, err)
    async with talking_to(smsc) as gateway:
        await gateway.send(SMS)
        assert await gateway.status(OWN_ID, PHONE) is told


def test_the_tables_of_statuses_cover_the_documented_ones() -> None:
    assert set(STATUSES) == {-3, -2, -1, 0, 1, 2, 3, 4, 20, 22, 23, 24, 25}
    assert set(REASONS) == {1, 6, 11, 12, 13, 21, 219, *range(248, 256)}


async def test_a_message_is_on_its_way_until_it_is_delivered() -> None:
    now = 0.0
    smsc = SmscEmulator(SmsInbox(), clock=lambda: now)
    smsc.seconds_to_deliver = 5
    async with talking_to(smsc) as gateway:
        await gateway.send(SMS)
        now = 4
        assert await gateway.status(OWN_ID, PHONE) is DeliveryStatus.HANDED_OVER
        now = 5
        assert await gateway.status(OWN_ID, PHONE) is DeliveryStatus.DELIVERED


@pytest.mark.parametrize("body", ['{"err": 0}', '{"status": null}', '{"status": "x"}'])
async def test_a_status_that_says_nothing_is_unknown(smsc: SmscEmulator, body: str) -> None:
    smsc.fail(Fault(body=body), "status")
    async with talking_to(smsc) as gateway:
        assert await gateway.status("1", PHONE) is DeliveryStatus.UNKNOWN


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(status=503), "http-503"),
        (Fault(cut=True), "connection-cut"),
        (Fault(hangs=True), "time-out"),
        (Fault(body="<html>"), "unreadable"),
        (Fault(body="ERROR = 9 (too often)"), "9"),
    ],
)
async def test_a_question_without_an_answer_can_be_asked_again(
    smsc: SmscEmulator, fault: Fault, code: str
) -> None:
    smsc.fail(fault, "status")
    async with talking_to(smsc, IMPATIENT) as gateway:
        with pytest.raises(SmsRefused) as caught:
            await gateway.status("1", PHONE)
    assert caught.value.code == code
    assert caught.value.kind in {RefusalKind.TRY_LATER, RefusalKind.LIMIT}
