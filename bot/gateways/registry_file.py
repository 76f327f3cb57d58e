"""Reads a registry file: CSV in the encodings of Excel, or a spreadsheet."""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, load_workbook

from bot.use_cases.ports.registry import Cell, Sheet, UnreadableFile

LARGEST_FILE = 50 * 1024 * 1024
MOST_UNPACKED = 1_500 * 1024 * 1024
"""Bytes of a registry's spreadsheet; its reader takes several times as much memory."""
_ARCHIVE = b"PK\x03\x04"
_SPREADSHEET_SIGNATURES = (_ARCHIVE, b"\xd0\xcf\x11\xe0")
_DELIMITERS = ";,\t"
_NEVER_IN_TEXT = "\0"
"""Pictures and documents are full of it."""

Rows = Iterator[tuple[int, Sequence[Cell]]]

RUST_PANIC = "PanicException"
"""What calamine ends in over a cell that cannot be; no module has the class to import."""


def read_registry_file(path: Path) -> Sheet:
    """Open the table of a CSV file, or of the first sheet of a spreadsheet.

    Raises:
        UnreadableFile: also while its rows are read.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile("too-big")
        content = path.read_bytes()
    except OSError:
        raise UnreadableFile("not-found") from None
    return read_registry(content)


def read_registry(content: bytes, most_unpacked: int = MOST_UNPACKED) -> Sheet:
    """Open the table of a file's content, as `read_registry_file` does.

    Args:
        most_unpacked: bytes; an archive that says it holds more is not opened.

    Raises:
        UnreadableFile: also while its rows are read.
    """
    if content.startswith(_ARCHIVE) and _unpacked(content) > most_unpacked:
        raise UnreadableFile("too-heavy")
    if content.startswith(_SPREADSHEET_SIGNATURES):
        return _spreadsheet(content)
    return _csv(content)


def _unpacked(content: bytes) -> int:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except BadZipFile:
        raise UnreadableFile("not-a-table") from None


def _csv(content: bytes) -> Sheet:
    text = _lines(_decoded(content))
    if _NEVER_IN_TEXT in text:
        raise UnreadableFile("not-a-table")
    delimiter = max(_DELIMITERS, key=lambda sign: len(_first_row(text, sign)[1]))
    number, header = _first_row(text, delimiter)
    if any("\n" in name and (delimiter in name or '"' in name) for name in header):
        raise UnreadableFile("unclosed-quote", number)
    total = sum(1 for _ in _records(text, delimiter))
    return _sheet(_records(text, delimiter), total)


def _decoded(content: bytes) -> str:
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("not-a-table")


def _lines(text: str) -> str:
    """End every line alike, the last one too: a quote left open always takes in a line break."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    return ended if ended.endswith("\n") else f"{ended}\n"


def _first_row(text: str, delimiter: str) -> tuple[int, Sequence[str]]:
    return next(((number, row) for number, row in _records(text, delimiter) if any(row)), (0, ()))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Number the rows. A cell of endless text is one whose quote nobody closed."""
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            yield number, row
    except csv.Error:
        raise UnreadableFile("unclosed-quote", number + 1) from None


def _spreadsheet(content: bytes) -> Sheet:
    try:
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    except CalamineError:
        raise UnreadableFile("not-a-table") from None
    except BaseException as error:
        if type(error).__name__ != RUST_PANIC:
            raise
        raise UnreadableFile("not-a-table") from None
    last_row = sheet.end[0] if sheet.end else 0
    return _sheet(_spreadsheet_rows(sheet), last_row + 1)


def _spreadsheet_rows(sheet: CalamineSheet) -> Rows:
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, [_cell(value) for value in row]


def _cell(value: Any) -> Cell:
    """Numbers as people see them; a date stays one, so that it is taken in date columns only.

    A line break of a spreadsheet is a space: unlike that of a CSV, it cannot tear rows.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\n", " ")


def _sheet(rows: Rows, total: int) -> Sheet:
    """The first row that is not empty is the header."""
    for number, row in rows:
        if any(row):
            return Sheet(tuple(str(cell) for cell in row), rows, total - number)
    raise UnreadableFile("empty")
