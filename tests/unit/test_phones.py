"""Russian mobile numbers in every spelling, and why others are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phone import contact_phone, hidden_phone, masked_phone, mobile_phone, spaced_phone
from bot.domain.refusal import InvalidAnswer
from tests.phones import unbroken


@pytest.mark.parametrize(
    "typed",
    [
        "+79161234567",
        "79161234567",
        "89161234567",
        "9161234567",
        "8 (916) 123-45-67",
        "+7 (916) 123 45 67",
        "8-916-123-45-67",
        "8.916.123.45.67",
        "+8 916 123 45 67",
        "тел. 8 916 123-45-67",
        "8 916 123-45-67 доб. 12",
        "＋7９161234567",
        "\u202a+7 916 123‑45‑67\u202c",
    ],
)
def test_a_mobile_number_is_read_in_every_spelling(typed: str) -> None:
    assert mobile_phone(typed) == "+79161234567"


@pytest.mark.parametrize(
    ("typed", "reason", "count"),
    [
        ("нет", "no-digits", None),
        ("", "no-digits", None),
        ("916123456", "few-digits", 9),
        ("+7 916 123 45 6", "few-digits", 9),
        ("8916123456", "few-digits", 9),
        ("8 916 123 45 67 8", "many-digits", 11),
        ("+7 916 123-45-67, +7 916 765-43-21", "many-digits", 21),
        ("+375 29 123-45-67", "foreign", None),
        ("+1 202 555 0123", "foreign", None),
        ("+7 701 234 56 78", "kazakhstan", None),
        ("8 495 123-45-67", "landline", None),
        ("8 800 555-35-35", "not-mobile", None),
    ],
)
def test_a_refusal_says_why(typed: str, reason: str, count: int | None) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        mobile_phone(typed)
    assert refused.value.reason == reason
    assert refused.value.details.get("typed") == count


@pytest.mark.parametrize("number", ["79161234567", "+79161234567", "+7 916 123-45-67"])
def test_the_number_of_a_russian_contact_is_read(number: str) -> None:
    assert contact_phone(number) == "+79161234567"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        *(("998901234567", "foreign"), ("84912345678", "foreign"), ("+375291234567", "foreign")),
        *(("77011234567", "kazakhstan"), ("74951234567", "landline"), ("", "foreign")),
    ],
)
def test_the_number_of_another_contact_is_refused(number: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        contact_phone(number)
    assert refused.value.reason == reason


@given(st.text() | st.text("+78 9()-0123456", max_size=20))
def test_any_text_is_a_number_or_refused_and_the_stored_form_is_stable(text: str) -> None:
    try:
        phone = mobile_phone(text)
    except InvalidAnswer:
        return
    assert mobile_phone(phone) == mobile_phone(spaced_phone(phone)) == phone


def test_a_mask_shows_the_first_and_the_last_two_digits() -> None:
    assert masked_phone("+79161234567") == unbroken("+7 9•• •••-••-67")


def test_whoever_confirms_a_number_is_not_shown_what_they_must_know() -> None:
    assert hidden_phone("+79161234567") == unbroken("+7 916 123-••-••")
