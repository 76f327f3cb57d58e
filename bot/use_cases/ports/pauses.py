"""When the registration is held up, and what people are told meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class Pause:
    """One that has not ended; `by` is the administrator's Telegram id."""

    text: str
    by: int
    since: datetime


class Pauses(Protocol):
    """Where they are kept."""

    async def current(self) -> Pause | None: ...

    def begin(self, text: str, by: int) -> tuple[Write, ...]:
        """End any pause and begin another."""
        ...

    def end(self) -> Write:
        """Go on; guarded: of two who end a pause the second finds none."""
        ...
