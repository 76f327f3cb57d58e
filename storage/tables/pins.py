"""PIN challenges; a PIN is derived from the id of its challenge and stored nowhere."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table

from storage.moment import Moment
from storage.tables.base import metadata

pins = Table(
    "pins",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("insured_id", BigInteger, nullable=False),
    Column("phone_sealed", LargeBinary),
    Column("phone_digest", LargeBinary(36), nullable=False),
    Column("row_phone_digest", LargeBinary(36)),
    Column("sends", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ordered_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("superseded_at", Moment),
)
"""`row_phone_digest` is the number that the registry had when the challenge began."""
Index("ix_pins_chat", pins.c.chat_id, pins.c.created_at)
Index("ix_pins_expires_at", pins.c.expires_at)
