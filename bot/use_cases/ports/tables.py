"""Tables that leave as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; the title names the sheet.

    Attributes:
        as_text: what people type into its columns stays as typed, be it like a date or a number.
    """

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    as_text: bool = False


class TableWriter(Protocol):
    """Writes files that Excel opens by a double click, and in which no text is a formula."""

    async def xlsx(self, tables: Sequence[Table]) -> bytes:
        """Put each table on a sheet of its own."""
        ...

    async def csv(self, tables: Sequence[Table]) -> bytes:
        """Put the tables below each other."""
        ...
