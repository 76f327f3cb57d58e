"""Accounts, links, consents and passwords in memory, behind the ports of storage."""

import asyncio
import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from bot.domain.allowance import free_again
from bot.domain.email import email_key
from bot.use_cases.ports.accounts import Account, NewAccount, PendingOf
from bot.use_cases.ports.activations import Activation, ActivationEnd
from bot.use_cases.ports.charges import Charge, LimitReached
from bot.use_cases.ports.consents import Consent, ConsentKind
from bot.use_cases.ports.jobs import JobKind, NewJob
from bot.use_cases.ports.storage import Write
from tests.conftest import FakeClock


@dataclass
class Rows:
    """What a database would hold."""

    accounts: dict[str, NewAccount] = field(default_factory=dict)
    activated: set[str] = field(default_factory=set)
    corrected: set[int] = field(default_factory=set)
    """Insured people whose number the registry has changed since."""
    activations: dict[bytes, Activation] = field(default_factory=dict)
    consents: list[Consent] = field(default_factory=list)
    passwords: dict[int, tuple[str | None, bool, datetime]] = field(default_factory=dict)
    jobs: dict[str, NewJob] = field(default_factory=dict)

    def meant(self, those: PendingOf) -> list[str]:
        return [
            one.id
            for one in self.accounts.values()
            if one.id not in self.activated
            and (
                one.id == those.account_id
                or one.chat_id == those.chat_id
                or set(one.insured_ids) & set(those.insured_ids)
            )
        ]

    def of_kind(self, kind: JobKind) -> list[NewJob]:
        return [job for job in self.jobs.values() if job.kind is kind]

    def tokens(self) -> list[str]:
        """Return the tokens of all mails, oldest first."""
        return [json.loads(job.payload)["token"] for job in self.of_kind(JobKind.MAIL)]

    def commit(self, writes: Sequence[Write]) -> bool:
        """Make all writes or none; a write tells whether it hit something."""
        before = deepcopy(vars(self))
        for write in writes:
            hit = cast("Callable[[], bool]", write.statement)()
            if write.guarded and not hit:
                vars(self).update(before)
                return False
        return True


@dataclass
class Recording:
    """Takes the writes of one use case."""

    writes: list[Write] = field(default_factory=list)

    def record(self, *writes: Write) -> None:
        self.writes.extend(writes)


@dataclass
class FakeAccounts:
    rows: Rows

    async def find(self, account_id: str) -> Account | None:
        found = self.rows.accounts.get(account_id)
        return None if found is None else self._account(found)

    async def of_chat(self, chat_id: int) -> Account | None:
        mine = [
            self._account(one) for one in self.rows.accounts.values() if one.chat_id == chat_id
        ]
        return min(mine, key=lambda one: one.activated, default=None)

    async def exists_for(self, insured_id: int) -> bool:
        return any(insured_id in one.insured_ids for one in self._activated())

    async def is_taken(self, account: Account) -> bool:
        return any(
            email_key(one.email) == email_key(account.email)
            or set(one.insured_ids) & set(account.insured_ids)
            for one in self._activated()
            if one.id != account.id
        )

    async def is_outdated(self, account: Account) -> bool:
        return bool(self.rows.corrected.intersection(account.insured_ids))

    def add(self, account: NewAccount) -> tuple[Write, ...]:
        def add() -> bool:
            self.rows.accounts[account.id] = account
            return True

        return (Write(add),)

    def change_email(self, account_id: str, email: str) -> Write:
        def change() -> bool:
            account = self.rows.accounts[account_id]
            self.rows.accounts[account_id] = replace(account, email=email)
            return account_id not in self.rows.activated

        return Write(change, guarded=True)

    def activate(self, account: Account) -> tuple[Write, ...]:
        def activate() -> bool:
            proved = not self.rows.corrected.intersection(account.insured_ids)
            known = account.id in self.rows.accounts
            fresh = proved and known and account.id not in self.rows.activated
            self.rows.activated.add(account.id)
            return fresh

        return (Write(activate, guarded=True),)

    def add_insured(self, account: Account, insured_id: int) -> tuple[Write, ...]:
        def add() -> bool:
            known = self.rows.accounts[account.id]
            people = (*known.insured_ids, insured_id)
            self.rows.accounts[account.id] = replace(known, insured_ids=people)
            return True

        return (Write(add),)

    def drop(self, those: PendingOf) -> Write:
        def drop() -> bool:
            return bool([self.rows.accounts.pop(one) for one in self.rows.meant(those)])

        return Write(drop)

    def _account(self, one: NewAccount) -> Account:
        active = one.id in self.rows.activated
        return Account(one.id, one.chat_id, one.insured_ids, one.email, one.phone, active)

    def _activated(self) -> list[NewAccount]:
        return [self.rows.accounts[one] for one in self.rows.activated]


@dataclass
class FakeActivations:
    rows: Rows
    clock: FakeClock

    async def by_token(self, token_sha256: bytes) -> Activation | None:
        return self.rows.activations.get(token_sha256)

    async def find(self, activation_id: str) -> Activation | None:
        every = self.rows.activations.values()
        return next((one for one in every if one.id == activation_id), None)

    async def of_account(self, account_id: str) -> tuple[Activation, ...]:
        every = reversed(self.rows.activations.values())
        return tuple(one for one in every if one.account_id == account_id)

    def add(self, activation: Activation, token_sha256: bytes) -> Write:
        def add() -> bool:
            self.rows.activations[token_sha256] = activation
            return True

        return Write(add)

    def consume(self, activation: Activation) -> Write:
        live = activation.expires_at > self.clock()
        return Write(
            lambda: live and self._end([activation.account_id], ActivationEnd.ACTIVATED),
            guarded=True,
        )

    def end(self, those: PendingOf, how: ActivationEnd) -> Write:
        return Write(lambda: self._end(self.rows.meant(those), how))

    async def commit(self, writes: Sequence[Write]) -> bool:
        await asyncio.sleep(0)  # as a round trip to a database would, let others run
        return self.rows.commit(writes)

    def _end(self, account_ids: Sequence[str], how: ActivationEnd) -> bool:
        those = self.rows.activations
        open_ones = {
            key: one
            for key, one in those.items()
            if one.end is None and one.account_id in account_ids
        }
        those.update({key: replace(one, end=how) for key, one in open_ones.items()})
        return bool(open_ones)


@dataclass
class FakeConsents:
    rows: Rows

    def add(self, consent: Consent) -> Write:
        return Write(lambda: self.rows.consents.append(consent))

    async def latest(self, chat_id: int, kind: ConsentKind) -> str | None:
        mine = [one for one in self.rows.consents if one.chat_id == chat_id and one.kind is kind]
        return mine[-1].id if mine else None

    async def is_given(self, chat_id: int, kind: ConsentKind, version: str) -> bool:
        given = [(one.chat_id, one.kind, one.version) for one in self.rows.consents]
        return (chat_id, kind, version) in given


@dataclass
class FakePasswords:
    rows: Rows
    clock: FakeClock

    def keep(self, chat_id: int, hashed: str) -> tuple[Write, ...]:
        return (Write(lambda: self._put(chat_id, hashed, generated=False)),)

    def await_generated(self, chat_id: int) -> tuple[Write, ...]:
        return (Write(lambda: self._put(chat_id, None, generated=True)),)

    async def fill_generated(self, chat_id: int, hashed: str) -> None:
        if self.rows.passwords.get(chat_id, ("", False))[1]:
            self._put(chat_id, hashed, generated=True)

    async def kept(self, chat_id: int, since: datetime) -> str | None:
        hashed, _, at = self.rows.passwords.get(chat_id, (None, False, since))
        return hashed if at >= since else None

    def forget(self, chat_id: int) -> Write:
        return Write(lambda: self.rows.passwords.pop(chat_id, None))

    def _put(self, chat_id: int, hashed: str | None, *, generated: bool) -> None:
        self.rows.passwords[chat_id] = (hashed, generated, self.clock())


@dataclass
class FakeCharges:
    """Counts like the real ones, without a database."""

    clock: FakeClock
    attempts: dict[tuple[str, str], dict[int, datetime]] = field(default_factory=dict)

    async def charge(self, charges: Sequence[Charge], cause: int) -> None:
        for one in charges:
            self._check(one, cause)
        for one in charges:
            self._of(one).setdefault(cause, self.clock())

    async def look(self, charges: Sequence[Charge]) -> None:
        for one in charges:
            self._check(one, None)

    async def used(self, charge: Charge) -> int:
        return len(self._of(charge))

    def give_back(self, charges: Sequence[Charge], cause: int) -> Write:
        return Write(lambda: [self._of(one).pop(cause, None) for one in charges])

    def lift(self, charges: Sequence[Charge]) -> Write:
        those = {(charge.rule.name, charge.subject) for charge in charges}
        return Write(lambda: [self.attempts.pop(one, None) for one in those])

    def _of(self, charge: Charge) -> dict[int, datetime]:
        return self.attempts.setdefault((charge.rule.name, charge.subject), {})

    def _check(self, charge: Charge, cause: int | None) -> None:
        others = [at for by, at in self._of(charge).items() if by != cause]
        for allowance in charge.rule.allowances:
            until = free_again(allowance, others, self.clock())
            if until is not None:
                raise LimitReached(charge.rule.name, until)


@dataclass
class FakeJobs:
    rows: Rows

    def add(self, job: NewJob) -> Write:
        return Write(lambda: self.rows.jobs.setdefault(job.dedupe_key, job))


class QuickHasher:
    """Stands in for argon2: a hash from which a test can tell the password."""

    async def hash(self, password: str) -> str:
        return f"hash of {password[::-1]}"

    async def verify(self, hashed: str, password: str) -> bool:
        return hashed == await self.hash(password)
