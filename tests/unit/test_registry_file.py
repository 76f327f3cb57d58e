"""Whatever Excel saves gives the same rows: CSV in two encodings and with two signs, and XLSX."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook

from bot.gateways import registry_file
from bot.gateways.registry_file import read_registry_file
from bot.use_cases.ports.registry import Cell, RegistryRow, UnreadableFile
from bot.use_cases.registry.columns import Column, read_header
from bot.use_cases.registry.rows import RowReader
from tests.unit.registry_samples import HEADER, TODAY, cells

PEOPLE = [cells(), cells(GIVEN_NAME="Анна", POLICYHOLDER="ООО «Пруд; берег, лес»")]


def as_csv(path: Path, rows: Sequence[Sequence[Cell]], encoding: str, delimiter: str) -> Path:
    quoted = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes("\r\n".join(quoted).encode(encoding))
    return path


def as_xlsx(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def rows_of(path: Path) -> list[RegistryRow]:
    sheet = read_registry_file(path)
    reader = RowReader.of(read_header(sheet.header), TODAY)
    rows = [reader.read(number, row) for number, row in sheet.rows]
    return [row for row in rows if isinstance(row, RegistryRow)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_every_csv_gives_the_rows_of_the_spreadsheet(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    table = [HEADER, *PEOPLE]
    from_csv = rows_of(as_csv(tmp_path / "a.csv", table, encoding, delimiter))
    assert [row.number for row in from_csv] == [2, 3]
    assert from_csv == rows_of(as_xlsx(tmp_path / "a.xlsx", table))


def test_dates_and_numbers_of_a_spreadsheet_are_read_as_people_see_them(tmp_path: Path) -> None:
    typed = dict(zip(HEADER, cells(), strict=True))
    typed_cells: dict[str, object] = {
        Column.BIRTH_DATE: date(1990, 3, 12),
        Column.VALID_FROM: date(2026, 1, 1),
        Column.DOCUMENT_NUMBER: 4510123456,
        Column.PHONE: 79000000001.0,
    }
    path = as_xlsx(tmp_path / "a.xlsx", [HEADER, list((typed | typed_cells).values())])
    assert rows_of(path) == rows_of(as_xlsx(tmp_path / "b.xlsx", [HEADER, cells()]))


def test_what_a_formula_comes_to_is_read_as_people_see_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate((HEADER, cells(IDENTIFIER="17"))):
            page.write_row(number, 0, row)
        page.write_formula(1, HEADER.index(Column.PHONE), '="7"&"9000000001"', None, "79000000001")
    assert rows_of(path) == rows_of(as_xlsx(tmp_path / "b.xlsx", [HEADER, cells(IDENTIFIER="17")]))


def test_a_row_has_the_number_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    table = [[], [], HEADER, cells(), [], cells(GIVEN_NAME="Анна")]
    for path in (
        as_xlsx(tmp_path / "a.xlsx", table),
        as_csv(tmp_path / "a.csv", table, "utf-8", ";"),
    ):
        assert [row.number for row in rows_of(path)] == [4, 6]


def test_rows_to_come_are_counted(tmp_path: Path) -> None:
    table = [[], HEADER, *PEOPLE]
    assert read_registry_file(as_xlsx(tmp_path / "a.xlsx", table)).total == 2
    assert read_registry_file(as_csv(tmp_path / "a.csv", table, "cp1251", ",")).total == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04 not a spreadsheet", "not-a-table"),
        (b"\x98\xff\xfe", "not-a-table"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read_registry_file(path)
    assert refused.value.reason == reason


def test_a_cell_that_cannot_be_is_no_table(tmp_path: Path) -> None:
    path, torn = as_xlsx(tmp_path / "a.xlsx", [HEADER, HEADER]), tmp_path / "torn.xlsx"
    with ZipFile(path) as whole, ZipFile(torn, "w") as parts:
        for name in whole.namelist():
            content = whole.read(name).replace(b'r="A2"', b'r="ZZZZZZZZZZ99999999999999999"')
            parts.writestr(name, content)
    with pytest.raises(UnreadableFile) as refused:
        read_registry_file(torn)
    assert refused.value.reason == "not-a-table"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not-found"):
        read_registry_file(tmp_path / "missing.csv")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry_file, "LARGEST_FILE", 10)
    with pytest.raises(UnreadableFile, match="too-big"):
        read_registry_file(as_xlsx(tmp_path / "a.xlsx", [HEADER]))
