"""Names are taken as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.full_name import name_on_other_layout, says_none, split_full_name
from bot.domain.person import full_name_key, name_part, name_with_initials
from bot.domain.refusal import InvalidAnswer


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Иванов Иван Иванович", ("Иванов", "Иван", "Иванович")),
        ("иванов иван иванович", ("Иванов", "Иван", "Иванович")),
        ("ИВАНОВ\nИВАН\nИВАНОВИЧ", ("Иванов", "Иван", "Иванович")),
        ("Иван Иванович Иванов", ("Иванов", "Иван", "Иванович")),
        ("Иванов, Иван Иванович.", ("Иванов", "Иван", "Иванович")),
        ("ФИО: Иванов Иван Иванович", ("Иванов", "Иван", "Иванович")),
        ("Фамилия: Иванов Имя: Иван Отчество: Иванович", ("Иванов", "Иван", "Иванович")),
        ("Иванов", ("Иванов", None, None)),
        ("Иванов Иван", ("Иванов", "Иван", None)),
        ("Мария Петровна", (None, "Мария", "Петровна")),
        ("Иванов Иван без отчества", ("Иванов", "Иван", "")),
        ("Иванов Иван (нет отчества)", ("Иванов", "Иван", "")),
        ("Иванов Иван, отчества нет", ("Иванов", "Иван", "")),
        ("Салтыков - Щедрин Михаил Евграфович", ("Салтыков-Щедрин", "Михаил", "Евграфович")),
        ("Салтыков Щедрин Михаил Евграфович", ("Салтыков Щедрин", "Михаил", "Евграфович")),
        ("Алиев Вагиф Гасан оглы", ("Алиев", "Вагиф", "Гасан оглы")),
        ("АЛИЕВА ЛЕЙЛА ГАСАН КЫЗЫ", ("Алиева", "Лейла", "Гасан кызы")),
        ("Каримов Тимур Рустам угли", ("Каримов", "Тимур", "Рустам угли")),
        ("Д’Артаньян Шарль", ("Д'Артаньян", "Шарль", None)),
        ("О Ир", ("О", "Ир", None)),
        ("García Márquez Gabriel José", ("García", "Márquez Gabriel José", None)),
        ("Иванoв Иван", ("Иванов", "Иван", None)),
    ],
)
def test_a_line_is_told_apart(typed: str, parts: tuple[str | None, ...]) -> None:
    told = split_full_name(typed)
    assert (told.surname, told.given_name, told.patronymic) == parts


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Иванов1", "digits"),
        ("Иванов И. И.", "initials"),
        ("Иванов И.И.", "initials"),
        ("", "no-letters"),
        ("---", "no-letters"),
        ("Иванов @ Иван", "foreign-signs"),
        ("😀 Иван", "foreign-signs"),
        ("李 伟", "foreign-signs"),
        ("и" * 101, "long-name"),
        ("раз два три четыре пять шесть семь восемь", "many-words"),
    ],
)
def test_a_refusal_says_what_is_wrong(typed: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        split_full_name(typed)
    assert refused.value.reason == reason


@pytest.mark.parametrize("typed", ["МакДональд", "де ла Крус", "Ван-дер-Ваальс"])
def test_a_name_of_mixed_case_stays_as_typed(typed: str) -> None:
    assert name_part(typed) == typed


def test_a_stress_mark_is_dropped_and_a_split_letter_put_together() -> None:
    assert name_part("Ива\u0301нов") == "Иванов"
    assert name_part("Андреи\u0306") == "Андрей"


@pytest.mark.parametrize(
    "typed", ["нет", "Нет отчества", "отчества нет", "-", "без отчества", "—"]
)
def test_no_patronymic_can_be_typed(typed: str) -> None:
    assert says_none(typed)


@pytest.mark.parametrize("typed", ["Иванович", "Нетович", ""])
def test_a_patronymic_is_not_none(typed: str) -> None:
    assert not says_none(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Bdfyjd Bdfy", "Иванов Иван"),
        ("Gtnhjd >hbq", "Петров Юрий"),
        ("Ivanov Ivan", None),
        ("Petrov Petr", None),
        ("Иванов", None),
        ("", None),
    ],
)
def test_a_wrong_layout_is_noticed(typed: str, meant: str | None) -> None:
    assert name_on_other_layout(typed) == meant


def test_names_are_compared_whole_however_they_are_split() -> None:
    assert full_name_key("Салтыков-Щедрин", "Пётр", "") == full_name_key(
        "САЛТЫКОВ", "ЩЕДРИН ПЕТР", ""
    )


@given(st.text() | st.text("АаИвЁё ivAo-'.", max_size=30))
def test_any_text_is_a_name_or_refused_and_the_stored_form_is_stable(text: str) -> None:
    try:
        name = name_part(text)
    except InvalidAnswer:
        return
    assert name_part(name) == name


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("Иванова", "Анна", "Сергеевна"), "Иванова А. С."),
        (("Орлова-Лугова", "Дарья", ""), "Орлова-Лугова Д."),
        (("Ли", "", ""), "Ли"),
    ],
)
def test_others_see_initials(parts: tuple[str, str, str], shown: str) -> None:
    assert name_with_initials(*parts) == shown
