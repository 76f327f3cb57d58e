"""Activated accounts with everything the cabinet gets, joined with the registry as it is now."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, select

from bot.use_cases.ports.cabinet import CabinetAccount, CabinetPerson
from storage.accounts import EMAIL, PASSWORD, PHONE
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import account_insured, accounts, insured

PAGE = 500
"""Accounts read at a time: an export of any size needs little memory and no long snapshot."""


@dataclass(frozen=True, slots=True)
class StoredCabinetAccounts:
    """Implements `bot.use_cases.ports.cabinet.CabinetAccounts`."""

    database: Database
    keys: Keyring

    async def find(self, account_id: str) -> CabinetAccount | None:
        found = await self._read(_activated().where(accounts.c.id == account_id))
        return found[0] if found else None

    async def every(self) -> AsyncIterator[CabinetAccount]:
        last = ""
        while page := await self._read(_activated().where(accounts.c.id > last)):
            for account in page:
                yield account
            last = page[-1].id

    async def _read(self, those: Select[Any]) -> list[CabinetAccount]:
        page = those.order_by(accounts.c.id).limit(PAGE).subquery()
        joined = (
            select(page, insured.c.identifier, insured.c.policyholder, insured.c.role)
            .join(account_insured, account_insured.c.account_id == page.c.id)
            .join(insured, insured.c.id == account_insured.c.insured_id)
            .order_by(page.c.id, insured.c.id)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(joined)).all()
        return [self._account(list(group)) for _, group in groupby(rows, key=lambda row: row.id)]

    def _account(self, rows: list[Row[Any]]) -> CabinetAccount:
        row = rows[0]
        return CabinetAccount(
            id=row.id,
            email=self.keys.open(EMAIL, row.id, row.email_sealed),
            phone=self.keys.open(PHONE, row.id, row.phone_sealed),
            password_hash=self.keys.open(PASSWORD, row.id, row.password_sealed),
            activated_at=row.activated_at,
            insured=tuple(
                CabinetPerson(one.identifier, one.policyholder, one.role) for one in rows
            ),
        )


def _activated() -> Select[Any]:
    return select(accounts).where(accounts.c.activated_at.is_not(None))
