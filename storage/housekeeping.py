"""What time makes superfluous: silent drafts to be wiped, and rows nobody needs any more."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.use_cases.ports.jobs import JobState
from storage.engine import Database
from storage.tables import charges, conversations, jobs, personal_messages

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
        """Return conversations with a draft whose last update is older than `moment`."""
        table = conversations.c
        found = (
            select(table.chat_id, table.version)
            .where(table.updated_at < moment, table.step.is_not(None))
            .where(table.step.not_in(NOTHING_TYPED))
            .limit(AT_ONCE)
        )
        async with self.database.reading() as connection:
            return [Silent(*row) for row in await connection.execute(found)]

    async def prune(self, *, messages: datetime, counters: datetime, ended: datetime) -> None:
        """Delete what is older: undeletable messages, counters out of their windows, jobs."""
        over = (JobState.DONE, JobState.UNCERTAIN, JobState.DEAD)
        async with self.database.transaction() as connection:
            await connection.execute(
                delete(personal_messages).where(personal_messages.c.at < messages)
            )
            await connection.execute(delete(charges).where(charges.c.at < counters))
            await connection.execute(
                delete(jobs).where(jobs.c.state.in_(over), jobs.c.ended_at < ended)
            )
