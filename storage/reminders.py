"""Reminders as the moment that stands in the attribution of a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, update

from bot.use_cases.ports.phone_requests import RequestState
from bot.use_cases.ports.reminders import Outlook
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.tables import accounts, attributions, conversations, phone_requests

DECLINED = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for a reminder that never becomes old enough for another one."""
table = attributions.c
SAME_CHAT = conversations.c.chat_id == table.chat_id
REGISTERED = exists().where(
    accounts.c.chat_id == conversations.c.chat_id, accounts.c.activated_at.is_not(None)
)
WAITS_FOR_HR = exists().where(
    phone_requests.c.chat_id == conversations.c.chat_id,
    phone_requests.c.state == RequestState.OPEN,
)
UNFINISHED = and_(conversations.c.step.is_not(None), ~REGISTERED, ~WAITS_FOR_HR)
"""Whoever has an activated account and is asked something adds a further policy to it."""
REACHED = conversations.c.reachable.is_(True)


@dataclass(frozen=True, slots=True)
class StoredReminders:
    """Implements `bot.use_cases.ports.reminders.Reminders`."""

    database: Database

    async def outlook(self, policyholder: str, silent_since: datetime) -> Outlook:
        async with self.database.reading() as connection:
            rows = (await connection.execute(_by_prospect(policyholder, silent_since))).all()
        return Outlook(**{row[0]: row[1] for row in rows})

    def plan(self, policyholder: str, at: datetime, silent_since: datetime) -> Write:
        reached = exists().where(SAME_CHAT, UNFINISHED, REACHED)
        theirs = update(attributions).where(table.policyholder == policyholder)
        due = theirs.where(_is_due(silent_since), reached)
        return Write(due.values(reminded_at=at), guarded=True)

    async def planned_for(
        self, policyholder: str, at: datetime, after: int, limit: int
    ) -> Sequence[int]:
        planned = (table.policyholder == policyholder, table.reminded_at == at)
        found = select(table.chat_id).where(*planned, table.chat_id > after)
        async with self.database.reading() as connection:
            rows = await connection.scalars(found.order_by(table.chat_id).limit(limit))
            return rows.all()

    def move(self, chat_ids: Sequence[int], planned: datetime, to: datetime) -> Write:
        those = (table.chat_id.in_(chat_ids), table.reminded_at == planned)
        return Write(update(attributions).where(*those).values(reminded_at=to))

    async def planned(self, chat_id: int) -> datetime | None:
        found = select(table.reminded_at).where(table.chat_id == chat_id)
        async with self.database.reading() as connection:
            moment: datetime | None = await connection.scalar(found)
        return moment

    def decline(self, chat_id: int) -> Write:
        here = update(attributions).where(table.chat_id == chat_id)
        return Write(here.values(reminded_at=DECLINED))


def _by_prospect(policyholder: str, silent_since: datetime) -> Select[str, int]:
    """Count under the names of `Outlook`."""
    lost = or_(~REACHED, and_(table.reminded_at.is_not(None), table.reminded_at == DECLINED))
    prospect = case((lost, "unreachable"), (_is_due(silent_since), "due"), else_="recently")
    unfinished = select(prospect.label("prospect"), func.count()).join_from(
        attributions, conversations, SAME_CHAT
    )
    return unfinished.where(table.policyholder == policyholder, UNFINISHED).group_by("prospect")


def _is_due(silent_since: datetime) -> ColumnElement[bool]:
    return or_(table.reminded_at.is_(None), table.reminded_at <= silent_since)
