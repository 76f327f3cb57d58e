"""The queue of jobs as those who look after the bot see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.use_cases.ports.jobs import JobKind


@dataclass(frozen=True, slots=True)
class DeadJobs:
    """Jobs of a kind that were given up for the same reason; `error` is a class or a code."""

    kind: str
    error: str
    count: int


@dataclass(frozen=True, slots=True)
class JobsSeen:
    """All jobs at one moment.

    Attributes:
        overdue_since: when the oldest of the waiting should have been done; None if none is due.
        dead: the most frequent first.
    """

    by_state: Mapping[str, int]
    overdue_since: datetime | None
    dead: tuple[DeadJobs, ...]


class JobBoard(Protocol):
    """Where they are counted."""

    async def is_open(self, kind: JobKind, person: int | None, since: datetime) -> bool:
        """Whether a job of this kind and chat waits or is being done that was left since then."""
        ...

    async def look(self) -> JobsSeen:
        """Count all but the check-ups under way: whoever asks is one of them."""
        ...
