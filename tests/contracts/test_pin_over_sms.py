"""A PIN on its way: ordered, sent by the real clients to emulated gateways, followed, typed."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from aiohttp import ClientSession, ClientTimeout
from structlog.testing import capture_logs

from bot.gateways.sms.failover import FailoverSms, open_gateways
from bot.gateways.sms.smsc import message_id
from bot.gateways.sms.url import parse_sms_url
from bot.sandbox.faulty_http import Fault
from bot.sandbox.sms import SmscEmulator, SmsInbox, SmsRuEmulator
from bot.texts import Texts
from bot.use_cases.pin.confirm_pin import Confirmed
from bot.use_cases.pin.sms_alarms import report_refusal
from bot.use_cases.ports.jobs import JobState
from storage.engine import Database
from storage.jobs import Jobs
from storage.keys import Keyring
from tests.conftest import FakeClock
from tests.contracts.pin_person import CHAT, INSURED, PHONE, Person, wired
from tests.phones import unbroken

pytestmark = pytest.mark.parametrize("url_with_tables", ["sqlite"], indirect=True)
IMPATIENT = ClientTimeout(total=0.3)
MASKED = unbroken("+7 9•• •••-••-01")


@pytest.fixture
def inbox() -> SmsInbox:
    return SmsInbox()


@pytest.fixture
def smsc(inbox: SmsInbox, clock: FakeClock) -> SmscEmulator:
    def seconds() -> float:
        return clock.now.timestamp()

    return SmscEmulator(inbox, clock=seconds)


@pytest.fixture
def smsru(inbox: SmsInbox) -> SmsRuEmulator:
    return SmsRuEmulator(inbox)


@pytest.fixture
async def person(  # noqa: PLR0917 - what the way of a message is made of
    smsc: SmscEmulator,
    smsru: SmsRuEmulator,
    database: Database,
    keys: Keyring,
    clock: FakeClock,
    texts: Texts,
) -> AsyncIterator[Person]:
    """Give a person whose messages go by SMSC.ru first and SMS.ru second."""
    async with AsyncExitStack() as open_now:
        for emulator in (smsc, smsru):
            await emulator.server.start()
            open_now.push_async_callback(emulator.server.close)
        session = await open_now.enter_async_context(ClientSession())
        accounts = parse_sms_url(f"{smsc.url},{smsru.url}")
        sender = FailoverSms(open_gateways(accounts, session, IMPATIENT), report_refusal)
        jobs = Jobs(database, keys, clock, owner="one")
        yield wired(jobs, sender, keys, clock, texts)


async def test_the_pin_that_comes_to_the_phone_confirms_it(
    person: Person, inbox: SmsInbox
) -> None:
    await person.asks_for_a_pin()
    await person.waits()
    [sms] = inbox.messages
    assert (sms.gateway, sms.phone) == ("smsc", PHONE)
    assert sms.text == f"{sms.pin} — код для личного кабинета страховщика. Никому не сообщайте."
    assert await person.types(inbox.last_pin) == Confirmed(INSURED, PHONE)
    assert person.events == []


async def test_a_delivery_is_told_when_it_has_happened(person: Person, smsc: SmscEmulator) -> None:
    smsc.seconds_to_deliver = 20
    await person.asks_for_a_pin()
    await person.waits()
    await person.waits(5)
    await person.waits(10)
    assert person.events == []
    await person.waits(15)
    assert person.events == [("sms_status", {"status": "delivered", "masked": MASKED})]


async def test_a_phone_that_is_off_is_told_and_so_is_its_coming_back(
    person: Person, smsc: SmscEmulator
) -> None:
    smsc.delivered = smsc.PHONE_OFF
    await person.asks_for_a_pin()
    await person.waits()
    await person.waits(5)
    await person.waits(10)
    smsc.delivered = smsc.DELIVERED
    await person.waits(15)
    assert [data["status"] for _, data in person.events] == ["unreachable", "delivered"]


async def test_a_changed_sim_is_told(person: Person, smsc: SmscEmulator) -> None:
    smsc.delivered = smsc.SIM_CHANGED
    await person.asks_for_a_pin()
    await person.waits()
    await person.waits(5)
    assert person.events == [("sms_status", {"status": "sim_changed", "masked": MASKED})]


async def test_an_answer_lost_after_the_acceptance_sends_nothing_twice(
    person: Person, smsc: SmscEmulator, inbox: SmsInbox
) -> None:
    smsc.fail(Fault(accepts=True, hangs=True))
    await person.asks_for_a_pin()
    await person.waits()
    assert person.ends[-1].state is JobState.UNCERTAIN
    assert person.events == [("sms_uncertain", {})]
    assert len(inbox.messages) == 1
    await person.waits(5)
    assert person.events[1:] == [("sms_status", {"status": "delivered", "masked": MASKED})]
    assert await person.types(inbox.last_pin) == Confirmed(INSURED, PHONE)


async def test_without_money_at_the_first_gateway_the_second_sends(
    person: Person, smsc: SmscEmulator, inbox: SmsInbox
) -> None:
    smsc.refuse(3)
    await person.asks_for_a_pin()
    with capture_logs() as lines:
        await person.waits()
    assert [sms.gateway for sms in inbox.messages] == ["smsru"]
    [line] = [line for line in lines if line["log_level"] == "critical"]
    assert (line["gateway"], line["code"]) == ("smsc", "3")
    assert PHONE[2:] not in str(lines)
    await person.waits(5)
    assert person.events == [("sms_status", {"status": "delivered", "masked": MASKED})]


async def test_without_money_anywhere_the_person_learns_only_that_it_did_not_work(
    person: Person, smsc: SmscEmulator, smsru: SmsRuEmulator, inbox: SmsInbox
) -> None:
    smsc.balance = smsru.balance = smsc.balance * 0
    await person.asks_for_a_pin()
    await person.waits()
    for _ in range(24):
        await person.waits(5)
    assert inbox.messages == []
    assert person.events == [("sms_failed", {"reason": "unavailable"})]


async def test_a_number_that_takes_no_sms_is_told_at_once(
    person: Person, smsc: SmscEmulator
) -> None:
    smsc.refuse(8)
    await person.asks_for_a_pin()
    await person.waits()
    assert person.events == [("sms_failed", {"reason": "number"})]


async def test_sent_again_the_same_code_comes_by_the_other_gateway(
    person: Person, inbox: SmsInbox
) -> None:
    await person.asks_for_a_pin()
    await person.waits()
    await person.waits(60)
    await person.presses_again()
    await person.waits()
    first, second = inbox.messages
    assert (first.gateway, second.gateway) == ("smsc", "smsru")
    assert first.text == second.text


async def test_a_process_that_died_with_the_message_in_hand_leaves_it_to_the_person(
    person: Person, inbox: SmsInbox
) -> None:
    await person.asks_for_a_pin()
    dead = replace(person.jobs, owner="dead")
    [taken] = await dead.take(10)
    await person.executor(taken)
    await person.waits(61)
    assert person.ends[-1].state is JobState.UNCERTAIN
    assert person.events == [("sms_uncertain", {})]
    assert len(inbox.messages) == 1
    assert await person.types(inbox.last_pin) == Confirmed(INSURED, PHONE)


async def test_the_gateway_knows_the_message_by_an_id_of_ours(
    person: Person, inbox: SmsInbox
) -> None:
    await person.asks_for_a_pin()
    await person.waits()
    assert inbox.messages[0].provider_id == message_id(await person.sent_key())


async def test_ten_minutes_later_nothing_of_the_phone_is_left(person: Person) -> None:
    await person.asks_for_a_pin()
    await person.waits()
    await person.waits(600)
    challenge = await person.pins.newest_for(CHAT, PHONE)
    assert challenge is not None
    assert challenge.phone is None
    assert await person.jobs.take(10) == []
