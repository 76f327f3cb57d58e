"""Who says the unsent replies of a conversation, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("owner", sa.String(length=32), nullable=True))
    op.add_column("conversations", sa.Column("lease_until", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "lease_until")
    op.drop_column("conversations", "owner")
