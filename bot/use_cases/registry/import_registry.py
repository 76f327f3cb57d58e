"""Loading a registry file: read and judge all of it first, then store the good rows by chunks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.use_cases.ports.registry import Missing, RegistryIntake, RegistryRow, Sheet, Stored
from bot.use_cases.registry.columns import Column, read_header
from bot.use_cases.registry.conflicts import claims_of, look_alikes, repeated_rows
from bot.use_cases.registry.rows import Refusal, RowReader

CHUNK = 2_000
"""Rows of one transaction, which on SQLite keeps the running bot from writing meanwhile."""
PROGRESS_STEP = 500

Item = TypeVar("Item")


class Phase(StrEnum):
    """What an import is at."""

    READING = "reading"
    STORING = "storing"


Progress = Callable[[Phase, int, int], None]
"""Told the phase, the rows done and the rows in all."""


class TooFewRows(Exception):
    """A file so much smaller than the registry does not replace it unless forced to."""

    def __init__(self, good: int, known: int) -> None:
        super().__init__(f"{good} good rows for a registry of {known}")
        self.good = good
        self.known = known


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`dry_run`: only report. `replace`: end what the file lacks; `force`: however much it is."""

    dry_run: bool = False
    replace: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do in a dry run; `missing` were ended if it replaced."""

    added: int
    changed: int
    unchanged: int
    refused: tuple[Refusal, ...]
    missing: tuple[Missing, ...]

    @property
    def good(self) -> int:
        return self.added + self.changed + self.unchanged

    @property
    def refused_rows(self) -> int:
        """Rows, of which one may be refused for several reasons."""
        return len({one.row for one in self.refused})


@dataclass(frozen=True, slots=True)
class ImportRegistry:
    """Repeatable: the same file again changes nothing.

    Holds the good rows of the file in memory, some 1.5 KB each.
    """

    intake: RegistryIntake
    progress: Progress

    async def __call__(self, sheet: Sheet, today: date, options: ImportOptions) -> ImportReport:
        """Take the good rows of a table and report the others.

        Raises:
            BadHeader: its columns are not those of a registry; nothing was written.
            UnreadableFile: it broke off; nothing was written.
            TooFewRows: see `ImportOptions.force`; nothing was written.
        """
        rows, refusals = self._read(sheet, today)
        refusals += await self._contradictions(rows, options)
        refused = {one.row for one in refusals}
        good = [row for row in rows if row.number not in refused]
        if options.replace and not options.force:
            await self._refuse_few(len(good))
        stored = await self._store(good, options)
        missing = await self.intake.missing(stored.ids)
        if options.replace and not options.dry_run:
            for chunk in _chunks(missing):
                await self.intake.end([row.insured_id for row in chunk])
        in_order = tuple(sorted(refusals, key=lambda one: one.row))
        return ImportReport(stored.added, stored.changed, stored.unchanged, in_order, missing)

    def _read(self, sheet: Sheet, today: date) -> tuple[list[RegistryRow], list[Refusal]]:
        reader = RowReader.of(read_header(sheet.header), today)
        good: list[RegistryRow] = []
        refusals: list[Refusal] = []
        for done, (number, cells) in enumerate(sheet.rows, 1):
            match reader.read(number, cells):
                case RegistryRow() as row:
                    good.append(row)
                case tuple(reasons):
                    refusals.extend(reasons)
            if done % PROGRESS_STEP == 0:
                self.progress(Phase.READING, done, sheet.total)
        self.progress(Phase.READING, sheet.total, sheet.total)
        return good, refusals

    async def _contradictions(
        self, rows: Sequence[RegistryRow], options: ImportOptions
    ) -> list[Refusal]:
        """Rows against each other, and against what the registry will keep beside them."""
        found = [*repeated_rows(rows), *look_alikes(rows)]
        if options.replace:
            return found
        refused = {one.row for one in found}
        good = [row for row in rows if row.number not in refused]
        foreign = await self.intake.claimed_otherwise(claims_of(good))
        return found + [
            Refusal(row.number, "known-otherwise", Column.POLICY_NUMBER)
            for row in good
            if row.policy in foreign
        ]

    async def _refuse_few(self, good: int) -> None:
        known = await self.intake.size()
        if good * 2 < known:
            raise TooFewRows(good, known)

    async def _store(self, rows: Sequence[RegistryRow], options: ImportOptions) -> Stored:
        take = self.intake.compare if options.dry_run else self.intake.store
        stored, done = Stored(), 0
        for chunk in _chunks(rows):
            stored += await take(chunk)
            done += len(chunk)
            self.progress(Phase.STORING, done, len(rows))
        return stored


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
