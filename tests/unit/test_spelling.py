"""One spelling for look-alikes, layouts and punctuation."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spelling import (
    plain_signs,
    skeleton,
    tidy,
    typed_on_latin_layout,
    typed_on_russian_layout,
)

UNLIKE_LETTERS = "БГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ" + "DFGJLNQRUVWZ" + string.digits


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AM012345678/13", "ам012345678/13"),
        ("Соловьёв", "СОЛОВЬЕВ"),
        ("Салтыков-Щедрин", "салтыков — щедрин"),
        ("123/14", "123 - 14"),
        ("Д’Артаньян", "Д'Артаньян"),
        ("Копылов й", "Копылов и\u0306"),
        ("№ 123", "１２３"),
        ("zero\u200bwidth", "ZEROWIDTH"),
        ("АВЕКМНОРСТУХ", "abekmhopctyx"),
    ],
)
def test_spellings_of_one_thing_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("123/14", "12314"), ("123/14", "123/41"), ("О12", "012"), ("Иванов", "Ивановна")],
)
def test_different_things_have_different_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text())
def test_a_skeleton_is_its_own_skeleton(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.text(UNLIKE_LETTERS), st.text(UNLIKE_LETTERS))
def test_only_look_alikes_collide(one: str, other: str) -> None:
    assert (skeleton(one) == skeleton(other)) == (one == other)


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert plain_signs(plain_signs(text)) == plain_signs(text)


def test_invisible_signs_and_spare_spaces_go() -> None:
    assert tidy(" \u202eИван\u00ad\u200d \n\t Иванов\x00 ") == "Иван Иванов"


def test_digits_dashes_and_slashes_of_any_kind_become_plain() -> None:
    assert plain_signs("№ ١٢３—4∕5") == "123-4/5"


def test_the_same_keys_on_the_other_layout() -> None:
    assert typed_on_latin_layout("ФЬ") == "AM"
    assert typed_on_russian_layout("Bdfyjd") == "Иванов"
