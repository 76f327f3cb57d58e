"""The SMSC.ru client against the emulated SMSC.ru, over real HTTP."""

import dataclasses
import logging
import traceback
from decimal import Decimal

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.gateways.sms.failover import open_gateways
from bot.gateways.sms.smsc import REFUSALS, message_id
from bot.gateways.sms.url import parse_sms_url
from bot.sandbox.faulty_http import Fault
from bot.sandbox.sms import PRICE, SmscEmulator, SmsInbox
from bot.use_cases.ports.sms import (
    Accepted,
    DeliveryStatus,
    RefusalKind,
    SmsRefused,
    SmsUncertain,
)
from tests.contracts.sms_over_http import PHONE, SMS, TEXT, talking_to

IMPATIENT = ClientTimeout(total=0.2)
OWN_ID = message_id(SMS.key)
CODES = {
    1: RefusalKind.OPERATOR_FAULT,
    2: RefusalKind.OPERATOR_FAULT,
    3: RefusalKind.OPERATOR_FAULT,
    4: RefusalKind.TRY_LATER,
    5: RefusalKind.OPERATOR_FAULT,
    6: RefusalKind.OPERATOR_FAULT,
    7: RefusalKind.NUMBER,
    8: RefusalKind.NUMBER,
    9: RefusalKind.LIMIT,
}


@pytest.fixture
def inbox() -> SmsInbox:
    return SmsInbox()


@pytest.fixture
def smsc(inbox: SmsInbox) -> SmscEmulator:
    return SmscEmulator(inbox, login="компания@1", password="p:w/d,&")


async def refusal_of_send(smsc: SmscEmulator) -> SmsRefused:
    async with talking_to(smsc) as gateway:
        with pytest.raises(SmsRefused) as caught:
            await gateway.send(SMS)
    return caught.value


async def uncertainty_of_send(
    smsc: SmscEmulator, patience: ClientTimeout = IMPATIENT
) -> SmsUncertain:
    async with talking_to(smsc, patience) as gateway:
        with pytest.raises(SmsUncertain) as caught:
            await gateway.send(SMS)
    return caught.value


async def test_a_russian_text_arrives_unchanged_under_our_own_id(
    smsc: SmscEmulator, inbox: SmsInbox
) -> None:
    async with talking_to(smsc) as gateway:
        accepted = await gateway.send(SMS)
    [arrived] = inbox.messages
    assert (arrived.phone, arrived.text, arrived.sender) == (PHONE, TEXT, "SANDBOX")
    assert inbox.last_pin == "481205"
    assert accepted == Accepted("smsc", OWN_ID, PRICE, smsc.balance)


async def test_the_balance_is_told(smsc: SmscEmulator) -> None:
    smsc.balance = Decimal("83.60")
    async with talking_to(smsc) as gateway:
        assert await gateway.balance() == Decimal("83.60")
        assert not gateway.idempotent


def test_the_table_knows_exactly_the_documented_codes() -> None:
    assert CODES == REFUSALS


@pytest.mark.parametrize(("code", "kind"), [*CODES.items(), (99, RefusalKind.OPERATOR_FAULT)])
async def test_every_code_is_sorted(
    smsc: SmscEmulator, inbox: SmsInbox, code: int, kind: RefusalKind
) -> None:
    smsc.refuse(code)
    refusal = await refusal_of_send(smsc)
    assert (refusal.kind, refusal.code, refusal.gateway) == (kind, str(code), "smsc")
    assert inbox.messages == []


@pytest.mark.parametrize("body", ["ERROR = 7 (invalid number)", "ERROR=7", "\nERROR = 7 (x), 1"])
async def test_an_error_as_plain_text_is_understood(smsc: SmscEmulator, body: str) -> None:
    smsc.fail(Fault(body=body))
    assert (await refusal_of_send(smsc)).kind is RefusalKind.NUMBER


async def test_an_error_without_a_code_is_the_operators(smsc: SmscEmulator) -> None:
    smsc.fail(Fault(body='{"error": "something new"}'))
    assert (await refusal_of_send(smsc)).kind is RefusalKind.OPERATOR_FAULT


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, RefusalKind.OPERATOR_FAULT),
        (401, RefusalKind.OPERATOR_FAULT),
        (403, RefusalKind.OPERATOR_FAULT),
        (404, RefusalKind.OPERATOR_FAULT),
        (429, RefusalKind.TRY_LATER),
    ],
)
async def test_an_http_status_before_the_gateway_proper_is_a_refusal(
    smsc: SmscEmulator, status: int, kind: RefusalKind
) -> None:
    smsc.fail(Fault(status=status, body="<html>"))
    refusal = await refusal_of_send(smsc)
    assert (refusal.kind, refusal.code) == (kind, f"http-{status}")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(accepts=True, status=500), "http-500"),
        (Fault(accepts=True, status=502, body="<html>Bad gateway</html>"), "http-502"),
        (Fault(accepts=True, cut=True), "connection-cut"),
        (Fault(accepts=True, hangs=True), "time-out"),
        (Fault(accepts=True, body=""), "unreadable"),
        (Fault(accepts=True, body="<html>OK</html>"), "unreadable"),
        (Fault(accepts=True, body="[1]"), "unreadable"),
        (Fault(accepts=True, body='{"cnt": 1}'), "no-id"),
        (Fault(accepts=True, body='{"id": '), "unreadable"),
    ],
)
async def test_an_unclear_answer_is_uncertain_and_the_status_can_be_asked(
    smsc: SmscEmulator, inbox: SmsInbox, fault: Fault, code: str
) -> None:
    smsc.fail(fault)
    unclear = await uncertainty_of_send(smsc)
    assert (unclear.code, unclear.provider_id) == (code, OWN_ID)
    assert len(inbox.messages) == 1


async def test_after_a_cut_the_status_tells_whether_the_message_left(smsc: SmscEmulator) -> None:
    async with talking_to(smsc) as gateway:
        smsc.fail(Fault(cut=True))
        with pytest.raises(SmsUncertain):
            await gateway.send(SMS)
        assert await gateway.status(OWN_ID, PHONE) is DeliveryStatus.NOT_FOUND
        smsc.fail(Fault(accepts=True, cut=True))
        with pytest.raises(SmsUncertain):
            await gateway.send(SMS)
        assert await gateway.status(OWN_ID, PHONE) is DeliveryStatus.DELIVERED


async def test_a_gateway_that_cannot_be_reached_has_sent_nothing(smsc: SmscEmulator) -> None:
    await smsc.server.start()
    url = smsc.url
    await smsc.server.close()
    async with ClientSession() as session:
        [gateway] = open_gateways(parse_sms_url(url), session)
        with pytest.raises(SmsRefused) as caught:
            await gateway.send(SMS)
    assert (caught.value.kind, caught.value.code) == (RefusalKind.TRY_LATER, "no-connection")


async def test_a_repeat_within_a_minute_is_refused_as_a_limit(
    smsc: SmscEmulator, inbox: SmsInbox
) -> None:
    smsc.refuse_repeats = True
    async with talking_to(smsc) as gateway:
        await gateway.send(SMS)
        with pytest.raises(SmsRefused) as caught:
            await gateway.send(SMS)
    assert caught.value.kind is RefusalKind.LIMIT
    assert len(inbox.messages) == 1


async def test_wrong_credentials_money_and_numbers_are_refused_by_the_emulator_itself(
    inbox: SmsInbox,
) -> None:
    smsc = SmscEmulator(inbox)
    smsc.balance = PRICE - Decimal("0.01")
    assert (await refusal_of_send(smsc)).code == "3"
    async with talking_to(SmscEmulator(inbox)) as gateway:
        with pytest.raises(SmsRefused) as caught:
            await gateway.send(dataclasses.replace(SMS, phone="+100"))
    assert caught.value.code == "7"
    stranger = SmscEmulator(inbox)
    await stranger.server.start()
    wrong = stranger.url.replace("sandbox:sandbox", "sandbox:wrong")
    async with ClientSession() as session:
        [gateway] = open_gateways(parse_sms_url(wrong), session)
        with pytest.raises(SmsRefused) as denied:
            await gateway.balance()
    await stranger.server.close()
    assert denied.value.code == "2"


@pytest.mark.parametrize("body", ['{"balance": "many"}', '{"balance": "NaN"}', "{}"])
async def test_a_wrong_balance_is_not_taken_for_money(smsc: SmscEmulator, body: str) -> None:
    smsc.fail(Fault(body=body), "balance")
    async with talking_to(smsc) as gateway:
        with pytest.raises(SmsRefused) as caught:
            await gateway.balance()
    assert caught.value.code == "no-balance"


async def test_a_wrong_balance_beside_an_accepted_message_does_no_harm(smsc: SmscEmulator) -> None:
    smsc.fail(Fault(body='{"id": 14, "cnt": 1, "cost": "?", "balance": null}'))
    async with talking_to(smsc) as gateway:
        assert await gateway.send(SMS) == Accepted("smsc", "14")


@pytest.mark.parametrize(
    "fault", [Fault(hangs=True), Fault(cut=True), Fault(status=500), Fault(body="ERROR = 2 (x)")]
)
async def test_no_secret_is_in_a_log_or_an_exception(
    smsc: SmscEmulator, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    smsc.fail(fault)
    async with talking_to(smsc, IMPATIENT) as gateway:
        with pytest.raises((SmsRefused, SmsUncertain)) as caught:
            await gateway.send(SMS)
    spoken = caplog.text + "".join(traceback.format_exception(caught.value))
    for secret in ("481205", PHONE, PHONE[1:], "p:w/d", "компания@1"):
        assert secret not in spoken


def test_our_id_is_a_number_smsc_takes_and_the_same_at_each_attempt() -> None:
    ids = [message_id(f"key-{number}") for number in range(1000)]
    assert all(1 <= int(one) <= 2147483647 for one in ids)
    assert len(set(ids)) == 1000
    assert message_id("key-1") == ids[1]
