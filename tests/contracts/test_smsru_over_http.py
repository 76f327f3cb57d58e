"""The SMS.ru client against the emulated SMS.ru, over real HTTP."""

import dataclasses
import logging
import traceback
from decimal import Decimal

import pytest
from aiohttp import ClientTimeout

from bot.gateways.sms.smsru import REFUSALS, STATUSES
from bot.sandbox.faulty_http import Fault
from bot.sandbox.sms import PRICE, SmsInbox, SmsRuEmulator
from bot.use_cases.ports.sms import (
    Accepted,
    DeliveryStatus,
    RefusalKind,
    SmsRefused,
    SmsUncertain,
)
from tests.contracts.sms_over_http import PHONE, SMS, TEXT, talking_to

IMPATIENT = ClientTimeout(total=0.2)
FIRST_ID = "000000-10000000"
LIMIT = (130, 131, 132, 230, 231, 232, 233)
NUMBER = (150, 202, 207, 214, 215)
LATER = (220, 500)
OPERATOR = (
    *(200, 201, 203, 204, 205, 206, 208, 209, 210, 211, 212, 213),
    *(300, 301, 302, 303, 304, 305, 901, 902),
)
CODES = {
    **dict.fromkeys(LIMIT, RefusalKind.LIMIT),
    **dict.fromkeys(NUMBER, RefusalKind.NUMBER),
    **dict.fromkeys(LATER, RefusalKind.TRY_LATER),
    **dict.fromkeys(OPERATOR, RefusalKind.OPERATOR_FAULT),
}


@pytest.fixture
def inbox() -> SmsInbox:
    return SmsInbox()


@pytest.fixture
def smsru(inbox: SmsInbox) -> SmsRuEmulator:
    return SmsRuEmulator(inbox, api_id="AB-12/CD")


async def refusal_of_send(smsru: SmsRuEmulator) -> SmsRefused:
    async with talking_to(smsru) as gateway:
        with pytest.raises(SmsRefused) as caught:
            await gateway.send(SMS)
    return caught.value


async def test_a_russian_text_arrives_unchanged(smsru: SmsRuEmulator, inbox: SmsInbox) -> None:
    async with talking_to(smsru) as gateway:
        accepted = await gateway.send(SMS)
        assert await gateway.balance() == smsru.balance == 1000 - PRICE
        assert not gateway.idempotent
    [arrived] = inbox.messages
    assert (arrived.phone, arrived.text, arrived.sender) == (PHONE, TEXT, "SANDBOX")
    assert accepted == Accepted("smsru", FIRST_ID, None, Decimal("995.9"))


def test_the_table_knows_exactly_the_documented_codes() -> None:
    assert CODES == REFUSALS


@pytest.mark.parametrize(("code", "kind"), [*CODES.items(), (999, RefusalKind.OPERATOR_FAULT)])
@pytest.mark.parametrize("inside", [True, False], ids=["within an outer OK", "outside"])
async def test_every_code_is_sorted_wherever_it_stands(
    smsru: SmsRuEmulator, code: int, kind: RefusalKind, inside: bool
) -> None:
    smsru.refuse(code, inside=inside)
    refusal = await refusal_of_send(smsru)
    assert (refusal.kind, refusal.code, refusal.gateway) == (kind, str(code), "smsru")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(accepts=True, status=500), "http-500"),
        (Fault(accepts=True, cut=True), "connection-cut"),
        (Fault(accepts=True, hangs=True), "time-out"),
        (Fault(accepts=True, body=""), "unreadable"),
        (Fault(accepts=True, body="<html>OK</html>"), "unreadable"),
        (Fault(accepts=True, body="100"), "unreadable"),
        (Fault(accepts=True, body="{}"), "no-code"),
        (Fault(accepts=True, body='{"status_code": "x"}'), "no-code"),
        (Fault(accepts=True, body='{"status_code": 100}'), "no-message"),
        (Fault(accepts=True, body='{"status_code": 100, "sms": {}}'), "no-message"),
        (Fault(accepts=True, body='{"status_code": 100, "sms": {"7": 1}}'), "no-message"),
        (Fault(accepts=True, body='{"status_code": 100, "sms": {"7": {}}}'), "no-code"),
        (
            Fault(accepts=True, body='{"status_code": 100, "sms": {"7": {"status_code": 100}}}'),
            "no-id",
        ),
    ],
)
async def test_an_unclear_answer_is_uncertain_without_any_way_to_ask(
    smsru: SmsRuEmulator, inbox: SmsInbox, fault: Fault, code: str
) -> None:
    smsru.fail(fault)
    async with talking_to(smsru, IMPATIENT) as gateway:
        with pytest.raises(SmsUncertain) as caught:
            await gateway.send(SMS)
    assert (caught.value.code, caught.value.provider_id) == (code, None)
    assert len(inbox.messages) == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (-1, DeliveryStatus.NOT_FOUND),
        (100, DeliveryStatus.WAITING),
        (101, DeliveryStatus.HANDED_OVER),
        (102, DeliveryStatus.HANDED_OVER),
        (103, DeliveryStatus.DELIVERED),
        (104, DeliveryStatus.EXPIRED),
        (105, DeliveryStatus.REJECTED),
        (106, DeliveryStatus.UNREACHABLE),
        (107, DeliveryStatus.REJECTED),
        (108, DeliveryStatus.REJECTED),
        (110, DeliveryStatus.READ),
        (150, DeliveryStatus.NUMBER_FAULT),
        (201, DeliveryStatus.NO_MONEY),
        (204, DeliveryStatus.REJECTED),
        (220, DeliveryStatus.WAITING),
        (230, DeliveryStatus.REJECTED),
        (777, DeliveryStatus.UNKNOWN),
    ],
)
async def test_every_status_is_read(smsru: SmsRuEmulator, code: int, told: DeliveryStatus) -> None:
    smsru.statuses[FIRST_ID] = code
    async with talking_to(smsru) as gateway:
        await gateway.send(SMS)
        assert await gateway.status(FIRST_ID, PHONE) is told


def test_the_table_of_statuses_covers_the_documented_ones() -> None:
    assert set(STATUSES) == {-1, 100, 101, 102, 103, 104, 105, 106, 107, 108, 110, 201}


async def test_an_unknown_message_is_not_found(smsru: SmsRuEmulator) -> None:
    async with talking_to(smsru) as gateway:
        assert await gateway.status("000000-1", PHONE) is DeliveryStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("body", "code"),
    [("<html>", "unreadable"), ('{"status_code": 200}', "200"), ("{}", "no-code")],
)
async def test_a_question_without_an_answer_is_a_refusal(
    smsru: SmsRuEmulator, body: str, code: str
) -> None:
    smsru.fail(Fault(body=body), "/sms/status")
    async with talking_to(smsru) as gateway:
        with pytest.raises(SmsRefused) as caught:
            await gateway.status(FIRST_ID, PHONE)
    assert caught.value.code == code


async def test_a_status_without_its_message_is_unknown(smsru: SmsRuEmulator) -> None:
    smsru.fail(Fault(body='{"status_code": 100}'), "/sms/status")
    async with talking_to(smsru) as gateway:
        assert await gateway.status(FIRST_ID, PHONE) is DeliveryStatus.UNKNOWN


async def test_a_wrong_balance_is_not_taken_for_money(smsru: SmsRuEmulator) -> None:
    smsru.fail(Fault(body='{"status_code": 100, "balance": "many"}'), "/my/balance")
    async with talking_to(smsru) as gateway:
        with pytest.raises(SmsRefused) as caught:
            await gateway.balance()
    assert caught.value.code == "no-balance"


async def test_money_text_and_number_are_checked_by_the_emulator_itself(
    smsru: SmsRuEmulator,
) -> None:
    async with talking_to(smsru) as gateway:
        wrong = {
            "202": dataclasses.replace(SMS, phone="+100"),
            "203": dataclasses.replace(SMS, text=""),
        }
        for code, sms in wrong.items():
            with pytest.raises(SmsRefused) as caught:
                await gateway.send(sms)
            assert caught.value.code == code
        smsru.balance = Decimal(0)
        with pytest.raises(SmsRefused) as poor:
            await gateway.send(SMS)
    assert poor.value.code == "201"


async def test_no_secret_is_in_a_log_or_an_exception(
    smsru: SmsRuEmulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    smsru.refuse(207)
    refusal = await refusal_of_send(smsru)
    spoken = caplog.text + "".join(traceback.format_exception(refusal))
    for secret in ("481205", PHONE[1:], "AB-12"):
        assert secret not in spoken
