"""What of the database can be told at a glance: its size, its latency, whether it knows people."""

import time
from dataclasses import dataclass

from sqlalchemy import exists, select, text

from bot.use_cases.ports.health import DatabaseSeen
from storage.engine import Database
from storage.tables import insured

SIZES = {
    True: "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    False: "SELECT pg_database_size(current_database())",
}
"""By whether it is SQLite."""


@dataclass(frozen=True, slots=True)
class StoredProbe:
    """Implements `bot.use_cases.ports.health.DatabaseProbe`."""

    database: Database

    async def look(self) -> DatabaseSeen:
        async with self.database.reading() as connection:
            await connection.execute(select(1))  # connects, which is not what is measured
            began = time.perf_counter()
            await connection.execute(select(1))
            took = time.perf_counter() - began
            size = await connection.scalar(text(SIZES[self.database.is_sqlite]))
        kind = self.database.reader.dialect.name
        return DatabaseSeen(kind, int(size), round(took * 1000))


async def is_registry_empty(database: Database) -> bool:
    """Tell whether nobody can be found in the registry."""
    somebody = exists().where(insured.c.ended_at.is_(None))
    async with database.reading() as connection:
        return not await connection.scalar(select(somebody))
