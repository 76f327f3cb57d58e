"""People as those who help them see them: how far they are, nothing of who they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.form.draft import Draft


class Stage(StrEnum):
    """How far an insured person is."""

    NOT_BEGUN = "not_begun"
    """There is no account; whoever is in the middle of the form counts here."""
    WAITING = "waiting"
    """The account waits for its activation."""
    ACTIVATED = "activated"
    ENDED = "ended"
    """The policy is over, or a later file no longer had the row."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the registry that were asked about.

    Attributes:
        insured_ids: their ids, at most `GROUP_NAMED`; the rest is only counted.
        open_requests: numbers that HR is asked to confirm.
    """

    insured_ids: tuple[int, ...]
    stages: Mapping[Stage, int]
    open_requests: int

    @property
    def size(self) -> int:
        return sum(self.stages.values())


GROUP_NAMED = 5


@dataclass(frozen=True, slots=True)
class SmsSeen:
    """The last message: words of `Handover` and, once known, of `DeliveryStatus`."""

    at: datetime
    handover: str
    status: str | None


MAIL_REFUSED = "refused"
"""The server takes nothing for the address; its person was told."""


@dataclass(frozen=True, slots=True)
class MailSeen:
    """The last activation mail: its job's state or `MAIL_REFUSED`; how long its link is good."""

    job: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Traces:
    """What the tables hold of one person.

    Attributes:
        own_chats: where they have an account, or have confirmed a PIN lately.
        chats: other chats in which their data was typed: a PIN went out, or HR was asked.
        pending: ids of accounts that wait for their activation.
        phones: numbers of the registry that count now.
    """

    own_chats: tuple[int, ...]
    chats: tuple[int, ...]
    pending: tuple[str, ...]
    phones: tuple[str, ...] = field(repr=False)
    sms: SmsSeen | None
    mail: MailSeen | None


class People(Protocol):
    """Where they are looked up."""

    async def with_phone(self, phone: str) -> Group:
        """Find by the number that counts now, and by one that a PIN was sent to lately.

        Digests of the registry are bound to their rows, so that all rows are gone through.
        """
        ...

    async def with_policy(self, number: str) -> Group: ...

    async def traces(self, insured_ids: Sequence[int]) -> Traces: ...

    async def rows_of_chat(self, chat_id: int) -> tuple[int, ...]:
        """Return the rows that a chat has registered with, or has asked for a PIN of lately."""
        ...

    async def rows_with_keys(self, keys: Sequence[str]) -> frozenset[int]:
        """Return the rows that have one of these keys: see `bot.use_cases.registry.keys`."""
        ...

    async def draft_of(self, chat_id: int) -> Draft | None:
        """Return what a chat has answered so far; None for a chat that nobody knows."""
        ...
