"""Which rows still need which secret key: what `doctor` and `rotate-keys` report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Select,
    distinct,
    func,
    literal_column,
    select,
)

from storage.engine import Database
from storage.keys import FORMAT, KEY_ID_BYTES, Keyring
from storage.sealed_columns import SEALED
from storage.tables import account_claims, charges, insured


class WayOut(Enum):
    """What ends the need for an older key."""

    ROTATION = "rotation"
    IMPORT = "import"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Use:
    """Rows that cannot be read, or found, without one key.

    Attributes:
        what: the table and column.
        key_id: as in the rows, hexadecimal.
        newest: when the youngest of rows that only time removes was written.
    """

    what: str
    key_id: str
    rows: int
    way_out: WayOut
    newest: datetime | None = None


async def key_uses(database: Database, keys: Keyring) -> list[Use]:
    """Count, by key, every row that needs a key other than the newest one."""
    newest = keys.keys[0].id
    async with database.reading() as connection:
        uses = [
            Use(what, row.key_id.hex(), row.rows, way_out, row.newest)
            for what, way_out, counted in _counts(newest)
            for row in await connection.execute(counted)
        ]
    return [use for use in uses if use.key_id != newest.hex()]


def sealed_under(column: Column[Any]) -> ColumnElement[bytes]:
    """Select the id of the key that an encrypted value needs."""
    return _key_id(column, len(FORMAT) + 1)


def digested_under(column: Column[Any]) -> ColumnElement[bytes]:
    return _key_id(column, 1)


def accounts_without_claims(newest: bytes) -> Select[Any]:
    """Select the accounts whose claims nobody finds under the newest key alone.

    An activated account has all its claims under a key, or none; one that is not activated has
    no claims at all.
    """
    under = digested_under(account_claims.c.subject_digest)
    found = select(account_claims.c.account_id).where(under == newest)
    needy = account_claims.c.account_id.not_in(found)
    return select(account_claims.c.account_id).distinct().where(needy)


def _counts(newest: bytes) -> Sequence[tuple[str, WayOut, Select[Any]]]:
    sealed = (
        (one.name, WayOut.ROTATION, _count(one.column, sealed_under(one.column))) for one in SEALED
    )
    return (
        *sealed,
        ("account_claims", WayOut.ROTATION, _claims(newest)),
        ("insured.row_digest", WayOut.IMPORT, _registry()),
        ("charges.subject_digest", WayOut.TIME, _counters()),
    )


def _count(column: Column[Any], key_id: ColumnElement[bytes]) -> Select[Any]:
    columns = (key_id.label("key_id"), func.count().label("rows"), _never())
    return select(*columns).where(column.is_not(None)).group_by(key_id)


def _claims(newest: bytes) -> Select[Any]:
    key_id = digested_under(account_claims.c.subject_digest)
    accounts = func.count(distinct(account_claims.c.account_id)).label("rows")
    needy = account_claims.c.account_id.in_(accounts_without_claims(newest))
    return select(key_id.label("key_id"), accounts, _never()).where(needy).group_by(key_id)


def _registry() -> Select[Any]:
    """Rows of the current registry; an import writes all digests of a row together."""
    column = insured.c.row_digest
    return _count(column, digested_under(column)).where(insured.c.ended_at.is_(None))


def _counters() -> Select[Any]:
    key_id = digested_under(charges.c.subject_digest)
    youngest = func.max(charges.c.at, type_=charges.c.at.type).label("newest")
    columns: tuple[Any, ...] = (key_id.label("key_id"), func.count().label("rows"), youngest)
    return select(*columns).group_by(key_id)


def _key_id(column: Column[Any], start: int) -> ColumnElement[bytes]:
    part: Iterator[Any] = (literal_column(str(one)) for one in (start, KEY_ID_BYTES))
    return func.substr(column, *part, type_=LargeBinary())


def _never() -> ColumnElement[Any]:
    return literal_column("NULL").label("newest")
