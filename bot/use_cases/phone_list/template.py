"""An empty list to be filled in: its columns on one sheet, how to fill them on another."""

from bot.use_cases.phone_list.listed import COLUMNS
from bot.use_cases.ports.tables import Table
from bot.use_cases.ports.texts import PlainText

FILE_NAME = "telefony.xlsx"


def list_template(text: PlainText) -> tuple[Table, ...]:
    """The first sheet is the one that is read; no example stands there, to be left in it."""
    header = (text("phones-sheet-column"), text("phones-sheet-example"), text("phones-sheet-rule"))
    rules = [
        (
            column.value,
            text("phones-example", column=column.name),
            text("phones-rule", column=column.name),
        )
        for column in COLUMNS
    ]
    return (
        Table(text("phones-sheet"), tuple(column.value for column in COLUMNS), [], as_text=True),
        Table(text("phones-sheet-rules"), header, rules),
    )
