"""The place of the only process: taken, refused, lost with its connection and taken again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine import Database, DatabaseAway, open_database
from storage.instance import AlreadyRunning, only_instance
from tests.unit.doctor_findings import HOST

END_THE_HOLDER = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@pytest.fixture
async def first(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def second(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    yield database
    await database.close()


async def end_the_holder(database: Database) -> None:
    async with database.transaction() as connection:
        ended = (await connection.exec_driver_sql(END_THE_HOLDER)).scalars().all()
    assert ended == [True]


async def test_a_second_process_is_refused_until_the_first_one_ends(
    first: Database, second: Database
) -> None:
    async with only_instance(first) as place:
        await place.keep()
        with pytest.raises(AlreadyRunning):
            await only_instance(second).__aenter__()
    async with only_instance(second):
        pass


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_place_that_was_lost_is_taken_again(first: Database, second: Database) -> None:
    async with only_instance(first) as place:
        await end_the_holder(second)
        with pytest.raises(DatabaseAway):
            await place.keep()
        await place.keep()
        with pytest.raises(AlreadyRunning):
            await only_instance(second).__aenter__()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_place_that_somebody_took_meanwhile_is_not_shared(
    first: Database, second: Database
) -> None:
    async with only_instance(first) as place:
        await end_the_holder(second)
        async with only_instance(second):
            with pytest.raises(DatabaseAway):
                await place.keep()
            with pytest.raises(AlreadyRunning):
                await place.keep()


async def test_a_server_that_is_down_is_named() -> None:
    database = open_database(f"postgresql+asyncpg://nobody@{HOST}:1/none")
    with pytest.raises(DatabaseAway, match="Connect call failed"):
        await only_instance(database).__aenter__()
    await database.close()


async def test_what_fails_in_the_place_is_not_the_database(first: Database) -> None:
    with pytest.raises(FileNotFoundError):
        async with only_instance(first):
            raise FileNotFoundError


async def test_a_lock_that_cannot_be_written_is_named(sqlite_url: str, tmp_path: Path) -> None:
    lock = tmp_path / "bot.db.lock"
    lock.mkdir()
    database = open_database(sqlite_url)
    with pytest.raises(DatabaseAway) as refused:
        await only_instance(database).__aenter__()
    assert str(refused.value).startswith(f"{lock}: Is a directory")
    assert "право записи" in str(refused.value)
    await database.close()
