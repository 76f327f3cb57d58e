"""Attempts that were charged, by what they were aimed at."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table, UniqueConstraint

from storage.moment import Moment
from storage.tables.base import RowId, metadata

charges = Table(
    "charges",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("rule", String(32), nullable=False),
    Column("subject_digest", LargeBinary(36), nullable=False),
    Column("cause", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("rule", "subject_digest", "cause"),
)
Index("ix_charges_at", charges.c.at)
