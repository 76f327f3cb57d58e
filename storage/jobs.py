"""The table of jobs: leave one, take the due ones under a lease, end them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, exists, insert, literal, null, or_, select, update

from bot.use_cases.ports.jobs import Job, JobKind, JobState, NewJob
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.tables import jobs

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
        """Store a job that this process is already doing; None if its key is known."""
        statement = self._insert(
            job, state=JobState.DOING, owner=self.owner, lease_until=self.clock() + LEASE
        )
        async with self.database.transaction() as connection:
            inserted = await connection.execute(statement)
            if not inserted.rowcount:
                return None
            found = await connection.execute(_by_key(job.dedupe_key))
            return self._job(found.one())

    async def take(self, limit: int, kinds: Sequence[JobKind] = tuple(JobKind)) -> list[Job]:
        """Lease up to `limit` due jobs, those first whose time came first."""
        now = self.clock()
        async with self.database.transaction() as connection:
            due = (await connection.execute(_due(now, limit, kinds))).all()
            if due:
                await connection.execute(self._lease([row.id for row in due], now))
        return [self._job(row, taken=1) for row in due]

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


def _due(now: datetime, limit: int, kinds: Sequence[JobKind]) -> Select[Any]:
    waiting = and_(jobs.c.state == JobState.WAITING, jobs.c.not_before <= now)
    abandoned = and_(jobs.c.state == JobState.DOING, jobs.c.lease_until <= now)
    return (
        select(jobs)
        .where(or_(waiting, abandoned), jobs.c.kind.in_(kinds))
        .order_by(jobs.c.not_before, jobs.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
