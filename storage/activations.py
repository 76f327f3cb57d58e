"""Mailed links as rows; a link is used up by a guarded statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from bot.use_cases.ports.accounts import PendingOf
from bot.use_cases.ports.activations import Activation, ActivationEnd
from bot.use_cases.ports.storage import Write
from storage.accounts import pending_ids
from storage.engine import Database
from storage.tables import activations as table
from storage.unit_of_work import Conflict, execute


@dataclass(frozen=True, slots=True)
class StoredActivations:
    """Implements `bot.use_cases.ports.activations.Activations`."""

    database: Database
    clock: Callable[[], datetime]

    async def by_token(self, token_sha256: bytes) -> Activation | None:
        return await self._one(select(table).where(table.c.token_sha256 == token_sha256))

    async def find(self, activation_id: str) -> Activation | None:
        return await self._one(select(table).where(table.c.id == activation_id))

    async def of_account(self, account_id: str) -> tuple[Activation, ...]:
        newest_first = (
            select(table)
            .where(table.c.account_id == account_id)
            .order_by(table.c.created_at.desc(), table.c.ended_at.is_not(None))
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(newest_first)).all()
        return tuple(map(_activation, rows))

    def add(self, activation: Activation, token_sha256: bytes) -> Write:
        row = {
            "id": activation.id,
            "account_id": activation.account_id,
            "chat_id": activation.chat_id,
            "token_sha256": token_sha256,
            "created_at": self.clock(),
            "expires_at": activation.expires_at,
        }
        return Write(insert(table).values(row))

    def consume(self, activation: Activation) -> Write:
        live = (table.c.id == activation.id, table.c.expires_at > self.clock())
        return Write(self._end(ActivationEnd.ACTIVATED).where(*live), guarded=True)

    def end(self, those: PendingOf, how: ActivationEnd) -> Write:
        return Write(self._end(how).where(table.c.account_id.in_(pending_ids(those))))

    async def commit(self, writes: Sequence[Write]) -> bool:
        try:
            await execute(self.database, writes)
        except Conflict:
            return False
        return True

    def _end(self, how: ActivationEnd) -> Any:
        return (
            update(table).where(table.c.ended_at.is_(None)).values(ended_at=self.clock(), end=how)
        )

    async def _one(self, found: Select[Any]) -> Activation | None:
        async with self.database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else _activation(row)


def _activation(row: Row[Any]) -> Activation:
    return Activation(
        id=row.id,
        account_id=row.account_id,
        chat_id=row.chat_id,
        expires_at=row.expires_at,
        end=None if row.end is None else ActivationEnd(row.end),
    )
