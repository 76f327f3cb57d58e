"""What an account holds already is not asked again, and one person has one account."""

import pytest

from bot.domain.person import Role
from bot.form.draft import Adding
from bot.form.order import next_step
from bot.form.step import StepId
from bot.use_cases.family.add_insured import AddInsured, AddOutcome
from bot.use_cases.family.begin_adding import BeginAdding
from bot.use_cases.ports.consents import Agreement, ConsentKind, ConsentText
from bot.use_cases.ports.jobs import JobKind
from bot.use_cases.ports.tallies import Count, Source, What
from tests.conftest import FakeClock
from tests.use_cases.account_fakes import Rows
from tests.use_cases.account_world import (
    ANNA,
    BORIS,
    CHAT,
    EMAIL,
    OTHER_CHAT,
    PERSONAL,
    PHONE,
    World,
    in_memory,
)
from tests.use_cases.tally_fake import FakeTally

REWORDED = Agreement(ConsentKind.PERSONAL_DATA, ConsentText("2", "Согласие"))
CHILD = 201


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
async def world(clock: FakeClock, rows: Rows) -> World:
    """Give Anna with an account, and what she may add to it."""
    world = in_memory(clock, rows)
    await world.activates()
    return world


def adding(world: World, *, cabinet: bool = True) -> AddInsured:
    return AddInsured(
        world.accounts, world.validities, world.jobs, world.tally, world.clock, cabinet
    )


def beginning(world: World) -> BeginAdding:
    return BeginAdding(world.accounts, world.consents)


async def test_the_account_answers_for_phone_e_mail_password_and_rules(world: World) -> None:
    draft = await beginning(world)(CHAT, Adding.POLICY, PERSONAL)
    assert draft is not None
    assert (draft.phone, draft.email) == (PHONE, f"{CHAT}{EMAIL}")
    assert next_step(draft) is StepId.POLICY_KIND
    assert StepId.ROLE not in draft.preset


async def test_a_child_is_insured_and_never_the_policyholder(world: World) -> None:
    draft = await beginning(world)(CHAT, Adding.CHILD, PERSONAL)
    assert draft is not None
    assert draft.role is Role.INSURED
    assert StepId.ROLE in draft.preset


async def test_a_consent_of_another_version_is_asked_for(world: World) -> None:
    draft = await beginning(world)(CHAT, Adding.POLICY, REWORDED)
    assert draft is not None
    assert next_step(draft) is StepId.CONSENT


async def test_whoever_has_no_activated_account_adds_nothing(world: World) -> None:
    assert await beginning(world)(OTHER_CHAT, Adding.POLICY, PERSONAL) is None
    await world.registers(OTHER_CHAT, BORIS, "boris@example.ru")
    assert await beginning(world)(OTHER_CHAT, Adding.POLICY, PERSONAL) is None
    assert (
        await world.does(adding(world), OTHER_CHAT, Adding.CHILD, CHILD) is AddOutcome.NO_ACCOUNT
    )


async def test_whom_the_pin_has_proved_joins_and_the_cabinet_hears(
    world: World, rows: Rows
) -> None:
    assert await world.does(adding(world), CHAT, Adding.CHILD, CHILD) is AddOutcome.ADDED
    account = await world.accounts.of_chat(CHAT)
    assert account is not None
    assert account.insured_ids == (ANNA, CHILD)
    assert len(rows.of_kind(JobKind.CABINET)) == 2
    assert isinstance(world.tally, FakeTally)
    assert world.tally.counts[-1] == Count(What.CHILD_ADDED)
    assert world.tally.sources[-1] == Source(CHAT, CHILD)


async def test_without_a_cabinet_nobody_is_told(clock: FakeClock, rows: Rows) -> None:
    world = in_memory(clock, rows, cabinet=False)
    await world.activates()
    assert (
        await world.does(adding(world, cabinet=False), CHAT, Adding.CHILD, CHILD)
        is AddOutcome.ADDED
    )
    assert rows.of_kind(JobKind.CABINET) == []


async def test_somebody_of_any_activated_account_is_not_added(world: World) -> None:
    await world.activates(OTHER_CHAT, BORIS)
    for insured_id in (ANNA, BORIS):
        outcome = await world.does(adding(world), CHAT, Adding.CHILD, insured_id)
        assert outcome is AddOutcome.ALREADY_REGISTERED


async def test_a_registration_that_never_ended_gives_way(world: World) -> None:
    await world.registers(OTHER_CHAT, CHILD, "child@example.ru")
    assert await world.does(adding(world), CHAT, Adding.CHILD, CHILD) is AddOutcome.ADDED
    assert not await world.has_pending(OTHER_CHAT)
