"""Writes anew, under the newest secret key, whatever can be read back; the bot may be running.

Every value is replaced only where it is still the one that was read, a page of rows at a time, so
that nobody waits and nothing that was written meanwhile is lost.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from bot.use_cases.ports.storage import Write
from storage.accounts import EMAIL, account_claims_of
from storage.engine import Database
from storage.key_usage import accounts_without_claims, sealed_under
from storage.keys import Keyring, UnreadableSecret
from storage.sealed_columns import SEALED, SealedColumn
from storage.tables import account_claims, account_insured, accounts
from storage.unit_of_work import Conflict, execute

PAGE = 100
OnProgress = Callable[[int], None]
"""Hears how many values were looked at since it was last told."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a run did.

    Attributes:
        renewed: values now under the newest key; those that changed meanwhile count as well,
            for whoever changed them had the newest key.
        unreadable: values whose key is not configured.
    """

    renewed: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Rotation:
    """One run over all tables; running it again does what is left."""

    database: Database
    keys: Keyring

    async def due(self) -> int:
        """Count what `run` will look at."""
        counts = [select(func.count()).select_from(self._old(one).subquery()) for one in SEALED]
        needy = accounts_without_claims(self._newest).subquery()
        counts.append(select(func.count()).select_from(needy))
        async with self.database.reading() as connection:
            return sum([(await connection.execute(count)).scalar_one() for count in counts])

    async def run(self, progress: OnProgress) -> Rotated:
        renewed = unreadable = 0
        for column in SEALED:
            async for rows in self._pages(column):
                written = await self._renew(column, rows)
                renewed, unreadable = renewed + written, unreadable + len(rows) - written
                progress(len(rows))
        return Rotated(renewed + await self._renew_claims(progress), unreadable)

    async def _pages(self, column: SealedColumn) -> AsyncIterator[Sequence[Row[Any]]]:
        rows = await self._read(self._old(column))
        while rows:
            yield rows
            last = getattr(rows[-1], column.key.name)
            rows = await self._read(self._old(column).where(column.key > last))

    async def _read(self, those: Select[Any]) -> Sequence[Row[Any]]:
        async with self.database.reading() as connection:
            rows: Sequence[Row[Any]] = (await connection.execute(those.limit(PAGE))).all()
        return rows

    async def _renew(self, column: SealedColumn, rows: Sequence[Row[Any]]) -> int:
        renewals = [write for row in rows if (write := self._renewal(column, row)) is not None]
        await execute(self.database, renewals)
        return len(renewals)

    def _renewal(self, column: SealedColumn, row: Row[Any]) -> Write | None:
        try:
            text = column.open(self.keys, row)
        except UnreadableSecret:
            return None
        read = column.column == getattr(row, column.column.name)
        here = column.key == getattr(row, column.key.name)
        anew = update(column.table).where(here, read)
        return Write(anew.values(**column.seal_anew(self.keys, row, text)))

    async def _renew_claims(self, progress: OnProgress) -> int:
        renewed = 0
        for account in await self._accounts_without_claims():
            renewed += await self._renew_claims_of(account)
            progress(1)
        return renewed

    async def _renew_claims_of(self, account: Row[Any]) -> bool:
        """Add the claims under the newest key; an account that is gone by now needs none."""
        people = account_insured.c.account_id == account.id
        async with self.database.reading() as connection:
            found = await connection.scalars(select(account_insured.c.insured_id).where(people))
            insured_ids = found.all()
        try:
            email = self.keys.open(EMAIL, account.id, account.email_sealed)
            digests = account_claims_of(Keyring(self.keys.keys[:1]), email, insured_ids)
            claims = [{"subject_digest": one, "account_id": account.id} for one in digests]
            await execute(self.database, [Write(insert(account_claims).values(claims))])
        except (UnreadableSecret, Conflict):
            return False
        return True

    async def _accounts_without_claims(self) -> Sequence[Row[Any]]:
        needy = accounts.c.id.in_(accounts_without_claims(self._newest))
        async with self.database.reading() as connection:
            return (await connection.execute(select(accounts).where(needy))).all()

    def _old(self, column: SealedColumn) -> Select[Any]:
        """Select what is not under the newest key, in the order of the primary key."""
        columns = {one.name: one for one in (column.key, column.bound_to, column.column)}
        older = sealed_under(column.column) != self._newest
        return select(*columns.values()).where(older).order_by(column.key)

    @property
    def _newest(self) -> bytes:
        return self.keys.keys[0].id
