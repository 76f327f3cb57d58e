"""HR people, invitations and requests of companies; counts, audit and pauses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attributions",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("policyholder", sa.Text(), nullable=False),
        sa.Column("invitation_id", sa.String(length=22), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_attributions")),
    )
    with op.batch_alter_table("attributions", schema=None) as batch_op:
        batch_op.create_index("ix_attributions_policyholder", ["policyholder"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("policyholder", sa.Text(), nullable=True),
        sa.Column("subject_digest", sa.LargeBinary(length=36), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_subject_digest", ["subject_digest"], unique=False)

    op.create_table(
        "hr_links",
        sa.Column("token_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("policyholder", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_hr_links")),
    )
    op.create_table(
        "hr_people",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("policyholder", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "policyholder", name=op.f("pk_hr_people")),
    )
    with op.batch_alter_table("hr_people", schema=None) as batch_op:
        batch_op.create_index("ix_hr_people_policyholder", ["policyholder"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("policyholder", sa.Text(), nullable=False),
        sa.Column("policy_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("policy_kind", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index("ix_invitations_policyholder", ["policyholder"], unique=False)

    op.create_table(
        "pauses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_table(
        "tallies",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=48), nullable=False),
        sa.Column("policyholder", sa.Text(), nullable=False),
        sa.Column("invitation_id", sa.String(length=22), nullable=False),
        sa.Column("bucket", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "what", "policyholder", "invitation_id", "bucket", name=op.f("pk_tallies")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "phone_requests",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "insured_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("policyholder", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["insured_id"], ["insured.id"], name=op.f("fk_phone_requests_insured_id_insured")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_requests")),
    )
    with op.batch_alter_table("phone_requests", schema=None) as batch_op:
        batch_op.create_index("ix_phone_requests_insured_id", ["insured_id"], unique=False)
        batch_op.create_index(
            "ix_phone_requests_policyholder", ["policyholder", "state"], unique=False
        )
        batch_op.create_index(
            "uq_phone_requests_open",
            ["chat_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    with op.batch_alter_table("insured", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_insured_policyholder"), ["policyholder"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("insured", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_insured_policyholder"))

    with op.batch_alter_table("phone_requests", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_phone_requests_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_phone_requests_policyholder")
        batch_op.drop_index("ix_phone_requests_insured_id")

    op.drop_table("phone_requests")
    op.drop_table("tallies")
    op.drop_table("pauses")
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index("ix_invitations_policyholder")

    op.drop_table("invitations")
    with op.batch_alter_table("hr_people", schema=None) as batch_op:
        batch_op.drop_index("ix_hr_people_policyholder")

    op.drop_table("hr_people")
    op.drop_table("hr_links")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_subject_digest")
        batch_op.drop_index("ix_audit_at")

    op.drop_table("audit")
    with op.batch_alter_table("attributions", schema=None) as batch_op:
        batch_op.drop_index("ix_attributions_policyholder")

    op.drop_table("attributions")
