"""Four digits are read as HR types them, and nothing else is a guess."""

import pytest

from handlers.staff.phone_requests import typed_digits


@pytest.mark.parametrize(
    "text", ["4567", " 45-67 ", "45 67", "45.67", "４５６７", "номер 4567", "4567."]
)
def test_four_digits_in_any_spelling(text: str) -> None:
    assert typed_digits(text) == "4567"


@pytest.mark.parametrize("text", ["", "456", "45678", "+79161234567", "4567, 4568", "сорок пять"])
def test_everything_else_is_no_guess(text: str) -> None:
    assert typed_digits(text) is None
