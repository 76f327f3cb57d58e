"""Accounts of the cabinet, whom they serve, and what an activated one holds for itself."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, LargeBinary, String, Table

from storage.moment import Moment
from storage.tables.base import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("email_sealed", LargeBinary, nullable=False),
    Column("phone_sealed", LargeBinary, nullable=False),
    Column("password_sealed", LargeBinary, nullable=False),
    Column("personal_consent", ForeignKey("consents.id"), nullable=False),
    Column("rules_consent", ForeignKey("consents.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("activated_at", Moment),
)
Index("ix_accounts_chat_id", accounts.c.chat_id)

account_insured = Table(
    "account_insured",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("insured_id", ForeignKey("insured.id"), primary_key=True, autoincrement=False),
)
Index("ix_account_insured_insured_id", account_insured.c.insured_id)

account_claims = Table(
    "account_claims",
    metadata,
    Column("subject_digest", LargeBinary(36), primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
)
"""The e-mail and the insured people of activated accounts: its key is what makes both unique.

Each stands here under every secret key configured when the account was activated, so that two
accounts meet even if a new key came between them.
"""
Index("ix_account_claims_account_id", account_claims.c.account_id)

pending_passwords = Table(
    "pending_passwords",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("hash_sealed", LargeBinary),
    Column("generated", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)
