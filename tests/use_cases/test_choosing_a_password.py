"""The password in the chat: judged whole, kept as a hash, repeated or made for the person."""

from datetime import date

import pytest

from bot.domain.password import OwnData, PasswordFault, password_faults
from bot.use_cases.account.register_account import NotRegistered, Registered
from bot.use_cases.account.repeat_password import Repeat
from tests.conftest import FakeClock
from tests.use_cases.account_fakes import Rows
from tests.use_cases.account_world import CHAT, PASSWORD, PERSONAL, World, in_memory


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def world(clock: FakeClock, rows: Rows) -> World:
    return in_memory(clock, rows)


async def test_every_unmet_part_of_the_rule_is_named_and_nothing_is_kept(
    world: World, rows: Rows
) -> None:
    faults = await world.does(world.choose_password, CHAT, "abc", OwnData())
    assert set(faults) == {
        PasswordFault.SHORT,
        PasswordFault.NO_CAPITAL,
        PasswordFault.NO_DIGIT,
    }
    assert rows.passwords == {}


async def test_a_password_with_the_birth_date_is_refused(world: World) -> None:
    own = OwnData(birth_date=date(1984, 5, 17))
    assert await world.does(world.choose_password, CHAT, "Gvk170584", own) == (
        PasswordFault.OWN_DATA,
    )


async def test_a_good_password_is_kept_as_a_hash_only(world: World, rows: Rows) -> None:
    await world.chooses_password()
    assert rows.passwords[CHAT][0] == await world.hasher.hash(PASSWORD)
    assert PASSWORD not in repr(rows)


async def test_the_same_password_again_settles_it(world: World) -> None:
    await world.chooses_password()
    assert await world.does(world.repeat_password, CHAT, PASSWORD) is Repeat.SAME


async def test_another_password_leads_back_to_choosing(world: World) -> None:
    await world.chooses_password()
    assert await world.does(world.repeat_password, CHAT, "Tulpan94vk") is Repeat.DIFFERENT
    assert await world.does(world.repeat_password, CHAT, PASSWORD) is Repeat.NOTHING_TO_COMPARE


async def test_a_password_that_waited_a_day_is_chosen_anew(world: World, clock: FakeClock) -> None:
    await world.does(world.record_consent, CHAT, PERSONAL, 1)
    await world.chooses_password()
    clock.passes(hours=24, seconds=1)
    assert await world.does(world.repeat_password, CHAT, PASSWORD) is Repeat.NOTHING_TO_COMPARE
    assert await world.presses_register() is NotRegistered.PASSWORD_NEEDED


async def test_a_made_password_keeps_the_rule_and_becomes_that_of_the_account(
    world: World, rows: Rows
) -> None:
    await world.does(world.record_consent, CHAT, PERSONAL, 1)
    await world.does(world.generate_password, CHAT)
    shown = await world.show_new_password(CHAT)
    assert password_faults(shown, OwnData(), frozenset()) == ()
    assert isinstance(await world.presses_register(), Registered)
    [account] = rows.accounts.values()
    assert account.password_hash == await world.hasher.hash(shown)


async def test_of_a_made_password_shown_twice_the_last_one_counts(world: World) -> None:
    await world.does(world.generate_password, CHAT)
    first, second = await world.show_new_password(CHAT), await world.show_new_password(CHAT)
    assert first != second
    assert await world.does(world.repeat_password, CHAT, second) is Repeat.SAME


async def test_before_a_made_password_is_shown_nobody_can_register(world: World) -> None:
    await world.does(world.record_consent, CHAT, PERSONAL, 1)
    await world.chooses_password()
    await world.does(world.generate_password, CHAT)
    assert await world.presses_register() is NotRegistered.PASSWORD_NEEDED


async def test_a_made_password_shown_late_does_not_replace_one_chosen_meanwhile(
    world: World,
) -> None:
    await world.does(world.generate_password, CHAT)
    await world.chooses_password()
    await world.show_new_password(CHAT)
    assert await world.does(world.repeat_password, CHAT, PASSWORD) is Repeat.SAME


async def test_a_made_password_shown_after_cancel_leaves_nothing(world: World, rows: Rows) -> None:
    await world.does(world.generate_password, CHAT)
    await world.does(world.forget_pending, CHAT)
    await world.show_new_password(CHAT)
    assert rows.passwords == {}
