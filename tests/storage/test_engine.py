"""Guards against the silent loss of concurrent updates, the worst fault of SQLite drivers."""

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, make_url, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import engine
from storage.engine import (
    BUSY_TIMEOUT_MS,
    Database,
    DatabaseAway,
    open_database,
    sqlite_file,
)

metadata = MetaData()
counters = Table(
    "counters", metadata, Column("id", Integer, primary_key=True), Column("n", Integer)
)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give an open database without tables."""
    database = open_database(database_url)
    yield database
    if not database.is_sqlite:
        async with database.transaction() as connection:
            await connection.run_sync(metadata.drop_all)
    await database.close()


async def _counter(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(insert(counters).values(id=1, n=0))


async def _add(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(update(counters).values(n=counters.c.n + 1))


async def _count(database: Database) -> int:
    async with database.reading() as connection:
        found: int = (await connection.execute(select(counters.c.n))).scalar_one()
        return found


async def test_no_update_is_lost_when_many_count_at_once(database: Database) -> None:
    await _counter(database)

    async def add_one() -> None:
        async with database.transaction() as connection:
            row = select(counters.c.n).with_for_update()
            n = (await connection.execute(row)).scalar_one()
            await connection.execute(update(counters).values(n=n + 1))

    await asyncio.gather(*(add_one() for _ in range(50)))
    assert await _count(database) == 50


async def test_an_exception_rolls_everything_back(database: Database) -> None:
    await _counter(database)

    async def half_wrong() -> None:
        async with database.transaction() as connection:
            await connection.execute(update(counters).values(n=7))
            await connection.execute(insert(counters).values(id=1, n=0))

    with pytest.raises(IntegrityError):
        await half_wrong()
    assert await _count(database) == 0


async def test_a_cancelled_transaction_leaves_nothing_to_the_next_one(database: Database) -> None:
    await _counter(database)
    begun = asyncio.Event()

    async def interrupted() -> None:
        async with database.transaction() as connection:
            await connection.execute(update(counters).values(n=7))
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(interrupted())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with database.transaction() as connection:
        await connection.execute(update(counters).values(n=counters.c.n + 1))
    assert await _count(database) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whoever_is_cancelled_at_any_moment_locks_nobody_out(database: Database) -> None:
    await _counter(database)

    async def counts_and_looks() -> None:
        async with database.transaction() as connection:
            await connection.execute(update(counters).values(n=counters.c.n + 1))
            (await connection.execute(select(counters))).all()

    for step in range(120):
        task = asyncio.create_task(counts_and_looks())
        asyncio.get_running_loop().call_later(step / 20_000, task.cancel)
        await asyncio.wait([task])
        async with asyncio.timeout(BUSY_TIMEOUT_MS / 1_000 - 1):
            await _add(database)


@pytest.mark.parametrize("statement", ["SELECT * FROM nowhere", "SELEC 1"])
async def test_a_statement_that_is_wrong_is_no_absent_database(
    database: Database, statement: str
) -> None:
    with pytest.raises(DBAPIError):
        async with database.reading() as connection:
            await connection.exec_driver_sql(statement)


async def test_a_server_that_never_answers_is_named_as_an_absent_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(engine.FOR_SERVERS, "timeout", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        database = open_database(f"postgresql+asyncpg://nobody@127.0.0.1:{port}/none")
        with pytest.raises(DatabaseAway):
            await _count(database)
        await database.close()


async def test_whoever_reads_sees_one_moment(database: Database) -> None:
    await _counter(database)
    async with database.reading() as connection:
        for _ in range(2):
            assert (await connection.execute(select(counters.c.n))).scalar_one() == 0
            await _add(database)
    assert await _count(database) == 2


async def test_whoever_reads_writes_nothing(database: Database) -> None:
    await _counter(database)
    with pytest.raises(DBAPIError):
        async with database.reading() as connection:
            await connection.execute(update(counters).values(n=7))
    assert await _count(database) == 0


async def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    await _counter(database)
    async with database.transaction() as connection:
        await connection.execute(update(counters).values(n=7))
        assert await _count(database) == 0


async def test_a_locked_file_is_named_as_an_absent_database(sqlite_url: str) -> None:
    database = open_database(sqlite_url, busy_timeout_ms=10)
    await _counter(database)
    other = sqlite3.connect(sqlite_file(sqlite_url), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseAway, match="locked"):
        await _add(database)
    other.close()
    assert await _count(database) == 0
    await database.close()


async def test_a_missing_server_is_named_as_an_absent_database() -> None:
    database = open_database("postgresql+asyncpg://nobody@127.0.0.1:1/none")
    with pytest.raises(DatabaseAway):
        await _count(database)
    await database.close()


async def test_a_server_that_is_silent_is_named_as_an_absent_database(database: Database) -> None:
    with pytest.raises(DatabaseAway, match="TimeoutError"):
        async with database.reading():
            raise TimeoutError


@pytest.mark.parametrize("part", ["database", "role"])
async def test_what_a_server_does_not_know_is_named(postgres: str, part: str) -> None:
    url, unknown = make_url(postgres), "bot_test_of_nobody"
    url = url.set(database=unknown) if part == "database" else url.set(username=unknown)
    database = open_database(url.render_as_string(hide_password=False))
    with pytest.raises(DatabaseAway, match=rf"does not exist|password .*{unknown}"):
        await _count(database)
    await database.close()


async def test_a_role_without_rights_is_named(postgres: str) -> None:
    database = open_database(postgres)
    with pytest.raises(DatabaseAway, match=r"permission denied|no schema"):
        await _make_tables_as_a_stranger(database)
    await database.close()


async def _make_tables_as_a_stranger(database: Database) -> None:
    role = f"bot_test_{uuid4().hex[:12]}"
    async with database.transaction() as connection:  # the refusal takes the role back
        await connection.exec_driver_sql(f"CREATE ROLE {role}")
        await connection.exec_driver_sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        await connection.exec_driver_sql(f"SET LOCAL ROLE {role}")
        await connection.run_sync(metadata.create_all)


async def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'new' / 'bot.db'}")
    await _counter(database)
    assert await _count(database) == 0
    await database.close()


def log_size(sqlite_url: str) -> int:
    return Path(f"{sqlite_file(sqlite_url)}-wal").stat().st_size


async def test_the_log_of_sqlite_is_cut_when_nobody_reads(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    await _counter(database)
    async with database.reading() as connection:
        await connection.execute(select(counters.c.n))
        await _add(database)
        assert not await database.empty_log()
    assert await database.empty_log()
    assert log_size(sqlite_url) == 0
    assert await _count(database) == 1
    await database.close()


async def test_a_log_that_cannot_be_cut_is_an_absence(sqlite_url: str) -> None:
    sqlite_file(sqlite_url).write_bytes(b"something else " * 100)
    database = open_database(sqlite_url)
    with pytest.raises(DatabaseAway):
        await database.empty_log()
    await database.close()
