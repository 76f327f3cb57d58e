"""The database: one writer and several readers on SQLite, one pool on PostgreSQL.

SQLite's driver begins transactions late and silently loses concurrent updates; the listeners
below begin every writing transaction with BEGIN IMMEDIATE. A lock in front of the one writing
connection spares the busy waiting that a second writer would do.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    closing,
    nullcontext,
    suppress,
)
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

BUSY_TIMEOUT_MS = 5_000
READERS = 4
FOR_WRITING = ("secure_delete = ON", "journal_mode = WAL")
"""What is deleted is overwritten; not every build of SQLite does that unasked."""
FOR_READING = ("query_only = ON",)
FOR_SERVERS = {"timeout": 10, "command_timeout": 60}
"""Seconds for a connection and for a statement: a server can fall silent without a word."""
SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""Two reads of PostgreSQL would else see different moments; SQLite's readers never do."""
SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOTADB,
}
"""Primary result codes that speak of the file, not of the statement (SQLite, rescode)."""
READ_ONLY = "25006"
PASSING_STATES = ("08", READ_ONLY, "40", "53", "55", "57014", "57P", "58", "XX")
"""SQLSTATE classes after which the same transaction may succeed (PostgreSQL, appendix A)."""
REFUSING_STATES = ("28", "3D000", "3F000", "42501")
"""Likewise, once the operator has mended it: no such role, database or schema, or no right."""


class DatabaseAway(Exception):
    """The database cannot be reached or written just now; nothing was committed."""


@dataclass(frozen=True, slots=True)
class Database:
    """Transactions and reads over one database URL."""

    writer: AsyncEngine
    reader: AsyncEngine
    _turn: AbstractAsyncContextManager[Any] = field(repr=False)

    @property
    def is_sqlite(self) -> bool:
        return self.writer.dialect.name == "sqlite"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Write in one transaction; an exception rolls it back.

        Raises:
            DatabaseAway: also when it went away in the middle.
        """
        async with (
            self._turn,
            naming_absence(),
            self.writer.begin() as connection,
            giving_up_silent(connection),
        ):
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Read one consistent snapshot; writing here is refused.

        Raises:
            DatabaseAway: likewise.
        """
        async with (
            naming_absence(reading=True),
            self.reader.connect() as connection,
            giving_up_silent(connection),
        ):
            yield connection

    async def empty_log(self) -> bool:
        """Write SQLite's log into its file and cut it: it keeps what has been deleted since.

        False if somebody is reading or writing just now: nobody waits for that. PostgreSQL looks
        after its own.

        Raises:
            DatabaseAway: likewise.
        """
        file = self.writer.url.database
        if not self.is_sqlite or file is None:
            return True
        async with self._turn:
            return await asyncio.to_thread(_cut_log, file)

    async def close(self) -> None:
        await self.writer.dispose()
        await self.reader.dispose()


def open_database(url: str, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Database:
    """Prepare engines for `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`; connects later.

    Raises:
        DatabaseAway: the folder of a SQLite file cannot be made, or the file not be opened.
    """
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_async_engine(
            url, pool_size=10, pool_pre_ping=True, hide_parameters=True, connect_args=FOR_SERVERS
        )
        return Database(engine, engine.execution_options(**SNAPSHOT), nullcontext())
    _make_folder(sqlite_file(url).parent)
    _require_access(sqlite_file(url))
    writer = create_async_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
    reader = create_async_engine(url, pool_size=READERS, max_overflow=0, hide_parameters=True)
    listen_to_sqlite(writer.sync_engine, writes=True, busy_timeout_ms=busy_timeout_ms)
    listen_to_sqlite(reader.sync_engine, writes=False, busy_timeout_ms=busy_timeout_ms)
    return Database(writer, reader, asyncio.Lock())


def _cut_log(file: str) -> bool:
    try:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            [(busy, *_)] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise DatabaseAway(str(error)) from None
    return not busy


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseAway(f"{folder}: {error.strerror}") from None


def _require_access(file: Path) -> None:
    """The driver itself would name neither the file nor what it lacks."""
    if file.is_dir():
        raise DatabaseAway(f"{file}: это папка, а нужен файл базы")
    if file.exists() and not os.access(file, os.R_OK | os.W_OK):
        raise DatabaseAway(f"{file}: пользователю бота нужно право чтения и записи этого файла")


def is_absent(url: str) -> bool:
    """Tell whether opening the database would make a new file."""
    return url.startswith("sqlite") and not os.access(sqlite_file(url), os.F_OK)


def sqlite_file(url: str) -> Path:
    """Return the file of a SQLite URL."""
    return Path(make_url(url).database or "")


@asynccontextmanager
async def naming_absence(*, reading: bool = False) -> AsyncIterator[None]:
    """Turn what drivers raise when there is nothing to work with into DatabaseAway.

    Args:
        reading: that writing is refused is a fault of who writes.
    """
    try:
        yield
    except (PoolTimeout, OSError) as error:
        raise DatabaseAway(reason(error)) from None
    except DBAPIError as error:
        if not _is_absence(error) or (reading and _refuses_writing(error)):
            raise
        raise DatabaseAway(reason(error)) from None


@asynccontextmanager
async def giving_up_silent(connection: AsyncConnection) -> AsyncIterator[None]:
    """A connection that gave no answer in time would be as silent to whoever has it next."""
    try:
        yield
    except TimeoutError:
        await connection.invalidate()
        raise


def _is_absence(error: DBAPIError) -> bool:
    """Tell whether it is the database that fails; a statement it refuses would fail for ever."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_AWAY
    lost = error.connection_invalidated or isinstance(error, OperationalError)
    return lost or _may_pass(error)


def _refuses_writing(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_READONLY or getattr(error.orig, "sqlstate", None) == READ_ONLY


def _may_pass(error: DBAPIError) -> bool:
    """Tell whether PostgreSQL refuses for now: restart, fail-over, no free place, no right."""
    state = getattr(error.orig, "sqlstate", None) or ""
    return state.startswith(PASSING_STATES + REFUSING_STATES)


def reason(error: Exception) -> str:
    """Return the first line of what the driver said, which never tells of a row."""
    said = str(getattr(error, "orig", None) or error).partition("\n")[0]
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    advice = ": проверьте, есть ли место на диске" if code & 0xFF == sqlite3.SQLITE_IOERR else ""
    return f"{said}{advice}" or type(error).__name__


def listen_to_sqlite(engine: Any, *, writes: bool, busy_timeout_ms: int) -> None:
    """Give every connection its PRAGMAs and make a writing transaction begin at once.

    Only a writer makes it WAL, which stays in the file: it may turn out to be another program's.
    """

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout = {busy_timeout_ms}",
            "synchronous = FULL",
            "foreign_keys = ON",
            *(FOR_WRITING if writes else FOR_READING),
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "invalidate")
    def let_go(connection: Any, _record: Any, _error: Any) -> None:
        """Closed with a cursor open, as by a cancellation, it would go on holding its locks."""
        with suppress(Exception):
            connection.rollback()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
