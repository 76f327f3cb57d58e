"""Brings the database to the schema of this version, before anything else touches it."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, select, table
from sqlalchemy import column as sql_column

from storage.engine import Database

SCHEMA = "0006"
"""The newest revision; spares the start from loading alembic when there is nothing to do."""
MIGRATIONS = Path(__file__).parent / "migrations"


class WrongSchema(Exception):
    """The database was written by another version of the bot."""


async def migrate(database: Database) -> None:
    """Create or upgrade the tables in one transaction.

    Raises:
        WrongSchema: the database is newer than this version of the bot.
    """
    async with database.transaction() as connection:
        await connection.run_sync(_upgrade)


async def schema_of(database: Database) -> str | None:
    """Return the revision that the database has, None for an empty one."""
    async with database.reading() as connection:
        return await connection.run_sync(_revision)


def known_schemas() -> frozenset[str]:
    """Return every revision that this version can upgrade, the newest included."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see `_upgrade`

    return frozenset(one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def _upgrade(connection: Connection) -> None:
    current = _revision(connection)
    if current == SCHEMA:
        return
    from alembic import command  # noqa: PLC0415 - 0.4 s that most starts do not need
    from alembic.util import CommandError  # noqa: PLC0415 - likewise

    try:
        command.upgrade(alembic_config(connection), "head")
    except CommandError:
        msg = f"схема базы {current} неизвестна этой версии бота: она новее"
        raise WrongSchema(msg) from None


def alembic_config(connection: Connection) -> Any:
    """Return alembic's configuration for a connection that is already open."""
    from alembic.config import Config  # noqa: PLC0415 - see `_upgrade`

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    versions = table("alembic_version", sql_column("version_num"))
    return connection.execute(select(versions.c.version_num)).scalar_one_or_none()
