"""Picks: which messages the staff chose, and who wants to read of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0935"
down_revision = "2026_11_25_0930"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "tags", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("picked_by", sa.BigInteger(), nullable=True),
        sa.Column("picked_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_picks_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picks")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_picks_community_id_key")),
    )
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_picks_community_id_picked_at", ["community_id", "picked_at"], unique=False
        )
        batch_op.create_index("ix_picks_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_picks_picked_by", ["picked_by"], unique=False)

    op.create_table(
        "digest_readers",
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("since", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_digest_readers_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_digest_readers")),
    )
    with op.batch_alter_table("digest_readers", schema=None) as batch_op:
        batch_op.create_index("ix_digest_readers_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("digest_readers", schema=None) as batch_op:
        batch_op.drop_index("ix_digest_readers_person_id")

    op.drop_table("digest_readers")
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.drop_index("ix_picks_picked_by")
        batch_op.drop_index("ix_picks_person_id")
        batch_op.drop_index("ix_picks_community_id_picked_at")

    op.drop_table("picks")
