"""Guards the counters of attempts: nothing un-counts a guess, nothing counts it twice."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.allowance import Allowance
from bot.use_cases.ports.charges import Charge, LimitReached, Rule
from storage.charges import StoredCharges
from storage.engine import Database
from storage.keys import Keyring
from storage.unit_of_work import execute
from tests.conftest import KEY, FakeClock

TRIES = Rule("pin", (Allowance(3),))
DAILY = Rule("phone", (Allowance(2, timedelta(days=1)), Allowance(3, timedelta(days=30))))
FOREVER = datetime.max.replace(tzinfo=UTC)


@pytest.fixture
def counters(database: Database, keys: Keyring, clock: FakeClock) -> StoredCharges:
    return StoredCharges(database, keys, clock)


async def test_the_fourth_guess_is_refused_for_ever(counters: StoredCharges) -> None:
    pin = Charge(TRIES, "challenge")
    for guess in range(3):
        await counters.charge([pin], cause=guess)
    with pytest.raises(LimitReached) as refused:
        await counters.charge([pin], cause=4)
    assert refused.value.until == FOREVER


async def test_of_many_guesses_at_once_exactly_three_pass(counters: StoredCharges) -> None:
    pin = Charge(TRIES, "challenge")
    guesses = (counters.charge([pin], cause=guess) for guess in range(50))
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)
    assert [one for one in outcomes if not isinstance(one, LimitReached)] == [None] * 3


async def test_the_same_update_run_again_is_charged_once(counters: StoredCharges) -> None:
    pin = Charge(TRIES, "challenge")
    for _ in range(5):
        await counters.charge([pin], cause=1)
    assert await counters.used(pin) == 1


async def test_the_limit_tells_when_it_opens_again(
    counters: StoredCharges, clock: FakeClock
) -> None:
    phone, start = Charge(DAILY, "+79000000000"), clock.now
    await counters.charge([phone], cause=1)
    clock.passes(hours=1)
    await counters.charge([phone], cause=2)
    with pytest.raises(LimitReached) as refused:
        await counters.look([phone])
    assert refused.value.until == start + timedelta(days=1)
    clock.passes(hours=23)
    await counters.charge([phone], cause=3)
    with pytest.raises(LimitReached) as refused:
        await counters.charge([phone], cause=4)
    assert refused.value.until == start + timedelta(days=30)


async def test_a_clock_set_back_reopens_nothing(counters: StoredCharges, clock: FakeClock) -> None:
    phone = Charge(DAILY, "+79000000000")
    await counters.charge([phone], cause=1)
    await counters.charge([phone], cause=2)
    clock.passes(days=-1)
    with pytest.raises(LimitReached):
        await counters.charge([phone], cause=3)


async def test_when_one_rule_refuses_none_is_charged(counters: StoredCharges) -> None:
    pin, phone = Charge(TRIES, "challenge"), Charge(DAILY, "+79000000000")
    await counters.charge([phone], cause=1)
    await counters.charge([phone], cause=2)
    with pytest.raises(LimitReached):
        await counters.charge([pin, phone], cause=3)
    assert await counters.used(pin) == 0


async def test_a_right_answer_gets_its_charge_back(counters: StoredCharges) -> None:
    phone = Charge(DAILY, "+79000000000")
    await counters.charge([phone], cause=1)
    await execute(counters.database, [counters.give_back([phone], cause=1)])
    assert await counters.used(phone) == 0


async def test_counters_hold_over_a_key_rotation(
    counters: StoredCharges, clock: FakeClock
) -> None:
    phone = Charge(DAILY, "+79000000000")
    await counters.charge([phone], cause=1)
    rotated = StoredCharges(counters.database, Keyring.of([b"n" * 32, KEY]), clock)
    await rotated.charge([phone], cause=2)
    with pytest.raises(LimitReached):
        await rotated.charge([phone], cause=3)
