"""Earn make-up cards: by days in a row; and ask the maker of a challenge for its title."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = "2026_11_25_0740"
down_revision = "2026_11_25_0730"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "challenges",
        sa.Column("makeup_every", sa.SmallInteger(), server_default="0", nullable=False),
    )
    op.add_column("challenges", sa.Column("asked_title_at", models.types.Instant(), nullable=True))


def downgrade() -> None:
    # Made anew, SQLite would take everything with it that hangs on a challenge.
    op.drop_column("challenges", "asked_title_at")
    op.drop_column("challenges", "makeup_every")
