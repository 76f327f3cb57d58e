"""The insurer's list of insured people, with nothing personal in clear."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from storage.moment import Moment
from storage.tables.base import RowId, metadata

insured = Table(
    "insured",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=False),
    Column("row_digest", LargeBinary(36), nullable=False, unique=True),
    Column("identity_digest", LargeBinary(36), nullable=False, index=True),
    Column("policy_digest", LargeBinary(36), nullable=False, index=True),
    Column("policy_kind", String(16), nullable=False),
    Column("role", String(16), nullable=False),
    Column("citizenship", String(16)),
    Column("policyholder", Text, nullable=False, index=True),
    Column("hr_contact", Text),
    Column("identifier", Text),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("phone_digest", LargeBinary(36)),
    Column("phone_sealed", LargeBinary),
    Column("file_phone_digest", LargeBinary(36)),
    Column("ended_at", Moment),
)
"""One row per policy, name, birth date and role. `phone_…` is the number that counts now,
`file_phone_digest` the one of the last file: they differ after a change in the chat."""

control_questions = Table(
    "control_questions",
    metadata,
    Column("insured_id", ForeignKey("insured.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("question", Text, nullable=False),
    Column("answer_digest", LargeBinary(36), nullable=False),
)
