"""QR codes (ISO/IEC 18004) by segno: cheap enough for the bot's own process."""

import math
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

import segno

QUIET_ZONE = 4
"""Modules of empty ground on each side, as ISO/IEC 18004 asks."""
SMALLEST_PNG = 1000
"""Pixels of a side."""


def png(link: str) -> bytes:
    """Draw the code black on white, each module a whole number of pixels."""
    code, buffer = _code(link), BytesIO()
    modules, _ = code.symbol_size(border=QUIET_ZONE)
    scale = math.ceil(SMALLEST_PNG / modules)
    code.save(buffer, kind="png", scale=scale, border=QUIET_ZONE)
    return buffer.getvalue()


def modules(link: str) -> tuple[tuple[bool, ...], ...]:
    """Give the rows of the code, dark as true, without the quiet zone."""
    return tuple(tuple(map(bool, row)) for row in _code(link).matrix)


def dark_runs(rows: tuple[tuple[bool, ...], ...]) -> Iterator[tuple[int, int, int]]:
    """Give row, column and length of each horizontal run of dark modules."""
    for row, cells in enumerate(rows):
        for dark, run in groupby(range(len(cells)), key=cells.__getitem__):
            columns = tuple(run)
            if dark:
                yield row, columns[0], len(columns)


def _code(link: str) -> Any:
    """Level M or better: a smudge or a fold of up to 15 % does no harm."""
    return segno.make(link, error="m", boost_error=True, micro=False)
