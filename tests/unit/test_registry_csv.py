"""A CSV that Excel did not write as it should be: nothing of it is lost without a word."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.gateways.registry_file import read_registry, read_registry_file
from bot.use_cases.ports.registry import Cell, RegistryRow, UnreadableFile
from bot.use_cases.registry.columns import read_header
from bot.use_cases.registry.rows import Refusal, RowReader
from tests.unit.phone_list_samples import listed
from tests.unit.phone_list_samples import read as read_list
from tests.unit.registry_samples import HEADER, TODAY, cells

Read = RegistryRow | tuple[Refusal, ...] | None
ANNA = cells(GIVEN_NAME="Анна")
UNCLOSED = cells(POLICYHOLDER='"ООО Северный маяк')


def line(row: Sequence[Cell]) -> str:
    return ";".join(map(str, row))


def read(content: bytes) -> list[Read]:
    sheet = read_registry(content)
    reader = RowReader.of(read_header(sheet.header), TODAY)
    return [reader.read(number, row) for number, row in sheet.rows]


def text(*rows: Sequence[Cell], end: str = "\r\n") -> bytes:
    return "".join(line(row) + end for row in (HEADER, *rows)).encode()


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_an_unclosed_quote_is_named_with_the_lines_it_swallowed(end: str) -> None:
    closing = cells(GIVEN_NAME="Инна", POLICYHOLDER='"ООО Пруд"')
    rows = read(text(cells(), UNCLOSED, ANNA, closing, ANNA, end=end))
    good, torn, last = rows
    assert isinstance(good, RegistryRow)
    assert torn == (Refusal(3, "line-break", lines=2),)
    assert isinstance(last, RegistryRow)


@pytest.mark.parametrize("tail", ["", "\r\n", "\r\n\r\n"])
def test_a_quote_unclosed_to_the_end_of_the_file_is_named(tail: str) -> None:
    content = line(HEADER) + "\r\n" + line(UNCLOSED) + "\r\n" + line(ANNA) + tail
    assert read(content.encode()) == [(Refusal(2, "line-break", lines=1),)]


@pytest.mark.parametrize("tail", ["", "\r\n"])
def test_so_is_one_in_the_last_cell_of_the_last_row(tail: str) -> None:
    content = line(HEADER) + "\r\n" + line(cells(QUESTION='"Шарик')) + tail
    assert read(content.encode()) == [(Refusal(2, "line-break"),)]


def test_a_file_may_end_in_the_middle_of_a_line() -> None:
    content = line(HEADER) + "\r\n" + line(cells(QUESTION='"Шарик"'))
    assert isinstance(read(content.encode())[0], RegistryRow)


def test_an_unclosed_quote_among_the_names_of_columns_refuses_the_file() -> None:
    header = [*HEADER[:-1], '"' + HEADER[-1]]
    for second in (line(cells()), line([f'"{cell}"' for cell in cells()])):
        content = f"{line(header)}\r\n{second}\r\n"
        with pytest.raises(UnreadableFile, match="unclosed-quote") as refused:
            read(content.encode())
        assert refused.value.row == 1


def test_the_name_of_a_column_may_stand_in_two_lines() -> None:
    header = ['"дата\nрождения"' if name == "дата рождения" else name for name in HEADER]
    assert isinstance(read(f"{line(header)}\r\n{line(cells())}".encode())[0], RegistryRow)


def test_a_cell_of_a_spreadsheet_may_hold_a_line_break(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(list(HEADER))
    book.worksheets[0].append(cells(HR_CONTACT="Ольга\nВетрова", ISSUER="ОВД\nТверской"))
    book.save(tmp_path / "a.xlsx")
    sheet = read_registry_file(tmp_path / "a.xlsx")
    [(number, row)] = sheet.rows
    read_row = RowReader.of(read_header(sheet.header), TODAY).read(number, row)
    assert isinstance(read_row, RegistryRow)
    assert read_row.hr_contact == "Ольга Ветрова"


def test_a_list_of_phones_loses_nothing_either() -> None:
    """The rows of a list are read by the same readers."""
    swallowed = read_list(listed(SURNAME="Кукушкина\nАнна;Иванова\n"))
    assert swallowed.refused == (Refusal(2, "line-break", lines=1),)


def test_a_cell_of_endless_text_names_its_row() -> None:
    content = text(cells(), cells(POLICYHOLDER='"' + "ф" * csv.field_size_limit()))
    with pytest.raises(UnreadableFile, match="unclosed-quote") as refused:
        read(content)
    assert refused.value.row == 3


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_text_as_excel_saves_it_with_tabs_is_read(encoding: str) -> None:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter="\t").writerows([HEADER, cells(), ANNA])
    rows = read(lines.getvalue().encode(encoding))
    assert [type(row) for row in rows] == [RegistryRow, RegistryRow]


@pytest.mark.parametrize(("mark", "encoding"), [("ff fe", "utf-16-le"), ("fe ff", "utf-16-be")])
def test_both_orders_of_utf_16_are_read(mark: str, encoding: str) -> None:
    content = bytes.fromhex(mark) + text(cells()).decode().encode(encoding)
    assert isinstance(read(content)[0], RegistryRow)


def test_half_a_sign_of_utf_16_is_no_table() -> None:
    with pytest.raises(UnreadableFile, match="not-a-table"):
        read("имя;отчество".encode("utf-16") + b"\x04")
