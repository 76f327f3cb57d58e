"""Everything that is held about the person of one chat: to be shown, and to be erased."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.use_cases.ports.consents import ConsentKind
from bot.use_cases.ports.phone_requests import RequestState
from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True, repr=False)
class HeldAccount:
    """An account; `activated_at` is None while it waits for that."""

    id: str
    email: str
    phone: str
    created_at: datetime
    activated_at: datetime | None
    people: int


@dataclass(frozen=True, slots=True)
class HeldConsent:
    """What was agreed to, and when."""

    kind: ConsentKind
    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldRequest:
    """A number that HR of a policyholder was asked to confirm."""

    policyholder: str
    state: RequestState
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in the tables; the answers of the draft are not part of it.

    Attributes:
        insured_ids: rows of the registry that are the person's: an account of the chat serves
            them, a PIN was confirmed for them, or HR has vouched for the person's number.
        messages: how many messages of the chat carry personal data and can still be deleted.
        employer: whose employee the person is, as a link or the registry says.
        invited: it was a link.
        acts_for: policyholders for whom the person acts as HR.
    """

    accounts: Sequence[HeldAccount] = field(default=(), repr=False)
    insured_ids: Sequence[int] = ()
    consents: Sequence[HeldConsent] = ()
    requests: Sequence[HeldRequest] = ()
    messages: int = 0
    employer: str | None = None
    invited: bool = False
    acts_for: Sequence[str] = ()


class PersonalData(Protocol):
    """Where all of it is kept; a private chat has the id of its Telegram user (Bot API, Chat)."""

    async def held(self, chat_id: int) -> Held: ...

    def erase(self, chat_id: int, before: datetime) -> tuple[Write, ...]:
        """Delete what was written before a moment; consents stay as a proof without a name.

        The conversation itself is for its own unit of work, and messages go as they are deleted
        from the chat. A job that is being done ends by itself.
        """
        ...


class ErasedData(Protocol):
    """The same, once it should be gone."""

    async def remaining(self, chat_id: int, before: datetime) -> tuple[str, ...]:
        """Name the tables that hold something from before a moment."""
        ...

    async def is_back(self, chat_id: int, since: datetime) -> bool:
        """Whether the person has begun something since then."""
        ...

    def erase(self, chat_id: int, before: datetime) -> tuple[Write, ...]: ...

    async def version(self, chat_id: int) -> int:
        """Return the version of the conversation, which every update and event moves."""
        ...

    def empty_conversation(self, chat_id: int, version: int) -> tuple[Write, ...]:
        """Keep of a conversation only what numbers its replies, and nothing of its messages.

        Guarded: nothing has been said in it since that version.
        """
        ...
