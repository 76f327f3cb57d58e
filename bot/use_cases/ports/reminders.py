"""Who has begun and not finished, and when each was or will be reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many of those who began and did not finish HR can have reminded.

    Attributes:
        due: they would be reminded now.
        recently: they were reminded in the last days, or will be soon.
        unreachable: they closed the chat or declined reminders.
    """

    due: int = 0
    recently: int = 0
    unreachable: int = 0


class Reminders(Protocol):
    """Where that is kept: one moment for each person.

    Who was reminded by `silent_since` at the latest is due; nobody is who waits for HR to confirm
    a phone, or adds something to an account.
    """

    async def outlook(self, policyholder: str, silent_since: datetime) -> Outlook: ...

    def plan(self, policyholder: str, at: datetime, silent_since: datetime) -> Write:
        """Plan a reminder for everybody who is due; guarded: somebody must be."""
        ...

    async def planned_for(
        self, policyholder: str, at: datetime, after: int, limit: int
    ) -> Sequence[int]:
        """Return the first chats beyond `after` in which a reminder is planned at `at`."""
        ...

    def move(self, chat_ids: Sequence[int], planned: datetime, to: datetime) -> Write:
        """Plan at `to` what is still planned at `planned`."""
        ...

    async def planned(self, chat_id: int) -> datetime | None:
        """Return when the person was or will be reminded last."""
        ...

    def decline(self, chat_id: int) -> Write:
        """Remind this person never again."""
        ...
