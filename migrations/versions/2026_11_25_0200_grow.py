"""Grow: levels that were reached, badges, and what is earned."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = "2026_11_25_0200"
down_revision = "2026_11_24_2300"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels",
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reached_at", models.types.Instant(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_levels_community_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_levels_person_id")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_levels")),
    )
    with op.batch_alter_table("levels", schema=None) as batch_op:
        batch_op.create_index("ix_levels_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_levels_state", ["community_id", "state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("levels", schema=None) as batch_op:
        batch_op.drop_index("ix_levels_state")
        batch_op.drop_index("ix_levels_person_id")

    op.drop_table("levels")
