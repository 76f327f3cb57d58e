"""Buttons: what stands under each question and what their data say."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.person import Citizenship
from bot.form.draft import Doubt, DoubtKind, Draft
from bot.form.keyboards import (
    Action,
    Button,
    Keyboard,
    Press,
    cancel_keyboard,
    decode,
    encode,
    is_awaited,
    keyboard_for,
    resume_keyboard,
)
from bot.form.order import doubtful, edit
from bot.form.reading import read_text
from bot.form.replacement import Approval, Control, Replacement, SentToHr, Waiting
from bot.form.step import StepId
from tests.unit.form_samples import TODAY, filled_draft


def captions(keyboard: Keyboard) -> list[str]:
    return [button.text_id for row in keyboard.rows for button in row]


def buttons(keyboard: Keyboard) -> list[Button]:
    return [button for row in keyboard.rows for button in row if isinstance(button, Button)]


@given(st.sampled_from(Action), st.sampled_from(StepId), st.text("abc_:1", max_size=12))
def test_callback_data_come_back_as_pressed(action: Action, step: StepId, value: str) -> None:
    assert decode(encode(Press(action, step, value))) == Press(action, step, value)


@given(st.text())
def test_foreign_callback_data_are_no_press(data: str) -> None:
    assert decode(data) is None or encode(decode(data) or Press(Action.OK, StepId.PIN)) == data


def test_data_too_long_for_telegram_are_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        encode(Press(Action.CHOOSE, StepId.ROLE, "ы" * 30))


@pytest.mark.parametrize("step", StepId)
@pytest.mark.parametrize("draft", [Draft(), filled_draft(), edit(filled_draft(), StepId.ROLE)])
def test_every_button_fits_telegram_and_is_bound_to_its_step(step: StepId, draft: Draft) -> None:
    for button in buttons(keyboard_for(step, draft, TODAY)):
        press = decode(button.data)
        assert press is not None
        assert press.step is step


def test_health_insurance_comes_first() -> None:
    assert captions(keyboard_for(StepId.POLICY_KIND, Draft(), TODAY)) == [
        *("choice-health", "choice-kasko", "choice-osago", "choice-property"),
        *("choice-accident", "choice-travel", "button-back", "button-why"),
    ]


def test_documents_of_a_foreigner_come_first() -> None:
    draft = Draft(citizenship=Citizenship.FOREIGN)
    assert (
        captions(keyboard_for(StepId.DOCUMENT_KIND, draft, TODAY))[0] == "choice-foreign_passport"
    )


@pytest.mark.parametrize(
    ("born", "first"),
    [
        (date(2012, 11, 23), "choice-russian_birth_certificate"),
        (date(2012, 11, 22), "choice-russian_passport"),
    ],
)
def test_nobody_under_14_is_offered_a_passport_first(born: date, first: str) -> None:
    draft = Draft(citizenship=Citizenship.RUSSIAN, birth_date=born)
    assert captions(keyboard_for(StepId.DOCUMENT_KIND, draft, TODAY))[0] == first


def test_no_patronymic_is_offered_until_it_is_told() -> None:
    asked = keyboard_for(StepId.FULL_NAME, Draft(), TODAY)
    told = keyboard_for(StepId.FULL_NAME, Draft(patronymic=""), TODAY)
    assert "button-none_patronymic" in captions(asked)
    assert "button-none_patronymic" not in captions(told)


def test_only_a_foreigner_may_have_a_single_name() -> None:
    foreigner = Draft(citizenship=Citizenship.FOREIGN)
    assert "button-none_given_name" in captions(keyboard_for(StepId.GIVEN_NAME, foreigner, TODAY))
    assert "button-none_given_name" not in captions(
        keyboard_for(StepId.GIVEN_NAME, Draft(), TODAY)
    )


def test_the_phone_alone_has_a_reply_keyboard() -> None:
    reply = [step for step in StepId if keyboard_for(step, Draft(), TODAY).reply]
    assert reply == [StepId.PHONE]
    assert captions(keyboard_for(StepId.PHONE, Draft(), TODAY)) == [
        "button-share_phone",
        "button-back",
    ]


def test_an_edit_can_be_cancelled_instead_of_going_back() -> None:
    editing = edit(filled_draft(), StepId.PHONE)
    assert captions(keyboard_for(StepId.PHONE, editing, TODAY))[-1] == "button-cancel_edit"


def test_a_doubt_is_answered_by_two_buttons() -> None:
    parsed = read_text(StepId.EMAIL, "alla@gmail.ru", filled_draft(), TODAY)
    assert isinstance(parsed, Doubt)
    draft = doubtful(filled_draft(), parsed)
    assert captions(keyboard_for(StepId.EMAIL, draft, TODAY)) == [
        "button-email-typo-yes",
        "button-email-typo-no",
    ]


def test_a_button_answers_the_doubt_under_which_it_stands_and_quotes_nothing_of_it() -> None:
    older, newer = (
        Doubt(DoubtKind.YEAR, StepId.BIRTH_DATE, f"3 апреля 19{year} г.", f"03.04.{year}")
        for year in (25, 85)
    )
    data = [
        button.data for button in buttons(keyboard_for(StepId.BIRTH_DATE, asked(older), TODAY))
    ]
    presses = [press for one in data if (press := decode(one))]
    assert len(presses) == 2
    for press in presses:
        assert is_awaited(press, StepId.BIRTH_DATE, asked(older))
        assert not is_awaited(press, StepId.BIRTH_DATE, asked(newer))
        assert not is_awaited(press, StepId.BIRTH_DATE, doubtful(asked(older), None))
    assert not any("25" in one or "апреля" in one for one in data)


def asked(doubt: Doubt) -> Draft:
    return doubtful(filled_draft(birth_date=None), doubt)


def test_the_check_screen_edits_each_answer_and_submits() -> None:
    keyboard = keyboard_for(StepId.REVIEW, filled_draft(), TODAY)
    edits = [button.value for button in buttons(keyboard) if button.action is Action.EDIT]
    assert captions(keyboard)[0] == "button-submit"
    assert len(edits) == 13
    assert {"surname", "issue_date", "phone"} <= set(edits)


def test_the_tick_shows_its_state() -> None:
    assert captions(keyboard_for(StepId.RULES, Draft(), TODAY))[0] == "button-unticked"
    assert captions(keyboard_for(StepId.RULES, Draft(ticked=True), TODAY))[0] == "button-ticked"


def test_start_in_the_middle_and_cancel_ask_first() -> None:
    assert captions(resume_keyboard(StepId.ROLE)) == ["button-resume", "button-restart"]
    assert captions(cancel_keyboard(StepId.ROLE)) == ["button-cancel", "button-stay"]


@pytest.mark.parametrize(
    ("stage", "offered"),
    [
        (None, ["button-replace_phone", "button-other_phone", "button-back"]),
        (Control(("Как зовут врача?",)), ["button-ask_hr", "button-back"]),
        (
            Waiting("r", datetime(2026, 12, 6, tzinfo=UTC)),
            ["button-phone_corrected", "button-other_phone"],
        ),
        (SentToHr.NO_QUESTIONS, ["button-phone_corrected", "button-other_phone"]),
        (
            SentToHr.FORGOTTEN,
            ["button-replace_phone", "button-phone_corrected", "button-other_phone"],
        ),
        (
            SentToHr.REFUSED,
            ["button-replace_phone", "button-phone_corrected", "button-other_phone"],
        ),
        (Approval.HR, ["button-submit", "button-other_phone", "button-back"]),
    ],
)
def test_a_number_to_be_replaced_offers_what_fits_its_stage(
    stage: Control | Waiting | Approval | SentToHr | None, offered: list[str]
) -> None:
    draft = filled_draft(replacement=Replacement(5, "ООО «Маяк»", None, stage))
    assert captions(keyboard_for(StepId.QUESTIONS, draft, TODAY)) == offered
