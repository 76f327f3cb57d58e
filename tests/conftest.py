"""What tests of several rings share."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import settings

from bot.light_aiogram import import_aiogram
from storage.engine import Database, open_database
from storage.keys import Keyring
from storage.migrate import migrate

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
def postgres() -> Iterator[str]:
    """Give the address of an empty PostgreSQL database."""
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


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give an open database with all tables."""
    database = open_database(database_url)
    await migrate(database)
    yield database
    if not database.is_sqlite:
        async with database.transaction() as connection:
            await connection.exec_driver_sql("SET LOCAL lock_timeout = '20s'")
            await connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            await connection.exec_driver_sql("CREATE SCHEMA public")
    await database.close()


async def _on_server(statement: str) -> None:
    connection = await asyncpg.connect(f"{POSTGRES}/postgres", timeout=3)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
