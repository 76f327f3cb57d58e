"""Acts of administrators and HR people as rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.use_cases.ports.audit import Act, AuditEntry, AuditLine
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import audit as table

SUBJECT = "audit subject"
UNLISTED = (Act.PHONE_CORRECTED, Act.STATISTICS_READ, Act.HEALTH_READ)


@dataclass(frozen=True, slots=True)
class StoredAudit:
    """Implements `bot.use_cases.ports.audit.Audit`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    def note(self, entry: AuditEntry) -> Write:
        subject = entry.subject
        row = {
            "at": self.clock(),
            "actor": entry.actor,
            "act": entry.act,
            "policyholder": entry.policyholder,
            "subject_digest": subject and self.keys.digest(SUBJECT, subject),
            "details": entry.details,
        }
        return Write(insert(table).values(row))

    async def last(self, count: int) -> tuple[AuditLine, ...]:
        columns = (table.c.at, table.c.actor, table.c.act, table.c.policyholder, table.c.details)
        acts = select(*columns).where(table.c.act.not_in(UNLISTED))
        newest = acts.order_by(table.c.id.desc()).limit(count)
        async with self.database.reading() as connection:
            rows = (await connection.execute(newest)).all()
        return tuple(
            AuditLine(row.at, row.actor, Act(row.act), row.policyholder, row.details)
            for row in rows
        )

    def forget(self, subject: str) -> Write:
        here = table.c.subject_digest.in_(self.keys.digests(SUBJECT, subject))
        return Write(update(table).where(here).values(subject_digest=None))
