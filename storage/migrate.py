"""Brings the database to the schema of this version, before anything else touches it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy import column as sql_column
from sqlalchemy.exc import ProgrammingError

from storage.engine import Database, reason

SCHEMA = "0006"
"""The newest revision; spares the start from loading alembic when there is nothing to do."""
MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"
OURS = "key_check"
"""A table of every revision; other programs may have a table of versions too."""
TABLES_NAMED = 5
MIGRATING = 0x626F75
"""Advisory lock of whoever changes the tables: another command waits a minute for them."""


class WrongSchema(Exception):
    """The database belongs to another version of the bot, or to another program."""


async def migrate(database: Database) -> None:
    """Create or upgrade the tables in one transaction.

    Raises:
        WrongSchema: the database is newer than this version of the bot, or another program's.
    """
    if await schema_of(database) == SCHEMA:
        return
    try:
        async with database.transaction() as connection:
            await connection.run_sync(_upgrade)
    except ProgrammingError as error:
        raise WrongSchema(f"таблицы создать не получилось: {reason(error)}") from None


async def require_schema(database: Database) -> None:
    """Make sure, changing nothing, that the tables are those of this version.

    Raises:
        WrongSchema: they are not, or there are none.
    """
    schema = await schema_of(database)
    if schema is None:
        raise WrongSchema(
            "база пуста, проверьте адрес. "
            "Таблицы в ней создаёт запуск бота или import-registry без --dry-run"
        )
    if schema in known_schemas() - {SCHEMA}:
        raise WrongSchema(f"схема {schema} старая, сначала запустите новую версию бота")
    if schema != SCHEMA:
        raise _unknown(schema)


async def schema_of(database: Database) -> str | None:
    """Return the revision that the database has, None for an empty one.

    Raises:
        WrongSchema: it holds tables, but not ours.
    """
    async with database.reading() as connection:
        return await connection.run_sync(_revision)


def known_schemas() -> frozenset[str]:
    """Return every revision that this version can upgrade, the newest included."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see `_upgrade`

    return frozenset(one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite lets one write at a time anyway
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    current = _revision(connection)
    if current == SCHEMA:
        return
    from alembic import command  # noqa: PLC0415 - 0.4 s that most starts do not need
    from alembic.util import CommandError  # noqa: PLC0415 - likewise

    try:
        command.upgrade(alembic_config(connection), "head")
    except CommandError:
        raise _unknown(current) from None


def _unknown(schema: str | None) -> WrongSchema:
    return WrongSchema(f"схема базы {schema} неизвестна этой версии бота: она новее")


def alembic_config(connection: Connection) -> Any:
    """Return alembic's configuration for a connection that is already open."""
    from alembic.config import Config  # noqa: PLC0415 - see `_upgrade`

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    inspector = inspect(connection)
    tables = set(inspector.get_table_names(inspector.default_schema_name))
    revision = _version(connection) if {VERSION_TABLE, OURS} <= tables else None
    others = sorted(tables - {VERSION_TABLE})
    if revision is None and others:
        raise WrongSchema(f"в базе чужие таблицы: {_named(others)}. Укажите пустую базу")
    return revision


def _version(connection: Connection) -> str | None:
    versions = table(VERSION_TABLE, sql_column("version_num"))
    return connection.execute(select(versions.c.version_num)).scalar_one_or_none()


def _named(tables: Sequence[str]) -> str:
    more = len(tables) - TABLES_NAMED
    return ", ".join(tables[:TABLES_NAMED]) + (f" и ещё {more}" if more > 0 else "")
