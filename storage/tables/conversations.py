"""Where each conversation stands, and which messages of it carry personal data."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
    text,
)

from storage.moment import Moment
from storage.tables.base import metadata

conversations = Table(
    "conversations",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("step", String(32)),
    Column("draft_sealed", LargeBinary),
    Column("update_ids", JSON, nullable=False),
    Column("replies_sealed", LargeBinary),
    Column("last_reply", BigInteger, nullable=False),
    Column("sent_reply", BigInteger, nullable=False),
    Column("prompt_id", BigInteger),
    Column("prompt_is_text", Boolean, nullable=False),
    Column("prompt_passing", Boolean, nullable=False, server_default=false()),
    Column("reachable", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("owner", String(32)),
    Column("lease_until", Moment),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
Index(
    "ix_conversations_unsent",
    conversations.c.chat_id,
    sqlite_where=text("last_reply > sent_reply"),
    postgresql_where=text("last_reply > sent_reply"),
)

personal_messages = Table(
    "personal_messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)
