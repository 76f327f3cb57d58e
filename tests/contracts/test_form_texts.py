"""The form and its locale files say the same: every step, refusal and button has its text."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.document import DocumentKind
from bot.form.draft import DoubtKind, Draft
from bot.form.keyboards import Action, cancel_keyboard, keyboard_for, resume_keyboard
from bot.form.prompts import explanation, question, wrong_content
from bot.form.step import StepId
from bot.form.steps import STEPS
from bot.texts import Texts
from tests.unit.form_samples import TODAY

# These are listed in one table of bot/domain/email.py and raised by one line without details.
VISIBLE_EMAIL_FAULTS = frozenset(
    {"no-at", "many-at", "spaces", "commas", "russian-letters", "no-name", "bad-domain"}
)
ROOT = Path(__file__).parents[2]
FORM = (ROOT / "locales/ru/form.ftl").read_text("utf-8")
QUESTIONS = [row.id for row in STEPS if not row.gate]
LABELS = {
    StepId.POLICY_KIND: ["вид полиса"],
    StepId.POLICY_NUMBER: ["номер полиса", "123/14", "AM012345678/13"],
    StepId.ROLE: ["Являюсь"],
    StepId.CITIZENSHIP: ["Гражданство"],
    StepId.FULL_NAME: ["Фамилия, Имя, Отчество"],
    StepId.SURNAME: ["Фамилия"],
    StepId.GIVEN_NAME: ["Имя"],
    StepId.PATRONYMIC: ["Отчество"],
    StepId.BIRTH_DATE: ["Дата рождения"],
    StepId.DOCUMENT_KIND: ["Документ"],
    StepId.DOCUMENT_NUMBER: ["Серия и номер"],
    StepId.DOCUMENT_ISSUED: ["Дата выдачи", "Кем выдан"],
    StepId.ISSUE_DATE: ["Дата выдачи"],
    StepId.ISSUER: ["Кем выдан"],
    StepId.PHONE: ["Мобильный телефон", "активации доступа", "телефона Застрахованного"],
    StepId.EMAIL: ["E-mail", "логин", "ссылка для активации"],
}


def raised_reasons() -> dict[str, set[frozenset[str]]]:
    """Reasons of every `InvalidAnswer(...)` in the code, with the names of their details."""
    found: dict[str, set[frozenset[str]]] = {}
    for folder in ("bot/domain", "bot/form"):
        for path in (ROOT / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "InvalidAnswer":
                    details = frozenset(str(keyword.arg) for keyword in node.keywords)
                    for reason in constants(node.args[0]):
                        found.setdefault(reason, set()).add(details)
    return found


def constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return [str(node.value)] if isinstance(node, ast.Constant) else []


@pytest.mark.parametrize("step", QUESTIONS)
def test_a_question_carries_its_labels(texts: Texts, step: StepId) -> None:
    prompt = question(step, Draft())
    shown = texts.html(prompt.text_id, **prompt.args)
    assert all(label in shown for label in LABELS[step])


@pytest.mark.parametrize("step", [step for step in QUESTIONS if step is not StepId.PHONE])
def test_a_question_says_where_one_is_and_is_short(texts: Texts, step: StepId) -> None:
    prompt = question(step, Draft())
    shown = texts.html(prompt.text_id, **prompt.args)
    assert shown.splitlines()[-1].startswith("<i>")
    assert " из 12" in shown
    assert len(shown) <= 300
    assert len(shown.splitlines()) == 3


def test_each_kind_of_document_is_asked_for_by_its_own_name(texts: Texts) -> None:
    drafts = (Draft(document_kind=kind) for kind in DocumentKind)
    prompts = [question(StepId.DOCUMENT_NUMBER, draft) for draft in drafts]
    assert len({texts.html(one.text_id, **one.args) for one in prompts}) == len(DocumentKind)


@pytest.mark.parametrize("step", QUESTIONS)
def test_a_question_explains_itself_and_answers_a_picture(texts: Texts, step: StepId) -> None:
    for prompt in (explanation(step), wrong_content(step)):
        assert texts.html(prompt.text_id, **prompt.args)


@pytest.mark.parametrize(
    ("step", "reason"), [(row.id, reason) for row in STEPS for reason in sorted(row.reasons)]
)
def test_a_refusal_has_its_text_with_the_same_arguments(
    texts: Texts, step: StepId, reason: str
) -> None:
    details = raised_reasons().get(reason, {frozenset()})
    assert details == {texts.arguments(f"bad-{step}-{reason}")}


def test_every_raised_reason_belongs_to_a_step() -> None:
    declared = {reason for row in STEPS for reason in row.reasons}
    assert set(raised_reasons()) | VISIBLE_EMAIL_FAULTS == declared


def test_the_form_has_no_text_without_a_use() -> None:
    used = {f"bad-{row.id}-{reason}" for row in STEPS for reason in row.reasons}
    used |= {f"{kind}-{step}" for step in QUESTIONS for kind in ("ask", "why", "wrong-content")}
    defined = {line.split(" =")[0] for line in FORM.splitlines() if " =" in line}
    prefixes = ("bad-", "ask-", "why-", "wrong-content-")
    assert {text_id for text_id in defined if text_id.startswith(prefixes)} == used


@pytest.mark.parametrize("step", StepId)
def test_every_button_has_a_caption_without_arguments(texts: Texts, step: StepId) -> None:
    drafts = (Draft(), Draft(aside=Draft()))
    keyboards = [
        keyboard_for(step, replace(draft, ticked=ticked), TODAY)
        for draft in drafts
        for ticked in (False, True)
    ]
    for keyboard in (*keyboards, resume_keyboard(step), cancel_keyboard(step)):
        for row in keyboard.rows:
            assert all(texts.arguments(button.text_id) == frozenset() for button in row)


@pytest.mark.parametrize("kind", DoubtKind)
def test_a_doubt_shows_what_was_typed_and_what_is_proposed(texts: Texts, kind: DoubtKind) -> None:
    assert texts.arguments(f"doubt-{kind}") == {"typed", "proposal"}
    assert texts.plain(f"button-{kind}-yes")
    assert texts.plain(f"button-{kind}-no")


def test_every_action_of_a_button_is_known_to_the_locale_or_to_a_choice(texts: Texts) -> None:
    without_caption = {Action.CHOOSE, Action.YES, Action.NO, Action.EDIT, Action.TICK, Action.HELP}
    for action in set(Action) - without_caption:
        assert texts.plain(f"button-{action}")
