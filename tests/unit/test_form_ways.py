"""Words that lead back or stop, told from answers."""

import pytest

from bot.form.ways import asks_back, asks_to_cancel

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
