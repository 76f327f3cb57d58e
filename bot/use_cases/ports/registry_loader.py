"""Files that are read beside the bot, which goes on answering meanwhile."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.use_cases.phone_list.listed import PhoneList
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport, Phase

Advance = Callable[[Phase, int, int], Awaitable[None]]
"""Told the phase, the rows done and the rows in all."""


class LoadFailed(Exception):
    """The import broke off; `reason` is `timeout` or names the fault, never a value of the file.

    What it has stored till then is whole rows, and the same file again goes on from there.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"import failed: {reason}")
        self.reason = reason


class RegistryLoader(Protocol):
    """Imports the content of a file."""

    async def __call__(
        self, content: bytes, options: ImportOptions, advance: Advance
    ) -> ImportReport:
        """Return what was done, or would be done in a dry run.

        Raises:
            UnreadableFile: it is no table.
            BadHeader: its columns are not those of a registry.
            TooFewRows: see `ImportOptions.force`.
            LoadFailed: no answer came.
        """
        ...


class PhoneListReader(Protocol):
    """Reads a list of phones; nothing is looked up or written."""

    async def __call__(self, content: bytes, advance: Advance) -> PhoneList:
        """Return what the file says.

        Raises:
            UnreadableFile: it is no table, or too long.
            BadHeader: its columns are others.
            LoadFailed: no answer came.
        """
        ...
