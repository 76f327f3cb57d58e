"""What tests of several rings share."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import settings

from bot.light_aiogram import import_aiogram
from bot.texts import LOCALES, Texts
from storage.engine import Database, open_database, sqlite_file
from storage.keys import Keyring
from storage.migrate import migrate
from storage.tables import metadata

POSTGRES = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
"""A server on which tests may create databases; without one they are skipped, but not in CI."""
KEY = bytes(range(32))


def pytest_configure() -> None:
    settings.register_profile("untimed", deadline=None)  # a slow machine is no fault of the code
    settings.load_profile("untimed")
    import_aiogram()  # as the bot itself does, and each worker begins two seconds earlier


@dataclass
class FakeClock:
    """A clock that stands still until told."""

    now: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """Stand for a monotonic clock."""
        return self.now.timestamp()

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def keys() -> Keyring:
    return Keyring.of([KEY])


@pytest.fixture(scope="session")
def texts() -> Texts:
    """Give the texts, which take a second to load and are never changed."""
    return Texts.load(LOCALES)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of an empty PostgreSQL database."""
    with _postgres() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_with_tables() -> Iterator[str]:
    """Give the address of a PostgreSQL database that is emptied, but keeps its tables."""
    with _postgres() as url:
        asyncio.run(_make_tables(url))
        yield url


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite file with all tables, to be copied."""
    file = tmp_path_factory.mktemp("tables") / "bot.db"
    asyncio.run(_make_tables(f"sqlite+aiosqlite:///{file}"))
    return file


@contextmanager
def _postgres() -> Iterator[str]:
    name = f"bot_test_{uuid4().hex[:12]}"
    try:
        asyncio.run(_on_server(f'CREATE DATABASE "{name}"'))
    except (OSError, asyncpg.PostgresError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL server to test with: {type(error).__name__}")
    yield f"{POSTGRES.replace('postgresql', 'postgresql+asyncpg', 1)}/{name}"
    asyncio.run(_on_server(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """Give the address of an empty database, once per kind of database."""
    return sqlite_url if request.param == "sqlite" else request.getfixturevalue("postgres")


@pytest.fixture(params=["sqlite", "postgresql"])
def url_with_tables(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """Give the address of a database with all tables, once per kind of database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_with_tables"), sqlite_file(sqlite_url))
        return sqlite_url
    url: str = request.getfixturevalue("postgres_with_tables")
    return url


@pytest.fixture
async def database(url_with_tables: str) -> AsyncIterator[Database]:
    """Give an open database with all tables."""
    database = open_database(url_with_tables)
    yield database
    if not database.is_sqlite:
        await _empty(database)
    await database.close()


async def _make_tables(url: str) -> None:
    database = open_database(url)
    await migrate(database)
    await database.close()


async def _empty(database: Database) -> None:
    names = ", ".join(metadata.tables)
    async with database.transaction() as connection:
        await connection.exec_driver_sql("SET LOCAL lock_timeout = '20s'")
        await connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # audit
        await connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")


async def _on_server(statement: str) -> None:
    connection = await asyncpg.connect(f"{POSTGRES}/postgres", timeout=3)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
