"""Hashes of passwords between the question and the account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import pending_passwords as table

PURPOSE = "pending password"


@dataclass(frozen=True, slots=True)
class StoredPendingPasswords:
    """Implements `bot.use_cases.ports.pending_passwords.PendingPasswords`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    def keep(self, chat_id: int, hashed: str) -> tuple[Write, ...]:
        return self._replace(chat_id, self.keys.seal(PURPOSE, chat_id, hashed), generated=False)

    def await_generated(self, chat_id: int) -> tuple[Write, ...]:
        return self._replace(chat_id, None, generated=True)

    async def fill_generated(self, chat_id: int, hashed: str) -> None:
        expected = (table.c.chat_id == chat_id, table.c.generated)
        sealed = self.keys.seal(PURPOSE, chat_id, hashed)
        async with self.database.transaction() as connection:
            await connection.execute(update(table).where(*expected).values(hash_sealed=sealed))

    async def kept(self, chat_id: int, since: datetime) -> str | None:
        found = select(table.c.hash_sealed).where(table.c.chat_id == chat_id, table.c.at >= since)
        async with self.database.reading() as connection:
            sealed = (await connection.execute(found)).scalar_one_or_none()
        return None if sealed is None else self.keys.open(PURPOSE, chat_id, sealed)

    def forget(self, chat_id: int) -> Write:
        return Write(delete(table).where(table.c.chat_id == chat_id))

    def _replace(
        self, chat_id: int, sealed: bytes | None, *, generated: bool
    ) -> tuple[Write, ...]:
        row = {
            "chat_id": chat_id,
            "hash_sealed": sealed,
            "generated": generated,
            "at": self.clock(),
        }
        return self.forget(chat_id), Write(insert(table).values(row))
