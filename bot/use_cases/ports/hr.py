"""Who acts for a policyholder, and the one-time links that give that role."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True)
class HrLink:
    """A one-time link: whoever opens it first acts for the policyholder."""

    token_sha256: bytes
    policyholder: str
    created_by: int
    expires_at: datetime


class HrLinks(Protocol):
    """Where the links are kept, as SHA-256 of their tokens."""

    def add(self, link: HrLink) -> Write: ...

    async def open_one(self, token_sha256: bytes) -> HrLink | None:
        """Return the link if it was neither used nor revoked and has not expired."""
        ...

    def use(self, link: HrLink, user_id: int) -> Write:
        """Use a link up; guarded: it must still be open."""
        ...

    def revoke_all(self, policyholder: str) -> Write:
        """Close the unused links of a policyholder."""
        ...


@dataclass(frozen=True, slots=True)
class HrPerson:
    """A Telegram user and whom they act for, in the order of the alphabet."""

    user_id: int
    policyholders: tuple[str, ...]

    def acts_for(self, policyholder: str) -> bool:
        return policyholder in self.policyholders


class HrPeople(Protocol):
    """Where the roles are kept."""

    async def find(self, user_id: int) -> HrPerson | None:
        """None for somebody who acts for nobody."""
        ...

    async def of(self, policyholder: str) -> tuple[int, ...]:
        """Return the Telegram users who act for a policyholder."""
        ...

    def appoint(self, user_id: int, policyholder: str) -> tuple[Write, ...]: ...

    def revoke(self, user_id: int, policyholder: str) -> Write:
        """Take the role away; guarded: they must have it."""
        ...


class Policyholders(Protocol):
    """The companies of the registry."""

    async def named_like(self, text: str) -> tuple[str, ...]:
        """Return those whose name is the text, or else those whose name contains it.

        Case, quotes, ё/е and look-alike letters make no difference.
        """
        ...
