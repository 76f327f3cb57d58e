"""The registry check: what counts as a miss, and when nothing is compared any more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.limits import Limits
from bot.use_cases.ports.registry import Insured
from bot.use_cases.registry.check_registry import (
    AlreadyRegistered,
    Attempt,
    Busy,
    Matched,
    PhoneToReplace,
    TooOften,
)
from tests.conftest import FakeClock
from tests.unit.registry_samples import ALLA, TODAY
from tests.use_cases.pin_fakes import FakeRecorder
from tests.use_cases.registry_desk import ROW, Desk


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    return Desk(clock)


async def test_a_match_costs_nothing(desk: Desk) -> None:
    for _ in range(20):
        assert isinstance(await desk.checks(ALLA), Matched)
    assert desk.charges.rows == []


@pytest.mark.parametrize("known", ["+79000000001", None])
async def test_each_further_phone_of_a_person_is_a_miss(desk: Desk, known: str | None) -> None:
    desk.knows(ROW, known)
    for user, number in enumerate(range(50, 55)):
        told = await desk.checks(replace(ALLA, phone=f"+790000000{number}"), user)
        assert isinstance(told, PhoneToReplace)
    assert isinstance(await desk.checks(ALLA, user=99), TooOften)
    assert len(desk.registry.asked) == 5


@pytest.mark.parametrize(
    ("row", "phone"),
    [
        (ROW, "+79000000099"),
        (replace(ROW, ended=True), "+79000000001"),
        (replace(ROW, valid_from=TODAY + timedelta(days=1)), "+79000000001"),
    ],
)
async def test_the_same_answer_to_the_same_data_again_is_no_further_miss(
    desk: Desk, row: Insured, phone: str
) -> None:
    desk.knows(row)
    first = await desk.checks(replace(ALLA, phone=phone))
    for _ in range(20):
        assert await desk.checks(replace(ALLA, phone=phone)) == first
    assert desk.charges.count("registry.user") == 1
    desk.knows(ROW, phone)
    assert await desk.checks(replace(ALLA, phone=phone)) == Matched(7, phone)


async def test_an_update_run_again_is_still_the_first_answer(desk: Desk) -> None:
    draft, check = replace(ALLA, phone="+79000000099"), desk.check
    for _ in range(3):
        work = FakeRecorder()
        await check(draft, Attempt(1, 1, TODAY), work)
        work.commit()
    assert desk.charges.count("registry.user") == 1


async def test_the_sixth_miss_in_a_day_is_not_even_compared(desk: Desk) -> None:
    await desk.misses(5)
    assert await desk.checks(ALLA) == TooOften(desk.clock.now + timedelta(hours=24))
    assert len(desk.registry.asked) == 5
    desk.clock.passes(hours=24)
    assert isinstance(await desk.checks(ALLA), Matched)


async def test_the_sixteenth_miss_in_a_month_waits_for_the_month(desk: Desk) -> None:
    first = desk.clock.now
    for _ in range(3):
        await desk.misses(5)
        desk.clock.passes(hours=25)
    assert await desk.checks(ALLA) == TooOften(first + timedelta(days=30))


async def test_new_telegram_users_do_not_buy_guesses_at_one_person(desk: Desk) -> None:
    for user in range(5):
        await desk.misses(1, user)
    assert isinstance(await desk.checks(ALLA, user=99), TooOften)


@pytest.mark.parametrize(
    "spelling", ["AM 012345678/13", "am.01234567813", "AMO12345678/13", "ФЬ012345678/13"]
)
async def test_respelling_the_policy_number_does_not_buy_guesses_either(
    desk: Desk, spelling: str
) -> None:
    for user in range(5):
        await desk.misses(1, user, policy_number=spelling)
    assert isinstance(await desk.checks(ALLA, user=99), TooOften)


async def test_colleagues_under_one_policy_do_not_share_misses(desk: Desk) -> None:
    await desk.misses(5, given_name="Анна")
    assert isinstance(await desk.checks(ALLA, user=2), Matched)


async def test_when_too_many_of_all_people_miss_everybody_waits(clock: FakeClock) -> None:
    desk = Desk(clock, Limits(registry_misses_per_hour=3))
    for user in range(3):
        await desk.misses(1, user, surname=f"Птицын{'а' * user}")
    assert await desk.checks(ALLA, user=99) == Busy(clock.now + timedelta(hours=1))
    clock.passes(hours=1)
    assert isinstance(await desk.checks(ALLA, user=99), Matched)


@pytest.mark.parametrize(
    ("row", "phone"),
    [
        (ROW, None),
        (ROW, "+79000000099"),
        (replace(ROW, ended=True), "+79000000001"),
        (replace(ROW, valid_from=TODAY + timedelta(days=1)), "+79000000001"),
    ],
)
async def test_people_who_are_found_close_the_check_for_nobody(
    clock: FakeClock, row: Insured, phone: str | None
) -> None:
    desk = Desk(clock, Limits(registry_misses_per_hour=3))
    for user in range(9):
        colleague = f"Птицын{'а' * user}"
        desk.knows(replace(row, id=user), phone, SURNAME=colleague)
        assert not isinstance(await desk.checks(replace(ALLA, surname=colleague), user), Busy)
    assert desk.charges.count("registry.user") == 9
    assert isinstance(await desk.checks(ALLA, user=99), Matched)


async def test_who_is_registered_already_closes_the_check_for_nobody(clock: FakeClock) -> None:
    desk = Desk(clock, Limits(registry_misses_per_hour=3))
    desk.accounts.insured_ids.add(ROW.id)
    for user in range(4):
        phone = replace(ALLA, phone=f"+790000000{user:02}")
        assert isinstance(await desk.checks(phone, user), AlreadyRegistered)
