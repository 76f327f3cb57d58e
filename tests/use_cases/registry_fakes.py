"""A registry in memory for the use cases of import and check."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.use_cases.ports.registry import (
    Insured,
    Missing,
    PhoneState,
    PolicyClaim,
    RegistryRow,
    Stored,
    Validity,
    owner,
)
from bot.use_cases.ports.storage import Write


@dataclass
class FakeIntake:
    """Keeps rows by their keys; ids are places in the order of arrival."""

    rows: dict[str, RegistryRow] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)
    chunks: list[int] = field(default_factory=list)

    async def size(self) -> int:
        return len(self.rows) - len(self.ended)

    async def claimed_otherwise(self, claims: Mapping[str, PolicyClaim]) -> frozenset[str]:
        return frozenset(
            row.policy
            for row in self.rows.values()
            if row.policy in claims
            and row.key not in claims[row.policy].keys
            and owner(row.policy_kind, row.policyholder) != claims[row.policy].owner
        )

    async def compare(self, rows: Sequence[RegistryRow]) -> Stored:
        known = {key: replace(row, number=0) for key, row in self.rows.items()}
        added = [row for row in rows if row.key not in known]
        same = [row for row in rows if known.get(row.key) == replace(row, number=0)]
        ids = frozenset(self.id_of(row.key) for row in rows if row.key in self.rows)
        return Stored(len(added), len(rows) - len(added) - len(same), len(same), ids)

    async def store(self, rows: Sequence[RegistryRow]) -> Stored:
        self.chunks.append(len(rows))
        stored = await self.compare(rows)
        self.rows |= {row.key: row for row in rows}
        return replace(stored, ids=frozenset(self.id_of(row.key) for row in rows))

    async def known(self, keys: Sequence[str]) -> frozenset[int]:
        return frozenset(self.id_of(key) for key in keys if key in self.rows)

    async def missing(self, seen: Collection[int]) -> tuple[Missing, ...]:
        every = ((self.id_of(row.key), row) for row in self.rows.values())
        gone = {*seen, *self.ended}
        return tuple(Missing(one, row.policyholder) for one, row in every if one not in gone)

    async def end(self, insured_ids: Sequence[int]) -> None:
        self.ended |= set(insured_ids)

    def id_of(self, key: str) -> int:
        return list(self.rows).index(key) + 1


@dataclass
class FakeRegistry:
    """Knows rows by identity, each with its phone."""

    known: dict[str, tuple[Insured, str | None]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    async def find(self, identities: Sequence[str], phone: str) -> Mapping[str, Insured]:
        self.asked.append(len(identities))
        return {
            identity: replace(insured, phone=_state(number, phone))
            for identity, (insured, number) in self.known.items()
            if identity in identities
        }

    async def phone(self, insured_id: int) -> str | None:
        numbers = (number for insured, number in self.known.values() if insured.id == insured_id)
        return next(numbers)

    def change_phone(self, insured_id: int, phone: str, known: str | None) -> Write:
        def change() -> bool:
            rows = {
                identity: (insured, phone)
                for identity, (insured, number) in self.known.items()
                if insured.id == insured_id and number == known
            }
            self.known |= rows
            return bool(rows)

        return Write(change, guarded=True)


def _state(number: str | None, typed: str) -> PhoneState:
    if number is None:
        return PhoneState.MISSING
    return PhoneState.SAME if number == typed else PhoneState.DIFFERENT


@dataclass
class FakeActivatedAccounts:
    insured_ids: set[int] = field(default_factory=set)

    async def exists_for(self, insured_id: int) -> bool:
        return insured_id in self.insured_ids


@dataclass
class FakeValidities:
    """Rows are in force for ever unless something else is known of them."""

    known: dict[int, Validity] = field(default_factory=dict)

    async def validity(self, insured_id: int) -> Validity:
        return self.known.get(insured_id, Validity(date(2026, 1, 1), date(2099, 12, 31), False))
