"""Who agreed to what: rows are only added."""

from sqlalchemy import BigInteger, Column, Index, String, Table

from storage.moment import Moment
from storage.tables.base import metadata

consents = Table(
    "consents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("version", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("role", String(16)),
    Column("update_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)
Index("ix_consents_chat_id", consents.c.chat_id)
