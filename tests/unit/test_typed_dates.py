"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import (
    anniversary,
    check_birth_date,
    dotted_date,
    find_date,
    long_date,
    read_date,
)
from bot.domain.refusal import InvalidAnswer

TODAY = date(2026, 11, 22)
MARCH_12 = date(1990, 3, 12)


@pytest.mark.parametrize(
    "typed",
    [
        "12.03.1990",
        "12.3.1990",
        "12/03/1990",
        "12-03-1990",
        "12—03—1990",
        "12 03 1990",
        "12 . 03 . 1990",
        "12,03,1990",
        "12031990",
        "19900312",
        "1990-03-12",
        "1990.03.12",
        "12 марта 1990",
        "12 марта 1990 г.",
        "12 марта 1990 года",
        "«12» марта 1990 г.",
        "12-го марта 1990",
        "12 МАРТ 1990",
        "12мар1990",
        "12.03.1990 г.р.",
        "12.03.1990г",
        "１２.03.1990",
    ],
)
def test_a_full_date_is_read_in_every_form(typed: str) -> None:
    read = read_date(typed, TODAY)
    assert (read.value, read.certain) == (MARCH_12, True)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12/3/90", MARCH_12),
        ("120390", MARCH_12),
        ("12 марта 90", MARCH_12),
        ("03.04.25", date(2025, 4, 3)),
        ("22.11.26", date(2026, 11, 22)),
        ("23.11.26", date(1926, 11, 23)),
        ("29.02.00", date(2000, 2, 29)),
    ],
)
def test_a_year_of_two_digits_is_only_a_guess(typed: str, value: date) -> None:
    read = read_date(typed, TODAY)
    assert (read.value, read.certain) == (value, False)


@pytest.mark.parametrize(
    ("typed", "reason", "details"),
    [
        ("завтра", "unreadable", {}),
        ("", "unreadable", {}),
        ("1990", "unreadable", {}),
        ("12.03", "unreadable", {}),
        ("12.03.199", "unreadable", {}),
        ("12.03.1990 и 13.03.1990", "unreadable", {}),
        ("03/25/1990", "no-such-month", {"month": "25"}),
        ("31.11.1990", "no-such-day", {"typed": "31 ноября 1990"}),
        ("29.02.1991", "no-such-day", {"typed": "29 февраля 1991"}),
        ("00.01.1990", "no-such-day", {"typed": "0 января 1990"}),
    ],
)
def test_a_refusal_says_why(typed: str, reason: str, details: dict[str, str]) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        read_date(typed, TODAY)
    assert (refused.value.reason, refused.value.details) == (reason, details)


@pytest.mark.parametrize(
    ("value", "reason"),
    [(date(2026, 11, 23), "future"), (date(1905, 1, 1), "too-old")],
)
def test_a_birth_date_is_in_a_human_life(value: date, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        check_birth_date(value, TODAY)
    assert refused.value.reason == reason


def test_a_birth_today_is_possible() -> None:
    check_birth_date(TODAY, TODAY)


def test_a_date_is_found_inside_a_line() -> None:
    found = find_date("ОВД № 12 15.04.2010 г. Москва", TODAY)
    assert found is not None
    assert found.typed.value == date(2010, 4, 15)
    assert (found.before, found.after) == ("ОВД № 12 ", " Москва")


def test_a_line_without_a_date_has_none() -> None:
    assert find_date("ОВД Тверской, код 770-001", TODAY) is None
    assert find_date("4509 123456", TODAY, compact=False) is None


@given(st.dates())
def test_both_written_forms_are_read_back(value: date) -> None:
    assert read_date(long_date(value), TODAY).value == value
    assert read_date(dotted_date(value), TODAY).value == value


@given(st.text() | st.text("0123456789.-/ мартг", max_size=14))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        read = read_date(text, TODAY)
    except InvalidAnswer:
        return
    assert isinstance(read.value, date)


def test_an_age_is_reached_on_the_first_of_march_after_a_leap_birthday() -> None:
    assert anniversary(date(2004, 2, 29), 14) == date(2018, 3, 1)
    assert anniversary(date(2004, 2, 29), 20) == date(2024, 2, 29)
