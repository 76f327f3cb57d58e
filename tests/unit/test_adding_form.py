"""What is asked about a policy or a child that joins an account, and what is never asked again."""

import pytest

from bot.form.adding import OF_THE_ACCOUNT, begin_adding, begun_anew, left, offered, registered
from bot.form.draft import Adding, Draft
from bot.form.keyboards import Action, Button, keyboard_for
from bot.form.order import go_back, next_step, pass_gates, position
from bot.form.review import review, review_of_account
from bot.form.step import StepId
from bot.form.steps import STEPS
from tests.phones import unbroken
from tests.unit.form_samples import TODAY

PHONE, EMAIL = "+79161234567", "anna@example.ru"


def adding(kind: Adding = Adding.POLICY, *, consented: bool = True) -> Draft:
    return begin_adding(kind, PHONE, EMAIL, consented=consented)


def asked(draft: Draft) -> list[StepId]:
    """Walk the rows that this draft would meet, without their parts."""
    rows = [row for row in STEPS if row.id not in draft.preset | draft.passed and not row.part_of]
    return [row.id for row in rows]


@pytest.mark.parametrize(("kind", "role"), [(Adding.POLICY, True), (Adding.CHILD, False)])
def test_the_form_goes_from_the_policy_to_the_pin(kind: Adding, *, role: bool) -> None:
    way = asked(adding(kind))
    assert way[0] is StepId.POLICY_KIND
    assert way[-1] is StepId.PIN
    assert (StepId.ROLE in way) == role
    assert not OF_THE_ACCOUNT & set(way)


def test_the_count_of_questions_is_that_of_those_asked() -> None:
    assert position(StepId.POLICY_KIND, adding()) == (1, 9)
    assert position(StepId.POLICY_KIND, adding(Adding.CHILD)) == (1, 8)


def test_with_the_pin_everything_is_answered() -> None:
    filled = adding().with_values(
        {field: "x" for row in STEPS if row.id not in OF_THE_ACCOUNT for field in row.fields}
    )
    assert next_step(filled) is StepId.REVIEW
    gates = (StepId.REVIEW, StepId.CAPTCHA, StepId.REGISTRY, StepId.QUESTIONS, StepId.PIN)
    assert next_step(pass_gates(filled, *gates)) is None


def test_there_is_no_way_back_before_the_first_question() -> None:
    assert go_back(adding(), StepId.POLICY_KIND) == adding()


def test_what_the_account_holds_is_shown_masked_and_not_edited() -> None:
    assert StepId.PHONE not in {line.step for line in review(adding())}
    assert [line.value for line in review_of_account(adding())] == [
        unbroken("+7 9•• •••-••-67"),
        "a•••a@example.ru",
    ]
    assert review_of_account(Draft(phone=PHONE)) == ()


@pytest.mark.parametrize("step", [StepId.QUESTIONS, StepId.PIN])
def test_no_other_phone_is_offered(step: StepId) -> None:
    def actions(draft: Draft) -> set[Action]:
        rows = offered(keyboard_for(step, draft, TODAY), draft).rows
        return {one.action for row in rows for one in row if isinstance(one, Button)}

    assert actions(Draft()) - actions(adding()) == {Action.OTHER_PHONE}


def test_whoever_begins_anew_adds_the_same_again() -> None:
    some = adding(Adding.CHILD).with_values({"policy_number": "123/14"})
    assert begun_anew(some) == adding(Adding.CHILD)
    assert begun_anew(adding(consented=False)) == adding(consented=False)
    assert begun_anew(Draft(policy_number="123/14")) == Draft()


def test_whoever_stops_adding_is_registered_and_any_other_draft_is_gone() -> None:
    assert left(adding()) == registered()
    assert next_step(registered()) is None
    assert registered().phone is None
    assert registered().email is None
    assert left(Draft(policy_number="123/14")) == Draft()


def test_the_draft_survives_storage() -> None:
    kept = adding(Adding.CHILD)
    assert Draft.from_json(kept.to_json()) == kept
