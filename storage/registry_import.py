"""Keeping the rows of a registry file: compared with what is known, written only if they differ.

A row written under an older secret key is found, compared under that key and written anew under
the newest one, so that an import is what ends the registry's need for an older key.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.policy import PolicyKind
from bot.use_cases.ports.registry import Missing, PolicyClaim, RegistryRow, Stored, owner
from storage.engine import Database
from storage.keys import Keyring, SecretKey
from storage.registry import IDENTITY, PHONE_SEALED, of_row, phone_that_counts
from storage.tables import control_questions, insured

ROW = "registry row"
POLICY = "registry policy"
FILE_PHONE = "registry file phone"
ANSWER = "registry answer"
POLICIES_AT_ONCE = 500
IMPORT_LOCK = 0x72656769  # any number that all imports agree on

Values = dict[str, Any]
Asked = Mapping[int, Sequence[tuple[str, bytes]]]


@dataclass(slots=True)
class _Plan:
    """What a chunk changes."""

    inserts: list[Values] = field(default_factory=list)
    updates: list[Values] = field(default_factory=list)
    questions: list[Values] = field(default_factory=list)
    ids: set[int] = field(default_factory=set)
    changed: int = 0

    @property
    def stored(self) -> Stored:
        added = len(self.inserts)
        unchanged = len(self.ids) - added - self.changed
        return Stored(added, self.changed, unchanged, frozenset(self.ids))


@dataclass(frozen=True, slots=True)
class StoredRegistryIntake:
    """Implements `bot.use_cases.ports.registry.RegistryIntake`."""

    database: Database
    keys: Keyring
    clock: Callable[[], datetime]

    async def size(self) -> int:
        kept = select(func.count()).select_from(insured).where(insured.c.ended_at.is_(None))
        async with self.database.reading() as connection:
            return (await connection.execute(kept)).scalar_one()

    async def claimed_otherwise(self, claims: Mapping[str, PolicyClaim]) -> frozenset[str]:
        foreign: set[str] = set()
        policies = iter(claims)
        async with self.database.reading() as connection:
            while some := list(islice(policies, POLICIES_AT_ONCE)):
                for policy in await self._of_other_owners(connection, some, claims):
                    if await self._has_other_rows(connection, policy, claims[policy].keys):
                        foreign.add(policy)
        return frozenset(foreign)

    async def compare(self, rows: Sequence[RegistryRow]) -> Stored:
        async with self.database.reading() as connection:
            return (await self._plan(connection, rows, locked=False)).stored

    async def store(self, rows: Sequence[RegistryRow]) -> Stored:
        async with self.database.transaction() as connection:
            await self._wait_for_other_imports(connection)
            plan = await self._plan(connection, rows, locked=True)
            await _carry_out(connection, plan)
        return plan.stored

    async def known(self, keys: Sequence[str]) -> frozenset[int]:
        digests = [digest for key in keys for digest in self.keys.digests(ROW, key)]
        known = select(insured.c.id).where(insured.c.row_digest.in_(digests))
        async with self.database.reading() as connection:
            return frozenset(await connection.scalars(known))

    async def missing(self, seen: Collection[int]) -> tuple[Missing, ...]:
        columns = (insured.c.id, insured.c.policyholder, insured.c.identifier)
        kept = select(*columns).where(insured.c.ended_at.is_(None))
        async with self.database.reading() as connection:
            rows = await connection.stream(kept.order_by(insured.c.id))
            return tuple([Missing(*row) async for row in rows if row.id not in seen])

    async def end(self, insured_ids: Sequence[int]) -> None:
        ended = update(insured).where(insured.c.id.in_(insured_ids))
        async with self.database.transaction() as connection:
            await connection.execute(ended.values(ended_at=self.clock()))

    async def _of_other_owners(
        self,
        connection: AsyncConnection,
        policies: Sequence[str],
        claims: Mapping[str, PolicyClaim],
    ) -> set[str]:
        sought = {digest: one for one in policies for digest in self.keys.digests(POLICY, one)}
        columns = (insured.c.policy_digest, insured.c.policy_kind, insured.c.policyholder)
        here = insured.c.policy_digest.in_(list(sought))
        known = select(*columns).distinct().where(here, insured.c.ended_at.is_(None))
        return {
            sought[digest]
            for digest, kind, policyholder in await connection.execute(known)
            if owner(PolicyKind(kind), policyholder) != claims[sought[digest]].owner
        }

    async def _has_other_rows(
        self, connection: AsyncConnection, policy: str, keys: Collection[str]
    ) -> bool:
        """Whether the registry keeps rows of the policy that the file does not write anew."""
        here = insured.c.policy_digest.in_(self.keys.digests(POLICY, policy))
        kept = select(insured.c.row_digest).where(and_(here, insured.c.ended_at.is_(None)))
        own = {digest for key in keys for digest in self.keys.digests(ROW, key)}
        return any(digest not in own for digest in await connection.scalars(kept))

    async def _wait_for_other_imports(self, connection: AsyncConnection) -> None:
        """New ids are counted up here; on SQLite the one writer has no rival."""
        if not self.database.is_sqlite:
            await connection.execute(select(func.pg_advisory_xact_lock(IMPORT_LOCK)))

    async def _plan(
        self, connection: AsyncConnection, rows: Sequence[RegistryRow], *, locked: bool
    ) -> _Plan:
        """Compare the file's rows with the registry's; `locked`, for a chat may write those."""
        known = await self._known(connection, rows, locked=locked)
        asked = await _asked(connection, [found.id for found in known.values()])
        next_id = 1 + ((await connection.scalar(select(func.max(insured.c.id)))) or 0)
        plan = _Plan()
        for row in rows:
            if found := known.get(row.key):
                self._compare(plan, row, found, asked.get(found.id, ()))
            else:
                self._add(plan, row, next_id)
                next_id += 1
        return plan

    async def _known(
        self, connection: AsyncConnection, rows: Sequence[RegistryRow], *, locked: bool
    ) -> Mapping[str, Row[Any]]:
        """Rows of the registry by the keys of the file's rows."""
        sought = {digest: row.key for row in rows for digest in self.keys.digests(ROW, row.key)}
        known = select(insured).where(insured.c.row_digest.in_(list(sought)))
        found = await connection.execute(known.with_for_update() if locked else known)
        return {sought[one.row_digest]: one for one in found}

    def _add(self, plan: _Plan, row: RegistryRow, insured_id: int) -> None:
        newest = self.keys.keys[0]
        phone = self._phone(insured_id, row.phone) | _file_phone(row, insured_id, newest)
        plan.inserts.append({"id": insured_id, **_values(row, newest), **phone})
        plan.questions.extend(_questions(row, insured_id, newest))
        plan.ids.add(insured_id)

    def _compare(
        self, plan: _Plan, row: RegistryRow, found: Row[Any], asked: Sequence[tuple[str, bytes]]
    ) -> None:
        newest = self.keys.keys[0]
        key = next(key for key in self.keys.keys if found.row_digest.startswith(key.id))
        same_phone = _holds(found, _file_phone(row, found.id, key))
        same_questions = list(asked) == [
            (one["question"], one["answer_digest"]) for one in _questions(row, found.id, key)
        ]
        same = same_phone and same_questions and _holds(found, _values(row, key))
        plan.ids.add(found.id)
        plan.changed += not same
        if same and key is newest:
            return
        phone = self._current_phone(found) if same_phone else row.phone
        values = _values(row, newest) | _file_phone(row, found.id, newest)
        plan.updates.append({"known_id": found.id, **values, **self._phone(found.id, phone)})
        plan.questions.extend(_questions(row, found.id, newest))

    def _phone(self, insured_id: int, phone: str | None) -> Values:
        if phone is None:
            return {"phone_digest": None, "phone_sealed": None}
        return phone_that_counts(self.keys, insured_id, phone)

    def _current_phone(self, found: Row[Any]) -> str | None:
        sealed = found.phone_sealed
        return None if sealed is None else self.keys.open(PHONE_SEALED, found.id, sealed)


def _values(row: RegistryRow, key: SecretKey) -> Values:
    """The columns that a file decides alone."""
    return {
        "row_digest": key.hmac(ROW, row.key),
        "identity_digest": key.hmac(IDENTITY, row.identity),
        "policy_digest": key.hmac(POLICY, row.policy),
        "policy_kind": row.policy_kind,
        "role": row.role,
        "citizenship": row.citizenship,
        "policyholder": row.policyholder,
        "hr_contact": row.hr_contact,
        "identifier": row.identifier,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "ended_at": None,
    }


def _file_phone(row: RegistryRow, insured_id: int, key: SecretKey) -> Values:
    phone = row.phone
    digest = None if phone is None else key.hmac(FILE_PHONE, of_row(insured_id, phone))
    return {"file_phone_digest": digest}


def _questions(row: RegistryRow, insured_id: int, key: SecretKey) -> Iterator[Values]:
    for position, (question, answer) in enumerate(row.answers):
        yield {
            "insured_id": insured_id,
            "position": position,
            "question": question,
            "answer_digest": key.hmac(ANSWER, of_row(insured_id, f"{question}|{answer}")),
        }


def _holds(found: Row[Any], values: Values) -> bool:
    return all(getattr(found, name) == value for name, value in values.items())


async def _asked(connection: AsyncConnection, insured_ids: Sequence[int]) -> Asked:
    table = control_questions
    statement = (
        select(table).where(table.c.insured_id.in_(insured_ids)).order_by(*table.primary_key)
    )
    asked: dict[int, list[tuple[str, bytes]]] = defaultdict(list)
    for one in await connection.execute(statement):
        asked[one.insured_id].append((one.question, one.answer_digest))
    return asked


async def _carry_out(connection: AsyncConnection, plan: _Plan) -> None:
    if plan.updates:
        known = [values["known_id"] for values in plan.updates]
        asked = control_questions.c.insured_id.in_(known)
        await connection.execute(delete(control_questions).where(asked))
        here = insured.c.id == bindparam("known_id")
        await connection.execute(update(insured).where(here), plan.updates)
    if plan.inserts:
        await connection.execute(insert(insured), plan.inserts)
    if plan.questions:
        await connection.execute(insert(control_questions), plan.questions)
