"""Give sources titles: what staff call a way in besides its key."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0730"
down_revision = "2026_11_25_0600"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.drop_column("title")
