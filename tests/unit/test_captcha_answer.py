"""What counts as having read the picture."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.captcha import ALPHABET, SIGNS, matches, new_answer


@given(st.randoms(use_true_random=False))
def test_an_answer_has_five_signs_without_look_alikes(random: Random) -> None:
    answer = new_answer(random)
    assert len(answer) == SIGNS == 5
    assert set(answer) <= set(ALPHABET)
    assert not set(answer) & set("BOIQSZGL012568")


@pytest.mark.parametrize(
    "typed", ["AXK34", "axk34", " a x k 3 4 ", "АХК34", "ахкЗЧ", "ＡＸＫ３４"]
)
def test_case_spaces_and_the_russian_keyboard_do_not_matter(typed: str) -> None:
    assert matches("AXK34", typed)


def test_every_russian_look_alike_is_read_as_its_latin_twin() -> None:
    assert matches("ACEHKMPTXY34", "асенкмртхузч")
    assert matches("EE", "Ёё")


@pytest.mark.parametrize("typed", ["", " ", "AXK3", "AXK344", "AXK37", "ЯЯЯЯЯ", "AXK34\ud800"])
def test_anything_else_is_not_the_answer(typed: str) -> None:
    assert not matches("AXK34", typed)
