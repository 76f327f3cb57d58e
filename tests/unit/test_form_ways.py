"""Words that lead back or stop, told from answers."""

import pytest

from bot.form.ways import (
    asks_back,
    asks_for_help,
    asks_to_cancel,
    asks_why,
    forgets,
    greets,
    seeks_advice,
)

CAPTIONS = ("Назад", "Отмена правки")


@pytest.mark.parametrize("text", ["Назад", "назад", "« НАЗАД", "Вернуться.", "отмена правки"])
def test_these_lead_back(text: str) -> None:
    assert asks_back(text, CAPTIONS)
    assert not asks_to_cancel(text)


@pytest.mark.parametrize("text", ["Отмена", "отменить!"])
def test_these_stop(text: str) -> None:
    assert asks_to_cancel(text)
    assert not asks_back(text, CAPTIONS)


@pytest.mark.parametrize("text", ["", "🙂", "Назаров", "назад пути нет", "Отмена Вера"])
def test_these_are_answers(text: str) -> None:
    assert not asks_back(text, CAPTIONS)
    assert not asks_to_cancel(text)
    assert not any(read(text) for read in (asks_for_help, asks_why, seeks_advice, greets))


def test_help_is_asked_for_in_words() -> None:
    assert all(map(asks_for_help, ("помощь", "Помогите!", "оператор")))
    assert all(
        map(
            asks_why,
            (
                "зачем?",
                "не знаю",
                "а это безопасно?",
                "Где найти номер",
                "код тоже писать?",
                "Вы из страховой?",
                "В каком году?",
                "чем подтвердить?",
                "обязательно?",
            ),
        )
    )
    assert all(map(seeks_advice, ("что это?", "помогите", "Что вводить", "Позовите человека")))
    assert all(map(greets, ("Здравствуйте!", "добрый день")))


@pytest.mark.parametrize("text", ["уже не помню", "я забыла ответ", "понятия не имею", "Не понял"])
def test_who_has_forgotten_says_so_among_other_words(text: str) -> None:
    assert forgets(text)


@pytest.mark.parametrize("text", ["Незнайка", "Забылин", "Помню, Барсик"])
def test_who_answers_has_not_forgotten(text: str) -> None:
    assert not forgets(text)


@pytest.mark.parametrize("text", ["Орлова Дарья?", "да?", "daria@example.org?", "Барсик?"])
def test_an_unsure_answer_is_no_question(text: str) -> None:
    assert not asks_why(text)


@pytest.mark.parametrize("text", ["Оператор", "Справка", "поддержка", "Привет"])
def test_a_control_question_may_be_answered_with_any_word(text: str) -> None:
    assert not seeks_advice(text)


def test_a_text_longer_than_any_phrase_is_none() -> None:
    assert not asks_back("назад" + " " * 4_000, CAPTIONS)
    assert not asks_to_cancel("отмена" + "." * 4_000)
