"""One process polls, and one process writes a SQLite file; a second one is told so at once."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database, DatabaseAway, naming_absence, sqlite_file

ADVISORY_LOCK = 0x626F74  # "bot"; any number that all processes of one bot agree on
ANSWER_SECONDS = 10.0
"""How long the server may take to say whose the place is."""

KEEPALIVE = tuple(
    func.set_config(f"tcp_keepalives_{name}", value, False)
    for name, value in (("idle", "15"), ("interval", "5"), ("count", "3"))
)
"""So that a server notices within half a minute that the holder is gone without a word."""


class AlreadyRunning(Exception):
    """Another process of the bot holds the place."""


class Place(Protocol):
    """The place of the only process, as its holder sees it."""

    async def keep(self) -> None:
        """Make sure that the place is held, and take it anew if it was lost.

        Raises:
            DatabaseAway: it is lost just now; the next call tries to take it.
            AlreadyRunning: another process took it meanwhile.
        """
        ...


@asynccontextmanager
async def only_instance(database: Database) -> AsyncIterator[Place]:
    """Hold the place of the only process while the body runs; the system frees it at any death.

    Raises:
        AlreadyRunning: another process holds it.
        DatabaseAway: the server cannot be reached, or the lock file cannot be written.
    """
    holder = _only_on_file(database) if database.is_sqlite else _only_on_server(database)
    async with holder as place:
        yield place


class _PlaceOnFile:
    """The system takes it from no living process."""

    async def keep(self) -> None:
        return


@asynccontextmanager
async def _only_on_file(database: Database) -> AsyncIterator[Place]:
    path = sqlite_file(str(database.writer.url))
    lock = _opened(Path(f"{path}.lock"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise AlreadyRunning(path.name) from None
    try:
        yield _PlaceOnFile()
    finally:
        os.close(lock)


def _opened(lock: Path) -> int:
    try:
        return os.open(lock, os.O_CREAT | os.O_WRONLY, 0o600)
    except OSError as error:
        advice = "пользователю бота нужно право записи в этот файл и в его папку"
        raise DatabaseAway(f"{lock}: {error.strerror}; {advice}") from None


@dataclass(frozen=True, slots=True)
class _PlaceOnServer:
    """An advisory lock, which ends with its connection: at a restart of the server, for one."""

    connection: AsyncConnection

    async def keep(self) -> None:
        """A session that holds the lock gets it once more; a new connection has to take it."""
        wanted = select(func.pg_try_advisory_lock(ADVISORY_LOCK), *KEEPALIVE)
        async with (
            naming_absence(),
            asyncio.timeout(ANSWER_SECONDS),
            self.connection.begin(),
        ):
            taken, *_ = (await self.connection.execute(wanted)).one()
        if not taken:
            raise AlreadyRunning(self.connection.engine.url.database or "")


@asynccontextmanager
async def _only_on_server(database: Database) -> AsyncIterator[Place]:
    async with naming_absence():
        connection = await database.writer.connect()
    try:
        place = _PlaceOnServer(connection)
        await place.keep()
        yield place
    finally:
        await connection.invalidate()  # in the pool it would go on holding the lock
        await connection.close()
