"""Accounts of the cabinet: pending until activated, and only then holding anything."""

from dataclasses import dataclass
from typing import Protocol

from bot.use_cases.ports.storage import Write


@dataclass(frozen=True, slots=True, repr=False)
class NewAccount:
    """An account as registered.

    Attributes:
        id: random, safe to show and to log.
        email: in its stored form.
        phone: E.164.
        password_hash: PHC string.
        personal_consent: id of the consent to processing personal data.
        rules_consent: id of the consent to the rules of access.
    """

    id: str
    chat_id: int
    insured_ids: tuple[int, ...]
    email: str
    phone: str
    password_hash: str
    personal_consent: str
    rules_consent: str


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """An account as use cases need it."""

    id: str
    chat_id: int
    insured_ids: tuple[int, ...]
    email: str
    phone: str
    activated: bool


@dataclass(frozen=True, slots=True)
class PendingOf:
    """Every account never activated that has this id, chat or one of these insured people."""

    account_id: str | None = None
    chat_id: int | None = None
    insured_ids: tuple[int, ...] = ()


class Accounts(Protocol):
    """Where accounts are kept."""

    async def find(self, account_id: str) -> Account | None: ...

    async def of_chat(self, chat_id: int) -> Account | None:
        """Return the account a chat is about: a pending one before an activated, then newest."""
        ...

    async def exists_for(self, insured_id: int) -> bool:
        """Whether the insured person has an account that was activated."""
        ...

    async def is_taken(self, account: Account) -> bool:
        """Whether another activated account has its e-mail or one of its insured people."""
        ...

    async def is_outdated(self, account: Account) -> bool:
        """Whether the registry has another number of one of its people, or their policy ended."""
        ...

    def add(self, account: NewAccount) -> tuple[Write, ...]: ...

    def change_email(self, account_id: str, email: str) -> Write:
        """Correct the address of a pending account; guarded: an activated one keeps its own."""
        ...

    def activate(self, account: Account) -> tuple[Write, ...]:
        """Activate a pending account; the database lets none share its e-mail or people.

        Guarded: its number must still be that of its insured people, and they insured today.
        Of two rivals at once the second waits here for the first, and then loses.
        """
        ...

    def add_insured(self, account: Account, insured_id: int) -> tuple[Write, ...]:
        """Let an activated account serve one more person; the database lets no two share one."""
        ...

    def drop(self, those: PendingOf) -> Write:
        """Erase accounts never activated."""
        ...
