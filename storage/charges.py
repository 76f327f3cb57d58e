"""Counters of attempts as rows: exact windows, nothing to reset, safe against re-runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    and_,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.allowance import free_again
from bot.use_cases.ports.charges import Charge, LimitReached
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import charges as table

PURPOSE = "charge"


@dataclass(frozen=True, slots=True)
class StoredCharges:
    """Implements `bot.use_cases.ports.charges.Charges`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    async def charge(self, charges: Sequence[Charge], cause: int) -> None:
        async with self.database.transaction() as connection:
            for charge in charges:
                await self._lock(connection, charge)
                await self._check(connection, charge, cause)
            for charge in charges:
                await connection.execute(self._insert(charge, cause))

    async def look(self, charges: Sequence[Charge]) -> None:
        async with self.database.reading() as connection:
            for charge in charges:
                await self._check(connection, charge, cause=None)

    async def used(self, charge: Charge) -> int:
        async with self.database.reading() as connection:
            return len(await self._attempts(connection, charge, cause=None))

    def lift(self, charges: Sequence[Charge]) -> Write:
        those = or_(false(), *(self._aimed_at(charge) for charge in charges))
        return Write(delete(table).where(those))

    def give_back(self, charges: Sequence[Charge], cause: int) -> Write:
        those = or_(*(self._aimed_at(charge) for charge in charges))
        return Write(delete(table).where(table.c.cause == cause, those))

    async def _check(self, connection: AsyncConnection, charge: Charge, cause: int | None) -> None:
        attempts = await self._attempts(connection, charge, cause)
        now = self.clock()
        moments = (free_again(one, attempts, now) for one in charge.rule.allowances)
        closed = [moment for moment in moments if moment is not None]
        if closed:
            raise LimitReached(charge.rule.name, max(closed))

    async def _attempts(
        self, connection: AsyncConnection, charge: Charge, cause: int | None
    ) -> Sequence[datetime]:
        found: Select[datetime] = select(table.c.at).where(self._aimed_at(charge))
        if cause is not None:
            found = found.where(table.c.cause != cause)
        windows = [one.window for one in charge.rule.allowances]
        bounded = [window for window in windows if window is not None]
        if len(bounded) == len(windows):
            found = found.where(table.c.at > self.clock() - max(bounded))
        return (await connection.scalars(found)).all()

    async def _lock(self, connection: AsyncConnection, charge: Charge) -> None:
        """On PostgreSQL parallel charges of one subject wait for each other here."""
        if self.database.is_sqlite:
            return
        digest = self.keys.digest(PURPOSE, f"{charge.rule.name}:{charge.subject}")
        number = int.from_bytes(digest[-8:], signed=True)
        await connection.execute(select(func.pg_advisory_xact_lock(number)))

    def _aimed_at(self, charge: Charge) -> ColumnElement[bool]:
        digests = self.keys.digests(PURPOSE, charge.subject)
        return and_(table.c.rule == charge.rule.name, table.c.subject_digest.in_(digests))

    def _insert(self, charge: Charge, cause: int) -> Insert:
        known = exists().where(self._aimed_at(charge), table.c.cause == cause)
        row = {
            "rule": charge.rule.name,
            "subject_digest": self.keys.digest(PURPOSE, charge.subject),
            "cause": cause,
            "at": self.clock(),
        }
        values = [literal(value, table.c[name].type) for name, value in row.items()]
        return insert(table).from_select(list(row), select(*values).where(~known))
