"""The table of messages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.domain.pin import number_prefix
from bot.use_cases.ports.sms import DeliveryStatus
from bot.use_cases.ports.sms_log import Handover, SmsEntry
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import sms as table

PURPOSE = "sms prefix"
LEFT = table.c.handover != Handover.REFUSED


@dataclass(frozen=True, slots=True)
class StoredSms:
    """Implements `bot.use_cases.ports.sms_log.SmsLog`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    def add(self, entry: SmsEntry) -> Write:
        row = {
            "key": entry.key,
            "challenge_id": entry.challenge_id,
            "prefix_digest": self.keys.digest(PURPOSE, number_prefix(entry.phone)),
            "handover": entry.handover,
            "gateway": entry.gateway,
            "provider_id": entry.provider_id,
            "cost_kopecks": None if entry.cost is None else round(entry.cost * 100),
            "code": entry.code,
            "status": entry.status and entry.status.value,
            "at": entry.at,
        }
        return Write(insert(table).values(**row))

    def note_status(self, key: str, status: DeliveryStatus) -> Write:
        values = {"status": status.value, "status_at": self.clock()}
        return Write(update(table).where(table.c.key == key).values(**values))

    def note_confirmed(self, challenge_id: bytes) -> Write:
        of_challenge = table.c.challenge_id == challenge_id
        return Write(update(table).where(of_challenge).values(confirmed_at=self.clock()))

    async def find(self, key: str) -> SmsEntry | None:
        async with self.database.reading() as connection:
            found = await connection.execute(select(table).where(table.c.key == key))
            row = found.one_or_none()
        return None if row is None else _entry(row)

    async def last_gateway(self, challenge_id: bytes) -> str | None:
        newest = (
            select(table.c.gateway)
            .where(table.c.challenge_id == challenge_id, table.c.gateway.is_not(None), LEFT)
            .order_by(table.c.id.desc())
            .limit(1)
        )
        async with self.database.reading() as connection:
            gateway: str | None = await connection.scalar(newest)
        return gateway

    async def conversion(self, last: int, before: datetime) -> float | None:
        newest = (
            select(table.c.confirmed_at)
            .where(LEFT, table.c.at < before, table.c.challenge_id.is_not(None))
            .order_by(table.c.id.desc())
            .limit(last)
        )
        async with self.database.reading() as connection:
            moments = (await connection.scalars(newest)).all()
        if len(moments) < last:
            return None
        return 100 * sum(moment is not None for moment in moments) / last


def _entry(row: Row[Any]) -> SmsEntry:
    kopecks = row.cost_kopecks
    return SmsEntry(
        key=row.key,
        challenge_id=row.challenge_id,
        handover=Handover(row.handover),
        gateway=row.gateway,
        at=row.at,
        provider_id=row.provider_id,
        cost=None if kopecks is None else Decimal(kopecks) / 100,
        code=row.code,
        status=None if row.status is None else _status(row.status),
    )


def _status(word: str) -> DeliveryStatus:
    return next(status for status in DeliveryStatus if status.value == word)
