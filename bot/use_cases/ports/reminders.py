"""Who has begun and not finished, and when each was or will be reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A conversation of a company that has not come to its end.

    Attributes:
        reachable: the person has not closed the chat, as far as is known.
        declined: the person asked not to be reminded.
        reminded_at: when a reminder was said, or will be.
    """

    chat_id: int
    reachable: bool = True
    declined: bool = False
    reminded_at: datetime | None = None


class Reminders(Protocol):
    """Where that is kept."""

    async def unfinished(self, policyholder: str) -> Sequence[Unfinished]: ...

    def plan(self, chat_ids: Sequence[int], at: datetime, silent_since: datetime) -> Write:
        """Plan a reminder at `at` for those who were reminded by `silent_since` at the latest.

        Guarded: that must be so for one of them at least.
        """
        ...

    async def planned(self, chat_id: int) -> datetime | None:
        """Return when the person was or will be reminded last."""
        ...

    def put_off(self, chat_id: int, to: datetime) -> Write: ...

    def decline(self, chat_id: int) -> Write:
        """Remind this person never again."""
        ...
