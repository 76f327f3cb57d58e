"""Looks how the bot is and tells an administrator: the executor of check-up jobs."""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.moscow import MOSCOW
from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.health import DatabaseProbe, DatabaseSeen, ErrorSeen
from bot.use_cases.ports.job_board import JobBoard, JobsSeen
from bot.use_cases.ports.jobs import Ended, Job, JobKind, JobQueue, JobState, NewJob, Outcome
from bot.use_cases.registry.import_report import Text

LONGEST_PART = 1_500
"""Characters of what may be long, gateways and errors: a message holds 4096 (Bot API)."""
NONE = "none"
END_OF_NAME = re.compile("[,:]")
"""Where the name of an event goes over into advice."""


@dataclass(frozen=True, slots=True)
class Process:
    """This process: its version, its start, how many updates wait in its memory, its errors."""

    version: str
    started: datetime
    waiting: Callable[[], int]
    errors: Callable[[], Sequence[ErrorSeen]]


@dataclass(frozen=True, slots=True)
class ExamineHealth:
    """Asks the queue, the database and the outside world.

    Attributes:
        outside: asks the gateways and returns a line for each; it has time-outs of its own.
    """

    process: Process
    board: JobBoard
    database: DatabaseProbe
    outside: Callable[[], Awaitable[Sequence[str]]]
    jobs: JobQueue
    text: Text
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> Outcome:
        parts = {
            "process": self._process(),
            "jobs": "\n".join(self._jobs(await self.board.look())),
            "database": self._database(await self.database.look()),
            "outside": "\n".join(await self.outside())[:LONGEST_PART],
            "errors": "\n".join(self._errors())[:LONGEST_PART] or NONE,
        }
        event = desk_event(DeskEvent.CHECKED_UP, str(job.id), job.person or 0, **parts)
        return Ended(writes=(self.jobs.add(event),))

    def _process(self) -> str:
        up = duration(self.clock() - self.process.started)
        waiting = str(self.process.waiting())
        return self.text("health-process", version=self.process.version, up=up, waiting=waiting)

    def _jobs(self, seen: JobsSeen) -> Iterator[str]:
        counts = {state.value: str(seen.by_state.get(state, 0)) for state in JobState}
        yield self.text("health-jobs", **counts)
        if seen.overdue_since is not None:
            yield self.text("health-overdue", time=duration(self.clock() - seen.overdue_since))
        for one in seen.dead:
            yield self.text(
                "health-dead", kind=one.kind, error=one.error or "?", count=str(one.count)
            )

    def _database(self, seen: DatabaseSeen) -> str:
        size = f"{seen.size / 1024**2:.1f}".replace(".", ",")
        took = str(seen.milliseconds)
        return self.text("health-database", kind=seen.kind, size=size, took=took)

    def _errors(self) -> Iterator[str]:
        for one in self.process.errors():
            at = f"{one.at.astimezone(MOSCOW):%d.%m %H:%M:%S}"
            yield self.text("health-error", at=at, **error_in_words(one))


def error_in_words(error: ErrorSeen) -> dict[str, str]:
    """Return what its text needs: the key of its event, its own name, and what else is known."""
    key = END_OF_NAME.split(error.event)[0].replace(" ", "-")
    name = " ".join(filter(None, (error.logger, error.event)))
    return {"event": key or NONE, "name": name, "details": ", ".join(error.details) or NONE}


def checkup(admin_id: int, cause: int) -> NewJob:
    """Make the job; an update orders one."""
    return NewJob(JobKind.CHECKUP, f"checkup:{admin_id}:{cause}", "{}", admin_id)


def duration(time: timedelta) -> str:
    """Write a time in its two largest units, such as «3 д 4 ч»."""
    minutes, seconds = divmod(max(int(time.total_seconds()), 0), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = ((days, "д"), (hours, "ч"), (minutes, "мин"), (seconds, "с"))
    told = [f"{count} {unit}" for count, unit in units if count]
    return " ".join(told[:2]) or "0 с"
