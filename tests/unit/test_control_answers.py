"""Answers to control questions are compared forgivingly."""

import pytest

from bot.domain.control_answer import control_answer_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлкина", " елкина "),
        ("Салтыкова-Щедрина", "салтыкова щедрина"),
        ("12.03.1990", "12 марта 1990 г."),
        ("12.03.1990", "120390"),
        ("12.03.1990", "1990-03-12"),
        ("АВС-123", "abc 123"),
        ("ул. Ленина, д. 5", "Ул Ленина д 5"),
    ],
)
def test_the_same_answer_is_equal(one: str, other: str) -> None:
    assert control_answer_key(one) == control_answer_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ёлкина", "Белкина"), ("12.03.1990", "13.03.1990"), ("", "нет")]
)
def test_another_answer_is_not(one: str, other: str) -> None:
    assert control_answer_key(one) != control_answer_key(other)
