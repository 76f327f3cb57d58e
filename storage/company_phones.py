"""Phones of one policyholder's rows: found by their keys, changed by HR alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update

from bot.form.step import StepId
from bot.use_cases.ports.company_phones import Correction, KnownPhone
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.hr import acts_for
from storage.keys import Keyring
from storage.people import rows_of_chat
from storage.registry import PHONE_SEALED, phone_that_counts, still_has
from storage.registry_import import ROW
from storage.tables import attributions, conversations, insured

KEYS_AT_ONCE = 1_000
IN_FORCE = insured.c.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class StoredCompanyPhones:
    """Implements `bot.use_cases.ports.company_phones.CompanyPhones`."""

    database: Database
    keys: Keyring

    async def find(self, policyholder: str, keys: Sequence[str]) -> Mapping[str, KnownPhone]:
        found: dict[str, KnownPhone] = {}
        for start in range(0, len(keys), KEYS_AT_ONCE):
            found |= await self._find(policyholder, keys[start : start + KEYS_AT_ONCE])
        return found

    def correct(
        self, policyholder: str, corrections: Sequence[Correction], by: int
    ) -> tuple[Write, ...]:
        table = insured.c
        allowed = and_(
            table.policyholder == policyholder,
            IN_FORCE,
            table.id.not_in(rows_of_chat(by)),
            acts_for(by, table.policyholder),
        )
        return tuple(self._correct(one, allowed) for one in corrections)

    async def waiting_chats(self, policyholder: str) -> tuple[int, ...]:
        same = conversations.c.chat_id == attributions.c.chat_id
        waiting = (
            select(conversations.c.chat_id)
            .join_from(attributions, conversations, same)
            .where(attributions.c.policyholder == policyholder)
            .where(conversations.c.step == StepId.QUESTIONS.value)
            .order_by(conversations.c.chat_id)
        )
        async with self.database.reading() as connection:
            return tuple(await connection.scalars(waiting))

    def _correct(self, one: Correction, allowed: ColumnElement[bool]) -> Write:
        insured_id = one.known.insured_id
        unchanged = still_has(self.keys, insured_id, one.known.phone)
        here = update(insured).where(insured.c.id == insured_id, unchanged, allowed)
        values = phone_that_counts(self.keys, insured_id, one.phone)
        return Write(here.values(values), guarded=True)

    async def _find(self, policyholder: str, keys: Sequence[str]) -> Mapping[str, KnownPhone]:
        sought = {digest: key for key in keys for digest in self.keys.digests(ROW, key)}
        columns = (insured.c.id, insured.c.row_digest, insured.c.phone_sealed)
        theirs = (insured.c.policyholder == policyholder, IN_FORCE)
        known = select(*columns).where(insured.c.row_digest.in_(list(sought)), *theirs)
        async with self.database.reading() as connection:
            rows = (await connection.execute(known)).all()
        return {sought[row.row_digest]: self._known(row) for row in rows}

    def _known(self, row: Any) -> KnownPhone:
        sealed = row.phone_sealed
        phone = None if sealed is None else self.keys.open(PHONE_SEALED, row.id, sealed)
        return KnownPhone(row.id, phone)
