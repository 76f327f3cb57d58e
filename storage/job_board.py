"""Counts of jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, select

from bot.use_cases.ports.job_board import DeadJobs, JobsSeen
from bot.use_cases.ports.jobs import JobKind, JobState
from storage.engine import Database
from storage.tables import jobs

REASONS_NAMED = 10


@dataclass(frozen=True, slots=True)
class StoredJobBoard:
    """Implements `bot.use_cases.ports.job_board.JobBoard`."""

    database: Database
    clock: Callable[[], datetime]

    async def is_open(self, kind: JobKind, person: int | None, since: datetime) -> bool:
        open_ = jobs.c.state.in_((JobState.WAITING, JobState.DOING))
        theirs = (jobs.c.kind == kind, jobs.c.person == person, jobs.c.created_at > since)
        async with self.database.reading() as connection:
            return bool(await connection.scalar(select(exists().where(*theirs, open_))))

    async def look(self) -> JobsSeen:
        asking = and_(jobs.c.kind == JobKind.CHECKUP, jobs.c.state == JobState.DOING)
        states = select(jobs.c.state, func.count()).where(~asking).group_by(jobs.c.state)
        count = func.count()
        dead = (
            select(jobs.c.kind, func.coalesce(jobs.c.error, ""), count)
            .where(jobs.c.state == JobState.DEAD)
            .group_by(jobs.c.kind, jobs.c.error)
            .order_by(count.desc())
            .limit(REASONS_NAMED)
        )
        due = (jobs.c.state == JobState.WAITING, jobs.c.not_before <= self.clock())
        oldest = select(func.min(jobs.c.not_before)).where(*due)
        async with self.database.reading() as connection:
            by_state = {row[0]: row[1] for row in await connection.execute(states)}
            reasons = tuple(DeadJobs(*row) for row in await connection.execute(dead))
            overdue_since: datetime | None = await connection.scalar(oldest)
        return JobsSeen(by_state, overdue_since, reasons)
