"""Writes tables as XLSX and CSV, in a thread: the largest take about a second."""

import asyncio
import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from bot.domain.spreadsheet import harmless
from bot.use_cases.ports.tables import Cell, Table

DELIMITER = ";"
ENCODING = "utf-8-sig"
"""A Russian Excel takes a semicolon for the delimiter, and a BOM for UTF-8."""
AS_TYPED = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
NARROWEST, WIDEST = 10, 40
TEXT = "@"
"""The number format that keeps what is typed (ECMA-376, part 1, 18.8.30)."""


class Spreadsheets:
    """Implements `bot.use_cases.ports.tables.TableWriter`."""

    async def xlsx(self, tables: Sequence[Table]) -> bytes:
        return await asyncio.to_thread(_xlsx, tables)

    async def csv(self, tables: Sequence[Table]) -> bytes:
        return await asyncio.to_thread(_csv, tables)


def _xlsx(tables: Sequence[Table]) -> bytes:
    """No text becomes a formula or a link, whatever it looks like."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - the start need not wait for it

    content = BytesIO()
    with Workbook(content, AS_TYPED) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": TEXT})
        for table in tables:
            sheet = book.add_worksheet(table.title)
            for column, width in enumerate(_widths(table)):
                sheet.set_column(column, column, width, text if table.as_text else None)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, [harmless(text) for text in table.header], bold)
            for number, row in enumerate(table.rows, 1):
                sheet.write_row(number, 0, [_safe(cell) for cell in row])
    return content.getvalue()


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
