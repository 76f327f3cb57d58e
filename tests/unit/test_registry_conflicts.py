"""Rows that contradict each other are all refused, each with the numbers of the others."""

from bot.use_cases.registry.conflicts import look_alikes, repeated_rows
from bot.use_cases.registry.rows import Refusal
from tests.unit.registry_samples import good


def test_the_same_person_twice_is_refused_both_times() -> None:
    rows = [good(2), good(3, GIVEN_NAME="Анна"), good(4, DOCUMENT_NUMBER="4511 654321")]
    assert repeated_rows(rows) == [
        Refusal(2, "repeated", others=(4,)),
        Refusal(4, "repeated", others=(2,)),
    ]


def test_one_person_in_two_roles_is_two_rows() -> None:
    assert repeated_rows([good(2), good(3, ROLE="Страхователь")]) == []


def test_numbers_that_look_alike_under_two_policyholders_are_refused() -> None:
    rows = [
        good(2, POLICY_NUMBER="AM-1/26"),
        good(3, POLICY_NUMBER="АМ 1/26", POLICYHOLDER="ООО «Лесные тропы»", GIVEN_NAME="Анна"),
        good(4, POLICY_NUMBER="AM 1-26", GIVEN_NAME="Инна"),
        good(5, POLICY_NUMBER="AM-2/26", POLICYHOLDER="ООО «Лесные тропы»"),
    ]
    assert look_alikes(rows) == [
        Refusal(2, "look-alike", others=(3,)),
        Refusal(4, "look-alike", others=(3,)),
        Refusal(3, "look-alike", others=(2,)),
    ]


def test_numbers_that_look_alike_of_two_kinds_are_refused() -> None:
    rows = [good(2), good(3, POLICY_KIND="КАСКО", GIVEN_NAME="Анна")]
    assert {one.row for one in look_alikes(rows)} == {2, 3}


def test_a_policyholder_written_with_other_quotes_is_the_same() -> None:
    rows = [good(2), good(3, POLICYHOLDER='ООО "Северный Маяк"', GIVEN_NAME="Анна")]
    assert look_alikes(rows) == []
