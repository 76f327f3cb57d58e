"""What became of each SMS; no phone and no text."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from storage.moment import Moment
from storage.tables.base import RowId, metadata

sms = Table(
    "sms",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("challenge_id", LargeBinary(16), index=True),
    Column("prefix_digest", LargeBinary(36), nullable=False),
    Column("handover", String(16), nullable=False),
    Column("gateway", String(32)),
    Column("provider_id", String(64)),
    Column("cost_kopecks", Integer),
    Column("code", String(32)),
    Column("status", String(16)),
    Column("at", Moment, nullable=False),
    Column("status_at", Moment),
    Column("confirmed_at", Moment),
)
Index("ix_sms_at", sms.c.at)
