"""HR people of policyholders, what they share, and the requests they decide."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from storage.moment import Moment
from storage.tables.base import metadata

hr_links = Table(
    "hr_links",
    metadata,
    Column("token_sha256", LargeBinary(32), primary_key=True),
    Column("policyholder", Text, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", BigInteger),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)
"""One-time links that make whoever opens one an HR person."""

hr_people = Table(
    "hr_people",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("policyholder", Text, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("revoked_at", Moment),
)
"""Telegram users who act for a policyholder; a revoked one keeps the row."""
Index("ix_hr_people_policyholder", hr_people.c.policyholder)

invitations = Table(
    "invitations",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("token_digest", LargeBinary(36)),
    Column("token_sealed", LargeBinary),
    Column("policyholder", Text, nullable=False),
    Column("policy_sealed", LargeBinary),
    Column("policy_kind", String(16), nullable=False),
    Column("role", String(16), nullable=False),
    Column("campaign", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("uses", Integer, nullable=False),
    Column("revoked_at", Moment),
)
"""Links to the bot that HR shares, found by the digest of the token that a link carries; a closed
one has none. `policy_sealed` is the number that nobody has to type."""
Index("ix_invitations_policyholder", invitations.c.policyholder)
Index("uq_invitations_token_digest", invitations.c.token_digest, unique=True)

attributions = Table(
    "attributions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("policyholder", Text, nullable=False),
    Column("invitation_id", String(22)),
    Column("at", Moment, nullable=False),
    Column("reminded_at", Moment),
)
"""Whose employee a conversation is of, by the link it began with or by the registry."""
Index("ix_attributions_policyholder", attributions.c.policyholder)

phone_requests = Table(
    "phone_requests",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("insured_id", ForeignKey("insured.id"), nullable=False),
    Column("policyholder", Text, nullable=False),
    Column("phone_sealed", LargeBinary),
    Column("name_sealed", LargeBinary),
    Column("state", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_at", Moment),
)
"""Numbers that HR is asked to confirm, `id` is random; what is personal goes with its end."""
Index(
    "uq_phone_requests_open",
    phone_requests.c.chat_id,
    unique=True,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)
Index("ix_phone_requests_policyholder", phone_requests.c.policyholder, phone_requests.c.state)
Index("ix_phone_requests_insured_id", phone_requests.c.insured_id)
