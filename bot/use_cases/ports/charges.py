"""Attempts at a secret: charged before anything is compared, whatever becomes of the update."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.allowance import Allowance
from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class Rule:
    """What is counted together.

    Attributes:
        name: such as `pin.phone`; at most 32 characters, kept in the database.
        allowances: all of them must hold.
    """

    name: str
    allowances: tuple[Allowance, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """One rule applied to one subject; the subject is stored only as a keyed digest."""

    rule: Rule
    subject: str = field(repr=False)


class LimitReached(Exception):
    """Nothing was charged.

    Attributes:
        rule: name of the rule that refused.
        until: when it allows the next attempt; `datetime.max` for never.
    """

    def __init__(self, rule: str, until: datetime) -> None:
        super().__init__(rule)
        self.rule = rule
        self.until = until


class Charges(Protocol):
    """Counters that survive roll-backs, restarts, new Telegram accounts and clock steps."""

    async def charge(self, charges: Sequence[Charge], cause: int) -> None:
        """Count one attempt under every charge, committed before this returns.

        Args:
            cause: update or event that tries; a second run of it is not charged twice.

        Raises:
            LimitReached: one of the rules is used up; nothing was counted.
        """
        ...

    async def look(self, charges: Sequence[Charge]) -> None:
        """Raise what `charge` would raise, counting nothing."""
        ...

    async def used(self, charge: Charge) -> int:
        """Return how many attempts lie in the longest window of the rule."""
        ...

    def lift(self, charges: Sequence[Charge]) -> Write:
        """Uncount every attempt, whoever made it: an administrator's decision."""
        ...

    def give_back(self, charges: Sequence[Charge], cause: int) -> Write:
        """Uncount the attempt of `cause`: it was right, and right answers cost nothing."""
        ...
