"""What an edit asks, what it drops, and which proofs go with it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.form.order import (
    answer,
    cancel_edit,
    edit,
    forget,
    go_back,
    next_step,
)
from bot.form.replacement import Approval, Control, Replacement
from bot.form.step import StepId
from bot.form.steps import STEPS
from tests.unit.form_samples import ANSWERS, CONFIRMED, filled_draft

PARTS = {row.id for row in STEPS if row.part_of}


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        (StepId.POLICY_KIND, {"policy_kind": PolicyKind.TRAVEL}),
        (StepId.POLICY_NUMBER, {"policy_number": "124/14"}),
        (StepId.ROLE, {"role": Role.POLICYHOLDER}),
        (StepId.SURNAME, {"surname": "Соколова"}),
        (StepId.GIVEN_NAME, {"given_name": "Анна"}),
        (StepId.PATRONYMIC, {"patronymic": ""}),
        (StepId.BIRTH_DATE, {"birth_date": date(1991, 3, 12)}),
        (StepId.DOCUMENT_NUMBER, {"document_number": "4510 654321"}),
        (StepId.ISSUE_DATE, {"issue_date": date(2011, 4, 15)}),
        (StepId.ISSUER, {"issuer": "ОВД Арбат"}),
        (StepId.PHONE, {"phone": "+79167654321"}),
    ],
)
def test_editing_one_answer_asks_nothing_else(step: StepId, fields: dict[str, Any]) -> None:
    before = filled_draft()
    editing = edit(before, step)
    assert next_step(editing) is step
    after = answer(editing, step, fields)
    assert next_step(after) is StepId.REVIEW
    assert after == before.with_values(fields)


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        (StepId.CITIZENSHIP, {"citizenship": Citizenship.FOREIGN}),
        (StepId.DOCUMENT_KIND, {"document_kind": DocumentKind.FOREIGN_PASSPORT}),
    ],
)
def test_another_document_is_asked_for_anew(step: StepId, fields: dict[str, Any]) -> None:
    draft = answer(edit(filled_draft(), step), step, fields)
    assert draft.document_number is None
    assert draft.issue_date is None
    assert draft.issuer is None


def test_the_edit_lasts_until_the_other_document_is_complete() -> None:
    before = filled_draft()
    kind = {"document_kind": DocumentKind.FOREIGN_PASSPORT}
    draft = answer(edit(before, StepId.DOCUMENT_KIND), StepId.DOCUMENT_KIND, kind)
    assert cancel_edit(draft) == before
    draft = answer(draft, StepId.DOCUMENT_NUMBER, {"document_number": before.document_number})
    assert draft.document_kind is DocumentKind.FOREIGN_PASSPORT
    draft = answer(draft, StepId.DOCUMENT_ISSUED, ANSWERS[StepId.DOCUMENT_ISSUED])
    assert draft.aside is None
    assert next_step(draft) is StepId.REVIEW


def test_an_edit_that_changes_nothing_keeps_everything() -> None:
    before = filled_draft(passed=CONFIRMED)
    editing = edit(before, StepId.CITIZENSHIP)
    assert answer(editing, StepId.CITIZENSHIP, {"citizenship": Citizenship.RUSSIAN}) == before


@pytest.mark.parametrize("step", sorted(set(ANSWERS) | PARTS))
def test_a_cancelled_edit_and_back_during_an_edit_restore_everything(step: StepId) -> None:
    before = filled_draft(passed=CONFIRMED, email="kukushkina@mail.ru")
    editing = edit(before, step)
    assert cancel_edit(editing) == before
    assert go_back(editing, step) == before


@pytest.mark.parametrize(
    "step", [StepId.POLICY_NUMBER, StepId.SURNAME, StepId.BIRTH_DATE, StepId.PHONE]
)
def test_a_changed_identity_needs_new_checks_and_a_new_pin(step: StepId) -> None:
    draft = forget(filled_draft(passed=CONFIRMED), step)
    assert draft.passed == {StepId.CONSENT}


@pytest.mark.parametrize("step", sorted(set(ANSWERS) - {StepId.EMAIL} | PARTS | {StepId.CONSENT}))
@pytest.mark.parametrize("approval", Approval)
def test_whatever_the_checks_have_proved_goes_with_the_answers_they_compared(
    step: StepId, approval: Approval
) -> None:
    known = Replacement(7, "ООО «Маяк»", "Инна Лугова", approval)
    proved = filled_draft(passed=CONFIRMED, insured_id=7, replacement=known, ticked=True)
    draft = forget(proved, step)
    assert (draft.insured_id, draft.replacement, draft.ticked) == (None, None, False)


@pytest.mark.parametrize(
    ("stage", "kept"),
    [
        (None, False),
        (Control(("Кличка первой собаки?",), ("барсик",)), False),
        (Approval.QUESTIONS, True),
        (Approval.HR, False),
    ],
)
def test_only_right_answers_hold_for_the_same_number_and_person(
    stage: Control | Approval | None, *, kept: bool
) -> None:
    known = Replacement(7, "ООО «Маяк»", "Инна Лугова", stage)
    draft = go_back(filled_draft(passed=CONFIRMED, replacement=known), StepId.PIN)
    assert draft.replacement == (known if kept else None)


@pytest.mark.parametrize("step", [StepId.EMAIL, StepId.PASSWORD, StepId.RULES])
def test_what_is_asked_after_the_pin_leaves_the_proof(step: StepId) -> None:
    draft = forget(filled_draft(passed=CONFIRMED, insured_id=7, ticked=True), step)
    assert draft.insured_id == 7


def test_the_rules_are_ticked_anew_for_another_password() -> None:
    draft = forget(filled_draft(passed=CONFIRMED, ticked=True), StepId.PASSWORD)
    assert not draft.ticked


def test_a_changed_address_needs_only_a_new_activation() -> None:
    done = filled_draft(
        passed=CONFIRMED | {StepId.RULES, StepId.ACTIVATION}, email="kukushkina@mail.ru"
    )
    draft = answer(edit(done, StepId.EMAIL), StepId.EMAIL, {"email": "alla@mail.ru"})
    assert next_step(draft) is StepId.ACTIVATION
    assert draft.passed == CONFIRMED | {StepId.RULES}


def test_another_phone_at_the_pin_leads_through_the_check_screen_again() -> None:
    at_pin = filled_draft(passed=CONFIRMED - {StepId.PIN, StepId.PASSWORD, StepId.PASSWORD_REPEAT})
    assert next_step(at_pin) is StepId.PIN
    draft = answer(edit(at_pin, StepId.PHONE), StepId.PHONE, {"phone": "+79167654321"})
    assert next_step(draft) is StepId.REVIEW


def test_an_answer_given_again_by_a_late_message_drops_what_depended_on_it() -> None:
    draft = answer(filled_draft(passed=CONFIRMED), StepId.ROLE, {"role": Role.POLICYHOLDER})
    assert next_step(draft) is StepId.REVIEW


def test_an_edited_answer_of_the_link_is_asked() -> None:
    draft = edit(replace(filled_draft(), preset=frozenset({StepId.ROLE})), StepId.ROLE)
    assert next_step(draft) is StepId.ROLE
