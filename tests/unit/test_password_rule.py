"""The password rule of the instruction, and what may not be a password."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.password import (
    OwnData,
    PasswordFault,
    common_passwords,
    generate_password,
    password_faults,
)

GOOD = "Xk7mQ2vRt"
PERSON = OwnData(
    names=("Щербаков-Жуков", "Илларион", ""),
    birth_date=date(1987, 4, 9),
    policy_number="AM617203945/13",
    document_number="4509 613578",
    phone="+79161237741",
    email="zimorodok.55@mail.ru",
)


def faults(password: str, own: OwnData = PERSON) -> set[str]:
    return {fault.value for fault in password_faults(password, own, common_passwords())}


@pytest.mark.parametrize(
    ("password", "named"),
    [
        (GOOD, set()),
        ("Xk7mQ2v", set()),
        ("Xk7mQ2vRtW9z", set()),
        ("Xk7 mQ2v!", set()),
        ("Xk7mQ2", {"short"}),
        ("Xk7mQ2vRtW9zA", {"long"}),
        ("xk7mq2vrt", {"no-capital"}),
        ("XK7MQ2VRT", {"no-small"}),
        ("XkzmQbvRt", {"no-digit"}),
        ("", {"short", "no-capital", "no-small", "no-digit"}),
        ("xk", {"short", "no-capital", "no-digit"}),
        ("Хk7mQ2vRt", {"russian-letters"}),
        ("пароль", {"russian-letters", "short", "no-capital", "no-small", "no-digit"}),
        ("Xk7mQ2vR\u00e9", {"foreign-signs"}),
        ("Xk7mQ2vR\u200b", {"foreign-signs"}),
        ("Xk7m\nQ2vR", {"foreign-signs"}),
        ("Xk7mQ2vR٣", {"foreign-signs"}),
    ],
)
def test_every_unmet_part_of_the_rule_is_named(password: str, named: set[str]) -> None:
    assert faults(password) == named


@pytest.mark.parametrize(
    "password",
    [
        *("Qwerty1", "Qwerty123", "1Qwerty", "ytrewQ1", "Password1", "P@ssw0rd1", "Pa55word"),
        *("drowssaP1", "Parol123", "Ghbdtn1", "Gfhjkm12", "Privet2024", "Natasha90", "Spartak1"),
        *("Aa1234567", "Aaaaaa1", "Abcdefg1", "1qaz2Wsx", "Zaq12wsx", "Test1Test", "Iloveyou1"),
        *("Dragon007", "Moskva77", "Kabinet1", "Zdorove1", "Asdfgh12", "Admin2026", "Vfhbyf85"),
    ],
)
def test_well_known_passwords_are_refused_in_disguise(password: str) -> None:
    assert faults(password) == {"common"}


@pytest.mark.parametrize(
    "password",
    [
        *("Shcherbakov1", "Scherbakov12", "Zhukov7xQ", "vokuhZ7xQ", "Illarion9", "1llari0nX"),
        *("Xq1987vb", "Xq0904vbn", "0409vbnQ", "Xq870409v", "Xq090487v"),
        *("Xq7741vbn", "Xq613578v", "Zimorodok1"),
        "Xq617203945v",
    ],
)
def test_own_data_are_refused_in_disguise(password: str) -> None:
    assert faults(password) == {"own-data"}


def test_somebody_elses_data_are_not_held_against_a_password() -> None:
    assert faults("Zhukov7xQ", OwnData()) == set()


@given(st.integers())
def test_a_made_password_always_keeps_the_rule(seed: int) -> None:
    password = generate_password(random.Random(seed))
    assert len(password) == 12
    assert not set(password) & set("0O1lI")
    assert not password_faults(password, OwnData(), frozenset())


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert all(
        isinstance(fault, PasswordFault) for fault in password_faults(text, PERSON, frozenset())
    )


def test_what_is_known_of_a_person_is_not_shown() -> None:
    assert "1987" not in repr(PERSON)
    assert "zimorodok" not in repr(PERSON)
