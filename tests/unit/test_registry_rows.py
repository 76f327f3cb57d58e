"""A row is read as the chat would read it; what is wrong is told by column, never by value."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.control_answer import control_answer_key
from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind, candidate_spellings
from bot.use_cases.ports.registry import Cell, RegistryRow
from bot.use_cases.registry.columns import read_header
from bot.use_cases.registry.keys import identity_key, name_key, row_key
from bot.use_cases.registry.rows import Refusal, RowReader
from tests.unit.registry_samples import ALLA, HEADER, TODAY, cells, good, read


def test_a_good_row_and_the_answers_of_its_person_have_one_identity() -> None:
    row = good()
    policy = candidate_spellings(ALLA.policy_number or "")[0]
    key = row_key(policy, name_key(ALLA), ALLA)
    assert (row.policy, row.key) == (policy, key)
    assert row.identity == identity_key(key, ALLA, ALLA.document_number, ALLA.issue_date)


def test_what_is_not_compared_is_kept_as_it_stands() -> None:
    row = good(IDENTIFIER=" 0017 ", QUESTION="Шарик")
    assert (row.policy_kind, row.role) == (PolicyKind.HEALTH, Role.INSURED)
    assert row.citizenship is Citizenship.RUSSIAN
    assert (row.policyholder, row.identifier) == ("ООО «Северный маяк»", "0017")
    assert (row.valid_from, row.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert row.phone == "+79000000001"
    assert row.answers == (("Кличка первой собаки?", control_answer_key("шарик")),)


@pytest.mark.parametrize(
    "changes",
    [
        {"POLICY_NUMBER": "ам012345678 - 13"},
        {"SURNAME": "КУКУШКИНА", "GIVEN_NAME": "алла"},
        {"BIRTH_DATE": "1990-03-12"},
        {"BIRTH_DATE": date(1990, 3, 12), "ISSUE_DATE": date(2010, 4, 15)},
        {"DOCUMENT_NUMBER": "4510№123456"},
        {"DOCUMENT_KIND": "паспорт"},
        {"POLICY_KIND": "Здоровье (ДМС)", "ROLE": "застрахованная", "CITIZENSHIP": ""},
        {"ISSUER": "другой", "CITIZENSHIP": "россия"},
    ],
)
def test_other_ways_to_write_the_same_person_are_the_same(changes: dict[str, Cell]) -> None:
    assert good(**changes).identity == good().identity


@pytest.mark.parametrize(
    "changes",
    [
        {"POLICY_NUMBER": "AM012345678/14"},
        {"POLICY_KIND": "КАСКО"},
        {"ROLE": "Страхователь"},
        {"GIVEN_NAME": "Анна"},
        {"PATRONYMIC": ""},
        {"BIRTH_DATE": "13.03.1990"},
        {"DOCUMENT_KIND": "Иностранный паспорт"},
        {"DOCUMENT_NUMBER": "4510 123457"},
        {"ISSUE_DATE": "16.04.2010"},
        {"ISSUE_DATE": ""},
    ],
)
def test_each_thing_that_must_match_makes_another_identity(changes: dict[str, Cell]) -> None:
    assert good(**changes).identity != good().identity


def test_a_foreigner_may_have_a_single_name_in_latin_letters() -> None:
    row = good(
        CITIZENSHIP="иностранное",
        SURNAME="Madhavan",
        GIVEN_NAME="",
        PATRONYMIC="нет",
        DOCUMENT_KIND="Иностранный паспорт",
        DOCUMENT_NUMBER="AB 1234567",
    )
    answers = replace(
        ALLA, surname="Madhavan", given_name="", patronymic="", citizenship=Citizenship.FOREIGN
    )
    answers = replace(answers, document_kind=DocumentKind.FOREIGN_PASSPORT)
    assert row.identity == identity_key(
        row_key(row.policy, name_key(answers), answers), answers, "ab1234567", ALLA.issue_date
    )


@pytest.mark.parametrize("value", ["", "-", "нет"])
def test_a_patronymic_may_be_absent(value: str) -> None:
    assert good(PATRONYMIC=value).key == good(PATRONYMIC="").key


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"POLICY_KIND": "ОМС"}, "вид полиса", "unknown-choice"),
        ({"POLICY_NUMBER": "ДМС"}, "номер полиса", "no-number"),
        ({"POLICY_NUMBER": date(2014, 12, 1)}, "номер полиса", "date-cell"),
        ({"POLICYHOLDER": " "}, "страхователь", "empty"),
        ({"POLICYHOLDER": "ф" * 201}, "страхователь", "too-long"),
        ({"ROLE": ""}, "роль", "empty"),
        ({"SURNAME": "К2"}, "фамилия", "digits"),
        ({"SURNAME": "Kukushkina"}, "фамилия", "latin"),
        ({"GIVEN_NAME": ""}, "имя", "empty"),
        ({"BIRTH_DATE": "31.02.1990"}, "дата рождения", "no-such-day"),
        ({"BIRTH_DATE": "12.03.90"}, "дата рождения", "year"),
        ({"BIRTH_DATE": "12.03.2090"}, "дата рождения", "future"),
        ({"DOCUMENT_NUMBER": "510 123456"}, "серия и номер", "travel-passport"),
        ({"ISSUE_DATE": "15.04.1989"}, "дата выдачи", "before-birth"),
        ({"PHONE": "+7 495 123-45-67"}, "телефон", "landline"),
        ({"PHONE": "+7 900 000-00-01, +7 900 000-00-02"}, "телефон", "many-digits"),
        ({"VALID_TO": "31.12.27"}, "действует по", "year"),
        ({"VALID_TO": "31.12.2025"}, "действует по", "ends-before-begin"),
    ],
)
def test_a_bad_value_is_refused_by_its_column(
    changes: dict[str, Cell], column: str, reason: str
) -> None:
    assert read(**changes) == (Refusal(2, reason, column),)


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    refusals = read(SURNAME="", BIRTH_DATE="вчера", PHONE="12")
    assert isinstance(refusals, tuple)
    assert [one.column for one in refusals] == ["фамилия", "дата рождения", "телефон"]


def test_no_refusal_repeats_a_value() -> None:
    refusals = read(SURNAME="Канарейкин7", DOCUMENT_NUMBER="КАНАРЕЙКА", BIRTH_DATE="канарейка")
    assert "КАНАРЕЙК" not in repr(refusals).upper()


def test_a_row_does_not_show_its_person() -> None:
    assert "79000000001" not in repr(good())


def test_values_beyond_the_last_column_are_refused() -> None:
    reader = RowReader.of(read_header(HEADER), TODAY)
    assert reader.read(2, [*cells(), "ещё"]) == (Refusal(2, "extra-cells"),)
    assert isinstance(reader.read(2, [*cells(), " "]), RegistryRow)


def test_a_short_row_has_empty_cells_at_its_end() -> None:
    reader = RowReader.of(read_header(HEADER), TODAY)
    assert isinstance(reader.read(2, cells()[:-3]), RegistryRow)


def test_an_empty_row_is_passed_over() -> None:
    assert RowReader.of(read_header(HEADER), TODAY).read(2, ["", "  "]) is None
