"""The insurer's registry as use cases see it: files that come in, rows that are kept and found."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.domain.spelling import skeleton
from bot.use_cases.ports.storage import Write

Cell = str | date
"""A date only where the spreadsheet itself holds one; a line break only where a CSV holds one,
which nearly always is a quote that nobody closed."""


class UnreadableFile(Exception):
    """The file is not taken.

    Attributes:
        reason: too-big, too-heavy (to be held in memory, or to be read in time), not-found,
            not-a-table, empty, too-many-rows or unclosed-quote.
        row: the one with the unclosed quote.
    """

    def __init__(self, reason: str, row: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.row = row


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A table of a file.

    Attributes:
        rows: once through, each with its number as a spreadsheet shows it.
        total: how many rows will come.
    """

    header: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[Cell]]]
    total: int


@dataclass(frozen=True, slots=True, repr=False)
class RegistryRow:
    """A good row of a file, in canonical forms.

    Attributes:
        policy: skeleton of the policy number.
        key: what makes it the same row in the next file.
        identity: everything about the person that must match.
        answers: control questions, each with the canonical form of its answer.
    """

    number: int
    policy: str
    key: str
    identity: str
    policy_kind: PolicyKind
    role: Role
    citizenship: Citizenship | None
    policyholder: str
    hr_contact: str | None
    identifier: str | None
    valid_from: date
    valid_to: date
    phone: str | None
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose policy it is and of what kind; one number has one owner."""

    kind: PolicyKind
    policyholder: str


@lru_cache(1024)
def owner(kind: PolicyKind, policyholder: str) -> Owner:
    """The owner, however the name is punctuated: «ООО "Маяк"» is «ООО Маяк»."""
    return Owner(kind, skeleton(policyholder))


@dataclass(frozen=True, slots=True, repr=False)
class PolicyClaim:
    """What a file says about one policy: its owner and the keys of its rows."""

    owner: Owner
    keys: Collection[str]


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing rows did, or would do; `ids` are the kept rows that stand in the file too."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ids: frozenset[int] = frozenset()

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.ids | other.ids,
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """A row in force that the new file lacks; `identifier` is the insurer's own of the person."""

    insured_id: int
    policyholder: str
    identifier: str | None = None


class RegistryIntake(Protocol):
    """Where imported rows go."""

    async def size(self) -> int:
        """Return how many rows are kept and were not ended."""
        ...

    async def claimed_otherwise(self, claims: Mapping[str, PolicyClaim]) -> frozenset[str]:
        """Return the policies that rows outside the file hold for another owner."""
        ...

    async def compare(self, rows: Sequence[RegistryRow]) -> Stored:
        """Return what `store` would do, and write nothing."""
        ...

    async def store(self, rows: Sequence[RegistryRow]) -> Stored:
        """Write the rows in one transaction.

        A number changed in the chat stays unless the file's number differs from the one of the
        former file.
        """
        ...

    async def known(self, keys: Sequence[str]) -> frozenset[int]:
        """Return the ids of the rows with one of these keys."""
        ...

    async def missing(self, seen: Collection[int]) -> tuple[Missing, ...]:
        """Return the rows in force whose ids are not among `seen`."""
        ...

    async def end(self, insured_ids: Sequence[int]) -> None: ...


class PhoneState(StrEnum):
    """How the number that a person gave compares with the registry's."""

    SAME = "same"
    DIFFERENT = "different"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a row insures somebody, both included; `ended` cuts them short."""

    valid_from: date
    valid_to: date
    ended: bool


class Validities(Protocol):
    """When rows of the registry count."""

    async def validity(self, insured_id: int) -> Validity: ...


@dataclass(frozen=True, slots=True)
class Insured:
    """A row that matched; `ended` when a later file no longer had it."""

    id: int
    policyholder: str
    hr_contact: str | None
    valid_from: date
    valid_to: date
    ended: bool
    phone: PhoneState
    has_questions: bool

    @property
    def validity(self) -> Validity:
        return Validity(self.valid_from, self.valid_to, self.ended)


class Registry(Protocol):
    """Where a person is looked up."""

    async def find(self, identities: Sequence[str], phone: str) -> Mapping[str, Insured]:
        """Return the rows with one of the identities, under that identity.

        The database finds them by one keyed digest of everything that must match, so a wrong
        field cannot be told from another, neither by the answer nor by its time.
        """
        ...

    async def phone(self, insured_id: int) -> str | None:
        """Return the number that counts now."""
        ...

    def change_phone(self, insured_id: int, phone: str, known: str | None) -> Write:
        """Take a number that the person proved to be theirs.

        Guarded: the row still has the known number, None for none.
        """
        ...


class ActivatedAccounts(Protocol):
    """What the registry check must know of accounts."""

    async def exists_for(self, insured_id: int) -> bool:
        """Whether the insured person has an account that was activated."""
        ...
