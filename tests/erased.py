"""Looks through a whole database for what should be left of nobody."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Row, Table, select

from bot.use_cases.ports.jobs import JobKind
from storage.engine import sqlite_file
from storage.sealed_columns import SEALED
from storage.tables import conversations, jobs, metadata
from tests.applicant import PERSONAL, Applicant
from tests.running_bot import RunningBot

REGISTRY = {"insured", "control_questions"}
"""It is the insurer's, not the person's."""
SEALED_COLUMNS = {one.column: one for one in SEALED}


async def traces_of(person: Applicant, bot: RunningBot) -> list[str]:
    """Name each column in which the chat of a person stands, or something they typed."""
    store = bot.app.core.store
    found: list[str] = []
    for table in metadata.sorted_tables:
        if table.name not in REGISTRY:
            async with store.database.reading() as connection:
                rows = (await connection.execute(select(table))).all()
            for row in rows:
                found.extend(_in_row(person, bot, table, row))
    return sorted(set(found))


async def named_in(chat_id: int, bot: RunningBot) -> list[str]:
    """Name each column that holds the Telegram id of somebody; what is sealed stays so."""
    found: set[str] = set()
    for table in metadata.sorted_tables:
        async with bot.app.core.store.database.reading() as connection:
            rows = (await connection.execute(select(table))).mappings().all()
        found |= {f"{table.name}.{name}" for row in rows for name in row if row[name] == chat_id}
    return sorted(found)


def _in_row(person: Applicant, bot: RunningBot, table: Table, row: Row[Any]) -> Iterator[str]:
    secrets = [person.answers[step] for step in PERSONAL] + person.answers["full_name"].split()
    for column in table.columns:
        shown = _readable(bot, column, row)
        named = str(person.chat_id) in _words(shown) and not _must_stay(column, row)
        if named or any(one in shown for one in [*secrets, person.phone]):
            yield f"{table.name}.{column.name}"


def _must_stay(column: Column[Any], row: Row[Any]) -> bool:
    """Without it the last message would have no address, and the look a day later no aim."""
    if column is jobs.c.payload_sealed:
        return bool(row.kind == JobKind.ERASURE)
    return column is conversations.c.chat_id


def _readable(bot: RunningBot, column: Column[Any], row: Row[Any]) -> str:
    value = getattr(row, column.name)
    sealed = SEALED_COLUMNS.get(column)
    if value is None or sealed is None:
        return str(value)
    return sealed.open(bot.app.core.store.keys, row)


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


def bytes_on_disk(bot: RunningBot) -> bytes:
    """Return what the files of a SQLite database hold, its log included."""
    file = sqlite_file(bot.settings.database_url)
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
