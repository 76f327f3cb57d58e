"""The worker: what never succeeds ends and is told; what has a plan of its own goes on."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import select, update
from structlog.testing import capture_logs

from bot.jobs import FILES_AT_ONCE, SILENTLY, Worker
from bot.meters import Meters
from bot.use_cases.ports.jobs import Again, Ended, GivingUp, Job, JobKind, NewJob, Outcome
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.tables import jobs
from storage.unit_of_work import execute
from tests.conftest import FakeClock

NEVER_HITS = Write(update(jobs).where(jobs.c.id < 0).values(error="x"), guarded=True)
FAULTS = 3


class Office:
    """A worker, and what those who do its jobs answer."""

    def __init__(self, queue: Jobs, clock: FakeClock) -> None:
        self.queue, self.clock = queue, clock
        self.carried_out: list[JobKind] = []
        self.decide: Callable[[], Outcome] = Ended
        self.may_end = asyncio.Event()
        self.may_end.set()
        self.last_words: Callable[[], NewJob] = lambda: left("told", JobKind.SMS)
        event = GivingUp(FAULTS, lambda job: (queue.add(self.last_words()),))
        executors = dict.fromkeys(JobKind, self._carry_out)
        meters = Meters.on(CollectorRegistry())
        self.worker = Worker(
            queue, executors, {JobKind.EVENT: event}, clock, asyncio.Event(), meters
        )

    async def _carry_out(self, job: Job) -> Outcome:
        self.carried_out.append(job.kind)
        await self.may_end.wait()
        return self.decide()

    async def leaves(self, *new: NewJob) -> None:
        await execute(self.queue.database, [self.queue.add(job) for job in new])

    async def tries(self, times: int) -> None:
        """Carry out each time what an hour has made due."""
        for _ in range(times):
            self.clock.passes(minutes=60)
            await self.worker.resume()

    async def states(self) -> Sequence[tuple[str, str, str | None]]:
        columns = select(jobs.c.dedupe_key, jobs.c.state, jobs.c.error).order_by(jobs.c.id)
        async with self.queue.database.reading() as connection:
            return [(row[0], row[1], row[2]) for row in await connection.execute(columns)]


def left(key: str, kind: JobKind = JobKind.EVENT) -> NewJob:
    return NewJob(kind, key, "{}", person=7)


@pytest.fixture
def office(database: Database, keys: Keyring, clock: FakeClock) -> Office:
    return Office(Jobs(database, keys, clock, "one"), clock)


def never_fits() -> Outcome:
    return Ended(writes=(NEVER_HITS,))


def fails() -> Outcome:
    raise LookupError("Анна")


@pytest.mark.parametrize(("decide", "error"), [(never_fits, "Conflict"), (fails, "LookupError")])
async def test_what_fails_each_time_ends_with_an_alarm_and_a_last_word(
    office: Office, decide: Callable[[], Outcome], error: str
) -> None:
    office.decide = decide
    await office.leaves(left("list"))
    await office.tries(FAULTS - 1)
    assert await office.states() == [("list", "waiting", error)]
    with capture_logs() as logs:
        await office.tries(2)
    assert len(office.carried_out) == FAULTS
    assert await office.states() == [("list", "dead", error), ("told", "waiting", None)]
    [alarm] = [line for line in logs if line["log_level"] == "critical"]
    assert (alarm["event"], alarm["error"]) == ("job given up", error)
    assert "Анна" not in str(logs)


async def test_a_plan_of_many_attempts_outlives_what_goes_wrong_now_and_then(
    office: Office,
) -> None:
    await office.leaves(left("list"))
    for wrong in (never_fits, fails) * SILENTLY.faults:
        office.decide = wrong
        await office.tries(FAULTS - 1)
        office.decide = lambda: Again(office.clock() + timedelta(minutes=30))
        await office.tries(1)
    office.decide = Ended
    await office.tries(1)
    assert await office.states() == [("list", "done", None)]


async def test_a_last_word_that_fails_too_leaves_no_job_behind(office: Office) -> None:
    office.decide = fails
    office.last_words = lambda: left(str(1 / 0))
    await office.leaves(left("list"))
    await office.tries(FAULTS)
    assert await office.states() == [("list", "dead", "LookupError")]


async def test_files_leave_all_places_to_everything_else(office: Office) -> None:
    files = [left(f"file:{one}", JobKind.FILE) for one in range(30)]
    await office.leaves(*files, left("pin", JobKind.SMS))
    office.may_end.clear()
    async with asyncio.TaskGroup() as group:
        running = group.create_task(office.worker.run())
        async with asyncio.timeout(10):
            while JobKind.SMS not in office.carried_out:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.001)
            while len(office.carried_out) <= FILES_AT_ONCE:  # noqa: ASYNC110 - likewise
                await asyncio.sleep(0.001)
        assert office.carried_out.count(JobKind.FILE) == FILES_AT_ONCE
        office.may_end.set()
        await office.worker.stop(1)
        running.cancel()
