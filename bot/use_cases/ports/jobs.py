"""The one durable queue: what must happen later, outside, or to somebody else's conversation."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.use_cases.ports.storage import Write


class JobKind(StrEnum):
    """Who carries a job out."""

    SMS = "sms"
    MAIL = "mail"
    CABINET = "cabinet"
    EVENT = "event"
    UPDATE = "update"
    FILE = "file"
    CHECKUP = "checkup"
    ERASURE = "erasure"


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    DOING = "doing"
    DONE = "done"
    """With an error: it could only end so, and whom it concerns was told."""
    UNCERTAIN = "uncertain"
    """It may have happened, and trying again might make it happen twice."""
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be written in the transaction that causes it.

    Attributes:
        dedupe_key: a second job under the same key is silently dropped.
        payload: JSON, encrypted in the database and wiped when the job is done.
        person: chat whose conversation the job concerns.
        not_before: earliest moment to carry it out; None for at once.
    """

    kind: JobKind
    dedupe_key: str
    payload: str = field(repr=False)
    person: int | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job taken from the queue under a lease.

    Attributes:
        attempts: how often it was taken, this time included.
        resumed: it was found in the hands of a process that died, so its effect may have
            happened already.
    """

    id: int
    kind: JobKind
    dedupe_key: str
    payload: str = field(repr=False)
    person: int | None
    attempts: int
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A job is over; `writes` are committed together with its end."""

    state: JobState = JobState.DONE
    writes: tuple[Write, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """A job is to be tried again at `not_before`; `writes` are committed with it."""

    not_before: datetime
    writes: tuple[Write, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOn:
    """The unit of work of a conversation ends the job."""


Outcome = Ended | Again | HandedOn
Executor = Callable[[Job], Awaitable[Outcome]]
"""Carries out one kind of job; an exception counts as a fault, and the job is tried again."""


@dataclass(frozen=True, slots=True)
class GivingUp:
    """When jobs of a kind are given up, which are dead then, and what is written with their end.

    Attributes:
        faults: so many one after another, without one that the executor had reckoned with.
        last_words: so that whoever waits for the job hears of it.
    """

    faults: int
    last_words: Callable[[Job], tuple[Write, ...]]


class JobQueue(Protocol):
    """Where use cases leave jobs."""

    def add(self, job: NewJob) -> Write: ...
