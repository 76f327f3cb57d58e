"""What administrators read and leave behind."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from storage.moment import Moment
from storage.tables.base import RowId, metadata

tallies = Table(
    "tallies",
    metadata,
    Column("day", Date, primary_key=True),
    Column("what", String(48), primary_key=True),
    Column("policyholder", Text, primary_key=True),
    Column("invitation_id", String(22), primary_key=True),
    Column("bucket", SmallInteger, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Anonymous counts by Moscow day: `bucket` tells how long it took, `amount` is what it cost in
kopecks. Rows with an empty policyholder count everything; what belongs to a policyholder is
counted a second time under its name, with an empty invitation if no link led there."""

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("act", String(32), nullable=False),
    Column("policyholder", Text),
    Column("subject_digest", LargeBinary(36)),
    Column("details", Text, nullable=False),
)
"""Acts of administrators and HR people, only ever added to; `subject_digest` is whom one
concerned, and is dropped when that person asks to be forgotten. Triggers refuse everything else
(migration 0005); whoever alters the table by copying it has to make them again."""
Index("ix_audit_at", audit.c.at)
Index("ix_audit_subject_digest", audit.c.subject_digest)

pauses = Table(
    "pauses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("text", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)
"""When administrators held the registration up, and what people were told; the last row counts."""
