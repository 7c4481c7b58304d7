"""Let so many pieces of something be given away."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0430"
down_revision = "2026_11_25_0900"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "giveaways",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("age_s", sa.Integer(), nullable=False),
        sa.Column("only", sa.String(length=1000), nullable=True),
        sa.Column("lasts_s", sa.Integer(), nullable=False),
        sa.Column("holds_s", sa.Integer(), nullable=False),
        sa.Column("ends_at", models.types.Instant(), nullable=True),
        sa.Column(
            "objective",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("card_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", models.types.Instant(), nullable=False),
        sa.Column("closed_at", models.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_giveaways_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_giveaways")),
    )
    with op.batch_alter_table("giveaways", schema=None) as batch_op:
        batch_op.create_index(
            "ix_giveaways_community_id_state", ["community_id", "state"], unique=False
        )
        batch_op.create_index("ix_giveaways_made_by", ["made_by"], unique=False)

    op.create_table(
        "pieces",
        sa.Column(
            "giveaway_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("held_until", models.types.Instant(), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["giveaway_id"],
            ["giveaways.id"],
            name=op.f("fk_pieces_giveaway_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pieces_person_id")),
        sa.PrimaryKeyConstraint("giveaway_id", "number", name=op.f("pk_pieces")),
        sa.UniqueConstraint(
            "giveaway_id", "person_id", name=op.f("uq_pieces_giveaway_id_person_id")
        ),
    )
    with op.batch_alter_table("pieces", schema=None) as batch_op:
        batch_op.create_index("ix_pieces_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("pieces")
    op.drop_table("giveaways")
