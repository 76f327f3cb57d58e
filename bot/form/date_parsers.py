"""Readers of the birth date and of when and by whom the document was issued."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.dates import (
    FoundDate,
    TypedDate,
    check_birth_date,
    find_date,
    long_date,
    only_date,
)
from bot.domain.document import DocumentKind, is_too_young
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import has_digits, tidy
from bot.form.draft import Doubt, DoubtKind, Draft
from bot.form.parsed import Answer, Parsed
from bot.form.step import StepId
from bot.form.ways import may_ask

_LABELS = re.compile(
    r"^\W*(?:(?:дата выдачи|кем выдан[оа]?|выдан[оа]?)(?!\w)\W*)+|[\s,;:.\-]+$", re.IGNORECASE
)


def parse_birth_date(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    """Words may stand around it, but no other numbers: those would be of something else."""
    found = only_date(text, today)
    if has_digits(found.before + found.after):
        raise InvalidAnswer("unreadable")
    born = found.typed.value
    check_birth_date(born, today)
    doubt = _sure(found.typed, StepId.BIRTH_DATE, text, long_date(born))
    return doubt or Answer({"birth_date": born})


def parse_issue_date(text: str, draft: Draft, today: date) -> Parsed:
    """Who repeats the issuer, as the question for both has taught, changes nothing by that."""
    typed = only_date(text, today).typed
    _check_issue_date(typed.value, draft, today)
    doubt = _sure(typed, StepId.ISSUE_DATE, text, long_date(typed.value))
    return doubt or Answer({"issue_date": typed.value})


def parse_issuer(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    return Answer({"issuer": _issuer(text)})


def parse_document_issued(text: str, draft: Draft, today: date) -> Parsed:
    """Date and issuer in either order; one of them alone is taken too."""
    found = find_date(text, today)
    if found is None:
        return Answer({"issuer": _issuer(text)})
    _check_issue_date(found.typed.value, draft, today)
    issuer = _issuer_around(found)
    proposed = ", ".join(filter(None, (long_date(found.typed.value), issuer)))
    doubt = _sure(found.typed, StepId.DOCUMENT_ISSUED, text, proposed)
    return doubt or Answer(_issued(found.typed.value, issuer))


def split_issued(text: str, draft: Draft, today: date) -> tuple[str, Mapping[str, Any]]:
    """A document number and what follows it about the issue, where that can be relied on."""
    try:
        found = find_date(text, today, compact=False)
        if found is None or not found.typed.certain:
            return text, {}
        _check_issue_date(found.typed.value, draft, today)
    except InvalidAnswer:
        return text, {}
    after = _unlabelled(found.after)
    return found.before, _issued(found.typed.value, after if _has_letters(after) else None)


def _sure(typed: TypedDate, step: StepId, text: str, proposal: str) -> Doubt | None:
    return None if typed.certain else Doubt(DoubtKind.YEAR, step, proposal, tidy(text))


def _issued(value: date, issuer: str | None) -> dict[str, Any]:
    return {"issue_date": value} | ({"issuer": issuer} if issuer else {})


def _check_issue_date(value: date, draft: Draft, today: date) -> None:
    if draft.birth_date and value < draft.birth_date:
        raise InvalidAnswer("before-birth")
    check_birth_date(value, today)
    passport = draft.document_kind is DocumentKind.RUSSIAN_PASSPORT
    if passport and draft.birth_date and is_too_young(draft.birth_date, value):
        raise InvalidAnswer("before-passport-age")


def _issuer_around(found: FoundDate) -> str | None:
    parts = (_unlabelled(found.before), _unlabelled(found.after))
    issuer = " ".join(part for part in parts if part)
    return issuer if _has_letters(issuer) else None


def _issuer(text: str) -> str:
    issuer = _unlabelled(text)
    if not _has_letters(issuer) or may_ask(text):
        raise InvalidAnswer("no-letters")
    return issuer


def _unlabelled(text: str) -> str:
    return _LABELS.sub("", tidy(text)).strip(" ,;:-")


def _has_letters(text: str) -> bool:
    return sum(sign.isalpha() for sign in text) > 1
