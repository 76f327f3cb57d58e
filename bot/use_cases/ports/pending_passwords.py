"""The password of a registration under way: a hash that waits for its account."""

from datetime import datetime
from typing import Protocol

from bot.use_cases.ports.storage import Write


class PendingPasswords(Protocol):
    """At most one hash a chat; the password itself is kept nowhere."""

    def keep(self, chat_id: int, hashed: str) -> tuple[Write, ...]:
        """Keep the hash of a password that the person chose, in place of any other."""
        ...

    def await_generated(self, chat_id: int) -> tuple[Write, ...]:
        """Drop what was chosen and expect the hash of a password made for the person."""
        ...

    async def fill_generated(self, chat_id: int, hashed: str) -> None:
        """Commit the hash of a made password; nothing happens if none is expected any more."""
        ...

    async def kept(self, chat_id: int, since: datetime) -> str | None:
        """Return the hash if it was asked for not before `since`."""
        ...

    def forget(self, chat_id: int) -> Write: ...
