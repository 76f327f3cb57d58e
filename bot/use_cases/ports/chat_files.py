"""Files that people send to the bot."""

from typing import Protocol

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that a bot may fetch (Bot API, getFile)."""


class FileGone(Exception):
    """Telegram will never hand the file over; `reason` is gone or too-big."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FileAway(Exception):
    """Telegram does not hand it over just now; carries the class of the fault."""


class ChatFiles(Protocol):
    """Where they are fetched from."""

    async def fetch(self, file_id: str) -> bytes:
        """Return the content, which stays in memory alone.

        Raises:
            FileGone: trying again is of no use.
            FileAway: trying again may help.
        """
        ...
