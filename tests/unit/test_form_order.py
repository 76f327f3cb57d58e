"""What is asked next, what «Назад» and an edit do, and how far one is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.form.draft import Draft
from bot.form.order import (
    answer,
    cancel_edit,
    edit,
    forget,
    go_back,
    next_step,
    pass_gates,
    position,
    previous_step,
    questions_left,
    with_preset,
)
from bot.form.replacement import Approval, Replacement
from bot.form.step import StepId
from bot.form.steps import STEPS, awaits_secret, step_row
from tests.unit.form_samples import CONFIRMED, filled_draft

ANSWERS: dict[StepId, dict[str, Any]] = {
    StepId.POLICY_KIND: {"policy_kind": PolicyKind.HEALTH},
    StepId.POLICY_NUMBER: {"policy_number": "123/14"},
    StepId.ROLE: {"role": Role.INSURED},
    StepId.CITIZENSHIP: {"citizenship": Citizenship.RUSSIAN},
    StepId.FULL_NAME: {"surname": "Кукушкина", "given_name": "Алла", "patronymic": "Петровна"},
    StepId.BIRTH_DATE: {"birth_date": date(1990, 3, 12)},
    StepId.DOCUMENT_KIND: {"document_kind": DocumentKind.RUSSIAN_PASSPORT},
    StepId.DOCUMENT_NUMBER: {"document_number": "4510 123456"},
    StepId.DOCUMENT_ISSUED: {"issue_date": date(2010, 4, 15), "issuer": "ОВД Тверской"},
    StepId.PHONE: {"phone": "+79161234567"},
    StepId.EMAIL: {"email": "kukushkina@mail.ru"},
}
ROUTE = [step.id for step in STEPS if step.id in ANSWERS or step.gate]
LINK = {
    "policy_kind": PolicyKind.HEALTH,
    "policy_number": "123/14",
    "role": Role.INSURED,
}
PARTS = {row.id for row in STEPS if row.part_of}


def take(draft: Draft, step: StepId) -> Draft:
    if step_row(step).gate:
        return pass_gates(draft, step)
    return answer(draft, step, ANSWERS[step])


def walk(draft: Draft) -> list[StepId]:
    asked = []
    while step := next_step(draft):
        asked.append(step)
        draft = take(draft, step)
    return asked


def test_a_clean_registration_asks_everything_once_in_order() -> None:
    assert walk(Draft()) == ROUTE


def test_a_company_link_skips_what_it_knows() -> None:
    skipped = {StepId.POLICY_KIND, StepId.POLICY_NUMBER, StepId.ROLE}
    assert walk(with_preset(Draft(), LINK)) == [step for step in ROUTE if step not in skipped]


def test_only_missing_parts_of_a_name_are_asked_singly() -> None:
    draft = filled_draft(surname=None, given_name=None, patronymic=None)
    draft = answer(draft, StepId.FULL_NAME, {"surname": "Кукушкина"})
    assert next_step(draft) is StepId.GIVEN_NAME
    draft = answer(draft, StepId.GIVEN_NAME, {"given_name": "Алла"})
    assert next_step(draft) is StepId.PATRONYMIC
    draft = answer(draft, StepId.PATRONYMIC, {"patronymic": ""})
    assert next_step(draft) is StepId.REVIEW


def test_no_patronymic_told_first_leaves_the_name_to_be_asked_whole() -> None:
    draft = filled_draft(surname=None, given_name=None, patronymic=None)
    draft = answer(draft, StepId.FULL_NAME, {"patronymic": ""})
    assert next_step(draft) is StepId.FULL_NAME
    draft = answer(draft, StepId.FULL_NAME, {"surname": "Ли", "given_name": "Вэй"})
    assert next_step(draft) is StepId.REVIEW


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({"issue_date": date(2010, 4, 15)}, StepId.ISSUER),
        ({"issuer": "ОВД Тверской"}, StepId.ISSUE_DATE),
    ],
)
def test_the_other_half_of_the_issue_is_asked_singly(told: dict[str, Any], asked: StepId) -> None:
    draft = answer(filled_draft(issue_date=None, issuer=None), StepId.DOCUMENT_ISSUED, told)
    assert next_step(draft) is asked


def test_an_answer_that_tells_more_skips_the_next_question() -> None:
    told = {**ANSWERS[StepId.FULL_NAME], **ANSWERS[StepId.BIRTH_DATE]}
    draft = filled_draft(surname=None, given_name=None, birth_date=None, document_kind=None)
    assert next_step(answer(draft, StepId.FULL_NAME, told)) is StepId.DOCUMENT_KIND


@pytest.mark.parametrize(
    ("step", "previous"),
    [
        (StepId.POLICY_KIND, None),
        (StepId.POLICY_NUMBER, StepId.POLICY_KIND),
        (StepId.GIVEN_NAME, StepId.FULL_NAME),
        (StepId.BIRTH_DATE, StepId.FULL_NAME),
        (StepId.ISSUER, StepId.DOCUMENT_ISSUED),
        (StepId.PHONE, StepId.DOCUMENT_ISSUED),
        (StepId.REVIEW, StepId.PHONE),
        (StepId.PIN, StepId.REVIEW),
        (StepId.EMAIL, StepId.REVIEW),
        (StepId.PASSWORD, StepId.EMAIL),
        (StepId.PASSWORD_REPEAT, StepId.PASSWORD),
        (StepId.RULES, StepId.PASSWORD),
    ],
)
def test_back_leads_to_the_last_question_before(step: StepId, previous: StepId | None) -> None:
    assert previous_step(filled_draft(), step) is previous


def test_back_from_the_birth_date_asks_the_name_whole() -> None:
    draft = go_back(filled_draft(birth_date=None, document_kind=None), StepId.BIRTH_DATE)
    assert next_step(draft) is StepId.FULL_NAME
    assert (draft.surname, draft.given_name, draft.patronymic) == (None, None, None)


def test_back_never_asks_what_the_link_answered() -> None:
    draft = with_preset(Draft(passed=frozenset({StepId.CONSENT})), LINK)
    assert previous_step(draft, StepId.CITIZENSHIP) is None
    assert next_step(go_back(draft, StepId.CITIZENSHIP)) is StepId.CITIZENSHIP


def test_there_is_no_way_back_once_the_account_exists() -> None:
    draft = filled_draft(passed=CONFIRMED | {StepId.RULES}, email="kukushkina@mail.ru")
    assert previous_step(draft, StepId.ACTIVATION) is None


@given(st.lists(st.booleans(), max_size=60), st.booleans())
def test_walking_back_and_forth_never_skips_a_question(steps: list[bool], linked: bool) -> None:
    draft = with_preset(Draft(), LINK) if linked else Draft()
    for forward in steps:
        step = next_step(draft)
        if step is None:
            break
        if forward:
            draft = take(draft, step)
            continue
        expected = previous_step(draft, step) or step
        draft = go_back(draft, step)
        assert next_step(draft) is expected
    assert walk(draft) == [step for step in walk_of(linked) if step in set(walk(draft))]


def walk_of(linked: bool) -> list[StepId]:
    return walk(with_preset(Draft(), LINK) if linked else Draft())


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
def test_whatever_the_checks_have_proved_goes_with_the_answers_they_compared(
    step: StepId,
) -> None:
    known = Replacement(7, "ООО «Маяк»", "Инна Лугова", Approval.HR)
    proved = filled_draft(passed=CONFIRMED, insured_id=7, replacement=known, ticked=True)
    draft = forget(proved, step)
    assert (draft.insured_id, draft.replacement, draft.ticked) == (None, None, False)


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


@pytest.mark.parametrize(
    ("step", "place"),
    [
        (StepId.POLICY_KIND, (1, 12)),
        (StepId.CITIZENSHIP, (4, 12)),
        (StepId.FULL_NAME, (5, 12)),
        (StepId.PATRONYMIC, (5, 12)),
        (StepId.ISSUER, (9, 12)),
        (StepId.PHONE, (10, 12)),
        (StepId.EMAIL, (11, 12)),
        (StepId.PASSWORD, (12, 12)),
    ],
)
def test_the_place_of_a_question(step: StepId, place: tuple[int, int]) -> None:
    assert position(step, Draft()) == place


def test_the_place_counts_only_what_this_person_is_asked() -> None:
    assert position(StepId.CITIZENSHIP, with_preset(Draft(), LINK)) == (1, 9)


def test_what_proves_who_one_is_counts_as_secret() -> None:
    secret = [row.id for row in STEPS if awaits_secret(row.id)]
    assert secret == [
        StepId.CAPTCHA,
        StepId.QUESTIONS,
        StepId.PIN,
        StepId.PASSWORD,
        StepId.PASSWORD_REPEAT,
        StepId.ACTIVATION,
    ]


def test_questions_are_left_until_the_password_whatever_is_corrected() -> None:
    assert questions_left(Draft()) == 12
    assert questions_left(with_preset(Draft(), LINK)) == 9
    assert questions_left(filled_draft()) == 2
    assert questions_left(edit(filled_draft(), StepId.BIRTH_DATE)) == 3
    assert questions_left(pass_gates(filled_draft(email="a@example.org"), StepId.PASSWORD)) == 0
