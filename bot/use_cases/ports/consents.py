"""Proof of what people agreed to: only ever added to."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.person import Role
from bot.use_cases.ports.storage import Write


class ConsentKind(StrEnum):
    """Which text it was."""

    PERSONAL_DATA = "personal_data"
    """Processing of personal data: a document of its own (152-ФЗ, article 9)."""
    ACCESS_RULES = "access_rules"
    """«Я ознакомлен с правилами…» (instruction, stage 2)."""


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The text exactly as shown, and the version under which it is published."""

    version: str
    text: str = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a person agreed to; `role` is None while the person has not said it yet."""

    kind: ConsentKind
    text: ConsentText
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """The record of an agreement: what, by whom, when, in which update.

    Attributes:
        sha256: of the text shown, in hexadecimal.
    """

    id: str
    kind: ConsentKind
    version: str
    sha256: str
    chat_id: int
    role: Role | None
    update_id: int
    at: datetime


class Consents(Protocol):
    """Where consents are kept."""

    def add(self, consent: Consent) -> Write: ...

    async def latest(self, chat_id: int, kind: ConsentKind) -> str | None:
        """Return the id of the newest consent of this kind given in a chat."""
        ...

    async def is_given(self, chat_id: int, kind: ConsentKind, version: str) -> bool:
        """Whether this version of a text was agreed to in a chat."""
        ...
