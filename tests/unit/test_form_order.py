"""What is asked next, what «Назад» does, and how far one is."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.person import Role
from bot.domain.policy import PolicyKind
from bot.form.draft import Draft
from bot.form.order import (
    answer,
    edit,
    go_back,
    next_step,
    pass_gates,
    position,
    previous_step,
    questions_left,
    with_preset,
)
from bot.form.step import StepId
from bot.form.steps import STEPS, awaits_secret, step_row
from tests.unit.form_samples import ANSWERS, CONFIRMED, filled_draft

ROUTE = [step.id for step in STEPS if step.id in ANSWERS or step.gate]
LINK = {
    "policy_kind": PolicyKind.HEALTH,
    "policy_number": "123/14",
    "role": Role.INSURED,
}


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
