"""Numbers that HR is asked to confirm: from the asking to the decision, over days and restarts."""

from collections.abc import Sequence
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
    """By HR, or because another number of the person was confirmed."""
    WITHDRAWN = "withdrawn"
    """The person asked for another number, cancelled, or has registered meanwhile."""


@dataclass(frozen=True, slots=True)
class PhoneRequest:
    """One number of one insured person, asked for in one chat.

    Attributes:
        name: surname and initials, all that HR sees of the person.
        expires_at: when HR can no longer decide; of a confirmed one, when it no longer counts.
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

    def is_about(self, insured_id: int, phone: str) -> bool:
        return (self.insured_id, self.phone) == (insured_id, phone)


class PhoneRequests(Protocol):
    """Where they are kept; phone and name are erased with the end of a request."""

    def add(self, request: PhoneRequest) -> Write:
        """Ask; a key of its own holds a chat to one open request."""
        ...

    async def find(self, request_id: str) -> PhoneRequest | None:
        """None too for one whose phone is erased already."""
        ...

    async def of_chat(self, chat_id: int) -> PhoneRequest | None:
        """Return the newest request of a chat, whatever its state, None where it is erased."""
        ...

    async def open_for(self, user_id: int, policyholder: str) -> tuple[PhoneRequest, ...]:
        """Return what waits for an HR person of a policyholder, oldest first; nobody's own."""
        ...

    async def about(self, insured_ids: Sequence[int]) -> tuple[PhoneRequest, ...]:
        """Return what still counts of these people, open or confirmed; oldest first."""
        ...

    async def elsewhere(self, insured_id: int, chat_id: int) -> tuple[PhoneRequest, ...]:
        """Return what still counts of one person in all chats but one: open, or confirmed."""
        ...

    def hold(self, insured_id: int) -> Write:
        """Have whoever decides about the same person wait until this is committed."""
        ...

    def supersede(self, request_id: str) -> Write:
        """End a request, open or confirmed, since another one of the person was confirmed."""
        ...

    def confirm(self, request_id: str, by: int, until: datetime) -> Write:
        """Vouch for the number until then.

        Guarded, as a refusal is: by an open request of another person, and by the role of `by`.
        Of two who decide at once the second finds it ended.
        """
        ...

    def refuse(self, request_id: str, by: int) -> Write: ...

    def unconfirm(self, by: int, policyholder: str) -> Write:
        """Take back what an HR person has confirmed and nobody has used yet."""
        ...

    def use(self, chat_id: int, insured_id: int) -> Write:
        """Make use of HR's word; guarded: it still counts."""
        ...

    def withdraw(self, chat_id: int) -> Write:
        """End what a chat has asked for and HR has not decided."""
        ...

    def forget(self, chat_id: int) -> Write:
        """Delete all that a chat has ever asked for."""
        ...
