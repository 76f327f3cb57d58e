"""The table of PIN challenges."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    and_,
    delete,
    insert,
    null,
    select,
    update,
)

from bot.domain.pin import PinChallenge
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.registry import PHONE as REGISTRY_PHONE
from storage.registry import PHONE_SEALED, of_row
from storage.tables import insured
from storage.tables import pins as table

PURPOSE = "pin phone"


@dataclass(frozen=True, slots=True)
class StoredPins:
    """Implements `bot.use_cases.ports.pins.Pins`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    async def newest_for(self, chat_id: int, phone: str) -> PinChallenge | None:
        row = await self._newest(chat_id)
        if row is None or row.phone_digest not in self.keys.digests(PURPOSE, phone):
            return None
        return None if await self._is_overtaken(row) else self._challenge(row)

    async def find(self, challenge_id: bytes) -> PinChallenge | None:
        async with self.database.reading() as connection:
            found = await connection.execute(select(table).where(table.c.id == challenge_id))
            row = found.one_or_none()
        return None if row is None else self._challenge(row)

    async def superseded(self, chat_id: int) -> Sequence[bytes]:
        replaced = and_(table.c.chat_id == chat_id, table.c.superseded_at.is_not(None))
        async with self.database.reading() as connection:
            return (await connection.scalars(select(table.c.id).where(replaced))).all()

    def open(self, challenge: PinChallenge, phone: str) -> tuple[Write, ...]:
        row = {
            "id": challenge.id,
            "chat_id": challenge.chat_id,
            "insured_id": challenge.insured_id,
            "phone_sealed": self.keys.seal(PURPOSE, challenge.id.hex(), phone),
            "phone_digest": self.keys.digest(PURPOSE, phone),
            "row_phone_digest": _phone_of_row(challenge.insured_id),
            "sends": challenge.sends,
            "created_at": self.clock(),
            "ordered_at": challenge.ordered_at,
            "expires_at": challenge.expires_at,
        }
        return self._supersede(challenge.chat_id), Write(insert(table).values(**row))

    def order_again(self, challenge: PinChallenge, expires_at: datetime) -> Write:
        seen = table.c.sends == challenge.sends
        values = {
            "sends": challenge.sends + 1,
            "ordered_at": self.clock(),
            "expires_at": expires_at,
        }
        return Write(
            update(table).where(self._open(challenge.id), seen).values(**values), guarded=True
        )

    def sent(self, challenge_id: bytes, expires_at: datetime) -> Write:
        values = {"sent_at": self.clock(), "expires_at": expires_at}
        return Write(update(table).where(_unended(challenge_id)).values(**values))

    def use(self, challenge: PinChallenge) -> Write:
        values = {"used_at": self.clock(), "phone_sealed": null()}
        return Write(update(table).where(self._open(challenge.id)).values(**values), guarded=True)

    def wipe(self, challenge_id: bytes) -> Write:
        return Write(update(table).where(table.c.id == challenge_id).values(phone_sealed=null()))

    def forget(self, chat_id: int) -> Write:
        return Write(delete(table).where(table.c.chat_id == chat_id))

    async def _newest(self, chat_id: int) -> Row[Any] | None:
        of_chat = select(table).where(table.c.chat_id == chat_id, table.c.superseded_at.is_(None))
        async with self.database.reading() as connection:
            found = await connection.execute(of_chat.order_by(table.c.created_at.desc()).limit(1))
            return found.one_or_none()

    async def _is_overtaken(self, row: Row[Any]) -> bool:
        """Whether the registry has got another number since; a rotation of keys is no change."""
        known = select(insured.c.phone_digest, insured.c.phone_sealed)
        async with self.database.reading() as connection:
            found = await connection.execute(known.where(insured.c.id == row.insured_id))
            digest, sealed = found.one_or_none() or (None, None)
        if sealed is None or digest == row.row_phone_digest:
            return bool(digest != row.row_phone_digest)
        phone = self.keys.open(PHONE_SEALED, row.insured_id, sealed)
        same = self.keys.digests(REGISTRY_PHONE, of_row(row.insured_id, phone))
        return row.row_phone_digest not in same

    def _supersede(self, chat_id: int) -> Write:
        unended = and_(
            table.c.chat_id == chat_id,
            table.c.used_at.is_(None),
            table.c.superseded_at.is_(None),
        )
        values = {"superseded_at": self.clock(), "phone_sealed": null()}
        return Write(update(table).where(unended).values(**values))

    def _open(self, challenge_id: bytes) -> ColumnElement[bool]:
        return and_(_unended(challenge_id), table.c.expires_at > self.clock())

    def _challenge(self, row: Row[Any]) -> PinChallenge:
        sealed = row.phone_sealed
        return PinChallenge(
            id=row.id,
            chat_id=row.chat_id,
            insured_id=row.insured_id,
            phone=None if sealed is None else self.keys.open(PURPOSE, row.id.hex(), sealed),
            expires_at=row.expires_at,
            sends=row.sends,
            ordered_at=row.ordered_at,
            used=row.used_at is not None,
            superseded=row.superseded_at is not None,
        )


def _unended(challenge_id: bytes) -> ColumnElement[bool]:
    return and_(
        table.c.id == challenge_id, table.c.used_at.is_(None), table.c.superseded_at.is_(None)
    )


def _phone_of_row(insured_id: int) -> ScalarSelect[bytes | None]:
    return select(insured.c.phone_digest).where(insured.c.id == insured_id).scalar_subquery()
