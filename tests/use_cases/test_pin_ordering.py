"""Guards who may be sent how many PIN messages, and what is left to be delivered."""

import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.limits import Limits
from bot.use_cases.pin.confirm_pin import NoTriesLeft, Wrong
from bot.use_cases.pin.outcomes import (
    BudgetSpent,
    HrOnly,
    PinKept,
    PinLimit,
    PinOrdered,
    PinPause,
)
from bot.use_cases.pin.resend_pin import NothingToResend, TooEarly
from tests.conftest import FakeClock
from tests.use_cases.pin_chat import CHAT, INSURED, PHONE, PinWorld

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def world(clock: FakeClock) -> PinWorld:
    return PinWorld(clock)


async def test_a_pin_is_ordered_and_may_be_asked_for_again_after_a_minute(
    world: PinWorld,
) -> None:
    start = world.clock.now
    assert await world.gets_a_pin() == PinOrdered(start + 60 * SECOND, new_code=True)
    [challenge] = world.pins.rows
    assert (challenge.chat_id, challenge.insured_id, challenge.phone) == (CHAT, INSURED, PHONE)


async def test_the_job_carries_neither_the_code_nor_the_phone(world: PinWorld) -> None:
    await world.gets_a_pin()
    payloads = " ".join(job.payload for job in world.jobs.left.values())
    assert world.pin not in payloads
    assert PHONE[2:] not in payloads
    acts = [json.loads(job.payload)["act"] for job in world.jobs.left.values()]
    assert acts == ["pin", "end"]


async def test_a_new_pin_supersedes_the_older_one_of_the_chat_and_wipes_its_phone(
    world: PinWorld,
) -> None:
    await world.gets_a_pin()
    await world.gets_a_pin(phone="+79160000002")
    old, new = world.pins.rows
    assert (old.superseded, old.phone) == (True, None)
    assert (new.superseded, new.phone) == (False, "+79160000002")


async def test_a_code_that_counts_is_gone_back_to_until_its_message_may_be_repeated(
    world: PinWorld,
) -> None:
    await world.gets_a_pin()
    pin = world.pin
    for pause, following in ((60, 120), (120, 300), (300, 300)):
        world.clock.passes(seconds=pause - 1)
        soonest = world.clock.now + SECOND
        assert [await world.gets_a_pin() for _ in range(5)] == [PinKept(soonest)] * 5
        world.clock.passes(seconds=1)
        again = world.clock.now + following * SECOND
        assert await world.gets_a_pin() == PinOrdered(again, new_code=False)
    assert world.pin == pin
    assert len(world.pins.rows) == 1
    assert sum("pin:pin:" in key for key in world.jobs.left) == 4


async def test_going_back_gives_no_further_tries(world: PinWorld) -> None:
    await world.gets_a_pin()
    await world.types_wrong(2)
    assert isinstance(await world.gets_a_pin(), PinKept)
    assert (await world.types_wrong())[0] == NoTriesLeft(world.clock.now + 60 * SECOND)
    assert await world.gets_a_pin() == PinPause(world.clock.now + 60 * SECOND)


async def test_a_code_that_counts_is_gone_back_to_also_when_no_message_is_left(
    clock: FakeClock,
) -> None:
    world, start = PinWorld(clock, Limits(pins_per_day=1)), clock.now
    await world.gets_a_pin()
    clock.passes(minutes=5)
    assert await world.gets_a_pin() == PinKept(start + DAY)


@pytest.mark.parametrize(("chat", "insured"), [(CHAT, 6), (8, INSURED)])
async def test_a_phone_gets_one_message_a_minute_whoever_asks_and_for_whom(
    world: PinWorld, chat: int, insured: int
) -> None:
    start = world.clock.now
    await world.gets_a_pin()
    for _ in range(5):
        assert await world.gets_a_pin(chat, insured) == PinPause(start + 60 * SECOND)
    world.clock.passes(seconds=60)
    assert isinstance(await world.gets_a_pin(chat, insured), PinOrdered)


async def test_a_message_is_not_sent_again_within_a_minute_of_one_to_another_chat(
    world: PinWorld,
) -> None:
    await world.gets_a_pin()
    world.clock.passes(seconds=60)
    await world.gets_a_pin(chat=8)
    assert await world.asks_again() == PinPause(world.clock.now + 60 * SECOND)


async def test_a_phone_gets_five_messages_a_day_whoever_asks(world: PinWorld) -> None:
    start = world.clock.now
    for chat in range(5):
        assert isinstance(await world.gets_a_pin(chat=chat, insured=chat), PinOrdered)
        world.clock.passes(minutes=1)
    assert await world.gets_a_pin(chat=9, insured=9) == PinLimit(start + DAY)
    world.clock.passes(days=1)
    assert isinstance(await world.gets_a_pin(chat=9, insured=9), PinOrdered)


async def test_a_person_gets_five_messages_a_day_over_all_phones(world: PinWorld) -> None:
    for number in range(5):
        await world.gets_a_pin(phone=f"+7916000000{number}")
    assert isinstance(await world.gets_a_pin(phone="+79160000009"), PinLimit)


async def test_neighbouring_numbers_get_twenty_messages_an_hour(world: PinWorld) -> None:
    start = world.clock.now
    for number in range(20):
        await world.gets_a_pin(chat=number, insured=number, phone=f"+7916000{number:04}")
    refused = await world.gets_a_pin(chat=99, insured=99, phone="+79160009999")
    assert refused == PinLimit(start + timedelta(hours=1))
    other = await world.gets_a_pin(chat=99, insured=99, phone="+79260009999")
    assert isinstance(other, PinOrdered)


async def test_a_spent_day_budget_is_told_and_alarms_once_an_hour(clock: FakeClock) -> None:
    world, start = PinWorld(clock, Limits(sms_per_day=1)), clock.now
    await world.gets_a_pin()
    with capture_logs() as lines:
        for minutes in (0, 30, 30):
            clock.passes(minutes=minutes)
            refused = await world.gets_a_pin(chat=8, insured=8, phone="+79260000001")
            assert refused == BudgetSpent(start + DAY)
    assert lines == [{"event": "sms day budget spent", "log_level": "critical"}] * 2


async def test_an_update_that_runs_twice_is_charged_once(world: PinWorld) -> None:
    for _ in range(9):
        outcome = await world.send(world.recorder, CHAT, INSURED, PHONE, cause=1)
        assert isinstance(outcome, PinOrdered)
    assert world.charges.count("pin.phone") == 1


async def test_the_same_code_goes_again_after_one_two_and_five_minutes(world: PinWorld) -> None:
    await world.gets_a_pin()
    pin = world.pin
    for pause, following in ((60, 120), (120, 300), (300, 300)):
        world.clock.passes(seconds=pause - 0.5)
        assert await world.asks_again() == TooEarly(1)
        world.clock.passes(seconds=0.5)
        again = world.clock.now + following * SECOND
        assert await world.asks_again() == PinOrdered(again, new_code=False)
    assert world.pin == pin
    assert sum("pin:pin:" in key for key in world.jobs.left) == 4


async def test_pressing_again_fifty_times_sends_one_message(world: PinWorld) -> None:
    await world.gets_a_pin()
    world.clock.passes(seconds=60)
    outcomes = [await world.asks_again() for _ in range(50)]
    assert sum(isinstance(outcome, PinOrdered) for outcome in outcomes) == 1
    assert outcomes[1] == TooEarly(120)


async def test_a_message_sent_again_makes_the_code_good_for_ten_more_minutes(
    world: PinWorld,
) -> None:
    await world.gets_a_pin()
    world.clock.passes(minutes=9)
    await world.asks_again()
    assert world.pins.rows[0].expires_at == world.clock.now + timedelta(minutes=10)


async def test_messages_sent_again_count_as_messages(world: PinWorld) -> None:
    start = world.clock.now
    await world.gets_a_pin()
    for _ in range(4):
        world.clock.passes(minutes=5)
        await world.asks_again()
    world.clock.passes(minutes=5)
    assert await world.asks_again() == PinLimit(start + DAY)


async def test_after_the_code_has_expired_another_one_goes(world: PinWorld) -> None:
    await world.gets_a_pin()
    old = world.pin
    world.clock.passes(minutes=10)
    world.recorder.record(world.pins.wipe(world.pins.rows[0].id))
    outcome = await world.asks_again()
    assert outcome == PinOrdered(world.clock.now + 60 * SECOND, new_code=True)
    assert world.pin != old
    assert world.pins.rows[-1].insured_id == INSURED


async def test_after_three_wrong_guesses_another_code_goes_when_its_minute_has_come(
    world: PinWorld,
) -> None:
    await world.gets_a_pin()
    await world.types_wrong(3)
    assert await world.asks_again() == TooEarly(60)
    world.clock.passes(seconds=60)
    outcome = await world.asks_again()
    assert isinstance(outcome, PinOrdered)
    assert outcome.new_code


@pytest.mark.parametrize("now", ["+79160000009", None])
async def test_a_new_code_goes_only_to_the_number_that_the_registry_still_has(
    world: PinWorld, now: str | None
) -> None:
    await world.gets_a_pin()
    [(row, _)] = world.registry.known.values()
    world.registry.known["row"] = (row, now)
    world.clock.passes(minutes=9)
    assert isinstance(await world.asks_again(), PinOrdered)
    world.clock.passes(minutes=10)
    assert await world.asks_again() == NothingToResend()


async def test_a_phone_that_was_not_proved_for_the_challenge_gets_nothing(
    world: PinWorld,
) -> None:
    assert await world.asks_again() == NothingToResend()
    await world.gets_a_pin()
    world.clock.passes(minutes=2)
    assert await world.asks_again(phone="+79160000002") == NothingToResend()
    assert await world.asks_again(chat=8) == NothingToResend()


async def test_a_confirmed_phone_gets_nothing_more(world: PinWorld) -> None:
    await world.gets_a_pin()
    await world.types(world.pin)
    world.clock.passes(minutes=2)
    assert await world.asks_again() == NothingToResend()


async def test_ten_wrong_guesses_stop_messages_for_a_day(world: PinWorld) -> None:
    start = world.clock.now
    for _ in range(4):
        await world.gets_a_pin()
        await world.types_wrong(3)
        world.clock.passes(minutes=1)
    assert world.charges.count("pin.miss.phone") == 10
    assert await world.gets_a_pin(chat=8) == PinLimit(start + DAY)
    world.clock.passes(minutes=5)
    assert await world.asks_again() == PinLimit(start + DAY)


async def test_thirty_wrong_guesses_in_a_month_leave_only_hr(clock: FakeClock) -> None:
    world = PinWorld(clock, Limits(pin_misses_per_month=3))
    await world.gets_a_pin()
    assert (await world.types_wrong())[0] == Wrong(2)
    await world.types_wrong(2)
    assert await world.gets_a_pin(chat=8) == HrOnly()
    clock.passes(days=29)
    assert await world.gets_a_pin(chat=9, phone="+79160000002") == HrOnly()
    clock.passes(days=1)
    assert isinstance(await world.gets_a_pin(), PinOrdered)
