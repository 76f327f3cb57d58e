"""Counting adds up by day, company and campaign, side by side too, and reads by the key."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from bot.form.step import StepId
from bot.use_cases.ports.tallies import Count, Source, Total, What, answered, reached
from storage.engine import Database
from storage.tables import attributions, insured, invitations
from storage.tallies import StoredTallies, totals_by_campaign, totals_of
from storage.unit_of_work import execute
from tests.conftest import FakeClock

TODAY = date(2026, 3, 2)
BEACON, ROSE = "ООО «Северный маяк»", "АО «Роза»"
CAME_BY_LINK, CAME_ALONE = 7, 8
OF_ROSE = 5
LINK = "spring"
PHONE = reached(StepId.PHONE)


@pytest.fixture
async def kept(database: Database, clock: FakeClock) -> StoredTallies:
    async with database.transaction() as connection:
        await connection.execute(insert(invitations).values(_invitation(clock)))
        link = {"chat_id": CAME_BY_LINK, "policyholder": BEACON, "invitation_id": LINK}
        await connection.execute(insert(attributions).values(link | {"at": clock()}))
        await connection.execute(insert(insured).values(_insured()))
    return StoredTallies(database, clock)


def _invitation(clock: FakeClock) -> dict[str, Any]:
    return {
        "id": LINK,
        "policyholder": BEACON,
        "policy_kind": "dms",
        "role": "insured",
        "campaign": "Весна",
        "created_at": clock(),
        "uses": 0,
    }


def _insured() -> dict[str, Any]:
    digests = dict.fromkeys(("row_digest", "identity_digest", "policy_digest"), b"d")
    return digests | {
        "id": OF_ROSE,
        "policy_kind": "dms",
        "role": "insured",
        "policyholder": ROSE,
        "valid_from": TODAY,
        "valid_to": TODAY,
    }


async def counts(kept: StoredTallies, source: Source, *those: Count) -> None:
    await execute(kept.database, [kept.add(source, *those)])


async def totals(
    kept: StoredTallies, *names: str, days: tuple[date, ...] = (TODAY,)
) -> list[Total]:
    found = await kept.read(days, names, [])
    return sorted(found.all, key=lambda one: (one.what, one.bucket))


async def test_the_same_event_is_added_up(kept: StoredTallies) -> None:
    for cost in (310, 420):
        await counts(kept, Source(CAME_ALONE), Count(What.SMS_PRICED, amount=cost))
    assert await totals(kept) == [Total(What.SMS_PRICED, 0, 2, 730)]


async def test_classes_of_duration_are_counted_apart(kept: StoredTallies) -> None:
    name = answered(StepId.PHONE)
    await counts(kept, Source(CAME_ALONE), Count(name, 3), Count(name, 9), Count(PHONE))
    assert await totals(kept) == [
        Total(name, 3, 1, 0),
        Total(name, 9, 1, 0),
        Total(PHONE, 0, 1, 0),
    ]


async def test_a_conversation_counts_for_the_company_of_its_link_alone(
    kept: StoredTallies,
) -> None:
    for chat in (CAME_BY_LINK, CAME_ALONE):
        await counts(kept, Source(chat), Count(PHONE))
    assert await totals(kept) == [Total(PHONE, 0, 2, 0)]
    assert await totals(kept, BEACON) == [Total(PHONE, 0, 1, 0)]
    assert await totals(kept, ROSE) == []


async def test_a_company_that_no_link_tells_counts_no_conversation(
    kept: StoredTallies, clock: FakeClock
) -> None:
    known = {"chat_id": CAME_ALONE, "policyholder": ROSE, "at": clock()}
    async with kept.database.transaction() as connection:
        await connection.execute(insert(attributions).values(known))
    await counts(kept, Source(CAME_ALONE), Count(PHONE))
    assert await totals(kept, ROSE) == []


async def test_a_known_person_counts_for_the_company_of_the_registry_by_campaign(
    kept: StoredTallies,
) -> None:
    for chat in (CAME_BY_LINK, CAME_ALONE):
        await counts(kept, Source(chat, OF_ROSE), Count(What.ACCOUNT_MADE))
    found = await kept.read([TODAY], [], [What.ACCOUNT_MADE])
    assert {(one.policyholder, one.campaign, one.count) for one in found.by_campaign} == {
        (ROSE, "Весна", 1),
        (ROSE, "", 1),
    }
    assert [one.count for one in await totals(kept, ROSE)] == [2]


async def test_only_the_days_asked_for_are_added_up(kept: StoredTallies, clock: FakeClock) -> None:
    await counts(kept, Source(CAME_ALONE), Count(PHONE))
    clock.passes(days=1)
    await counts(kept, Source(CAME_ALONE), Count(PHONE))
    tomorrow = TODAY + timedelta(days=1)
    assert await totals(kept, days=(TODAY, tomorrow)) == [Total(PHONE, 0, 2, 0)]
    assert await totals(kept, days=(tomorrow,)) == [Total(PHONE, 0, 1, 0)]


async def test_a_day_begins_at_midnight_in_moscow(kept: StoredTallies, clock: FakeClock) -> None:
    clock.passes(hours=12)  # 21:00 UTC
    await counts(kept, Source(CAME_ALONE), Count(PHONE))
    assert await totals(kept) == []
    assert await totals(kept, days=(TODAY + timedelta(days=1),)) == [Total(PHONE, 0, 1, 0)]


async def test_nothing_is_lost_or_stuck_when_many_count_at_once(kept: StoredTallies) -> None:
    pair = (Count(PHONE), Count(What.ACCOUNT_MADE))
    sources = [Source(chat, OF_ROSE) for chat in (CAME_BY_LINK, CAME_ALONE) * 20]
    await asyncio.gather(
        *(counts(kept, one, *pair[:: (-1) ** turn]) for turn, one in enumerate(sources))
    )
    assert [one.count for one in await totals(kept)] == [40, 40]
    assert [one.count for one in await totals(kept, ROSE)] == [40, 40]


async def test_reading_goes_down_the_key_and_scans_nothing(kept: StoredTallies) -> None:
    days = [TODAY + timedelta(days=number) for number in range(30)]
    by_key = "USING PRIMARY KEY (day=? AND what=?" if kept.database.is_sqlite else "Index Cond"
    for statement in (
        totals_of(days, [ROSE]),
        totals_by_campaign(days, [], [What.ACCOUNT_MADE]),
        totals_by_campaign(days, [ROSE], [What.ACCOUNT_MADE]),
    ):
        assert by_key in await _plan(kept.database, statement)


async def _plan(database: Database, statement: Any) -> str:
    """Ask how a statement is carried out; PostgreSQL as if there were much to read."""
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    async with database.reading() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SET LOCAL enable_seqscan = off"))
        literal = statement.compile(
            dialect=connection.dialect, compile_kwargs={"literal_binds": True}
        )
        rows = (await connection.execute(text(f"{explain} {literal}"))).all()
    return "\n".join(row[-1] for row in rows)
