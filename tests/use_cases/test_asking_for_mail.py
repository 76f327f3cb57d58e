"""«Нет письма?» and a corrected e-mail."""

from datetime import timedelta

import pytest

from bot.use_cases.activation.activate_by_code import CodeOutcome
from bot.use_cases.activation.mail_outcomes import MailLimit, MailOrdered, NoMail, TooEarly
from bot.use_cases.ports.jobs import JobKind
from bot.use_cases.ports.web import ActivationState
from tests.conftest import FakeClock
from tests.use_cases.account_fakes import Rows
from tests.use_cases.account_world import CHAT, World, in_memory

NEW = "right@example.ru"


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def world(clock: FakeClock, rows: Rows) -> World:
    return in_memory(clock, rows)


async def asks_again(world: World) -> object:
    return await world.does(world.resend, CHAT, world.cause())


async def corrects(world: World, email: str = NEW) -> object:
    return await world.does(world.change_email, CHAT, email, world.cause())


async def test_another_mail_goes_out_and_only_its_link_counts(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    await world.registers()
    clock.passes(minutes=1)
    assert await asks_again(world) == MailOrdered("a•••a@example.ru")
    old, new = rows.tokens()
    assert await world.by_token.activate(old) is ActivationState.REPLACED
    assert await world.by_token.activate(new) is ActivationState.ACTIVATED


async def test_asking_at_once_tells_the_seconds_to_wait(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    await world.registers()
    clock.passes(seconds=17.5)
    for _ in range(50):
        assert await asks_again(world) == TooEarly(43)
    assert len(rows.of_kind(JobKind.MAIL)) == 1


async def test_the_fourth_mail_of_a_day_has_to_wait_for_the_next(
    world: World, clock: FakeClock
) -> None:
    start = clock.now
    await world.registers()
    for _ in range(2):
        clock.passes(minutes=5)
        assert isinstance(await asks_again(world), MailOrdered)
    clock.passes(minutes=5)
    assert await asks_again(world) == MailLimit(start + timedelta(hours=24))


async def test_without_a_registration_there_is_no_mail(world: World) -> None:
    assert await asks_again(world) is NoMail.NOTHING_PENDING
    assert await corrects(world) is NoMail.NOTHING_PENDING


async def test_after_activation_there_is_no_mail_and_the_email_stays(
    world: World, rows: Rows
) -> None:
    await world.registers()
    await world.by_token.activate(rows.tokens()[0])
    assert await asks_again(world) is NoMail.ALREADY_ACTIVE
    assert await corrects(world) is NoMail.ALREADY_ACTIVE


async def test_a_corrected_email_gets_the_mail_and_the_old_link_is_dead(
    world: World, rows: Rows
) -> None:
    await world.registers()
    assert await corrects(world) == MailOrdered("r•••t@example.ru")
    [account] = rows.accounts.values()
    assert account.email == NEW
    old, new = rows.tokens()
    assert await world.by_token.look(old) is ActivationState.REPLACED
    assert await world.by_token.look(new) is ActivationState.READY


async def test_the_fourth_correction_of_a_day_is_refused_also_after_registering_anew(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    start = clock.now
    await world.registers()
    for count in range(3):
        assert isinstance(await corrects(world, f"{count}@example.ru"), MailOrdered)
    assert await corrects(world) == MailLimit(start + timedelta(hours=24))
    clock.passes(minutes=2)
    await world.registers()
    assert await corrects(world) == MailLimit(start + timedelta(hours=24))
    [account] = rows.accounts.values()
    assert account.email != NEW


async def test_a_correction_that_a_mailbox_limit_refuses_is_not_counted(
    world: World, clock: FakeClock
) -> None:
    await world.registers()
    for _ in range(10):
        assert await corrects(world, "anna@example.ru") == TooEarly(60)
    assert isinstance(await corrects(world), MailOrdered)


async def test_a_mail_that_was_held_back_leaves_no_code_to_guess(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    for chat in (11, 12, 13):
        await world.registers(chat, 200 + chat)
        clock.passes(minutes=2)
    await world.registers()
    guess = await world.does(world.by_code, CHAT, "0000 0000", world.cause())
    assert guess is CodeOutcome.NO_LIVE_CODE
