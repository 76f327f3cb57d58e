"""Proof that the database belongs to the configured keys."""

from sqlalchemy import Column, LargeBinary, String, Table

from storage.tables.base import metadata

key_check = Table(
    "key_check",
    metadata,
    Column("key_id", String(16), primary_key=True),
    Column("value_sealed", LargeBinary, nullable=False),
)
