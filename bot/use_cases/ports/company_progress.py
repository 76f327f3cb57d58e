"""How far the people of a company are, in numbers alone."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Headcount:
    """What a company's people add up from.

    Attributes:
        insured: people whose policy is in force.
        begun: conversations of the company that are unfinished and have no account.
        waiting: insured people whose account waits for its activation.
        done: insured people with an activated account.
    """

    insured: int
    begun: int
    waiting: int
    done: int

    @property
    def not_begun(self) -> int:
        """Who is left; a link that went to strangers cannot make it fewer than nobody."""
        return max(0, self.insured - self.begun - self.waiting - self.done)


class Headcounts(Protocol):
    """Where people are counted."""

    async def of(self, policyholder: str, today: date) -> Headcount: ...


class HrContacts(Protocol):
    """Whom a company's people may ask, as the registry says."""

    async def of(self, policyholder: str) -> str | None:
        """Return the contact that most rows name, None if none does."""
        ...
