"""What a message answers, and in which thread it was written."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0951"
down_revision = "2026_11_25_0940"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("activity", sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.add_column("activity", sa.Column("answers_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_column("answers_id")
        batch_op.drop_column("thread_id")
