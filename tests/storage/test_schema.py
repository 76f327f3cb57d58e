"""Whose tables a database holds: ours of this version, of another one, or another program's."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, inspect

from storage.engine import Database, open_database
from storage.migrate import WrongSchema, alembic_config, migrate, require_schema, schema_of

ACCOUNTS = ("CREATE TABLE accounts (id INTEGER)",)
"""What another program may well call its own."""
VERSIONED = (
    *ACCOUNTS,
    "CREATE TABLE alembic_version (version_num VARCHAR(32))",
    "INSERT INTO alembic_version VALUES ('0006')",
)


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    """Give an open database without tables."""
    database = open_database(database_url)
    yield database
    if not database.is_sqlite:
        await executed(database, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    await database.close()


async def executed(database: Database, *statements: str) -> None:
    async with database.transaction() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)


async def tables(database: Database) -> Sequence[str]:
    async with database.reading() as connection:
        return await connection.run_sync(lambda seen: inspect(seen).get_table_names())


@pytest.mark.parametrize("statements", [ACCOUNTS, VERSIONED])
async def test_tables_of_another_program_are_named_and_nothing_is_put_beside_them(
    empty: Database, statements: Sequence[str]
) -> None:
    await executed(empty, *statements)
    before = await tables(empty)
    for act in (migrate, require_schema, schema_of):
        with pytest.raises(WrongSchema) as refused:
            await act(empty)
        assert str(refused.value) == "в базе чужие таблицы: accounts. Укажите пустую базу"
    assert await tables(empty) == before


async def test_of_many_tables_the_first_are_named(empty: Database) -> None:
    await executed(empty, *(f"CREATE TABLE t{number} (id INTEGER)" for number in range(7)))
    with pytest.raises(WrongSchema, match=r"чужие таблицы: t0, t1, t2, t3, t4 и ещё 2. Укажите"):
        await migrate(empty)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_stands_in_the_way_of_our_tables_is_named(empty: Database) -> None:
    await executed(empty, "CREATE VIEW accounts AS SELECT 1 AS id")
    with pytest.raises(WrongSchema, match=r'^таблицы создать не получилось: .*"accounts"'):
        await migrate(empty)
    assert await schema_of(empty) is None


def test_a_file_of_another_program_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(*ACCOUNTS)
    before = file.read_bytes()
    for act in (migrate, require_schema):
        with pytest.raises(WrongSchema):
            asyncio.run(opened(f"sqlite+aiosqlite:///{file}", act))
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


async def opened(url: str, act: Callable[[Database], Awaitable[None]]) -> None:
    database = open_database(url)
    try:
        await act(database)
    finally:
        await database.close()


async def test_an_empty_database_is_not_what_was_meant(empty: Database) -> None:
    with pytest.raises(WrongSchema, match=r"^база пуста, проверьте адрес"):
        await require_schema(empty)
    assert await tables(empty) == []


@pytest.mark.parametrize(
    ("revision", "said"),
    [("0005", "схема 0005 старая, сначала запустите новую версию бота"), ("9999", "она новее")],
)
async def test_tables_of_another_version_are_left_alone(
    empty: Database, revision: str, said: str
) -> None:
    await migrate(empty)
    await executed(empty, f"UPDATE alembic_version SET version_num = '{revision}'")
    with pytest.raises(WrongSchema, match=said):
        await require_schema(empty)
    assert await schema_of(empty) == revision


async def test_an_emptied_database_is_filled_again(empty: Database) -> None:
    await migrate(empty)
    async with empty.transaction() as connection:
        await connection.run_sync(emptied)
    assert await schema_of(empty) is None
    await migrate(empty)
    await require_schema(empty)


def emptied(connection: Connection) -> None:
    command.downgrade(alembic_config(connection), "base")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_that_start_at_once_make_the_tables_once(
    empty: Database, database_url: str
) -> None:
    other = open_database(database_url)
    await asyncio.gather(migrate(empty), migrate(other))
    await other.close()
    await require_schema(empty)
