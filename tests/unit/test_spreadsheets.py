"""Files that Excel opens, and in which nothing that people wrote is a formula."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.domain.spreadsheet import harmless
from bot.gateways.spreadsheets import Spreadsheets
from bot.use_cases.ports.tables import Table

EVIL = ['=HYPERLINK("http://x";"y")', "+7 900", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"]
TABLES = (
    Table("Шаги", ("Шаг", "Дошли", "Ушли, %"), [("Телефон", 12, 4.5), ("Пин-код", 7, None)]),
    Table("Страхователи", ("Имя",), [(text,) for text in EVIL]),
)


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    safe = harmless(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe in {text, f"'{text}"}


@pytest.mark.parametrize("text", ["ООО «Маяк»", "", "1 − 2", "'=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


async def test_a_csv_is_what_a_russian_excel_expects() -> None:
    content = await Spreadsheets().csv(TABLES)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[:6] == [
        "Шаги",
        "Шаг;Дошли;Ушли, %",
        "Телефон;12;4,5",
        "Пин-код;7;",
        "",
        "Страхователи",
    ]
    assert "'@SUM(A1)" in lines


async def test_an_xlsx_has_a_sheet_for_each_table_and_no_formula() -> None:
    book = load_workbook(io.BytesIO(await Spreadsheets().xlsx(TABLES)))
    assert book.sheetnames == ["Шаги", "Страхователи"]
    assert [[cell.value for cell in row] for row in book["Шаги"].rows] == [
        ["Шаг", "Дошли", "Ушли, %"],
        ["Телефон", 12, 4.5],
        ["Пин-код", 7, None],
    ]
    assert {cell.data_type for row in book["Страхователи"].rows for cell in row} == {"s"}


async def test_what_is_typed_into_columns_of_text_stays_as_typed() -> None:
    empty = Table("Телефоны", ("номер полиса", "дата рождения"), [], as_text=True)
    book = load_workbook(io.BytesIO(await Spreadsheets().xlsx([empty, TABLES[0]])))
    assert book["Телефоны"].column_dimensions["A"].number_format == "@"
    assert book["Шаги"].column_dimensions["A"].number_format == "General"
