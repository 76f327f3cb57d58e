"""The check screen as data: every answer in full, in order, with the step that edits it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.dates import dotted_date
from bot.domain.document import (
    DocumentKind,
    is_too_young,
    masked_document,
    passport_due,
    passport_form_year_is_odd,
)
from bot.domain.email import masked_email
from bot.domain.phone import masked_phone, spaced_phone
from bot.form.draft import Adding, Draft
from bot.form.step import StepId

_REVIEWED = (
    *(StepId.POLICY_KIND, StepId.POLICY_NUMBER, StepId.ROLE, StepId.CITIZENSHIP),
    *(StepId.SURNAME, StepId.GIVEN_NAME, StepId.PATRONYMIC, StepId.BIRTH_DATE),
    *(StepId.DOCUMENT_KIND, StepId.DOCUMENT_NUMBER, StepId.ISSUE_DATE, StepId.ISSUER),
    StepId.PHONE,
)
_HIDDEN = frozenset({StepId.DOCUMENT_NUMBER, StepId.PHONE})
_HELD: Mapping[Adding | None, tuple[StepId, ...]] = {
    Adding.POLICY: (StepId.PHONE,),
    Adding.CHILD: (StepId.PHONE, StepId.ROLE),
}
"""The account has them, and a child is always insured: nothing to be corrected here."""
_CHOICES = frozenset({StepId.POLICY_KIND, StepId.ROLE, StepId.CITIZENSHIP, StepId.DOCUMENT_KIND})


@dataclass(frozen=True, slots=True, repr=False)
class ReviewLine:
    """One answer: either `value` as it is, or the text `value_id`; `hidden` behind a spoiler."""

    step: StepId
    label_id: str
    value: str = ""
    value_id: str | None = None
    hidden: bool = False


def review(draft: Draft) -> tuple[ReviewLine, ...]:
    """A line for each answer that is known, but for those that the account holds."""
    return tuple(_line(step, draft.value(step)) for step in _REVIEWED if _known(draft, step))


def review_of_account(draft: Draft) -> tuple[ReviewLine, ...]:
    """What the account holds already, masked: no step edits it."""
    if draft.adding is None:
        return ()
    masks = masked(draft)
    return tuple(
        ReviewLine(step, f"label-{step}", masks[step])
        for step in (StepId.PHONE, StepId.EMAIL)
        if step in masks
    )


def _known(draft: Draft, step: StepId) -> bool:
    return draft.value(step) is not None and step not in _HELD.get(draft.adding, ())


def _line(step: StepId, value: str | date) -> ReviewLine:
    label = f"label-{step}"
    if step in _CHOICES:
        return ReviewLine(step, label, value_id=f"choice-{value}")
    if value == "":
        return ReviewLine(step, label, value_id="value-none")
    if isinstance(value, date):
        return ReviewLine(step, label, dotted_date(value))
    shown = spaced_phone(value) if step is StepId.PHONE else value
    return ReviewLine(step, label, shown, hidden=step in _HIDDEN)


def hints(draft: Draft, today: date) -> tuple[str, ...]:
    """Text ids of what looks odd about the document; nothing is blocked: two dates may be wrong.

    An issue before the birth, or before the age of passports, is refused when it is typed; it
    comes here by an edit of the birth date.
    """
    return tuple(f"hint-{hint}" for hint in _document_hints(draft, today))


def _document_hints(draft: Draft, today: date) -> Iterator[str]:
    if draft.issue_date is None:
        return
    if draft.birth_date and draft.issue_date < draft.birth_date:
        yield "before-birth"
    elif draft.document_kind is DocumentKind.RUSSIAN_PASSPORT:
        yield from _passport_hints(draft, draft.issue_date, today)


def _passport_hints(draft: Draft, issue_date: date, today: date) -> Iterator[str]:
    if draft.birth_date and is_too_young(draft.birth_date, issue_date):
        yield "before-passport-age"
    elif draft.birth_date and passport_due(issue_date, draft.birth_date, today):
        yield "passport-due"
    if draft.document_number and passport_form_year_is_odd(draft.document_number, issue_date):
        yield "passport-year"


def masked(draft: Draft) -> dict[str, str]:
    """What later messages may say of phone, e-mail and document."""
    masks = {
        "phone": masked_phone(draft.phone) if draft.phone else "",
        "email": masked_email(draft.email) if draft.email else "",
        "document": masked_document(draft.document_number) if draft.document_number else "",
    }
    return {name: mask for name, mask in masks.items() if mask}
