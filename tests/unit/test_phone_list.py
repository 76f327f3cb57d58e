"""A list of phones is read as the registry is, row by row, and against itself."""

from datetime import date

import pytest

from bot.domain.person import Role
from bot.texts import Texts
from bot.use_cases.phone_list.list_told import OF_LISTS
from bot.use_cases.phone_list.listed import MOST_ROWS, keys_of
from bot.use_cases.phone_list.template import list_template
from bot.use_cases.ports.registry import Cell, UnreadableFile
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.rows import Refusal
from tests.unit.phone_list_samples import HEADER, listed, read
from tests.unit.registry_samples import ALLA, good


def test_a_row_has_the_keys_that_the_import_gives_its_person() -> None:
    [row] = read(listed()).rows
    roles = {"Застрахованный": Role.INSURED, "Страхователь": Role.POLICYHOLDER}
    assert set(row.keys) == {good(ROLE=name).key for name in roles}
    assert (row.number, row.phone) == (2, "+79000000001")
    assert keys_of(ALLA) == row.keys


@pytest.mark.parametrize(
    "changes",
    [
        {"POLICY_NUMBER": "ам012345678 - 13"},
        {"SURNAME": "КУКУШКИНА", "GIVEN_NAME": "алла"},
        {"BIRTH_DATE": "1990-03-12"},
        {"BIRTH_DATE": date(1990, 3, 12)},
        {"PHONE": "8 (900) 000-00-01"},
        {"PHONE": "79000000001"},
    ],
)
def test_other_ways_to_write_the_same_are_the_same(changes: dict[str, Cell]) -> None:
    [row], [usual] = read(listed(**changes)).rows, read(listed()).rows
    assert (row.keys, row.phone) == (usual.keys, usual.phone)


def test_a_foreigner_is_found_without_a_word_on_citizenship() -> None:
    names: dict[str, Cell] = {"SURNAME": "Madhavan", "GIVEN_NAME": "нет", "PATRONYMIC": ""}
    [row] = read(listed(**names)).rows
    foreigner = good(**names, CITIZENSHIP="иностранное", DOCUMENT_KIND="Иностранный паспорт")
    assert foreigner.key in row.keys


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"POLICY_NUMBER": ""}, "номер полиса", "empty"),
        ({"POLICY_NUMBER": date(2014, 12, 1)}, "номер полиса", "date-cell"),
        ({"SURNAME": " "}, "фамилия", "empty"),
        ({"GIVEN_NAME": ""}, "имя", "empty"),
        ({"GIVEN_NAME": "А."}, "имя", "initials"),
        ({"BIRTH_DATE": ""}, "дата рождения", "empty"),
        ({"BIRTH_DATE": "32944"}, "дата рождения", "unreadable"),
        ({"PHONE": ""}, "телефон", "empty"),
        ({"PHONE": "7,9E+10"}, "телефон", "few-digits"),
        ({"PHONE": "+7 701 000-00-01"}, "телефон", "kazakhstan"),
        ({"PHONE": "+375 29 123-45-67"}, "телефон", "foreign"),
        ({"PHONE": '=HYPERLINK("tel:+79000000001")'}, "телефон", "formula"),
        ({"SURNAME": "＝Кукушкина"}, "фамилия", "formula"),
        ({"GIVEN_NAME": "@SUM(A1)"}, "имя", "formula"),
    ],
)
def test_a_bad_value_is_refused_by_its_column(
    changes: dict[str, Cell], column: str, reason: str
) -> None:
    told = read(listed(**changes))
    assert (told.rows, told.refused) == ((), (Refusal(2, reason, column),))


def test_everything_wrong_with_a_row_is_told_at_once_and_the_others_are_kept() -> None:
    told = read(listed(SURNAME="", PHONE="=1"), [""] * len(HEADER), listed())
    assert [one.column for one in told.refused] == ["телефон", "фамилия"]
    assert [row.number for row in told.rows] == [4]


def test_the_same_person_with_the_same_phone_counts_once() -> None:
    told = read(listed(), listed(PHONE="89000000001"), listed(GIVEN_NAME="Анна"))
    assert [row.number for row in told.rows] == [2, 4]
    assert (told.twice, told.refused) == ((3,), ())


def test_the_same_person_with_two_phones_is_refused_wherever_they_stand() -> None:
    other = listed(PHONE="+7 900 000-00-02")
    told = read(listed(), other, listed())
    assert (told.rows, told.twice) == ((), ())
    assert told.refused == (
        Refusal(2, "two-phones", others=(3,)),
        Refusal(3, "two-phones", others=(2, 4)),
        Refusal(4, "two-phones", others=(3,)),
    )


@pytest.mark.parametrize(
    ("header", "missing", "unknown"),
    [
        (HEADER[:-1], ("телефон",), ()),
        ((*HEADER, "роль"), (), ("роль",)),
        ((*HEADER, "отдел"), (), ("отдел",)),
    ],
)
def test_the_columns_are_these_and_no_others(
    header: tuple[str, ...], missing: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    with pytest.raises(BadHeader) as refused:
        read(listed(), header=header)
    assert (refused.value.missing, refused.value.unknown) == (missing, unknown)


def test_a_list_may_be_so_long_and_no_longer() -> None:
    assert len(read(*[listed()] * MOST_ROWS).twice) == MOST_ROWS - 1
    with pytest.raises(UnreadableFile, match="too-many-rows"):
        read(*[listed()] * (MOST_ROWS + 1))


def test_neither_a_row_nor_a_refusal_shows_the_person() -> None:
    told = repr(read(listed(), listed(PHONE="Канарейка"), listed(GIVEN_NAME="=Канарейка")))
    assert not any(word in told for word in ("79000000001", "КУКУШКИН", "анарейк"))


def test_every_reason_of_a_list_has_its_text_and_no_text_is_idle(texts: Texts) -> None:
    prefix = "phones-reason-"
    assert {prefix + one for one in OF_LISTS} == {
        one for one in texts.ids() if one.startswith(prefix)
    }


def test_the_example_of_the_template_is_a_good_row(texts: Texts) -> None:
    empty, rules = list_template(texts.plain)
    assert (empty.header, empty.rows, empty.as_text) == (HEADER, [], True)
    [row] = read([str(example) for _, example, _ in rules.rows]).rows
    assert row.phone == "+79001234567"
