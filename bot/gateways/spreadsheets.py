"""Writes tables as XLSX and CSV, in a thread: the largest take about a second."""

import asyncio
import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.domain.spreadsheet import harmless
from bot.use_cases.ports.tables import Cell, Table

DELIMITER = ";"
ENCODING = "utf-8-sig"
"""A Russian Excel takes a semicolon for the delimiter, and a BOM for UTF-8."""
NARROWEST, WIDEST = 10, 40


class Spreadsheets:
    """Implements `bot.use_cases.ports.tables.TableWriter`."""

    async def xlsx(self, tables: Sequence[Table]) -> bytes:
        return await asyncio.to_thread(_xlsx, tables)

    async def csv(self, tables: Sequence[Table]) -> bytes:
        return await asyncio.to_thread(_csv, tables)


def _xlsx(tables: Sequence[Table]) -> bytes:
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.title)
        for number, width in enumerate(_widths(table), 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([_bold(sheet, text) for text in table.header])
        for row in table.rows:
            sheet.append([_safe(cell) for cell in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, harmless(text))
    cell.font = Font(bold=True)
    return cell


def _widths(table: Table) -> list[int]:
    columns = zip(table.header, *table.rows, strict=True)
    longest = (max(len(str(cell)) for cell in column) for column in columns)
    return [min(max(length + 2, NARROWEST), WIDEST) for length in longest]


def _csv(tables: Sequence[Table]) -> bytes:
    content = StringIO(newline="")
    writer = csv.writer(content, delimiter=DELIMITER)
    for number, table in enumerate(tables):
        writer.writerows([[]] if number else [])
        writer.writerows([[harmless(table.title)], [harmless(text) for text in table.header]])
        writer.writerows([_russian(cell) for cell in row] for row in table.rows)
    return content.getvalue().encode(ENCODING)


def _safe(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _russian(cell: Cell) -> Cell:
    """Write decimals with a comma, as a Russian Excel reads them."""
    return str(cell).replace(".", ",") if isinstance(cell, float) else _safe(cell)
