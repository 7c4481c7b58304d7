"""Draws: lucky draws, their changes, tickets and seats."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0500"
down_revision = "2026_11_25_0430"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draws",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("rules", sa.String(length=2000), nullable=False),
        sa.Column(
            "prizes",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("only", sa.String(length=1000), nullable=True),
        sa.Column(
            "bonus",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=32), nullable=True),
        sa.Column("has_dice", sa.Boolean(), nullable=False),
        sa.Column("ends_at", models.types.Instant(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("claim_hours", sa.SmallInteger(), nullable=False),
        sa.Column("every", sa.String(length=8), nullable=True),
        sa.Column("worth", sa.Integer(), nullable=True),
        sa.Column(
            "objective",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("seed", sa.String(length=300), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("rules_hash", sa.String(length=64), nullable=False),
        sa.Column("entrants", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=True),
        sa.Column("root_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "dice",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("final", sa.String(length=64), nullable=True),
        sa.Column("card_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", models.types.Instant(), nullable=False),
        sa.Column("begun_at", models.types.Instant(), nullable=True),
        sa.Column("frozen_at", models.types.Instant(), nullable=True),
        sa.Column("reveal_by", models.types.Instant(), nullable=True),
        sa.Column("settled_at", models.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_draws_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
    )
    op.create_index("ix_draws_chat_id", "draws", ["chat_id"], unique=False)
    op.create_index(
        "ix_draws_community_id_state", "draws", ["community_id", "state"], unique=False
    )
    op.create_index("ix_draws_made_by", "draws", ["made_by"], unique=False)
    op.create_table(
        "draw_edits",
        sa.Column("draw_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("canon", sa.Text(), nullable=False),
        sa.Column("rules_hash", sa.String(length=64), nullable=False),
        sa.Column("edited_by", sa.BigInteger(), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draw_id"], ["draws.id"], name=op.f("fk_draw_edits_draw_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draw_id", "number", name=op.f("pk_draw_edits")),
    )
    op.create_index("ix_draw_edits_edited_by", "draw_edits", ["edited_by"], unique=False)
    op.create_table(
        "draw_tickets",
        sa.Column("draw_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("excluded", sa.String(length=8), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draw_id"], ["draws.id"], name=op.f("fk_draw_tickets_draw_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_draw_tickets_person_id")
        ),
        sa.PrimaryKeyConstraint("draw_id", "person_id", name=op.f("pk_draw_tickets")),
        sa.UniqueConstraint("draw_id", "number", name=op.f("uq_draw_tickets_draw_id_number")),
    )
    op.create_index("ix_draw_tickets_person_id", "draw_tickets", ["person_id"], unique=False)
    op.create_table(
        "draw_seats",
        sa.Column("draw_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("claim_by", models.types.Instant(), nullable=True),
        sa.Column("contact", sa.String(length=3000), nullable=True),
        sa.Column("delivered_by", sa.BigInteger(), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.Column("settled_at", models.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draw_id"], ["draws.id"], name=op.f("fk_draw_seats_draw_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draw_id", "number", "turn", name=op.f("pk_draw_seats")),
        sa.UniqueConstraint("draw_id", "ticket", name=op.f("uq_draw_seats_draw_id_ticket")),
    )
    op.create_index("ix_draw_seats_delivered_by", "draw_seats", ["delivered_by"], unique=False)
    op.create_index("ix_draw_seats_person_id", "draw_seats", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_draw_seats_delivered_by", table_name="draw_seats")
    op.drop_index("ix_draw_seats_person_id", table_name="draw_seats")
    op.drop_table("draw_seats")
    op.drop_index("ix_draw_tickets_person_id", table_name="draw_tickets")
    op.drop_table("draw_tickets")
    op.drop_index("ix_draw_edits_edited_by", table_name="draw_edits")
    op.drop_table("draw_edits")
    op.drop_index("ix_draws_chat_id", table_name="draws")
    op.drop_index("ix_draws_community_id_state", table_name="draws")
    op.drop_index("ix_draws_made_by", table_name="draws")
    op.drop_table("draws")
