"""Whether the message a chat waits at is a question of the form, which goes with the draft."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    no = sa.false()
    op.add_column(
        "conversations",
        sa.Column("prompt_passing", sa.Boolean(), nullable=False, server_default=no),
    )


def downgrade() -> None:
    op.drop_column("conversations", "prompt_passing")
