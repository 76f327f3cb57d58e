"""Who agreed to what: rows are only added, until the person asks to be forgotten."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table

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

withdrawn_consents = Table(
    "withdrawn_consents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("version", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("role", String(16)),
    Column("at", Moment, nullable=False),
    Column("subject_digest", LargeBinary(36), nullable=False),
    Column("withdrawn_at", Moment, nullable=False),
)
"""What is left of a consent that was withdrawn: that somebody gave it, found by that person's
Telegram id and the key alone."""
Index("ix_withdrawn_consents_withdrawn_at", withdrawn_consents.c.withdrawn_at)
