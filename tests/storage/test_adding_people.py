"""Several people in one account, on real databases: each in one account, under every key."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from bot.form.draft import Adding
from bot.limits import Limits
from bot.upkeep.retention import horizon
from bot.use_cases.family.add_insured import AddInsured, AddOutcome
from storage.cabinet_accounts import StoredCabinetAccounts
from storage.engine import Database
from storage.housekeeping import Housekeeping
from storage.keys import Keyring
from storage.tables import account_claims, consents
from tests.conftest import KEY, FakeClock
from tests.storage.stored_accounts import OVER, VERA, gets, gets_number, over, with_registry
from tests.use_cases.account_fakes import Recording
from tests.use_cases.account_world import (
    ANNA,
    BORIS,
    CHAT,
    OTHER_CHAT,
    PERSONAL,
    PHONE,
    World,
)

NEW_KEY = bytes(reversed(range(32)))


@pytest.fixture
async def world(database: Database, keys: Keyring, clock: FakeClock) -> World:
    await with_registry(database)
    return over(database, keys, clock)


async def adds(world: World, chat_id: int, insured_id: int) -> bool:
    """Return whether the person was added; a conflict is what runs an update again."""
    recording = Recording()
    add = AddInsured(
        world.accounts, world.validities, world.jobs, world.tally, world.clock, cabinet=True
    )
    outcome = await add(recording, chat_id, Adding.POLICY, insured_id)
    written = await world.activations.commit(recording.writes)
    return written and outcome is AddOutcome.ADDED


async def test_of_two_accounts_that_add_one_person_at_once_one_does(world: World) -> None:
    await world.activates(CHAT, ANNA)
    await world.activates(OTHER_CHAT, BORIS)
    added = await asyncio.gather(*(adds(world, one, VERA) for one in (CHAT, OTHER_CHAT)))
    assert sorted(added) == [False, True]
    owner = await world.accounts.of_chat(CHAT if added[0] else OTHER_CHAT)
    assert owner is not None
    assert VERA in owner.insured_ids
    assert not await adds(world, OTHER_CHAT if added[0] else CHAT, VERA)


async def test_nobody_is_added_by_a_number_that_was_corrected_since(
    world: World, database: Database
) -> None:
    await world.activates(CHAT, ANNA)
    await gets_number(database, VERA, "+79000000077")
    assert not await adds(world, CHAT, VERA)
    account = await world.accounts.of_chat(CHAT)
    assert account is not None
    assert account.insured_ids == (ANNA,)
    await gets_number(database, VERA, PHONE)
    assert await adds(world, CHAT, VERA)


@pytest.mark.parametrize("term", OVER)
async def test_nobody_is_added_by_a_policy_that_is_not_in_force(
    world: World, database: Database, term: Mapping[str, Any]
) -> None:
    await world.activates(CHAT, ANNA)
    account = await world.accounts.of_chat(CHAT)
    assert account is not None
    writes = world.accounts.add_insured(account, VERA)
    await gets(database, VERA, **term)
    assert not await adds(world, CHAT, VERA)
    assert not await world.activations.commit(writes)
    assert await world.accounts.of_chat(CHAT) == account


async def test_the_cabinet_gets_everybody_of_the_account(
    world: World, database: Database, keys: Keyring
) -> None:
    await world.activates(CHAT, ANNA)
    assert await adds(world, CHAT, VERA)
    [account] = [one async for one in StoredCabinetAccounts(database, keys).every()]
    assert [person.identifier for person in account.insured] == ["К-1", "К-3"]


async def test_an_account_that_grows_between_two_keys_holds_everything_under_both(
    world: World, database: Database, clock: FakeClock
) -> None:
    """Else a rotation would take its older claims for renewed."""
    await world.activates(CHAT, ANNA)
    rotating = over(database, Keyring.of([NEW_KEY, KEY]), clock)
    assert await adds(rotating, CHAT, VERA)
    async with database.reading() as connection:
        claims = (await connection.scalars(select(account_claims.c.subject_digest))).all()
    assert len(claims) == 6
    renewed = over(database, Keyring.of([NEW_KEY]), clock)
    assert [await renewed.accounts.exists_for(one) for one in (ANNA, VERA, BORIS)] == [
        True,
        True,
        False,
    ]


async def test_a_consent_given_for_an_addition_stays_as_long_as_the_account(
    world: World, database: Database, clock: FakeClock
) -> None:
    await world.activates(CHAT, ANNA)
    await world.does(world.record_consent, CHAT, PERSONAL, world.cause())
    await world.does(world.record_consent, OTHER_CHAT, PERSONAL, world.cause())
    clock.passes(days=2000)
    await Housekeeping(database).prune(horizon(clock(), Limits()))
    async with database.reading() as connection:
        kept = (await connection.scalars(select(consents.c.chat_id))).all()
    assert kept == [CHAT] * 3
