"""«Зарегистрироваться» and cancelling it: what is made, what is replaced, what looks the same."""

from datetime import date, timedelta

import pytest

from bot.use_cases.account.register_account import NotRegistered, Registered
from bot.use_cases.ports.consents import ConsentKind
from bot.use_cases.ports.jobs import JobKind
from bot.use_cases.ports.registry import Validity
from bot.use_cases.ports.web import ActivationState
from bot.use_cases.registry.in_force import NotInForce, Term
from tests.conftest import FakeClock
from tests.use_cases.account_fakes import Rows
from tests.use_cases.account_world import (
    ANNA,
    BORIS,
    CHAT,
    EMAIL,
    OTHER_CHAT,
    PERSONAL,
    RULES,
    World,
    in_memory,
)
from tests.use_cases.registry_fakes import FakeValidities

MASK = "a•••a@example.ru"
BEFORE, AFTER = date(2026, 3, 1), date(2026, 3, 3)


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def world(clock: FakeClock, rows: Rows) -> World:
    return in_memory(clock, rows)


async def test_a_registered_person_gets_one_mail_and_is_shown_a_mask(
    world: World, rows: Rows
) -> None:
    assert await world.registers() == Registered(MASK)
    assert [job.person for job in rows.of_kind(JobKind.MAIL)] == [CHAT]
    assert await world.has_pending(CHAT)


async def test_both_consents_are_on_record_with_what_was_shown(world: World, rows: Rows) -> None:
    await world.registers()
    personal, rules = rows.consents
    assert (personal.kind, personal.role) == (ConsentKind.PERSONAL_DATA, None)
    assert (rules.kind, rules.role) == (ConsentKind.ACCESS_RULES, "insured")
    assert (rules.version, rules.sha256) == (RULES.version, RULES.sha256)
    [account] = rows.accounts.values()
    assert (account.personal_consent, account.rules_consent) == (personal.id, rules.id)


async def test_the_waiting_password_is_gone_once_the_account_has_it(
    world: World, rows: Rows
) -> None:
    await world.registers()
    assert rows.passwords == {}


async def test_without_consent_nobody_is_registered(world: World) -> None:
    await world.chooses_password()
    assert await world.presses_register() is NotRegistered.CONSENT_NEEDED


async def test_without_a_password_nobody_is_registered(world: World) -> None:
    await world.does(world.record_consent, CHAT, PERSONAL, 1)
    assert await world.presses_register() is NotRegistered.PASSWORD_NEEDED


async def test_registering_again_in_the_chat_replaces_what_was_never_activated(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    await world.registers()
    clock.passes(minutes=2)
    await world.registers(email="other@example.ru")
    assert [one.email for one in rows.accounts.values()] == ["other@example.ru"]
    old, new = rows.tokens()
    assert await world.by_token.look(old) is ActivationState.REPLACED
    assert await world.by_token.look(new) is ActivationState.READY


async def test_registering_the_same_person_elsewhere_replaces_it_too(
    world: World, rows: Rows
) -> None:
    await world.registers(CHAT, ANNA)
    await world.registers(OTHER_CHAT, ANNA, "other@example.ru")
    assert [one.chat_id for one in rows.accounts.values()] == [OTHER_CHAT]


async def test_a_person_activated_meanwhile_is_not_registered_again(
    world: World, rows: Rows
) -> None:
    await world.registers(CHAT, ANNA)
    await world.by_token.activate(rows.tokens()[0])
    again = await world.registers(OTHER_CHAT, ANNA, "other@example.ru")
    assert again is NotRegistered.ALREADY_REGISTERED


@pytest.mark.parametrize(
    ("validity", "told"),
    [
        (Validity(BEFORE, date(2099, 12, 31), ended=True), NotInForce(Term.ENDED)),
        (Validity(BEFORE, BEFORE, ended=False), NotInForce(Term.ENDED)),
        (Validity(AFTER, AFTER, ended=False), NotInForce(Term.NOT_BEGUN, AFTER)),
    ],
)
async def test_a_person_insured_no_more_is_not_registered(
    world: World, rows: Rows, validity: Validity, told: NotInForce
) -> None:
    world.validities = FakeValidities({ANNA: validity})
    world.__post_init__()
    assert await world.registers() == told
    assert rows.accounts == {}


async def test_a_taken_email_looks_like_a_free_one(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    await world.registers(CHAT, ANNA)
    await world.by_token.activate(rows.tokens()[0])
    clock.passes(minutes=2)
    again = await world.registers(OTHER_CHAT, BORIS, "Anna@example.ru")
    assert again == Registered("A•••a@example.ru")
    assert len(rows.of_kind(JobKind.MAIL)) == 2


async def test_two_people_may_wait_with_one_email_and_the_first_to_activate_has_it(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    await world.registers(CHAT, ANNA)
    clock.passes(minutes=2)
    await world.registers(OTHER_CHAT, BORIS)
    annas, boriss = rows.tokens()
    assert await world.by_token.activate(boriss) is ActivationState.ACTIVATED
    assert await world.by_token.look(annas) is ActivationState.UNKNOWN
    assert await world.by_token.activate(annas) is ActivationState.UNKNOWN
    assert await world.has_pending(CHAT)


async def test_a_mailbox_is_spared_whoever_registers_with_it(
    world: World, rows: Rows, clock: FakeClock
) -> None:
    start = clock.now
    for chat, tagged in enumerate(("", "+a", "+b"), 1):
        assert await world.registers(chat, 200 + chat, f"anna{tagged}@example.ru") == Registered(
            MASK if not tagged else f"a•••{tagged[-1]}@example.ru"
        )
        clock.passes(minutes=2)
    held = await world.registers(9, 209, "ANNA@example.ru")
    assert isinstance(held, Registered)
    assert held.no_mail_until == start + timedelta(hours=24)
    assert len(rows.of_kind(JobKind.MAIL)) == 3
    assert await world.has_pending(9)


async def test_the_same_press_run_again_counts_one_mail(world: World) -> None:
    await world.does(world.record_consent, CHAT, PERSONAL, 1)
    for _ in range(4):
        world.updates = 10
        await world.chooses_password()
        assert await world.presses_register() == Registered(MASK)


async def test_cancelling_leaves_no_account_no_password_and_a_dead_link(
    world: World, rows: Rows
) -> None:
    await world.registers()
    await world.chooses_password()
    await world.does(world.forget_pending, CHAT)
    assert (rows.accounts, rows.passwords) == ({}, {})
    assert await world.by_token.activate(rows.tokens()[0]) is ActivationState.UNKNOWN


async def test_cancelling_another_registration_leaves_the_activated_account(
    world: World, rows: Rows
) -> None:
    await world.registers(CHAT, ANNA)
    await world.by_token.activate(rows.tokens()[0])
    await world.registers(CHAT, BORIS, "boris@example.ru")
    await world.does(world.forget_pending, CHAT)
    assert await world.is_active(CHAT)


async def test_nothing_secret_shows_in_what_is_printed(world: World, rows: Rows) -> None:
    await world.registers()
    [account], [job] = rows.accounts.values(), rows.of_kind(JobKind.MAIL)
    shown = repr(account) + repr(job) + repr(await world.accounts.of_chat(CHAT))
    for secret in (EMAIL, account.password_hash, account.phone, rows.tokens()[0]):
        assert secret not in shown
