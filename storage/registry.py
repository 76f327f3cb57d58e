"""Looking people up in the registry by keyed digests."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select, update

from bot.use_cases.ports.registry import Insured, PhoneState, Validity
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import control_questions, insured

IDENTITY = "registry identity"
PHONE = "registry phone"
PHONE_SEALED = "registry phone sealed"


def of_row(insured_id: int, value: str) -> str:
    """What is digested of a value, so that equal values of two people look different."""
    return f"{insured_id}|{value}"


def phone_that_counts(keys: Keyring, insured_id: int, phone: str) -> dict[str, bytes]:
    """The columns of a row that hold its number; what the last file said stays as it is."""
    return {
        "phone_digest": keys.digest(PHONE, of_row(insured_id, phone)),
        "phone_sealed": keys.seal(PHONE_SEALED, insured_id, phone),
    }


def still_has(keys: Keyring, insured_id: int, phone: str | None) -> ColumnElement[bool]:
    """Whether the number of a row is the known one; part of whatever changes it."""
    if phone is None:
        return insured.c.phone_digest.is_(None)
    return insured.c.phone_digest.in_(keys.digests(PHONE, of_row(insured_id, phone)))


def in_force(today: date) -> ColumnElement[bool]:
    """Whether a row insures somebody today, as `bot.use_cases.registry.in_force` has it."""
    table = insured.c
    return and_(table.ended_at.is_(None), table.valid_from <= today, table.valid_to >= today)


@dataclass(frozen=True, slots=True)
class StoredRegistry:
    """Implements `bot.use_cases.ports.registry.Registry`, and `Validities` there."""

    database: Database
    keys: Keyring

    async def find(self, identities: Sequence[str], phone: str) -> Mapping[str, Insured]:
        sought = {
            digest: identity
            for identity in identities
            for digest in self.keys.digests(IDENTITY, identity)
        }
        asked = exists().where(control_questions.c.insured_id == insured.c.id)
        statement = select(insured, asked.label("has_questions")).where(
            insured.c.identity_digest.in_(list(sought))
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(statement)).all()
        return {sought[row.identity_digest]: self._insured(row, phone) for row in rows}

    async def phone(self, insured_id: int) -> str | None:
        statement = select(insured.c.phone_sealed).where(insured.c.id == insured_id)
        async with self.database.reading() as connection:
            sealed = await connection.scalar(statement)
        return None if sealed is None else self.keys.open(PHONE_SEALED, insured_id, sealed)

    async def validity(self, insured_id: int) -> Validity:
        table = insured.c
        wanted = select(table.valid_from, table.valid_to, table.ended_at.is_not(None))
        async with self.database.reading() as connection:
            found = await connection.execute(wanted.where(table.id == insured_id))
            return Validity(*found.one())

    def change_phone(self, insured_id: int, phone: str, known: str | None) -> Write:
        here = (insured.c.id == insured_id, still_has(self.keys, insured_id, known))
        values = phone_that_counts(self.keys, insured_id, phone)
        return Write(update(insured).where(*here).values(values), guarded=True)

    def _insured(self, row: Row[Any], phone: str) -> Insured:
        return Insured(
            id=row.id,
            policyholder=row.policyholder,
            hr_contact=row.hr_contact,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            ended=row.ended_at is not None,
            phone=self._phone_state(row, phone),
            has_questions=row.has_questions,
        )

    def _phone_state(self, row: Row[Any], phone: str) -> PhoneState:
        if row.phone_digest is None:
            return PhoneState.MISSING
        digests = self.keys.digests(PHONE, of_row(row.id, phone))
        same = any(hmac.compare_digest(row.phone_digest, digest) for digest in digests)
        return PhoneState.SAME if same else PhoneState.DIFFERENT
