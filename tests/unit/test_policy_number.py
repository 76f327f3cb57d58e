"""A policy number is recognised however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.policy import MOST_SPELLINGS, candidate_spellings, policy_number
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import skeleton

CARD = "AM012345678/13"
SPELLINGS = [
    "AM012345678/13",
    "am012345678/13",
    "АМ012345678/13",
    "Ам012345678/13",
    "аМ012345678/13",
    "AM012345678-13",
    "AM012345678–13",
    "AM012345678—13",
    "AM012345678.13",
    "AM012345678\\13",
    "AM012345678 13",
    "AM012345678 / 13",
    "AM 012345678/13",
    "AM-012345678/13",
    "AM 012 345 678/13",
    "AM 012 345 678 / 13",
    "A M 0 1 2 3 4 5 6 7 8 / 1 3",
    "AM01234567813",
    "AM01234567８/１３",
    "№AM012345678/13",
    "№ AM012345678/13",
    "N AM012345678/13",
    "No. AM012345678/13",
    "# AM012345678/13",
    "полис AM012345678/13",
    "Полис № AM012345678/13",
    "полис ДМС AM012345678/13",
    "номер полиса: AM012345678/13",
    "договор AM012345678/13",
    "договора № AM012345678/13 от 01.02.2013 г.",
    "Страховой полис: серия AM номер 012345678/13",
    "ФЬ012345678/13",
    "фь012345678.13",
    "AMO12345678/13",
    "АМО12345678/13",
    "\u202aAM012345678/13\u202c",
    "AM012345678/13.",
    "AM\u00a0012345678\u00a0/\u00a013",
    "AM_012345678/13",
    "AM012345678,13",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_finds_the_policy(spelling: str) -> None:
    assert skeleton(CARD) in candidate_spellings(policy_number(spelling))


@pytest.mark.parametrize("registered", ["AM 012345678/13", "AM-012345678-13", "AM012345678-13"])
def test_the_registry_may_write_the_number_its_own_way(registered: str) -> None:
    assert skeleton(policy_number(registered)) in candidate_spellings(policy_number(CARD))


@pytest.mark.parametrize("spelling", ["123/14", "123-14", "123 14", "12314", "№ 123 / 14"])
def test_a_contract_number_serves_too(spelling: str) -> None:
    assert skeleton("123/14") in candidate_spellings(policy_number(spelling))


@pytest.mark.parametrize("other", ["AM012345679/13", "AM012345678/14", "AN012345678/13", "123/41"])
def test_two_policies_never_merge(other: str) -> None:
    assert skeleton(CARD) not in candidate_spellings(policy_number(other))


def test_the_number_itself_is_tried_first() -> None:
    assert candidate_spellings(CARD)[0] == skeleton(CARD)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("am012345678 / 13", "AM012345678/13"),
        ("полис № 123//14.", "123/14"),
        ("ДМС-123/14", "ДМС-123/14"),
        ("N123/14", "N123/14"),
    ],
)
def test_the_stored_form_is_neat(typed: str, stored: str) -> None:
    assert policy_number(typed) == stored


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "no-number"),
        ("полис", "no-number"),
        ("AM", "no-number"),
        ("1", "short-number"),
        ("AM*123/14", "foreign-signs"),
        ("<b>123</b>", "foreign-signs"),
        ("'; DROP 1", "foreign-signs"),
        ("7" * 41, "long-number"),
    ],
)
def test_a_refusal_says_why(typed: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        policy_number(typed)
    assert refused.value.reason == reason


def test_foreign_signs_are_named_once() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        policy_number("12*3@4*5")
    assert refused.value.details == {"signs": "* @"}


@given(st.text() | st.text("AMАМФЬOО0123/-. №", max_size=20))
def test_any_text_is_accepted_or_refused_and_the_stored_form_is_stable(text: str) -> None:
    try:
        number = policy_number(text)
    except InvalidAnswer:
        return
    assert policy_number(number) == number
    assert len(candidate_spellings(number)) <= MOST_SPELLINGS
