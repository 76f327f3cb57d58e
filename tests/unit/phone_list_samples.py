"""A good row of a list of phones about an invented person, to start the tests of lists from."""

from collections.abc import Sequence

from bot.use_cases.phone_list.listed import COLUMNS, PhoneList, read_phone_list
from bot.use_cases.ports.registry import Cell, Sheet
from bot.use_cases.registry.columns import Column
from tests.unit.registry_samples import GOOD, TODAY

HEADER = tuple(column.value for column in COLUMNS)


def listed(**changes: Cell) -> list[Cell]:
    """The good row of the registry's samples, as far as a list has it, with values changed."""
    changed = GOOD | {Column[name]: value for name, value in changes.items()}
    return [changed[column] for column in COLUMNS]


def read(*rows: Sequence[Cell], header: Sequence[str] = HEADER) -> PhoneList:
    """Read a table whose first row has the number 2, as under a header."""
    sheet = Sheet(tuple(header), iter(list(enumerate(rows, 2))), len(rows))
    return read_phone_list(sheet, TODAY, lambda *_: None)
