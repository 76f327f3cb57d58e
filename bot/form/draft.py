"""A person's answers so far: a typed value that survives storage unchanged."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.form.desk import Awaited
from bot.form.journey import Journey
from bot.form.replacement import Replacement
from bot.form.step import StepId

MARK_LENGTH = 8
"""Hexadecimal signs: a person is asked a few doubts, not thousands."""


class BrokenDraftError(ValueError):
    """Names the fields that cannot be read, and shows no value: not even pydantic's own error."""


class DoubtKind(StrEnum):
    """Why a yes or no is asked before an answer is taken."""

    YEAR = "year"
    LAYOUT = "layout"
    WORDS = "words"
    EMAIL_TYPO = "email-typo"
    EMAIL_FAULT = "email-fault"


class Adding(StrEnum):
    """What is being added to an account that exists."""

    POLICY = "policy"
    CHILD = "child"


@dataclass(frozen=True, slots=True, repr=False)
class Doubt:
    """A reading proposed for what was typed; both are texts that the step's parser reads."""

    kind: DoubtKind
    step: StepId
    proposal: str
    as_typed: str

    @property
    def may_be_kept(self) -> bool:
        """Whether "no" means that the text is right as typed, not that it is typed again."""
        return self.kind in {DoubtKind.EMAIL_TYPO, DoubtKind.WORDS}

    @property
    def mark(self) -> str:
        """Tells this doubt from others of its step, and nothing of what was typed."""
        told = "\n".join((self.kind, self.proposal, self.as_typed))
        return hashlib.sha256(told.encode()).hexdigest()[:MARK_LENGTH]


@dataclass(frozen=True, slots=True)
class Unsent:
    """The activation mail is in no mailbox; without `until` the address was refused.

    Attributes:
        until: when the mail can be asked for that the limit of mails has held back.
    """

    until: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """Answers (None: not known), gates passed, and what is pending about them.

    A patronymic or given name of "" means that the person has none. `preset` are the steps that
    an invitation answered: they are never asked. `aside` is the draft before the running edit.
    `insured_id` is the row of the registry whose phone the PIN has proved, `replacement` how the
    phone comes into a row that has another one, `ticked` the box under the rules, `lapsed` the
    step at which an older draft was wiped after a long silence, `desk` what a menu of HR or
    administrators waits for, `decision` a checked file that waits for its button,
    `journey` how far the registration has come, `adding` what comes
    into the account of this chat, whose phone and e-mail the draft then has, `noticed` that
    something was said together with the standing question, `unsent` why no activation mail came,
    `shown` which text to be agreed to stands in the chat, with its version.
    """

    policy_kind: PolicyKind | None = None
    policy_number: str | None = None
    role: Role | None = None
    citizenship: Citizenship | None = None
    surname: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    birth_date: date | None = None
    document_kind: DocumentKind | None = None
    document_number: str | None = None
    issue_date: date | None = None
    issuer: str | None = None
    phone: str | None = None
    email: str | None = None
    passed: frozenset[StepId] = frozenset()
    preset: frozenset[StepId] = frozenset()
    aside: "Draft | None" = None
    doubt: Doubt | None = None
    insured_id: int | None = None
    replacement: Replacement | None = None
    ticked: bool = False
    lapsed: StepId | None = None
    desk: Awaited | None = None
    decision: Awaited | None = None
    journey: Journey | None = field(default=None, compare=False)
    adding: Adding | None = None
    noticed: bool = field(default=False, compare=False)
    unsent: Unsent | None = None
    shown: str | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        known = (field.name for field in fields(self) if getattr(self, field.name))
        return f"Draft({', '.join(known)})"

    def value(self, field: str) -> Any:
        return getattr(self, field)

    def with_values(self, values: Mapping[str, Any]) -> "Draft":
        return replace(self, **values)

    def to_json(self) -> str:
        return _adapter().dump_json(self, exclude_defaults=True).decode()

    @staticmethod
    def from_json(text: str) -> "Draft":
        """Raises BrokenDraftError for a text that no version of this class has written."""
        try:
            return _adapter().validate_json(text)
        except ValidationError as error:
            places = {".".join(map(str, fault["loc"])) for fault in error.errors()}
        raise BrokenDraftError(f"stored draft is broken at {', '.join(sorted(places)) or 'start'}")


@cache
def _adapter() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)
