"""The use cases of accounts over a real database, with three insured people in its registry."""

from datetime import date

from sqlalchemy import insert

from bot.use_cases.activation.mail_secrets import MailCodes
from storage.accounts import StoredAccounts
from storage.activations import StoredActivations
from storage.charges import StoredCharges
from storage.consents import StoredConsents
from storage.engine import Database
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.pending_passwords import StoredPendingPasswords
from storage.phone_requests import StoredPhoneRequests
from storage.tables import insured, metadata
from storage.tallies import StoredTallies
from tests.conftest import FakeClock
from tests.use_cases.account_world import ANNA, BORIS, World

VERA = 103


async def with_registry(database: Database) -> None:
    """Make sure of the tables and put the people in."""
    people = [_person(one, identifier) for one, identifier in ((ANNA, "К-1"), (BORIS, None))]
    async with database.transaction() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(insert(insured), [*people, _person(VERA, "К-3")])


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
        requests=StoredPhoneRequests(database, keys, clock),
    )
