"""Phones of a policyholder's people, as its HR may correct them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class KnownPhone:
    """A row of the registry and the number that counts now; None if it has none."""

    insured_id: int
    phone: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """Another number for a row."""

    known: KnownPhone
    phone: str = field(repr=False)


class CompanyPhones(Protocol):
    """Where they are kept; rows that were ended, and those of others, do not exist here."""

    async def find(self, policyholder: str, keys: Sequence[str]) -> Mapping[str, KnownPhone]:
        """Return the rows that have one of the keys, under it: `bot.use_cases.registry.keys`."""
        ...

    def correct(
        self, policyholder: str, corrections: Sequence[Correction], by: int
    ) -> tuple[Write, ...]:
        """Put the numbers into their rows.

        Each is guarded: the row is still in force, of this policyholder and with the known
        number, `by` acts for the policyholder, and the row is none that `by` has shown to be
        their own.
        """
        ...

    async def waiting_chats(self, policyholder: str) -> tuple[int, ...]:
        """Return the chats of its employees in which the registry knows another phone."""
        ...
