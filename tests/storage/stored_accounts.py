"""The use cases of accounts over a real database, with three insured people in its registry."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, update

from bot.use_cases.activation.mail_secrets import MailCodes
from bot.use_cases.ports.jobs import JobKind
from storage.accounts import StoredAccounts
from storage.activations import StoredActivations
from storage.charges import StoredCharges
from storage.consents import StoredConsents
from storage.engine import Database
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.pending_passwords import StoredPendingPasswords
from storage.phone_requests import StoredPhoneRequests
from storage.registry import StoredRegistry, phone_that_counts
from storage.tables import insured
from storage.tallies import StoredTallies
from tests.conftest import KEY, FakeClock
from tests.use_cases.account_world import ANNA, BORIS, PHONE, World

VERA = 103
OVER: Sequence[Mapping[str, Any]] = (
    {"ended_at": datetime(2026, 3, 1, tzinfo=UTC)},
    {"valid_to": date(2026, 3, 1)},
    {"valid_from": date(2026, 3, 3)},
)
"""What takes a policy out of force on 2 March 2026, where the clock of the tests begins."""


async def with_registry(database: Database) -> None:
    """Put the people in, all with the number they will prove."""
    people = [_person(one, identifier) for one, identifier in ((ANNA, "К-1"), (BORIS, None))]
    async with database.transaction() as connection:
        await connection.execute(insert(insured), [*people, _person(VERA, "К-3")])
    for one in (ANNA, BORIS, VERA):
        await gets_number(database, one, PHONE)


async def gets_number(database: Database, insured_id: int, phone: str) -> None:
    """Let the registry have a number."""
    await gets(database, insured_id, **phone_that_counts(Keyring.of([KEY]), insured_id, phone))


async def gets(database: Database, insured_id: int, **values: Any) -> None:
    """Let a file change a row of the registry."""
    async with database.transaction() as connection:
        await connection.execute(update(insured).where(insured.c.id == insured_id).values(values))


def _person(insured_id: int, identifier: str | None) -> dict[str, object]:
    digest = insured_id.to_bytes(36)
    return {
        "id": insured_id,
        "row_digest": digest,
        "identity_digest": digest,
        "policy_digest": digest,
        "policy_kind": "health",
        "role": "insured",
        "policyholder": "ООО «Ромашка»",
        "identifier": identifier,
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2026, 12, 31),
    }


def over(database: Database, keys: Keyring, clock: FakeClock) -> World:
    """Wire the use cases to the database."""
    return World(
        clock,
        StoredAccounts(database, keys, clock),
        StoredActivations(database, clock),
        StoredConsents(database),
        StoredPendingPasswords(database, keys, clock),
        StoredCharges(database, keys, clock),
        Jobs(database, keys, clock, owner="test"),
        MailCodes(tuple(key.derive("mail code") for key in keys.keys)),
        StoredTallies(database, clock),
        validities=StoredRegistry(database, keys),
        requests=StoredPhoneRequests(database, keys, clock),
    )


async def tokens(world: World) -> list[str]:
    """Take all mail jobs that wait, and return what their links carry, oldest first."""
    assert isinstance(world.jobs, Jobs)
    mails = await world.jobs.take(100, [JobKind.MAIL])
    return [json.loads(job.payload)["token"] for job in mails]
