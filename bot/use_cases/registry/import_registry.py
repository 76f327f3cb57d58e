"""Loading a registry file: read and judge all of it first, then store the good rows by chunks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
OTHER_OWNER = "known-otherwise"
"""The reason of a row whose policy the registry keeps for another owner."""

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
    """What is to be done.

    Attributes:
        dry_run: only report.
        replace: end what the file lacks, if no row of it is doubtful.
        force: however much it is, and despite doubtful rows.
    """

    dry_run: bool = False
    replace: bool = False
    force: bool = False

    def replaces(self, refused: Iterable[Refusal]) -> bool:
        return self.replace and (self.force or not doubtful_rows(refused))


def doubtful_rows(refused: Iterable[Refusal]) -> int:
    """Count the refused rows that may be those of people whom the file seems to lack.

    A policy of another owner makes none: who replaces the registry lets it change hands.
    """
    return len({one.row for one in refused if one.reason != OTHER_OWNER})


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do in a dry run.

    Attributes:
        missing: what the file lacks, even among the refused rows whose key can be read.
    """

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

    @property
    def doubtful_rows(self) -> int:
        return doubtful_rows(self.refused)

    def ends(self, options: ImportOptions) -> bool:
        """Whether `missing` were ended, or would be."""
        return options.replaces(self.refused) and self.good > 0


@dataclass(slots=True, repr=False)
class _Judged:
    """Rows that can be read, what is wrong with rows, and the keys of those that cannot."""

    rows: list[RegistryRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def refused(self) -> frozenset[int]:
        return frozenset(one.row for one in self.refusals)

    @property
    def good(self) -> list[RegistryRow]:
        refused = self.refused
        return [row for row in self.rows if row.number not in refused]

    @property
    def refused_keys(self) -> list[str]:
        refused = self.refused
        return [*self.keys, *(row.key for row in self.rows if row.number in refused)]


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
        judged = self._read(sheet, today)
        judged.refusals += [*repeated_rows(judged.rows), *look_alikes(judged.rows)]
        if not options.replaces(judged.refusals):
            judged.refusals += await self._of_other_owners(judged.good)
        elif not options.force:
            await self._refuse_few(len(judged.good))
        stored = await self._store(judged.good, options)
        missing = await self._missing(stored.ids, judged.refused_keys)
        in_order = tuple(sorted(judged.refusals, key=lambda one: one.row))
        report = ImportReport(stored.added, stored.changed, stored.unchanged, in_order, missing)
        if report.ends(options) and not options.dry_run:
            for chunk in _chunks(missing):
                await self.intake.end([row.insured_id for row in chunk])
        return report

    def _read(self, sheet: Sheet, today: date) -> _Judged:
        reader = RowReader.of(read_header(sheet.header), today)
        judged = _Judged()
        for done, (number, cells) in enumerate(sheet.rows, 1):
            match reader.read(number, cells):
                case RegistryRow() as row:
                    judged.rows.append(row)
                case tuple(reasons):
                    judged.refusals.extend(reasons)
                    if key := reader.key(number, cells):
                        judged.keys.append(key)
            if done % PROGRESS_STEP == 0:
                self.progress(Phase.READING, done, sheet.total)
        self.progress(Phase.READING, sheet.total, sheet.total)
        return judged

    async def _of_other_owners(self, rows: Sequence[RegistryRow]) -> list[Refusal]:
        """Rows against what the registry will keep beside them."""
        foreign = await self.intake.claimed_otherwise(claims_of(rows))
        return [
            Refusal(row.number, OTHER_OWNER, Column.POLICY_NUMBER)
            for row in rows
            if row.policy in foreign
        ]

    async def _missing(self, seen: frozenset[int], keys: Sequence[str]) -> tuple[Missing, ...]:
        for chunk in _chunks(keys):
            seen |= await self.intake.known(chunk)
        return await self.intake.missing(seen)

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
