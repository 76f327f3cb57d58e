"""A registry in a database, as those see it who load it and those who ask it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from bot.use_cases.ports.registry import PhoneState, RegistryRow
from storage.engine import Database
from storage.keys import Keyring
from storage.registry import StoredRegistry
from storage.registry_import import StoredRegistryIntake
from storage.unit_of_work import execute
from tests.conftest import FakeClock


@dataclass
class Office:
    """A registry under some keys, in one database."""

    database: Database
    clock: FakeClock
    keys: Keyring

    @property
    def intake(self) -> StoredRegistryIntake:
        return StoredRegistryIntake(self.database, self.keys, self.clock)

    @property
    def registry(self) -> StoredRegistry:
        return StoredRegistry(self.database, self.keys)

    def under(self, *keys: bytes) -> "Office":
        return replace(self, keys=Keyring.of(keys))

    async def counts(self, rows: Sequence[RegistryRow]) -> tuple[int, int, int]:
        """Store rows: added, changed, unchanged."""
        stored = await self.intake.store(rows)
        return stored.added, stored.changed, stored.unchanged

    async def phone_of(self, row: RegistryRow, typed: str) -> PhoneState:
        return (await self.registry.find([row.identity], typed))[row.identity].phone

    async def change_phone(self, insured_id: int, phone: str) -> None:
        known = await self.registry.phone(insured_id)
        await execute(self.database, [self.registry.change_phone(insured_id, phone, known)])

    async def all(self, table: Any) -> Sequence[Any]:
        async with self.database.reading() as connection:
            return (await connection.execute(select(table))).all()
