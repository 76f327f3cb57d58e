"""Whom an administrator means by what they type after a command."""

import pytest

from bot.use_cases.administration.whom import (
    ByChat,
    ByPhone,
    ByPolicy,
    phone_or_chat,
    phone_or_policy,
)


@pytest.mark.parametrize(
    "text", ["+7 900 000-00-01", "8 (900) 000 00 01", "9000000001", "79000000001"]
)
def test_a_phone_is_a_phone_everywhere(text: str) -> None:
    assert phone_or_policy(text) == phone_or_chat(text) == ByPhone("+79000000001")


@pytest.mark.parametrize(
    ("text", "number"),
    [("am012345678/13", "AM012345678/13"), ("полис 123/14", "123/14"), ("1234567", "1234567")],
)
def test_what_is_no_phone_is_a_policy(text: str, number: str) -> None:
    assert phone_or_policy(text) == ByPolicy(number)


@pytest.mark.parametrize(
    ("text", "chat_id"),
    [("id 9000000001", 9000000001), ("ID:42", 42), ("7123456789", 7123456789), (" 90042 ", 90042)],
)
def test_a_telegram_id_is_told_from_a_phone(text: str, chat_id: int) -> None:
    assert phone_or_chat(text) == ByChat(chat_id)


def test_a_telegram_id_is_no_policy() -> None:
    assert phone_or_policy("id 90042") is None


@pytest.mark.parametrize("text", ["8900", "8 900", "+7900", "7900123", "89001234"])
def test_the_beginning_of_a_phone_is_no_telegram_id(text: str) -> None:
    assert phone_or_chat(text) is None


@pytest.mark.parametrize("text", ["", "Анна", "id"])
def test_anything_else_is_nobody(text: str) -> None:
    assert (phone_or_policy(text), phone_or_chat(text)) == (None, None)
