"""The whole registration in one place: every question and every gate, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.document import documents_for, is_too_young
from bot.domain.email import LONGEST_EMAIL
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.form import date_parsers, name_parsers, parsers
from bot.form.choices import (
    parse_citizenship,
    parse_document_kind,
    parse_policy_kind,
    parse_role,
)
from bot.form.draft import Draft
from bot.form.parsed import Parser
from bot.form.step import StepId

TEXT_LIMIT = 256

_CHOICE = frozenset({"unknown-choice"})
_TYPED = frozenset({"too-long"})
_DATE = _TYPED | {"unreadable", "no-such-month", "no-such-day", "future", "too-old"}
_ISSUE = _DATE | {"before-birth", "before-passport-age"}
_NAME = _TYPED | {"digits", "foreign-signs", "initials", "no-letters", "long-name", "latin"}
_PASSPORT = frozenset({"passport-letters", "passport-digits", "travel-passport"})
_CERTIFICATE = frozenset({"certificate-digits", "certificate-series"})
_NUMBERS = _TYPED | {"no-digits", "few-digits", "many-digits"}
_EMAIL = frozenset(
    {"no-at", "many-at", "spaces", "commas", "russian-letters", "no-name", "bad-domain"}
)


def _always(draft: Draft) -> bool:  # noqa: ARG001  a row's predicate
    return True


def _no_choices(draft: Draft, today: date) -> tuple[StrEnum, ...]:  # noqa: ARG001  a row's choices
    return ()


def _documents(draft: Draft, today: date) -> tuple[StrEnum, ...]:
    child = draft.birth_date is not None and is_too_young(draft.birth_date, today)
    return documents_for(draft.citizenship, child=child)


def _nothing_of_the_name(draft: Draft) -> bool:
    return draft.surname is None and draft.given_name is None


def _some_of_the_name(draft: Draft) -> bool:
    return not _nothing_of_the_name(draft)


def _nothing_of_the_issue(draft: Draft) -> bool:
    return draft.issue_date is None and draft.issuer is None


def _some_of_the_issue(draft: Draft) -> bool:
    return not _nothing_of_the_issue(draft)


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the registration.

    A question fills `fields` through `parse`; a gate has neither and is passed by its own module.
    `reasons` are all the refusals of `parse`. A row with `part_of` asks alone what its whole asks
    in one message. `returnable` gates may be gone back to; `secret` answers are deleted at once;
    `counted` rows make «4 из 12».
    """

    id: StepId
    fields: tuple[str, ...] = ()
    parse: Parser | None = None
    reasons: frozenset[str] = frozenset()
    choices: Callable[[Draft, date], tuple[StrEnum, ...]] = _no_choices
    relevant: Callable[[Draft], bool] = _always
    part_of: StepId | None = None
    limit: int = TEXT_LIMIT
    secret: bool = False
    returnable: bool = True
    counted: bool = True

    @property
    def gate(self) -> bool:
        return self.parse is None


def _gate(step: StepId, *, returnable: bool = False, secret: bool = False) -> Step:
    return Step(step, returnable=returnable, secret=secret, counted=step is StepId.PASSWORD)


def _part(
    step: StepId,
    whole: StepId,
    parse: Parser,
    reasons: frozenset[str],
    relevant: Callable[[Draft], bool],
) -> Step:
    return Step(
        step, (step.value,), parse, reasons, relevant=relevant, part_of=whole, counted=False
    )


STEPS: tuple[Step, ...] = (
    _gate(StepId.CONSENT),
    Step(
        StepId.POLICY_KIND,
        ("policy_kind",),
        parse_policy_kind,
        _CHOICE | _TYPED,
        choices=lambda *_: tuple(PolicyKind),
    ),
    Step(
        StepId.POLICY_NUMBER,
        ("policy_number",),
        parsers.parse_policy_number,
        _TYPED | {"foreign-signs", "no-number", "short-number", "long-number"},
    ),
    Step(
        StepId.ROLE,
        ("role",),
        parse_role,
        _CHOICE | _TYPED,
        choices=lambda *_: tuple(Role),
    ),
    Step(
        StepId.CITIZENSHIP,
        ("citizenship",),
        parse_citizenship,
        _CHOICE | _TYPED,
        choices=lambda *_: tuple(Citizenship),
    ),
    Step(
        StepId.FULL_NAME,
        ("surname", "given_name", "patronymic"),
        name_parsers.parse_full_name,
        _NAME | {"many-words", "only-yes"},
        relevant=_nothing_of_the_name,
    ),
    _part(
        StepId.SURNAME,
        StepId.FULL_NAME,
        name_parsers.part_parser(StepId.SURNAME, "surname"),
        _NAME,
        _some_of_the_name,
    ),
    _part(
        StepId.GIVEN_NAME,
        StepId.FULL_NAME,
        name_parsers.part_parser(StepId.GIVEN_NAME, "given_name", may_be_none=True),
        _NAME,
        _some_of_the_name,
    ),
    _part(
        StepId.PATRONYMIC,
        StepId.FULL_NAME,
        name_parsers.part_parser(StepId.PATRONYMIC, "patronymic", may_be_none=True),
        _NAME | {"only-yes"},
        _some_of_the_name,
    ),
    Step(StepId.BIRTH_DATE, ("birth_date",), date_parsers.parse_birth_date, _DATE),
    Step(
        StepId.DOCUMENT_KIND,
        ("document_kind",),
        parse_document_kind,
        _CHOICE | _TYPED,
        choices=_documents,
    ),
    Step(
        StepId.DOCUMENT_NUMBER,
        ("document_number",),
        parsers.parse_document_number,
        _TYPED | _PASSPORT | _CERTIFICATE | {"foreign-signs", "foreign-length"},
    ),
    Step(
        StepId.DOCUMENT_ISSUED,
        ("issue_date", "issuer"),
        date_parsers.parse_document_issued,
        _ISSUE - {"unreadable"} | {"no-letters"},
        relevant=_nothing_of_the_issue,
    ),
    _part(
        StepId.ISSUE_DATE,
        StepId.DOCUMENT_ISSUED,
        date_parsers.parse_issue_date,
        _ISSUE,
        _some_of_the_issue,
    ),
    _part(
        StepId.ISSUER,
        StepId.DOCUMENT_ISSUED,
        date_parsers.parse_issuer,
        _TYPED | {"no-letters"},
        _some_of_the_issue,
    ),
    Step(
        StepId.PHONE,
        ("phone",),
        parsers.parse_phone,
        _NUMBERS | {"foreign", "kazakhstan", "landline", "not-mobile"},
    ),
    _gate(StepId.REVIEW, returnable=True),
    _gate(StepId.CAPTCHA),
    _gate(StepId.REGISTRY),
    _gate(StepId.QUESTIONS),
    _gate(StepId.PIN),
    Step(
        StepId.EMAIL,
        ("email",),
        parsers.parse_email,
        _TYPED | _EMAIL | {"bad-address"},
        limit=LONGEST_EMAIL,
    ),
    _gate(StepId.PASSWORD, returnable=True, secret=True),
    _gate(StepId.PASSWORD_REPEAT, secret=True),
    _gate(StepId.RULES),
    _gate(StepId.ACTIVATION),
)


PROOFS = frozenset({StepId.CAPTCHA, StepId.QUESTIONS, StepId.PIN, StepId.ACTIVATION})
"""Gates at which people type a code, or an answer that they alone should know."""


def awaits_secret(step: StepId) -> bool:
    """Whether what is typed at a step must not be kept, not even encrypted."""
    return step in PROOFS or step_row(step).secret


def step_row(step: StepId) -> Step:
    return next(row for row in STEPS if row.id is step)


def is_asked(row: Step, draft: Draft) -> bool:
    """Whether this person meets the row at all: neither irrelevant nor answered by a link."""
    return row.id not in draft.preset and row.relevant(draft)


def is_done(row: Step, draft: Draft) -> bool:
    if row.gate:
        return row.id in draft.passed
    return all(draft.value(field) is not None for field in row.fields)
