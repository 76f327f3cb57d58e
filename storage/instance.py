"""One process polls, and one process writes a SQLite file; a second one is told so at once."""

import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import func, select

from storage.engine import Database, sqlite_file

ADVISORY_LOCK = 0x626F74  # "bot"; any number that all processes of one bot agree on


class AlreadyRunning(Exception):
    """Another process of the bot holds the place."""


@asynccontextmanager
async def only_instance(database: Database) -> AsyncIterator[None]:
    """Hold the place of the only process while the body runs; the system frees it at any death.

    Raises:
        AlreadyRunning: another process holds it.
    """
    holder = _only_on_file(database) if database.is_sqlite else _only_on_server(database)
    async with holder:
        yield


@asynccontextmanager
async def _only_on_file(database: Database) -> AsyncIterator[None]:
    path = sqlite_file(str(database.writer.url))
    lock = os.open(f"{path}.lock", os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise AlreadyRunning(path.name) from None
    try:
        yield
    finally:
        os.close(lock)


@asynccontextmanager
async def _only_on_server(database: Database) -> AsyncIterator[None]:
    async with database.writer.connect() as connection:
        if not await connection.scalar(select(func.pg_try_advisory_lock(ADVISORY_LOCK))):
            raise AlreadyRunning(connection.engine.url.database or "")
        await connection.commit()
        yield
