"""What time makes superfluous: silent drafts to be wiped, and rows nobody needs any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Select, and_, func, or_, select

from bot.use_cases.ports.jobs import JobState
from bot.use_cases.ports.phone_requests import RequestState
from storage.engine import Database
from storage.pruning import Horizon, prunings
from storage.tables import conversations, jobs, phone_requests

NOTHING_TYPED = ("consent",)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Silent:
    """A conversation that nobody has touched; `version` tells whether that is still so."""

    chat_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """Looks for what is old."""

    database: Database

    async def silent_since(self, moment: datetime) -> list[Silent]:
        """Return conversations with a draft whose last update is older than `moment`.

        None of those that wait for HR, or whose person has not had that time since HR's answer.
        """
        table = conversations.c
        found = (
            select(table.chat_id, table.version)
            .where(table.updated_at < moment, table.step.is_not(None))
            .where(table.step.not_in(NOTHING_TYPED), table.chat_id.not_in(_asked_of_hr(moment)))
            .limit(AT_ONCE)
        )
        async with self.database.reading() as connection:
            return [Silent(*row) for row in await connection.execute(found)]

    async def last_activity(self) -> datetime | None:
        """Return when a conversation changed last; None if there are none."""
        async with self.database.reading() as connection:
            row = (await connection.execute(select(func.max(conversations.c.updated_at)))).one()
        return cast("datetime | None", row[0])

    async def jobs_by_state(self) -> dict[str, int]:
        """Count the jobs that wait, are being done, or are dead."""
        states = (JobState.WAITING, JobState.DOING, JobState.DEAD)
        counted = (
            select(jobs.c.state, func.count())
            .where(jobs.c.state.in_(states))
            .group_by(jobs.c.state)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(counted)).all()
        return {row[0]: row[1] for row in rows}

    async def prune(self, before: Horizon) -> None:
        """Delete what is older; each kind in a transaction of its own, so that nobody waits."""
        for statement in prunings(before):
            async with self.database.transaction() as connection:
                await connection.execute(statement)


def _asked_of_hr(moment: datetime) -> Select[int]:
    table = phone_requests.c
    waits = and_(table.state == RequestState.OPEN, table.expires_at > moment)
    return select(table.chat_id).where(or_(waits, table.decided_at > moment))
