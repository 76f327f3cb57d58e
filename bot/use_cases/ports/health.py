"""How the bot is, as far as it can tell by itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DatabaseSeen:
    """Its kind, its size in bytes, and how long the shortest question takes, in milliseconds."""

    kind: str
    size: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class ErrorSeen:
    """An error of the log: who wrote it, the name of the event, such details as its gateway."""

    at: datetime
    logger: str
    event: str
    details: tuple[str, ...]


class DatabaseProbe(Protocol):
    """Asks the database."""

    async def look(self) -> DatabaseSeen: ...
