"""The worker: takes due jobs under a lease and has them carried out, side by side."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.meters import Meters
from bot.use_cases.ports.jobs import (
    Again,
    Ended,
    Executor,
    HandedOn,
    Job,
    JobKind,
    JobState,
    Outcome,
)
from bot.use_cases.ports.storage import Write
from storage.engine import DatabaseAway
from storage.jobs import LEASE, Jobs
from storage.unit_of_work import Conflict, execute

AT_ONCE = 20
IDLE_SECONDS = 1.0
"""How long a job that another process left may stay unseen."""
FAULTS_AT_MOST = 10
FAULT_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(minutes=10)
log = structlog.get_logger("bot.jobs")


@dataclass(slots=True)
class Worker:
    """Carries out the jobs of this process; setting `due` makes it look at once."""

    jobs: Jobs
    executors: Mapping[JobKind, Executor]
    clock: Callable[[], datetime]
    due: asyncio.Event
    meters: Meters
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _closing: bool = False
    _closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def resume(self) -> None:
        """Take over the updates and events that a former process left, before anything new."""
        kinds = (JobKind.UPDATE, JobKind.EVENT)
        while taken := await self.jobs.take(AT_ONCE, kinds):
            for job in taken:
                await self._carry_out(job)

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._renew_leases())
            while not self._closing:
                if not await self._take():
                    await self._rest()
            self._closed.set()

    async def stop(self, patience: float) -> None:
        """Take no further job and let those under way end; their leases run out otherwise.

        The loop is asked, not cancelled: a cancelled one might hold jobs it never began.
        """
        self._closing = True
        self.due.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._closed.wait()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)

    async def _take(self) -> bool:
        """Start what is due; False when nothing was."""
        self.due.clear()
        places = AT_ONCE - len(self._tasks)
        if not places:
            return False
        try:
            taken = await self.jobs.take(places)
        except DatabaseAway as error:
            log.error("database away", error=str(error))
            return False
        for job in taken:
            task = asyncio.create_task(self._carry_out(job), name=f"job {job.id}")
            self._tasks.add(task)
            task.add_done_callback(self._ended)
        return bool(taken)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and not task.exception():
            self.due.set()

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):  # wait_for loses a cancel of that moment
                await self.due.wait()

    async def _carry_out(self, job: Job) -> None:
        try:
            outcome = await self.executors[job.kind](job)
        except DatabaseAway as error:
            outcome = Again(self.clock() + FAULT_DELAY, error=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - one job's fault must stop no other job
            outcome = self._after_fault(job, type(error).__name__)
        await self._conclude(job, outcome)

    async def _conclude(self, job: Job, outcome: Outcome) -> None:
        self.meters.jobs.labels(job.kind, _name(outcome)).inc()
        if isinstance(outcome, HandedOn):
            return
        try:
            await self._commit([*outcome.writes, self._end(job, outcome)])
        except Conflict:
            await self._try_again(job)
        except Exception as error:  # noqa: BLE001 - a job must not stay in hands that dropped it
            log.critical("job not concluded", job=job.id, error=type(error).__name__)
            await self._try_again(job)

    async def _try_again(self, job: Job) -> None:
        """The outcome no longer fitted: decide anew, unless another process has the job."""
        with suppress(Conflict):
            later = self.clock() + FAULT_DELAY
            await self._commit([self.jobs.put_back(job, later, Conflict.__name__)])

    async def _commit(self, writes: Sequence[Write]) -> None:
        """Commit what was done, however long the database stays away."""
        while True:
            try:
                await execute(self.jobs.database, writes)
            except DatabaseAway as error:
                log.error("database away", error=str(error))
                await asyncio.sleep(IDLE_SECONDS)
            else:
                return

    def _end(self, job: Job, outcome: Ended | Again) -> Write:
        if isinstance(outcome, Ended):
            return self.jobs.finish(job, outcome.state, outcome.error)
        return self.jobs.put_back(job, outcome.not_before, outcome.error)

    def _after_fault(self, job: Job, error: str) -> Outcome:
        log.error("job failed", job=job.id, kind=job.kind, error=error, attempt=job.attempts)
        if job.attempts >= FAULTS_AT_MOST:
            return Ended(JobState.DEAD, error=error)
        return Again(self.clock() + backoff(job.attempts), error=error)

    async def _renew_leases(self) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            with suppress(DatabaseAway):
                await self.jobs.renew()


def _name(outcome: Outcome) -> str:
    match outcome:
        case Ended():
            return outcome.state
        case Again():
            return "again"
        case HandedOn():
            return "handed_on"


def backoff(attempt: int) -> timedelta:
    """Return the pause after the `attempt`-th failure: it doubles, up to ten minutes."""
    return min(FAULT_DELAY * int(2 ** (attempt - 1)), LONGEST_DELAY)
