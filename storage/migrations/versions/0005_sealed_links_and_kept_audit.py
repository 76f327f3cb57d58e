"""Links of HR without tokens in clear, the number a PIN began with, an audit kept by the database.

A token is sealed under keys that a migration does not have, so links that were made before are
closed: HR makes new ones. Their rows stay for the statistics. Who made a link stands in the audit.
"""

import time

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = ("id", "at", "actor", "act", "policyholder", "details")
REFUSAL = "audit is only added to"
ON_SQLITE = (
    f"""CREATE TRIGGER audit_unaltered BEFORE UPDATE ON audit
WHEN new.subject_digest IS NOT NULL OR {" OR ".join(f"new.{c} IS NOT old.{c}" for c in COLUMNS)}
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER audit_new BEFORE INSERT ON audit
WHEN new.id IN (SELECT id FROM audit)
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 - made of a constant of this file
)
ON_POSTGRESQL = (
    f"""CREATE FUNCTION refuse_audit() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    f"""CREATE TRIGGER audit_unaltered BEFORE UPDATE ON audit FOR EACH ROW
WHEN (new.subject_digest IS NOT NULL
    OR ({", ".join(f"new.{c}" for c in COLUMNS)})
        IS DISTINCT FROM ({", ".join(f"old.{c}" for c in COLUMNS)}))
EXECUTE FUNCTION refuse_audit()""",
    """CREATE TRIGGER audit_kept BEFORE DELETE OR TRUNCATE ON audit FOR EACH STATEMENT
EXECUTE FUNCTION refuse_audit()""",
)
"""All that may change is whom an act concerned, and only to nobody: see `/forget`."""


def upgrade() -> None:
    op.add_column("invitations", sa.Column("token_digest", sa.LargeBinary(36), nullable=True))
    op.add_column("invitations", sa.Column("token_sealed", sa.LargeBinary(), nullable=True))
    op.create_index("uq_invitations_token_digest", "invitations", ["token_digest"], unique=True)
    close = sa.text("UPDATE invitations SET revoked_at = :now WHERE revoked_at IS NULL")
    op.execute(close.bindparams(now=int(time.time() * 1000)))
    op.drop_column("invitations", "created_by")

    op.add_column("pins", sa.Column("row_phone_digest", sa.LargeBinary(36), nullable=True))
    op.execute(
        "UPDATE pins SET row_phone_digest ="
        " (SELECT phone_digest FROM insured WHERE insured.id = pins.insured_id)"
    )

    for statement in ON_SQLITE if _is_sqlite() else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    on_table = "" if _is_sqlite() else " ON audit"
    op.execute(f"DROP TRIGGER audit_kept{on_table}")
    op.execute(f"DROP TRIGGER audit_unaltered{on_table}")
    if _is_sqlite():
        op.execute("DROP TRIGGER audit_new")
    else:
        op.execute("DROP FUNCTION refuse_audit()")

    op.drop_column("pins", "row_phone_digest")
    nobody = sa.Column("created_by", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("invitations", nobody)
    op.drop_index("uq_invitations_token_digest", table_name="invitations")
    op.drop_column("invitations", "token_sealed")
    op.drop_column("invitations", "token_digest")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
