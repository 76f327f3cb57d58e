"""An account opens only with the number and the policy that the registry has at that moment."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.use_cases.activation.activate_by_code import CodeOutcome
from bot.use_cases.ports.web import ActivationState
from storage.engine import Database
from storage.keys import Keyring
from tests.conftest import FakeClock
from tests.storage.stored_accounts import OVER, gets, gets_number, over, tokens, with_registry
from tests.use_cases.account_world import ANNA, CHAT, World

CORRECTED = "+79160000044"
TODAY, MIDNIGHT_IN_MOSCOW = date(2026, 3, 2), datetime(2026, 3, 2, 21, tzinfo=UTC)


@pytest.fixture
async def world(database: Database, keys: Keyring, clock: FakeClock) -> World:
    await with_registry(database)
    return over(database, keys, clock)


async def test_whoever_proved_a_number_that_was_corrected_since_opens_nothing(
    world: World, database: Database
) -> None:
    await world.registers(CHAT, ANNA)
    code, [token] = await world.code(), await tokens(world)
    await gets_number(database, ANNA, CORRECTED)
    assert await world.by_token.look(token) is ActivationState.OUTDATED
    assert await world.by_token.activate(token) is ActivationState.OUTDATED
    assert await world.does(world.by_code, CHAT, code, 99) is CodeOutcome.OUTDATED
    assert not await world.accounts.exists_for(ANNA)


async def test_a_number_corrected_at_the_same_moment_stops_the_activation(
    world: World, database: Database
) -> None:
    await world.registers(CHAT, ANNA)
    account = await world.accounts.of_chat(CHAT)
    assert account is not None
    writes = world.accounts.activate(account)
    await gets_number(database, ANNA, CORRECTED)
    assert not await world.activations.commit(writes)
    assert not await world.accounts.exists_for(ANNA)


@pytest.mark.parametrize("term", OVER)
async def test_whoever_is_insured_no_more_opens_nothing(
    world: World, database: Database, term: Mapping[str, Any]
) -> None:
    await world.registers(CHAT, ANNA)
    account = await world.accounts.of_chat(CHAT)
    assert account is not None
    writes = world.accounts.activate(account)
    code, [token] = await world.code(), await tokens(world)
    await gets(database, ANNA, **term)
    assert await world.by_token.activate(token) is ActivationState.OUTDATED
    assert await world.does(world.by_code, CHAT, code, 99) is CodeOutcome.OUTDATED
    assert not await world.activations.commit(writes)
    assert not await world.accounts.exists_for(ANNA)


async def test_a_policy_counts_on_its_first_day_and_on_its_last(
    world: World, database: Database, clock: FakeClock
) -> None:
    await gets(database, ANNA, valid_from=TODAY, valid_to=TODAY)
    await world.registers(CHAT, ANNA)
    account = await world.accounts.of_chat(CHAT)
    assert account is not None
    assert not await world.accounts.is_outdated(account)
    clock.now = MIDNIGHT_IN_MOSCOW
    assert await world.accounts.is_outdated(account)
