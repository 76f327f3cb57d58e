"""Pauses of the registration as rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.use_cases.ports.pauses import Pause
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.tables import pauses as table

RUNNING = table.c.until.is_(None)


@dataclass(frozen=True, slots=True)
class StoredPauses:
    """Implements `bot.use_cases.ports.pauses.Pauses`."""

    database: Database
    clock: Callable[[], datetime]

    async def current(self) -> Pause | None:
        newest = select(table.c.text, table.c.by, table.c.since).where(RUNNING)
        async with self.database.reading() as connection:
            found = await connection.execute(newest.order_by(table.c.id.desc()).limit(1))
            row = found.one_or_none()
        return None if row is None else Pause(*row)

    def begin(self, text: str, by: int) -> tuple[Write, ...]:
        row = {"text": text, "by": by, "since": self.clock()}
        former = update(table).where(RUNNING).values(until=self.clock())
        return Write(former), Write(insert(table).values(row))

    def end(self) -> Write:
        ended = update(table).where(RUNNING).values(until=self.clock())
        return Write(ended, guarded=True)
