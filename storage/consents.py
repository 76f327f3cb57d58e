"""Consents as rows that are only added."""

from dataclasses import asdict, dataclass

from sqlalchemy import exists, insert, select

from bot.use_cases.ports.consents import Consent, ConsentKind
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.tables import consents as table


@dataclass(frozen=True, slots=True)
class StoredConsents:
    """Implements `bot.use_cases.ports.consents.Consents`."""

    database: Database

    def add(self, consent: Consent) -> Write:
        return Write(insert(table).values(asdict(consent)))

    async def latest(self, chat_id: int, kind: ConsentKind) -> str | None:
        found = (
            select(table.c.id)
            .where(table.c.chat_id == chat_id, table.c.kind == kind)
            .order_by(table.c.at.desc())
            .limit(1)
        )
        async with self.database.reading() as connection:
            return (await connection.execute(found)).scalar_one_or_none()

    async def is_given(self, chat_id: int, kind: ConsentKind, version: str) -> bool:
        given = exists().where(
            table.c.chat_id == chat_id, table.c.kind == kind, table.c.version == version
        )
        async with self.database.reading() as connection:
            return bool((await connection.execute(select(given))).scalar_one())
