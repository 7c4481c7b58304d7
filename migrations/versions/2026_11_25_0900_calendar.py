"""The calendar: the plan in force, and what fell due because of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0900"
down_revision = "2026_11_25_0610"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "schedule_entries",
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column(
            "body",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("loaded_at", models.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_schedule_entries")),
    )
    op.create_table(
        "occurrences",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("entry_key", sa.String(length=48), nullable=False),
        sa.Column("slot", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", models.types.Instant(), nullable=False),
        sa.Column("sort", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=64), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", models.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_occurrences_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
        sa.UniqueConstraint(
            "entry_key", "slot", "chat_id", name=op.f("uq_occurrences_entry_key_slot_chat_id")
        ),
    )
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.create_index("ix_occurrences_chat_id", ["chat_id"], unique=False)
        batch_op.create_index(
            "ix_occurrences_community_id_due_at", ["community_id", "due_at"], unique=False
        )
        batch_op.create_index("ix_occurrences_decided_by", ["decided_by"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.drop_index("ix_occurrences_decided_by")
        batch_op.drop_index("ix_occurrences_community_id_due_at")
        batch_op.drop_index("ix_occurrences_chat_id")

    op.drop_table("occurrences")
    op.drop_table("schedule_entries")
