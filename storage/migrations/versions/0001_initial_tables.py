"""Initial tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("token_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("end", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activations")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_activations_token_sha256")),
    )
    op.create_index("ix_activations_account_id", "activations", ["account_id"])

    op.create_table(
        "captchas",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("holds_until", sa.BigInteger(), nullable=True),
        sa.Column("checks_left", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_captchas")),
    )
    op.create_table(
        "charges",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("subject_digest", sa.LargeBinary(length=36), nullable=False),
        sa.Column("cause", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
        sa.UniqueConstraint("rule", "subject_digest", "cause", name=op.f("uq_charges_rule")),
    )
    op.create_index("ix_charges_at", "charges", ["at"])

    op.create_table(
        "consents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_chat_id", "consents", ["chat_id"])

    op.create_table(
        "conversations",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=32), nullable=True),
        sa.Column("draft_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("update_ids", sa.JSON(), nullable=False),
        sa.Column("replies_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("last_reply", sa.BigInteger(), nullable=False),
        sa.Column("sent_reply", sa.BigInteger(), nullable=False),
        sa.Column("prompt_id", sa.BigInteger(), nullable=True),
        sa.Column("prompt_is_text", sa.Boolean(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_conversations")),
    )
    op.create_index(
        "ix_conversations_unsent",
        "conversations",
        ["chat_id"],
        sqlite_where=sa.text("last_reply > sent_reply"),
        postgresql_where=sa.text("last_reply > sent_reply"),
    )

    op.create_table(
        "insured",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("row_digest", sa.LargeBinary(length=36), nullable=False),
        sa.Column("identity_digest", sa.LargeBinary(length=36), nullable=False),
        sa.Column("policy_digest", sa.LargeBinary(length=36), nullable=False),
        sa.Column("policy_kind", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("citizenship", sa.String(length=16), nullable=True),
        sa.Column("policyholder", sa.Text(), nullable=False),
        sa.Column("hr_contact", sa.Text(), nullable=True),
        sa.Column("identifier", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("phone_digest", sa.LargeBinary(length=36), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("file_phone_digest", sa.LargeBinary(length=36), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insured")),
        sa.UniqueConstraint("row_digest", name=op.f("uq_insured_row_digest")),
    )
    op.create_index("ix_insured_identity_digest", "insured", ["identity_digest"])
    op.create_index("ix_insured_policy_digest", "insured", ["policy_digest"])

    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("dedupe_key", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_jobs_dedupe_key")),
    )
    op.create_index("ix_jobs_due", "jobs", ["state", "not_before"])
    op.create_index("ix_jobs_person", "jobs", ["person"])

    op.create_table(
        "key_check",
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("value_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_key_check")),
    )
    op.create_table(
        "pending_passwords",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("generated", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_pending_passwords")),
    )
    op.create_table(
        "personal_messages",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_personal_messages")),
    )
    op.create_table(
        "pins",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("insured_id", sa.BigInteger(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_digest", sa.LargeBinary(length=36), nullable=False),
        sa.Column("sends", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ordered_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("superseded_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pins")),
    )
    op.create_index("ix_pins_chat", "pins", ["chat_id", "created_at"])
    op.create_index("ix_pins_expires_at", "pins", ["expires_at"])

    op.create_table(
        "sms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("challenge_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("prefix_digest", sa.LargeBinary(length=36), nullable=False),
        sa.Column("handover", sa.String(length=16), nullable=False),
        sa.Column("gateway", sa.String(length=32), nullable=True),
        sa.Column("provider_id", sa.String(length=64), nullable=True),
        sa.Column("cost_kopecks", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("status_at", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms")),
        sa.UniqueConstraint("key", name=op.f("uq_sms_key")),
    )
    op.create_index("ix_sms_at", "sms", ["at"])
    op.create_index("ix_sms_challenge_id", "sms", ["challenge_id"])

    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("password_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("personal_consent", sa.String(length=32), nullable=False),
        sa.Column("rules_consent", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("activated_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["personal_consent"],
            ["consents.id"],
            name=op.f("fk_accounts_personal_consent_consents"),
        ),
        sa.ForeignKeyConstraint(
            ["rules_consent"], ["consents.id"], name=op.f("fk_accounts_rules_consent_consents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_index("ix_accounts_chat_id", "accounts", ["chat_id"])

    op.create_table(
        "control_questions",
        sa.Column(
            "insured_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer_digest", sa.LargeBinary(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["insured_id"], ["insured.id"], name=op.f("fk_control_questions_insured_id_insured")
        ),
        sa.PrimaryKeyConstraint("insured_id", "position", name=op.f("pk_control_questions")),
    )
    op.create_table(
        "account_claims",
        sa.Column("subject_digest", sa.LargeBinary(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_claims_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_digest", name=op.f("pk_account_claims")),
    )
    op.create_index("ix_account_claims_account_id", "account_claims", ["account_id"])

    op.create_table(
        "account_insured",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column(
            "insured_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_insured_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["insured_id"], ["insured.id"], name=op.f("fk_account_insured_insured_id_insured")
        ),
        sa.PrimaryKeyConstraint("account_id", "insured_id", name=op.f("pk_account_insured")),
    )
    op.create_index("ix_account_insured_insured_id", "account_insured", ["insured_id"])


def downgrade() -> None:
    for table in (
        "account_insured",
        "account_claims",
        "control_questions",
        "accounts",
        "sms",
        "pins",
        "personal_messages",
        "pending_passwords",
        "key_check",
        "jobs",
        "insured",
        "conversations",
        "consents",
        "charges",
        "captchas",
        "activations",
    ):
        op.drop_table(table)
