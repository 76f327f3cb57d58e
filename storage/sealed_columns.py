"""Every encrypted column: what its values are bound to, and what else is made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Row, Table

from storage import accounts as of_accounts
from storage import captchas as of_captchas
from storage import conversations as of_conversations
from storage import invitations as of_invitations
from storage import jobs as of_jobs
from storage import pending_passwords as of_passwords
from storage import phone_requests as of_phone_requests
from storage import pins as of_pins
from storage import registry as of_registry
from storage.keys import Keyring
from storage.registry import of_row
from storage.tables import (
    accounts,
    captchas,
    conversations,
    insured,
    invitations,
    jobs,
    pending_passwords,
    phone_requests,
    pins,
)

Digests = Callable[[Keyring, Any, str], Mapping[str, bytes]]


def _no_digests(keys: Keyring, row: Any, text: str) -> Mapping[str, bytes]:  # noqa: ARG001 - a Digests
    return {}


def _pin_phone(keys: Keyring, row: Any, phone: str) -> Mapping[str, bytes]:  # noqa: ARG001 - a Digests
    return {pins.c.phone_digest.name: keys.digest(of_pins.PURPOSE, phone)}


def _link(keys: Keyring, row: Any, token: str) -> Mapping[str, bytes]:  # noqa: ARG001 - a Digests
    return {invitations.c.token_digest.name: keys.digest(of_invitations.LINK, token)}


def _registry_phone(keys: Keyring, row: Any, phone: str) -> Mapping[str, bytes]:
    digest = keys.digest(of_registry.PHONE, of_row(row.id, phone))
    return {insured.c.phone_digest.name: digest}


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column that `Keyring.seal` fills.

    Attributes:
        bound_to: column that names the row in `seal`.
        digests: the digest columns that are made of the same text.
    """

    column: Column[Any]
    purpose: str
    bound_to: Column[Any]
    digests: Digests = _no_digests

    @property
    def table(self) -> Table:
        return self.column.table

    @property
    def key(self) -> Column[Any]:
        """The primary key; no table with encrypted columns has one of several columns."""
        [only] = self.table.primary_key
        return only

    @property
    def name(self) -> str:
        return f"{self.table.name}.{self.column.name}"

    def open(self, keys: Keyring, row: Row[Any]) -> str:
        """Decrypt the value of a row that holds column, key and `bound_to`."""
        return keys.open(self.purpose, self._row_name(row), getattr(row, self.column.name))

    def seal_anew(self, keys: Keyring, row: Row[Any], text: str) -> Mapping[str, bytes]:
        """Return the values to be written under the newest key."""
        sealed = keys.seal(self.purpose, self._row_name(row), text)
        return {self.column.name: sealed, **self.digests(keys, row, text)}

    def _row_name(self, row: Row[Any]) -> object:
        name = getattr(row, self.bound_to.name)
        return name.hex() if isinstance(name, bytes) else name


_chat, _account = conversations.c.chat_id, accounts.c.id
_pin, _insured = pins.c.id, insured.c.id

SEALED: tuple[SealedColumn, ...] = (
    SealedColumn(conversations.c.draft_sealed, of_conversations.DRAFT, _chat),
    SealedColumn(conversations.c.replies_sealed, of_conversations.REPLIES, _chat),
    SealedColumn(jobs.c.payload_sealed, of_jobs.PURPOSE, jobs.c.dedupe_key),
    SealedColumn(accounts.c.email_sealed, of_accounts.EMAIL, _account),
    SealedColumn(accounts.c.phone_sealed, of_accounts.PHONE, _account),
    SealedColumn(accounts.c.password_sealed, of_accounts.PASSWORD, _account),
    SealedColumn(
        pending_passwords.c.hash_sealed, of_passwords.PURPOSE, pending_passwords.c.chat_id
    ),
    SealedColumn(pins.c.phone_sealed, of_pins.PURPOSE, _pin, _pin_phone),
    SealedColumn(captchas.c.answer_sealed, of_captchas.PURPOSE, captchas.c.chat_id),
    SealedColumn(invitations.c.policy_sealed, of_invitations.PURPOSE, invitations.c.id),
    SealedColumn(invitations.c.token_sealed, of_invitations.LINK, invitations.c.id, _link),
    SealedColumn(phone_requests.c.phone_sealed, of_phone_requests.PHONE, phone_requests.c.id),
    SealedColumn(phone_requests.c.name_sealed, of_phone_requests.NAME, phone_requests.c.id),
    SealedColumn(insured.c.phone_sealed, of_registry.PHONE_SEALED, _insured, _registry_phone),
)
