"""Guards that the audit is only added to, by the code and by the database itself."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Executable, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from bot.use_cases.ports.audit import Act, AuditEntry
from storage.audit import StoredAudit
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import audit as table
from storage.unit_of_work import execute
from tests.conftest import FakeClock

LOOKED_UP = AuditEntry(9001, Act.PERSON_LOOKED_UP, "ООО", "insured:5", "phone: 1")

REPLACEMENT = {
    "id": 1,
    "at": datetime(2026, 1, 1, tzinfo=UTC),
    "actor": 7,
    "act": "other",
    "details": "",
}


@pytest.fixture
async def audit(database: Database, keys: Keyring, clock: FakeClock) -> StoredAudit:
    stored = StoredAudit(database, keys, clock)
    await execute(database, [stored.note(LOOKED_UP)])
    return stored


@pytest.mark.parametrize(
    "tampering",
    [
        update(table).values(actor=7),
        update(table).values(details=""),
        update(table).values(policyholder=None),
        update(table).values(subject_digest=b"somebody else"),
        update(table).values(subject_digest=None, actor=7),
        delete(table),
        insert(table).prefix_with("OR REPLACE", dialect="sqlite").values(REPLACEMENT),
    ],
    ids=str,
)
async def test_what_was_done_stays_on_record(audit: StoredAudit, tampering: Executable) -> None:
    before = await audit.last(9)
    with pytest.raises(DBAPIError, match=r"audit is only added to|duplicate key"):
        async with audit.database.transaction() as connection:
            await connection.execute(tampering)
    assert await audit.last(9) == before


async def test_whom_it_concerned_can_be_forgotten(audit: StoredAudit) -> None:
    await execute(audit.database, [audit.forget("insured:6")])
    assert await subject(audit) is not None
    await execute(audit.database, [audit.forget("insured:5"), audit.forget("insured:5")])
    assert await subject(audit) is None
    [line] = await audit.last(9)
    assert (line.actor, line.act, line.details) == (9001, Act.PERSON_LOOKED_UP, "phone: 1")


async def subject(audit: StoredAudit) -> bytes | None:
    async with audit.database.reading() as connection:
        digest: bytes | None = await connection.scalar(select(table.c.subject_digest))
    return digest
