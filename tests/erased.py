"""Looks through a whole database for what should be left of nobody."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Row, Table, select

from storage.sealed_columns import SEALED
from storage.tables import conversations, metadata, personal_messages
from tests.applicant import PERSONAL, Applicant
from tests.running_bot import RunningBot

REGISTRY = {"insured", "control_questions"}
"""It is the insurer's, not the person's."""
CHAT_STAYS = {conversations.c.chat_id}
"""Without it the last message would have no address."""
SEALED_COLUMNS = {one.column: one for one in SEALED}


async def traces_of(person: Applicant, bot: RunningBot) -> list[str]:
    """Name each column in which the chat of a person stands, or something they typed."""
    store, found = bot.app.core.store, []
    for table in metadata.sorted_tables:
        if table.name not in REGISTRY:
            async with store.database.reading() as connection:
                rows = (await connection.execute(select(table))).all()
            for row in rows:
                found.extend(_in_row(person, bot, table, row))
    return sorted(set(found))


def _in_row(person: Applicant, bot: RunningBot, table: Table, row: Row[Any]) -> Iterator[str]:
    secrets = [person.answers[step] for step in PERSONAL] + person.answers["full_name"].split()
    for column in table.columns:
        shown = _readable(bot, column, row)
        known = person.chat_id if column not in CHAT_STAYS else None
        if (known is not None and str(known) in _words(shown)) or any(
            one in shown for one in [*secrets, person.phone]
        ):
            yield f"{table.name}.{column.name}"


def _readable(bot: RunningBot, column: Column[Any], row: Row[Any]) -> str:
    value = getattr(row, column.name)
    sealed = SEALED_COLUMNS.get(column)
    if value is None or sealed is None:
        return str(value)
    return sealed.open(bot.app.core.store.keys, row)


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


assert personal_messages is not None
