"""Numbers as people read them."""

import pytest

from bot.domain.figures import roubles, share, thousands


@pytest.mark.parametrize(
    ("count", "read"),
    [(0, "0"), (999, "999"), (12345, "12\u202f345"), (1234567, "1\u202f234\u202f567")],
)
def test_digits_stand_in_threes(count: int, read: str) -> None:
    assert thousands(count) == read


@pytest.mark.parametrize(
    ("kopecks", "read"),
    [(0, "0,00"), (5, "0,05"), (-5, "-0,05"), (310, "3,10"), (1234567, "12\u202f345,67")],
)
def test_money_is_put_in_roubles(kopecks: int, read: str) -> None:
    assert roubles(kopecks) == read


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 40, "0"),
        (9, 40, "23"),
        (1, 2, "50"),
        (40, 40, "100"),
        (0, 0, "0"),
        (1, 1000, "<1"),
        (1, 100, "1"),
        (99, 100, "99"),
        (999, 1000, ">99"),
    ],
)
def test_a_share_says_none_or_all_only_of_none_or_all(part: int, whole: int, percent: str) -> None:
    assert share(part, whole) == f"{percent}\u202f%"
