"""The table of jobs: leave one, take the due ones under a lease, end them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Row, Select, and_, exists, insert, literal, null, or_, select, update

from bot.use_cases.ports.jobs import Job, JobKind, JobState, NewJob
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring, UnreadableSecret
from storage.tables import jobs

log = structlog.get_logger("bot.jobs")
LEASE = timedelta(seconds=60)
PURPOSE = "job"


@dataclass(frozen=True, slots=True)
class Jobs:
    """The queue as one process sees it; `owner` names the process in its leases."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]
    owner: str

    def add(self, job: NewJob) -> Write:
        """Leave a job; a job under a known dedupe key changes nothing."""
        return Write(self._insert(job, state=JobState.WAITING, owner=None, lease_until=None))

    async def hold(self, job: NewJob) -> Job | None:
        """Store a job that this process is already doing; None if another one has it."""
        statement = self._insert(
            job, state=JobState.DOING, owner=self.owner, lease_until=self.clock() + LEASE
        )
        async with self.database.transaction() as connection:
            await connection.execute(statement)
            mine = jobs.c.owner == self.owner
            found = await connection.execute(_by_key(job.dedupe_key).where(mine))
            row = found.one_or_none()
        return None if row is None else self._job(row)

    async def has_earlier(self, person: int, before: Job | None) -> bool:
        """Tell whether an update of this person is still to be tried again before this one.

        Args:
            before: the job that keeps this one, None for what has come in just now.
        """
        table = jobs.c
        open_ = table.state.in_((JobState.WAITING, JobState.DOING))
        kept = and_(table.person == person, table.kind == JobKind.UPDATE, open_)
        earlier = kept if before is None else and_(kept, table.id < before.id)
        async with self.database.reading() as connection:
            return bool(await connection.scalar(select(exists().where(earlier))))

    async def take(self, limit: int, kinds: Sequence[JobKind] = tuple(JobKind)) -> list[Job]:
        """Lease up to `limit` due jobs, those first whose time came first."""
        now = self.clock()
        async with self.database.transaction() as connection:
            due = (await connection.execute(_due(now, limit, kinds, self.owner))).all()
            if due:
                await connection.execute(self._lease([row.id for row in due], now))
        return [job for row in due if (job := await self._opened(row))]

    async def _opened(self, row: Row[Any]) -> Job | None:
        """One row that no configured key opens must not stop the others."""
        try:
            return self._job(row, taken=1)
        except UnreadableSecret:
            log.critical("unreadable job", job=row.id, kind=row.kind)
        unreadable = UnreadableSecret.__name__
        values = {"state": JobState.DEAD, "owner": None, "error": unreadable}
        async with self.database.transaction() as connection:
            await connection.execute(update(jobs).where(jobs.c.id == row.id).values(**values))
        return None

    def finish(self, job: Job, state: JobState = JobState.DONE, error: str | None = None) -> Write:
        """End a job and wipe its payload; guarded by the lease."""
        return Write(
            self._mine(job).values(
                state=state, payload_sealed=null(), owner=None, error=error, ended_at=self.clock()
            ),
            guarded=True,
        )

    def put_back(self, job: Job, not_before: datetime, error: str | None = None) -> Write:
        """Let a job be tried again from `not_before` on; guarded by the lease."""
        values = {"state": JobState.WAITING, "owner": None, "not_before": not_before}
        return Write(self._mine(job).values(error=error, **values), guarded=True)

    async def renew(self) -> None:
        """Extend every lease of this process."""
        mine = and_(jobs.c.state == JobState.DOING, jobs.c.owner == self.owner)
        async with self.database.transaction() as connection:
            await connection.execute(
                update(jobs).where(mine).values(lease_until=self.clock() + LEASE)
            )

    async def expire_leases(self) -> None:
        """Call when no other process can be alive: whatever was being done is free again."""
        async with self.database.transaction() as connection:
            doing = jobs.c.state == JobState.DOING
            await connection.execute(update(jobs).where(doing).values(lease_until=self.clock()))

    async def bury(self, dedupe_key: str, person: int | None, error: str) -> None:
        """Record what can never be done: an unparsable update. Nothing of its text is kept."""
        row = {
            "kind": JobKind.UPDATE,
            "person": person,
            "dedupe_key": dedupe_key,
            "state": JobState.DEAD,
            "error": error,
            "ended_at": self.clock(),
        }
        async with self.database.transaction() as connection:
            await connection.execute(_insert_unless_known(row | self._fresh()))

    def _insert(self, job: NewJob, **values: Any) -> Any:
        row = self._fresh() | {
            "kind": job.kind,
            "person": job.person,
            "dedupe_key": job.dedupe_key,
            "payload_sealed": self.keys.seal(PURPOSE, job.dedupe_key, job.payload),
        }
        if job.not_before is not None:
            row["not_before"] = job.not_before
        return _insert_unless_known(row | values)

    def _fresh(self) -> dict[str, Any]:
        now = self.clock()
        return {"not_before": now, "created_at": now, "attempts": 0}

    def _lease(self, ids: Sequence[int], now: datetime) -> Any:
        return (
            update(jobs)
            .where(jobs.c.id.in_(ids))
            .values(
                state=JobState.DOING,
                owner=self.owner,
                lease_until=now + LEASE,
                attempts=jobs.c.attempts + 1,
            )
        )

    def _mine(self, job: Job) -> Any:
        return update(jobs).where(
            jobs.c.id == job.id, jobs.c.state == JobState.DOING, jobs.c.owner == self.owner
        )

    def _job(self, row: Row[Any], taken: int = 0) -> Job:
        return Job(
            id=row.id,
            kind=JobKind(row.kind),
            dedupe_key=row.dedupe_key,
            payload=self.keys.open(PURPOSE, row.dedupe_key, row.payload_sealed),
            person=row.person,
            attempts=row.attempts + taken,
            resumed=bool(taken) and row.state == JobState.DOING,
        )


def _insert_unless_known(row: dict[str, Any]) -> Any:
    columns = [jobs.c[name] for name in row]
    known = exists(select(jobs.c.id).where(jobs.c.dedupe_key == row["dedupe_key"]))
    values = [
        literal(value, column.type) for value, column in zip(row.values(), columns, strict=True)
    ]
    return insert(jobs).from_select(columns, select(*values).where(~known))


def _by_key(dedupe_key: str) -> Select[Any]:
    return select(jobs).where(jobs.c.dedupe_key == dedupe_key)


def _due(now: datetime, limit: int, kinds: Sequence[JobKind], owner: str) -> Select[Any]:
    """What this process itself holds is in its hands, however late its lease was renewed."""
    waiting = and_(jobs.c.state == JobState.WAITING, jobs.c.not_before <= now)
    abandoned = and_(
        jobs.c.state == JobState.DOING, jobs.c.lease_until <= now, jobs.c.owner != owner
    )
    return (
        select(jobs)
        .where(or_(waiting, abandoned), jobs.c.kind.in_(kinds))
        .order_by(jobs.c.not_before, jobs.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
