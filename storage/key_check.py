"""Refuses a database that was written under other secret keys, before a row is misread."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select

from storage.engine import Database
from storage.keys import Keyring, UnreadableSecret
from storage.tables import key_check

PURPOSE = "key check"
VALUE = "these keys fit"


class ForeignKeys(Exception):
    """None of SECRET_KEYS opens this database."""


async def check_keys(database: Database, keys: Keyring) -> None:
    """Compare the keys with those the database knows, and make the newest known to it.

    Raises:
        ForeignKeys: the database was written under keys that are not configured.
    """
    newest = keys.keys[0].id.hex()
    async with database.transaction() as connection:
        known = (await connection.execute(select(key_check))).all()
        if not _fit(keys, known):
            raise ForeignKeys
        if newest not in {row.key_id for row in known}:
            sealed = keys.seal(PURPOSE, newest, VALUE)
            await connection.execute(insert(key_check).values(key_id=newest, value_sealed=sealed))


async def require_keys(database: Database, keys: Keyring) -> None:
    """Compare without making anything known.

    Raises:
        ForeignKeys: see `check_keys`.
    """
    if not await keys_fit(database, keys):
        raise ForeignKeys


async def keys_fit(database: Database, keys: Keyring) -> bool:
    """Compare without making anything known."""
    async with database.reading() as connection:
        return _fit(keys, (await connection.execute(select(key_check))).all())


def _fit(keys: Keyring, known: Sequence[Row[Any]]) -> bool:
    return not known or any(_opens(keys, row.key_id, row.value_sealed) for row in known)


def _opens(keys: Keyring, key_id: str, sealed: bytes) -> bool:
    try:
        return keys.open(PURPOSE, key_id, sealed) == VALUE
    except UnreadableSecret:
        return False
