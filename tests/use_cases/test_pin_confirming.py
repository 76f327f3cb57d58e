"""Guards the comparison of a typed PIN: charged before, consumed once, told apart for the chat."""

from datetime import timedelta

import pytest

from bot.limits import Limits
from bot.use_cases.pin.confirm_pin import Confirmed, NotCompared, NoTriesLeft, Wrong
from bot.use_cases.pin.outcomes import HrOnly, PinLimit
from tests.conftest import FakeClock
from tests.use_cases.pin_chat import CHAT, INSURED, PHONE, PinWorld
from tests.use_cases.pin_fakes import FakeRecorder, LostGuard


@pytest.fixture
async def world(clock: FakeClock) -> PinWorld:
    """Give a world in which the person has just been sent a PIN."""
    world = PinWorld(clock)
    await world.gets_a_pin()
    return world


async def test_the_right_pin_confirms_the_phone_for_the_person(world: PinWorld) -> None:
    outcome = await world.types(f"код {world.pin}")
    assert outcome == Confirmed(INSURED, PHONE)
    assert PHONE not in repr(outcome)


async def test_a_confirmed_challenge_is_used_wiped_and_counted_as_converted(
    world: PinWorld,
) -> None:
    await world.types(world.pin)
    [challenge] = world.pins.rows
    assert (challenge.used, challenge.phone) == (True, None)
    assert world.sms.confirmed == {challenge.id}


async def test_the_right_pin_a_second_time_compares_nothing(world: PinWorld) -> None:
    await world.types(world.pin)
    assert await world.types(world.pin) is NotCompared.NO_CHALLENGE


async def test_two_right_pins_at_once_confirm_once(world: PinWorld) -> None:
    first, second = FakeRecorder(), FakeRecorder()
    await world.confirm(first, CHAT, PHONE, world.pin, cause=1)
    await world.confirm(second, CHAT, PHONE, world.pin, cause=2)
    first.commit()
    with pytest.raises(LostGuard):
        second.commit()


async def test_a_right_pin_is_no_miss_and_clears_no_earlier_miss(world: PinWorld) -> None:
    await world.types_wrong(2)
    await world.types(world.pin)
    assert world.charges.count("pin.miss.phone") == 2
    assert world.charges.count("pin.miss.insured") == 2
    assert world.charges.count("pin.phone") == 1


async def test_wrong_pins_count_down_and_the_third_kills_the_code(world: PinWorld) -> None:
    next_code = world.clock.now + timedelta(seconds=60)
    assert await world.types_wrong(3) == [Wrong(2), Wrong(1), NoTriesLeft(next_code)]
    assert await world.types(world.pin) == NoTriesLeft(next_code)


async def test_the_same_update_run_again_is_charged_once(world: PinWorld) -> None:
    outcomes = [await world.types(world.wrong, cause=1) for _ in range(5)]
    assert outcomes == [Wrong(2)] * 5


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        *(("", NotCompared.NO_DIGITS), ("не пришёл", NotCompared.NO_DIGITS)),
        *(("ОООООО", NotCompared.NO_DIGITS), ("48120", NotCompared.NOT_DIGITS)),
        ("12.03.90", NotCompared.NOT_DIGITS),
    ],
)
async def test_what_is_no_guess_costs_nothing(
    world: PinWorld, text: str, outcome: NotCompared
) -> None:
    assert await world.types(text) is outcome
    assert world.charges.count("pin.try") == 0


async def test_a_pin_is_good_for_ten_minutes_and_not_a_moment_longer(world: PinWorld) -> None:
    world.clock.passes(minutes=10)
    assert await world.types(world.pin) is NotCompared.EXPIRED
    assert world.charges.count("pin.try") == 0
    world.clock.passes(milliseconds=-1)
    assert await world.types(world.pin) == Confirmed(INSURED, PHONE)


async def test_without_a_challenge_nothing_is_compared(world: PinWorld) -> None:
    assert await world.types(world.pin, chat=8) is NotCompared.NO_CHALLENGE


async def test_the_right_pin_confirms_no_phone_but_the_one_it_was_sent_to(
    world: PinWorld,
) -> None:
    outcome = await world.types(world.pin, phone="+79160000002")
    assert outcome is NotCompared.NO_CHALLENGE
    assert world.charges.count("pin.try") == 0
    assert not world.pins.rows[-1].used


async def test_the_code_of_an_older_message_is_named_and_charged(world: PinWorld) -> None:
    old = world.pin
    await world.types_wrong(3)
    world.clock.passes(minutes=1)
    await world.gets_a_pin()
    assert await world.types(old) == Wrong(2, superseded=True)
    assert world.charges.count("pin.miss.phone") == 4


async def test_the_pin_of_another_chat_is_wrong_here(world: PinWorld) -> None:
    pin = world.pin
    world.clock.passes(minutes=1)
    await world.gets_a_pin(chat=8)
    assert await world.types(pin, chat=8) == Wrong(2)


async def test_after_ten_misses_in_a_day_even_the_right_pin_waits(world: PinWorld) -> None:
    start = world.clock.now
    for _ in range(3):
        await world.types_wrong(3)
        world.clock.passes(minutes=1)
        await world.gets_a_pin()
    await world.types_wrong(1)
    assert await world.types(world.pin) == NoTriesLeft(start + timedelta(days=1))


async def test_misses_close_the_phone_for_every_chat_and_nobody_elses(clock: FakeClock) -> None:
    world = PinWorld(clock, Limits(pin_misses_per_day=2))
    await world.gets_a_pin()
    await world.types_wrong(2)
    assert isinstance(await world.gets_a_pin(chat=8, insured=8), PinLimit)
    other = "+79160000002"
    await world.gets_a_pin(chat=9, insured=9, phone=other)
    assert await world.types(world.pin, chat=9, phone=other) == Confirmed(9, other)


async def test_after_thirty_misses_in_a_month_only_hr_helps(clock: FakeClock) -> None:
    world = PinWorld(clock, Limits(pin_misses_per_month=2))
    await world.gets_a_pin()
    await world.types_wrong(2)
    assert await world.types(world.pin) == HrOnly()
