"""The header of a registry file is found in any order, or the file is refused by one line."""

import pytest

from bot.use_cases.registry.columns import BadHeader, Column, read_header
from tests.unit.registry_samples import HEADER


def test_columns_stand_in_any_order_case_and_spacing() -> None:
    names = ["  " + name.upper().replace(" ", "  ") for name in reversed(HEADER)]
    layout = read_header(names)
    assert layout.columns[Column.POLICY_KIND] == len(HEADER) - 1
    assert set(layout.columns) == set(Column)


def test_a_header_is_read_in_the_other_alphabets_look_alikes() -> None:
    names = [name.replace("о", "o").replace("е", "e") for name in HEADER]
    assert set(read_header(names).columns) == set(Column)


def test_any_number_of_questions_keep_their_texts() -> None:
    layout = read_header([*HEADER, "Вопрос : Город, где Вы учились?"])
    assert list(layout.questions) == ["Кличка первой собаки?", "Город, где Вы учились?"]


def test_the_identifier_and_the_questions_may_be_left_out() -> None:
    names = [name for name in HEADER if name in set(Column) - {Column.IDENTIFIER}]
    assert not read_header(names).questions


def test_a_nameless_column_is_passed_over() -> None:
    assert read_header([*HEADER, " "]).width == len(HEADER) + 1


def test_missing_unknown_and_repeated_columns_are_named() -> None:
    names = [name for name in HEADER if name != Column.PHONE]
    with pytest.raises(BadHeader) as refused:
        read_header([*names, "зарплата", "ИМЯ"])
    assert refused.value.missing == ("телефон",)
    assert refused.value.unknown == ("зарплата",)
    assert refused.value.repeated == ("имя",)


def test_the_same_question_twice_is_refused() -> None:
    with pytest.raises(BadHeader) as refused:
        read_header([*HEADER, HEADER[-1]])
    assert refused.value.repeated == (HEADER[-1],)


def test_a_question_too_long_for_a_message_is_no_column() -> None:
    endless = f"вопрос: {'почему ' * 50}?"
    with pytest.raises(BadHeader) as refused:
        read_header([*HEADER, endless])
    assert refused.value.unknown == (endless,)
