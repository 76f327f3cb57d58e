"""Mailed links: they outlive their accounts, so that an old one is told from an unknown one."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table

from storage.moment import Moment
from storage.tables.base import metadata

activations = Table(
    "activations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", String(32), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("token_sha256", LargeBinary(32), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("end", String(16)),
)
Index("ix_activations_account_id", activations.c.account_id)
