"""Numbers that HR is asked to confirm: from the asking to the decision, over days and restarts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.use_cases.ports.storage import Write


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """The person asked for another number, cancelled, or has registered meanwhile."""
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PhoneRequest:
    """One number of one insured person, asked for in one chat.

    Attributes:
        name: surname and initials, all that HR sees of the person.
    """

    id: str
    chat_id: int
    insured_id: int
    policyholder: str
    phone: str = field(repr=False)
    name: str = field(repr=False)
    state: RequestState
    created_at: datetime
    expires_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.state is RequestState.OPEN and now < self.expires_at


class PhoneRequests(Protocol):
    """Where they are kept; phone and name are erased with the end of a request."""

    def add(self, request: PhoneRequest) -> Write:
        """Ask; guarded by a key: a chat has one open request."""
        ...

    async def find(self, request_id: str) -> PhoneRequest | None:
        """None too for one whose phone is erased already."""
        ...

    async def of_chat(self, chat_id: int) -> PhoneRequest | None:
        """Return the newest request of a chat, whatever its state, None where it is erased."""
        ...

    async def open_of(self, policyholder: str) -> tuple[PhoneRequest, ...]:
        """Return what waits for HR of a policyholder, oldest first."""
        ...

    def decide(self, request_id: str, state: RequestState, by: int) -> Write:
        """End a request; guarded: of two who decide at once the second finds it ended."""
        ...

    def withdraw(self, chat_id: int) -> Write:
        """End whatever a chat has asked for and HR has not decided."""
        ...
