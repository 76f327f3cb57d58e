"""Mailed links and codes: of an account only the newest counts, and it counts once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.use_cases.ports.accounts import PendingOf
from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.web import ActivationState


class ActivationEnd(StrEnum):
    """What became of a mailed link."""

    ACTIVATED = "activated"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    """The registration was cancelled or forgotten."""


@dataclass(frozen=True, slots=True)
class Activation:
    """One mailed link with its code; `id` is random and the challenge of the code."""

    id: str
    account_id: str
    chat_id: int
    expires_at: datetime
    end: ActivationEnd | None = None

    def state(self, now: datetime) -> ActivationState:
        """Tell what this link by itself is good for, whatever became of its account."""
        if self.end is ActivationEnd.ACTIVATED:
            return ActivationState.ALREADY_ACTIVE
        if self.end is ActivationEnd.REPLACED:
            return ActivationState.REPLACED
        if self.expires_at <= now:
            return ActivationState.EXPIRED
        return ActivationState.READY if self.end is None else ActivationState.UNKNOWN


class Activations(Protocol):
    """Where mailed links are kept, as SHA-256 of their tokens."""

    async def by_token(self, token_sha256: bytes) -> Activation | None: ...

    async def find(self, activation_id: str) -> Activation | None: ...

    async def of_account(self, account_id: str) -> tuple[Activation, ...]:
        """Return all links of an account, newest first."""
        ...

    def add(self, activation: Activation, token_sha256: bytes) -> Write: ...

    def consume(self, activation: Activation) -> Write:
        """Use a link up; guarded: it must be open and not expired."""
        ...

    def end(self, those: PendingOf, how: ActivationEnd) -> Write:
        """End the open links of accounts never activated."""
        ...

    async def commit(self, writes: Sequence[Write]) -> bool:
        """Carry writes out in one transaction of their own.

        False, with nothing written, if a guarded write hit nothing or something is taken.
        """
        ...
