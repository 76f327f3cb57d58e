"""Accounts as rows; what an activated one holds is guarded by a key of its own table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    delete,
    exists,
    insert,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.domain.email import email_key
from bot.domain.moscow import today
from bot.use_cases.ports.accounts import Account, NewAccount, PendingOf
from bot.use_cases.ports.storage import Write
from storage.engine import Database
from storage.keys import Keyring
from storage.registry import in_force, still_has
from storage.tables import account_claims, account_insured, accounts, insured

EMAIL, PHONE, PASSWORD = "account email", "account phone", "account password"
CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class StoredAccounts:
    """Implements `bot.use_cases.ports.accounts.Accounts`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    async def find(self, account_id: str) -> Account | None:
        return await self._one(select(accounts).where(accounts.c.id == account_id))

    async def of_chat(self, chat_id: int) -> Account | None:
        activated_last = accounts.c.activated_at.is_not(None)
        return await self._one(
            select(accounts)
            .where(accounts.c.chat_id == chat_id)
            .order_by(activated_last, accounts.c.created_at.desc())
            .limit(1)
        )

    async def exists_for(self, insured_id: int) -> bool:
        return await self._is_claimed(insured_claims(self.keys, [insured_id]))

    async def is_taken(self, account: Account) -> bool:
        digests = account_claims_of(self.keys, account.email, account.insured_ids)
        return await self._is_claimed(digests, account_claims.c.account_id != account.id)

    async def is_outdated(self, account: Account) -> bool:
        async with self.database.reading() as connection:
            return not (await connection.scalar(select(self._is_proved(account))))

    def add(self, account: NewAccount) -> tuple[Write, ...]:
        row = {
            "id": account.id,
            "chat_id": account.chat_id,
            "email_sealed": self.keys.seal(EMAIL, account.id, account.email),
            "phone_sealed": self.keys.seal(PHONE, account.id, account.phone),
            "password_sealed": self.keys.seal(PASSWORD, account.id, account.password_hash),
            "personal_consent": account.personal_consent,
            "rules_consent": account.rules_consent,
            "created_at": self.clock(),
        }
        people = [{"account_id": account.id, "insured_id": one} for one in account.insured_ids]
        return Write(insert(accounts).values(row)), Write(insert(account_insured).values(people))

    def change_email(self, account_id: str, email: str) -> Write:
        sealed = self.keys.seal(EMAIL, account_id, email)
        return Write(_pending(account_id).values(email_sealed=sealed), guarded=True)

    def activate(self, account: Account) -> tuple[Write, ...]:
        digests = account_claims_of(self.keys, account.email, account.insured_ids)
        claims = [{"subject_digest": one, "account_id": account.id} for one in digests]
        return (
            Write(insert(account_claims).values(claims)),
            Write(
                _pending(account.id)
                .where(self._is_proved(account))
                .values(activated_at=self.clock()),
                guarded=True,
            ),
        )

    def add_insured(self, account: Account, insured_id: int) -> tuple[Write, ...]:
        """An account has all its claims under a key, or none (`storage.key_usage`)."""
        people = [*account.insured_ids, insured_id]
        digests = account_claims_of(self.keys, account.email, people)
        person = select(literal(account.id), literal(insured_id))
        proved = person.where(self._proves(account.phone, insured_id))
        join = insert(account_insured).from_select(["account_id", "insured_id"], proved)
        return (
            *(Write(_claim_unless_held(one, account.id)) for one in digests),
            Write(join, guarded=True),
        )

    def drop(self, those: PendingOf) -> Write:
        return Write(delete(accounts).where(accounts.c.id.in_(pending_ids(those))))

    def _is_proved(self, account: Account) -> ColumnElement[bool]:
        return and_(true(), *(self._proves(account.phone, one) for one in account.insured_ids))

    def _proves(self, phone: str, insured_id: int) -> ColumnElement[bool]:
        """A number that was corrected since proves nothing any more, nor does an ended policy."""
        is_still = still_has(self.keys, insured_id, phone)
        counts = in_force(today(self.clock()))
        return exists().where(insured.c.id == insured_id, is_still, counts)

    async def _one(self, found: Select[Any]) -> Account | None:
        async with self.database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
            if row is None:
                return None
            people = select(account_insured.c.insured_id).where(
                account_insured.c.account_id == row.id
            )
            return self._account(row, (await connection.scalars(people)).all())

    def _account(self, row: Row[Any], insured_ids: Sequence[int]) -> Account:
        return Account(
            id=row.id,
            chat_id=row.chat_id,
            insured_ids=tuple(sorted(insured_ids)),
            email=self.keys.open(EMAIL, row.id, row.email_sealed),
            phone=self.keys.open(PHONE, row.id, row.phone_sealed),
            activated=row.activated_at is not None,
        )

    async def _is_claimed(self, digests: Sequence[bytes], *among: ColumnElement[bool]) -> bool:
        claimed = exists().where(account_claims.c.subject_digest.in_(digests), *among)
        async with self.database.reading() as connection:
            return bool((await connection.execute(select(claimed))).scalar_one())


def account_claims_of(keys: Keyring, email: str, insured_ids: Sequence[int]) -> list[bytes]:
    """Everything an activated account holds, in an order that lets no two of them deadlock."""
    email_claims = keys.digests(CLAIM, f"email:{email_key(email)}")
    return sorted([*email_claims, *insured_claims(keys, insured_ids)])


def insured_claims(keys: Keyring, insured_ids: Sequence[int]) -> list[bytes]:
    return [digest for one in insured_ids for digest in keys.digests(CLAIM, f"insured:{one}")]


def pending_ids(those: PendingOf) -> Select[Any]:
    """Select the ids of the accounts meant; of none if nothing is named."""
    people = select(account_insured.c.account_id).where(
        account_insured.c.insured_id.in_(those.insured_ids)
    )
    meant = (
        accounts.c.id == those.account_id,
        accounts.c.chat_id == those.chat_id,
        accounts.c.id.in_(people),
    )
    return select(accounts.c.id).where(accounts.c.activated_at.is_(None), or_(*meant))


def _claim_unless_held(digest: bytes, account_id: str) -> Any:
    table = account_claims.c
    held = exists().where(table.subject_digest == digest, table.account_id == account_id)
    claim = select(literal(digest, table.subject_digest.type), literal(account_id)).where(~held)
    return insert(account_claims).from_select(["subject_digest", "account_id"], claim)


def _pending(account_id: str) -> Any:
    return update(accounts).where(accounts.c.id == account_id, accounts.c.activated_at.is_(None))
