"""Choices: typed in words or tapped as buttons."""

from typing import Any

import pytest

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.domain.refusal import InvalidAnswer
from bot.form.choices import Verdict, is_about_hr, read_verdict, read_whether_hr_decides
from bot.form.draft import Doubt, DoubtKind, Draft
from bot.form.keyboards import Action, Press
from bot.form.parsed import Answer
from bot.form.reading import read_press, read_text
from bot.form.step import StepId
from tests.unit.form_samples import TODAY, filled_draft

FOREIGNER = filled_draft(citizenship=Citizenship.FOREIGN)


def chosen(step: StepId, text: str, draft: Draft) -> dict[str, Any]:
    parsed = read_text(step, text, draft, TODAY)
    assert isinstance(parsed, Answer)
    return dict(parsed.fields)


@pytest.mark.parametrize(
    ("step", "typed", "choice"),
    [
        (StepId.POLICY_KIND, "здоровье", PolicyKind.HEALTH),
        (StepId.POLICY_KIND, "Здоровье (ДМС)", PolicyKind.HEALTH),
        (StepId.POLICY_KIND, "дмс", PolicyKind.HEALTH),
        (StepId.POLICY_KIND, "КАСКО", PolicyKind.KASKO),
        (StepId.POLICY_KIND, "у меня ДМС", PolicyKind.HEALTH),
        (StepId.POLICY_KIND, "осаго.", PolicyKind.OSAGO),
        (StepId.POLICY_KIND, "несчастный  случай", PolicyKind.ACCIDENT),
        (StepId.ROLE, "застрахованный", Role.INSURED),
        (StepId.ROLE, "Застрахованным", Role.INSURED),
        (StepId.ROLE, "страхователь", Role.POLICYHOLDER),
        (StepId.ROLE, "я сотрудник", Role.INSURED),
        (StepId.ROLE, "Я — страхователь", Role.POLICYHOLDER),
        (StepId.ROLE, "я мама", Role.INSURED),
        (StepId.CITIZENSHIP, "Я, гражданин Узбекистана", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "рф", Citizenship.RUSSIAN),
        (StepId.CITIZENSHIP, "я россиянка", Citizenship.RUSSIAN),
        (StepId.CITIZENSHIP, "у меня гражданство Казахстана", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "Гражданство: Казахстан", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "гр узбекистана", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "Российское гражданство", Citizenship.RUSSIAN),
        (StepId.CITIZENSHIP, "Гражданин РФ", Citizenship.RUSSIAN),
        (StepId.CITIZENSHIP, "Россия", Citizenship.RUSSIAN),
        (StepId.CITIZENSHIP, "Иностранное гражданство", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "Узбекистан", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "гражданка Республики Беларусь", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "Казах.", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "я гражданка Таджикистана", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "узбечка", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "из Узбекистана", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "Киргизская Республика", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "Южная Корея", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "лицо без гражданства", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "Куба", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "чех", Citizenship.FOREIGN),
        (StepId.CITIZENSHIP, "гражданин Российской Федерации", Citizenship.RUSSIAN),
        (StepId.DOCUMENT_KIND, "паспорт", DocumentKind.RUSSIAN_PASSPORT),
        (StepId.DOCUMENT_KIND, "Паспорт гражданина РФ", DocumentKind.RUSSIAN_PASSPORT),
        (StepId.DOCUMENT_KIND, "у меня паспорт", DocumentKind.RUSSIAN_PASSPORT),
        (StepId.DOCUMENT_KIND, "свидетельство", DocumentKind.RUSSIAN_BIRTH_CERTIFICATE),
        (StepId.DOCUMENT_KIND, "иностранный паспорт", DocumentKind.FOREIGN_PASSPORT),
    ],
)
def test_a_choice_can_be_typed(step: StepId, typed: str, choice: str) -> None:
    assert list(chosen(step, typed, filled_draft()).values()) == [choice]


@pytest.mark.parametrize("typed", ["Кубань", "Чехов", "Индивидуальный", "великоросс"])
def test_what_only_looks_like_a_country_is_none(typed: str) -> None:
    with pytest.raises(InvalidAnswer):
        chosen(StepId.CITIZENSHIP, typed, filled_draft())


def test_a_bare_document_name_is_that_of_the_citizenship() -> None:
    told = chosen(StepId.DOCUMENT_KIND, "паспорт", FOREIGNER)
    assert told == {"document_kind": DocumentKind.FOREIGN_PASSPORT}
    told = chosen(StepId.DOCUMENT_KIND, "свидетельство о рождении", FOREIGNER)
    assert told == {"document_kind": DocumentKind.FOREIGN_BIRTH_CERTIFICATE}


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        chosen(StepId.ROLE, "кто-нибудь", FOREIGNER)
    assert refused.value.reason == "unknown-choice"


@pytest.mark.parametrize(
    ("press", "answered"),
    [
        (Press(Action.CHOOSE, StepId.ROLE, "insured"), {"role": Role.INSURED}),
        (Press(Action.CHOOSE, StepId.ROLE, "nobody"), None),
        (Press(Action.CHOOSE, StepId.PIN, "insured"), None),
        (Press(Action.NONE_PATRONYMIC, StepId.FULL_NAME), {"patronymic": ""}),
        (Press(Action.NONE_GIVEN_NAME, StepId.GIVEN_NAME), {"given_name": "", "patronymic": ""}),
        (Press(Action.BACK, StepId.ROLE), None),
    ],
)
def test_a_tapped_button_answers_like_a_text(
    press: Press, answered: dict[str, Any] | None
) -> None:
    answer = read_press(press, filled_draft(), TODAY)
    assert (dict(answer.fields) if answer else None) == answered


@pytest.mark.parametrize(
    ("typed", "kind", "verdict"),
    [
        ("да", DoubtKind.YEAR, Verdict.YES),
        ("Да, верно!", DoubtKind.YEAR, Verdict.YES),
        ("всё верно", DoubtKind.LAYOUT, Verdict.YES),
        ("lf", DoubtKind.LAYOUT, Verdict.YES),
        (" + ", DoubtKind.YEAR, Verdict.YES),
        ("Исправить", DoubtKind.EMAIL_TYPO, Verdict.YES),
        ("исправить", DoubtKind.YEAR, None),
        ("НЕТ", DoubtKind.LAYOUT, Verdict.NO),
        ("не верно", DoubtKind.YEAR, Verdict.NO),
        ("оставить", DoubtKind.EMAIL_TYPO, Verdict.NO),
        ("Данилова", DoubtKind.LAYOUT, None),
        ("-", DoubtKind.LAYOUT, None),
        ("🙂", DoubtKind.YEAR, None),
        ("", DoubtKind.YEAR, None),
    ],
)
def test_a_word_may_settle_a_doubt(typed: str, kind: DoubtKind, verdict: Verdict | None) -> None:
    assert read_verdict(typed, Doubt(kind, StepId.EMAIL, "a", "b")) is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Да, пусть подтвердит HR", Verdict.YES),
        ("хорошо", Verdict.YES),
        ("согласна", Verdict.YES),
        ("+", Verdict.YES),
        ("Нет, отвечу на вопросы", Verdict.NO),
        ("не надо", Verdict.NO),
        ("нет, вспомнила", Verdict.NO),
    ],
)
def test_whether_hr_decides_is_told_by_the_first_words(text: str, verdict: Verdict | None) -> None:
    assert read_whether_hr_decides(text) is verdict


@pytest.mark.parametrize(
    "text",
    [
        "да нет",
        "Давайте я отвечу",
        "Да?",
        "я вспомнил",
        "хочу ответить",
        "ладно",
        "верно",
        "Ок, вспомнил: Барсик",
        "Не хочу отвечать",
        "а HR когда?",
    ],
)
def test_what_is_not_clear_is_asked_again(text: str) -> None:
    assert read_whether_hr_decides(text) is None
    assert is_about_hr(text)


@pytest.mark.parametrize("text", ["Барсик", "Нетребко", "Данилов", "Окуджава"])
def test_an_answer_to_a_control_question_is_not_about_hr(text: str) -> None:
    assert read_whether_hr_decides(text) is None
    assert not is_about_hr(text)
