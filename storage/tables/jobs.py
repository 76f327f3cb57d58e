"""The one durable queue."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from storage.moment import Moment
from storage.tables.base import RowId, metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("person", BigInteger),
    Column("payload_sealed", LargeBinary),
    Column("dedupe_key", String(128), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("owner", String(32)),
    Column("lease_until", Moment),
    Column("error", String(64)),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
Index("ix_jobs_due", jobs.c.state, jobs.c.not_before)
Index("ix_jobs_person", jobs.c.person)
