"""Reminders as the moment that stands in the attribution of a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import or_, select, update

from bot.use_cases.ports.reminders import Unfinished
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.tables import attributions, conversations

DECLINED = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for a reminder that never becomes old enough for another one."""


@dataclass(frozen=True, slots=True)
class StoredReminders:
    """Implements `bot.use_cases.ports.reminders.Reminders`."""

    database: Database

    async def unfinished(self, policyholder: str) -> Sequence[Unfinished]:
        table = attributions.c
        columns = (table.chat_id, conversations.c.reachable, table.reminded_at)
        found = (
            select(*columns)
            .join_from(attributions, conversations, conversations.c.chat_id == table.chat_id)
            .where(table.policyholder == policyholder, conversations.c.step.is_not(None))
            .order_by(table.chat_id)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(found)).all()
        return [_unfinished(*row) for row in rows]

    def plan(self, chat_ids: Sequence[int], at: datetime, silent_since: datetime) -> Write:
        table = attributions.c
        silent = or_(table.reminded_at.is_(None), table.reminded_at <= silent_since)
        theirs = update(attributions).where(table.chat_id.in_(chat_ids), silent)
        return Write(theirs.values(reminded_at=at), guarded=True)

    async def planned(self, chat_id: int) -> datetime | None:
        found = select(attributions.c.reminded_at).where(attributions.c.chat_id == chat_id)
        async with self.database.reading() as connection:
            moment: datetime | None = await connection.scalar(found)
        return moment

    def put_off(self, chat_id: int, to: datetime) -> Write:
        here = update(attributions).where(attributions.c.chat_id == chat_id)
        return Write(here.values(reminded_at=to))

    def decline(self, chat_id: int) -> Write:
        return self.put_off(chat_id, DECLINED)


def _unfinished(chat_id: int, reachable: bool, reminded_at: datetime | None) -> Unfinished:
    declined = reminded_at == DECLINED
    return Unfinished(chat_id, reachable, declined, None if declined else reminded_at)
