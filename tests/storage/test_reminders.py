"""When somebody was reminded stands in the attribution, and outlives whose they are."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from bot.use_cases.ports.invitations import Attribution
from bot.use_cases.ports.phone_requests import RequestState
from bot.use_cases.ports.reminders import Outlook
from storage.engine import Database
from storage.invitations import StoredAttributions
from storage.reminders import StoredReminders
from storage.tables import (
    accounts,
    attributions,
    consents,
    conversations,
    insured,
    phone_requests,
)
from storage.unit_of_work import Conflict, execute
from tests.conftest import FakeClock

ROSE, BEACON = "АО «Роза»", "ООО «Северный маяк»"
DAYS = timedelta(days=3)
NOBODY = (None,) * 5


@pytest.fixture
async def kept(database: Database, clock: FakeClock) -> StoredReminders:
    """Keep three unfinished conversations, and one of another company.

    The fourth is finished, the sixth has an account and adds a child, the seventh waits for HR
    to confirm a phone.
    """
    of = {1: ROSE, 2: ROSE, 3: ROSE, 4: ROSE, 5: BEACON, 6: ROSE, 7: ROSE}
    async with database.transaction() as connection:
        for chat_id, company in of.items():
            step = None if chat_id == 4 else "phone"
            row = _conversation(clock(), chat_id, step, reachable=chat_id != 3)
            await connection.execute(insert(conversations).values(row))
            known = {"chat_id": chat_id, "policyholder": company, "at": clock()}
            await connection.execute(insert(attributions).values(known))
        await connection.execute(insert(consents).values(_consent(clock())))
        await connection.execute(insert(accounts).values(_account(clock())))
        await connection.execute(insert(insured).values(_insured()))
        await connection.execute(insert(phone_requests).values(_request(clock())))
    return StoredReminders(database)


def _conversation(now: datetime, chat_id: int, step: str | None, **more: bool) -> dict[str, Any]:
    numbers = {"last_reply": 0, "sent_reply": 0, "version": 1}
    times = {"created_at": now, "updated_at": now}
    row: dict[str, Any] = {"chat_id": chat_id, "step": step, "update_ids": []}
    return row | {"prompt_is_text": True} | numbers | times | more


def _consent(now: datetime) -> dict[str, Any]:
    text = {"kind": "personal", "version": "1", "sha256": "0"}
    return text | {"id": "c", "chat_id": 6, "update_id": 1, "at": now}


def _account(now: datetime) -> dict[str, Any]:
    sealed = dict.fromkeys(("email_sealed", "phone_sealed", "password_sealed"), b"s")
    agreed = {"personal_consent": "c", "rules_consent": "c"}
    return sealed | agreed | {"id": "a", "chat_id": 6, "created_at": now, "activated_at": now}


def _insured() -> dict[str, Any]:
    digests = dict.fromkeys(("row_digest", "identity_digest", "policy_digest"), b"d")
    term = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}
    policy = {"policy_kind": "health", "role": "insured", "policyholder": ROSE}
    return {"id": 1, **digests, **term, **policy}


def _request(now: datetime) -> dict[str, Any]:
    times = {"created_at": now, "expires_at": now + DAYS}
    about = {"chat_id": 7, "insured_id": 1, "policyholder": ROSE}
    return {"id": "r", "state": RequestState.OPEN, **about, **times}


async def test_only_the_unfinished_of_a_company_are_counted(
    kept: StoredReminders, clock: FakeClock
) -> None:
    assert await kept.outlook(ROSE, clock() - DAYS) == Outlook(due=2, unreachable=1)
    assert await kept.outlook(BEACON, clock() - DAYS) == Outlook(due=1)
    assert await kept.outlook("АО «Нет»", clock() - DAYS) == Outlook()


async def test_a_plan_takes_those_who_are_due_and_only_them(
    kept: StoredReminders, clock: FakeClock
) -> None:
    first, later = clock(), clock() + timedelta(hours=1)
    await execute(kept.database, [kept.plan(ROSE, first, first - DAYS)])
    assert [await kept.planned(chat_id) for chat_id in range(1, 8)] == [first, first, *NOBODY]
    assert await kept.outlook(ROSE, later - DAYS) == Outlook(recently=2, unreachable=1)
    with pytest.raises(Conflict):
        await execute(kept.database, [kept.plan(ROSE, later, later - DAYS)])
    again = first + DAYS
    await execute(kept.database, [kept.plan(ROSE, again, again - DAYS)])
    assert await kept.planned(1) == again


async def test_planned_reminders_are_found_in_parts_and_moved(
    kept: StoredReminders, clock: FakeClock
) -> None:
    planned, later = clock(), clock() + timedelta(seconds=1)
    await execute(kept.database, [kept.plan(ROSE, planned, planned - DAYS)])
    assert await kept.planned_for(ROSE, planned, after=0, limit=1) == [1]
    assert await kept.planned_for(ROSE, planned, after=1, limit=9) == [2]
    declined, moved = kept.decline(2), kept.move([1, 2], planned, later)
    await execute(kept.database, [declined, moved])
    assert await kept.planned(1) == later
    assert await kept.outlook(ROSE, later - DAYS) == Outlook(recently=1, unreachable=2)


async def test_who_declined_is_never_due_again(kept: StoredReminders, clock: FakeClock) -> None:
    await execute(kept.database, [kept.decline(5)])
    in_years = clock() + timedelta(days=36_500)
    assert await kept.outlook(BEACON, in_years - DAYS) == Outlook(unreachable=1)
    with pytest.raises(Conflict):
        await execute(kept.database, [kept.plan(BEACON, in_years, in_years - DAYS)])


async def test_another_link_does_not_make_anybody_due(
    kept: StoredReminders, clock: FakeClock
) -> None:
    now = clock()
    await execute(kept.database, [kept.plan(ROSE, now, now - DAYS), kept.decline(2)])
    theirs = StoredAttributions(kept.database, clock)
    for chat_id in (1, 2, 8):
        await execute(kept.database, theirs.attribute(chat_id, Attribution(BEACON, "link")))
        assert await theirs.of_chat(chat_id) == Attribution(BEACON, "link")
    assert await kept.outlook(BEACON, now - DAYS) == Outlook(due=1, recently=1, unreachable=1)
