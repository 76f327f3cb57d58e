"""HR sends lists of phones: rows of invented people, and the way from the menu to the report."""

import csv
import io
from collections.abc import Sequence

from sqlalchemy import select

from bot.sandbox.telegram import Message, Person
from bot.use_cases.phone_list.listed import COLUMNS
from storage.registry import PHONE_SEALED
from storage.tables import audit, insured
from tests.hr_desk import TRAILS
from tests.running_bot import RunningBot

Row = Sequence[str]
HEADER = tuple(column.value for column in COLUMNS)
GLEB: Row = ("123/14", "Соколов", "Глеб", "Андреевич", "30.09.1979", "8 900 000-00-44")
EGOR: Row = ("123/14", "Ёлкин", "Егор", "Ильич", "24.02.1985", "+7 900 000-00-06")
DARYA: Row = ("123/14", "Орлова-Лугова", "Дарья", "Игоревна", "17.08.1995", "+7 900 000-00-05")
ANNA: Row = ("AM012345678/13", "Иванова", "Анна", "Сергеевна", "12.03.1990", "8 900 000-00-11")
OLD_OF_GLEB, NEW_OF_GLEB = "+79000000004", "+79000000044"
PATIENCE = 30.0
"""Seconds: a file starts a process."""
UNTOUCHED = ["+79000000004", "+79000000005", None]


def table(*rows: Row, header: Row = HEADER, delimiter: str = ";") -> str:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=delimiter).writerows([header, *rows])
    return lines.getvalue()


def with_phone(row: Row, phone: str) -> Row:
    return (*row[:-1], phone)


async def asks(hr: Person) -> None:
    await hr.says("/hr")
    await hr.sees("Документы, даты рождения")
    await hr.clicks("Исправить номера списком")
    await hr.sees("Номера списком")


async def sends(hr: Person, content: str | bytes, name: str = "telefony.csv") -> Message:
    encoded = content.encode() if isinstance(content, str) else content
    [sent] = await hr.sends("document", (name, encoded))
    return sent


async def uploads(hr: Person, content: str | bytes, name: str = "telefony.csv") -> Message:
    """From the menu to the report, which is returned."""
    await asks(hr)
    await sends(hr, content, name)
    return await hr.sees("Не принято строк", timeout=PATIENCE)


async def loads(hr: Person, content: str | bytes) -> Message:
    await uploads(hr, content)
    await hr.clicks("Изменить номера (1)")
    return await hr.sees("Номера обновлены", timeout=PATIENCE)


async def phones(bot: RunningBot, policyholder: str = TRAILS) -> list[str | None]:
    """Return the numbers of a company's rows in the order of the registry."""
    store = bot.app.core.store
    rows = select(insured.c.id, insured.c.phone_sealed).where(
        insured.c.policyholder == policyholder
    )
    async with store.database.reading() as connection:
        found = (await connection.execute(rows.order_by(insured.c.id))).all()
    return [row[1] and store.keys.open(PHONE_SEALED, row[0], row[1]) for row in found]


async def acts(bot: RunningBot) -> list[tuple[str, str | None, str]]:
    columns = (audit.c.act, audit.c.policyholder, audit.c.details)
    async with bot.app.core.store.database.reading() as connection:
        rows = await connection.execute(select(*columns).order_by(audit.c.id))
        return [(row.act, row.policyholder, row.details) for row in rows]
