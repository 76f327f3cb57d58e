"""Reads a registry file: CSV in the encodings of Excel, or a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, load_workbook

from bot.use_cases.ports.registry import Cell, Sheet, UnreadableFile

LARGEST_FILE = 50 * 1024 * 1024
_SPREADSHEET_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ";,"

Rows = Iterator[tuple[int, Sequence[Cell]]]


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


def read_registry(content: bytes) -> Sheet:
    """Open the table of a file's content, as `read_registry_file` does.

    Raises:
        UnreadableFile: also while its rows are read.
    """
    if content.startswith(_SPREADSHEET_SIGNATURES):
        return _spreadsheet(content)
    return _csv(content)


def _csv(content: bytes) -> Sheet:
    text = _decoded(content)
    delimiter = max(_DELIMITERS, key=lambda sign: len(_first_row(text, sign)))
    total = sum(1 for _ in _records(text, delimiter))
    return _sheet(_records(text, delimiter), total)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("not-a-table")


def _first_row(text: str, delimiter: str) -> Sequence[Cell]:
    return next((row for _, row in _records(text, delimiter) if any(row)), ())


def _records(text: str, delimiter: str) -> Rows:
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1)
    except csv.Error:
        raise UnreadableFile("not-a-table") from None


def _spreadsheet(content: bytes) -> Sheet:
    try:
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    except CalamineError:
        raise UnreadableFile("not-a-table") from None
    last_row = sheet.end[0] if sheet.end else 0
    return _sheet(_spreadsheet_rows(sheet), last_row + 1)


def _spreadsheet_rows(sheet: CalamineSheet) -> Rows:
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, [_cell(value) for value in row]


def _cell(value: Any) -> Cell:
    """Numbers as people see them; a date stays one, so that it is taken in date columns only."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _sheet(rows: Rows, total: int) -> Sheet:
    """The first row that is not empty is the header."""
    for number, row in rows:
        if any(row):
            return Sheet(tuple(str(cell) for cell in row), rows, total - number)
    raise UnreadableFile("empty")
