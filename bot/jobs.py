"""The worker: takes due jobs under a lease and has them carried out, side by side."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.meters import Meters
from bot.use_cases.ports.jobs import (
    Again,
    Ended,
    Executor,
    GivingUp,
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
FILES_AT_ONCE = 4
"""Files wait for each other, and must leave all places to everything else meanwhile."""
LANES: Mapping[tuple[JobKind, ...], int] = {
    tuple(kind for kind in JobKind if kind is not JobKind.FILE): AT_ONCE,
    (JobKind.FILE,): FILES_AT_ONCE,
}
IDLE_SECONDS = 1.0
"""How long a job that another process left may stay unseen."""
SILENTLY = GivingUp(faults=10, last_words=lambda job: ())  # noqa: ARG005 - nobody waits for it
FAULT_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(minutes=10)
log = structlog.get_logger("bot.jobs")


@dataclass(slots=True)
class Worker:
    """Carries out the jobs of this process; setting `due` makes it look at once."""

    jobs: Jobs
    executors: Mapping[JobKind, Executor]
    giving_up: Mapping[JobKind, GivingUp]
    clock: Callable[[], datetime]
    due: asyncio.Event
    meters: Meters
    _tasks: dict[asyncio.Task[None], JobKind] = field(default_factory=dict)
    _faults: Counter[int] = field(default_factory=Counter)
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
        try:
            taken = [job for kinds in LANES for job in await self._take_of(kinds)]
        except DatabaseAway as error:
            log.error("database away", error=str(error))
            return False
        return bool(taken)

    async def _take_of(self, kinds: tuple[JobKind, ...]) -> Sequence[Job]:
        under_way = sum(kind in kinds for kind in self._tasks.values())
        places = LANES[kinds] - under_way
        taken = await self.jobs.take(places, kinds) if places else []
        for job in taken:
            task = asyncio.create_task(self._carry_out(job), name=f"job {job.id}")
            self._tasks[task] = job.kind
            task.add_done_callback(self._ended)
        return taken

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        if not task.cancelled() and not task.exception():
            self.due.set()

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):  # wait_for loses a cancel of that moment
                await self.due.wait()

    async def _carry_out(self, job: Job) -> None:
        """A conflict is a fault as well: the outcome no longer fitted, so it is decided anew."""
        try:
            await self._conclude(job, await self.executors[job.kind](job))
        except DatabaseAway as error:
            later = self.clock() + FAULT_DELAY
            await self._let_go(job, Again(later, error=type(error).__name__))
        except Exception as error:  # noqa: BLE001 - one job's fault must stop no other job
            await self._let_go(job, self._after_fault(job, type(error).__name__))
        else:
            self._faults.pop(job.id, None)

    async def _let_go(self, job: Job, outcome: Ended | Again) -> None:
        """Keep a job in hands that failed at it no longer; another process may have it already.

        What is written with its end may not fit any more: the end must not fail by it.
        """
        try:
            await self._conclude(job, outcome)
        except Conflict:
            with suppress(Conflict):
                await self._conclude(job, replace(outcome, writes=()))

    async def _conclude(self, job: Job, outcome: Outcome) -> None:
        if not isinstance(outcome, HandedOn):
            await self._commit([*outcome.writes, self._end(job, outcome)])
        self.meters.jobs.labels(job.kind, _name(outcome)).inc()
        log.info("job", job=job.id, kind=job.kind, person=job.person, outcome=_name(outcome))

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

    def _after_fault(self, job: Job, error: str) -> Ended | Again:
        """Count what comes one after another: a plan of many attempts is no fault."""
        self._faults[job.id] += 1
        faults, giving_up = self._faults[job.id], self.giving_up.get(job.kind, SILENTLY)
        log.error("job failed", job=job.id, kind=job.kind, error=error, fault=faults)
        if faults < giving_up.faults:
            return Again(self.clock() + backoff(faults), error=error)
        del self._faults[job.id]
        log.critical("job given up", job=job.id, kind=job.kind, error=error)
        return Ended(JobState.DEAD, _last_words(giving_up, job), error)

    async def _renew_leases(self) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            with suppress(DatabaseAway):
                await self.jobs.renew()


def _last_words(giving_up: GivingUp, job: Job) -> tuple[Write, ...]:
    """A job may be given up for the very payload that the words would be made of."""
    try:
        return giving_up.last_words(job)
    except Exception as error:  # noqa: BLE001 - the job must end all the same
        log.error("no last words", job=job.id, kind=job.kind, error=type(error).__name__)
        return ()


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
