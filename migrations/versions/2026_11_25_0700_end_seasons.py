"""End seasons and let points expire: winners that are kept, and rounds that were announced."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0700"
down_revision = "2026_11_25_0400"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expiries",
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("earned_before", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("announced_at", models.types.Instant(), nullable=False),
        sa.Column("expired_at", models.types.Instant(), nullable=True),
        sa.Column("members", sa.Integer(), server_default="0", nullable=False),
        sa.Column("points", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_expiries_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "month", name=op.f("pk_expiries")),
    )
    op.create_table(
        "seasons",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column(
            "titles",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("experience", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_seasons_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seasons")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_seasons_community_id_key")),
    )
    op.create_table(
        "season_winners",
        sa.Column(
            "season_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("experience", sa.Integer(), nullable=False),
        sa.Column("reached_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_season_winners_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["season_id"],
            ["seasons.id"],
            name=op.f("fk_season_winners_season_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("season_id", "person_id", name=op.f("pk_season_winners")),
    )
    with op.batch_alter_table("season_winners", schema=None) as batch_op:
        batch_op.create_index("ix_season_winners_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("season_winners", schema=None) as batch_op:
        batch_op.drop_index("ix_season_winners_person_id")

    op.drop_table("season_winners")
    op.drop_table("seasons")
    op.drop_table("expiries")
