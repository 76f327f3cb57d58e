"""A company's people are counted by the registry, their accounts and their conversations."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from bot.use_cases.ports.company_progress import Headcount
from storage.company_progress import StoredHeadcounts, StoredHrContacts
from storage.engine import Database
from storage.tables import (
    account_insured,
    accounts,
    attributions,
    consents,
    conversations,
    insured,
)
from tests.conftest import FakeClock

ROSE, BEACON = "АО «Роза»", "ООО «Северный маяк»"
TODAY = date(2026, 3, 2)
PEOPLE: list[dict[str, Any]] = [
    *({"hr_contact": contact} for contact in ("Мария, 5", "Инна, 7", "Инна, 7", None, "Яна, 1")),
    {"role": "policyholder"},
    {"valid_to": TODAY - timedelta(days=1)},
    {"valid_from": TODAY + timedelta(days=1)},
    {"ended_at": "now", "hr_contact": "Олег, 9"},
    {"policyholder": BEACON},
]
"""Five are insured by the first company today: the first two of them have an account."""


@pytest.fixture
async def kept(database: Database, clock: FakeClock) -> Database:
    """Keep these people; the chats 4 and 5 have begun, 6 has begun for the other company."""
    now = clock()
    account = dict.fromkeys(("email_sealed", "phone_sealed", "password_sealed"), b"s")
    agreed = {"personal_consent": "c", "rules_consent": "c", "created_at": now}
    text = {"kind": "personal", "version": "1", "sha256": "0", "chat_id": 1, "update_id": 1}
    made = [("done", 1, 1, now), ("older", 2, 2, None), ("newer", 3, 2, None)]
    async with database.transaction() as connection:
        for number, person in enumerate(PEOPLE, 1):
            row = _row(number) | person
            ended = {"ended_at": now} if "ended_at" in person else {}
            await connection.execute(insert(insured).values(row | ended))
        await connection.execute(insert(consents).values({"id": "c", "at": now, **text}))
        for name, chat_id, person_id, at in made:
            row = {"id": name, "chat_id": chat_id, "activated_at": at, **account, **agreed}
            await connection.execute(insert(accounts).values(row))
            link = {"account_id": name, "insured_id": person_id}
            await connection.execute(insert(account_insured).values(link))
        for chat_id, step in {
            1: None,
            3: "activation",
            4: "phone",
            5: "consent",
            6: "pin",
        }.items():
            talk = {"chat_id": chat_id, "step": step, "created_at": now, "updated_at": now}
            await connection.execute(insert(conversations).values(talk | _untouched()))
            whose = {"chat_id": chat_id, "policyholder": BEACON if chat_id == 6 else ROSE}
            await connection.execute(insert(attributions).values(whose | {"at": now}))
    return database


def _row(number: int) -> dict[str, Any]:
    digest = dict.fromkeys(("row_digest", "identity_digest", "policy_digest"), bytes([number]))
    term = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}
    return {"id": number, "policy_kind": "health", "role": "insured", "policyholder": ROSE} | (
        digest | term
    )


def _untouched() -> dict[str, Any]:
    flags = {"prompt_is_text": True, "reachable": True}
    return {"update_ids": [], "last_reply": 0, "sent_reply": 0, "version": 1} | flags


async def test_each_person_is_counted_once_by_how_far_they_are(kept: Database) -> None:
    headcount = await StoredHeadcounts(kept).of(ROSE, TODAY)
    assert headcount == Headcount(insured=5, begun=2, waiting=1, done=1)
    assert headcount.not_begun == 1
    other = await StoredHeadcounts(kept).of(BEACON, TODAY)
    assert other == Headcount(insured=1, begun=1, waiting=0, done=0)


async def test_a_link_that_went_to_strangers_makes_nobody_less_than_none() -> None:
    assert Headcount(insured=2, begun=5, waiting=0, done=1).not_begun == 0


async def test_the_contact_is_the_one_that_most_people_in_force_have(kept: Database) -> None:
    contacts = StoredHrContacts(kept)
    assert await contacts.of(ROSE) == "Инна, 7"
    assert await contacts.of(BEACON) is None
