"""Events and who comes to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0920"
down_revision = "2026_11_25_0500"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=1000), nullable=True),
        sa.Column("starts_at", models.types.Instant(), nullable=False),
        sa.Column("lasts_min", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("link", sa.String(length=200), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("only", sa.String(length=1000), nullable=True),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column(
            "objective",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("card_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_events_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_chat_id", ["chat_id"], unique=False)
        batch_op.create_index(
            "ix_events_community_id_state_starts_at",
            ["community_id", "state", "starts_at"],
            unique=False,
        )
        batch_op.create_index("ix_events_made_by", ["made_by"], unique=False)

    op.create_table(
        "event_guests",
        sa.Column(
            "event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("attended_at", models.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_guests_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_event_guests_person_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_event_guests")),
    )
    with op.batch_alter_table("event_guests", schema=None) as batch_op:
        batch_op.create_index("ix_event_guests_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("event_guests", schema=None) as batch_op:
        batch_op.drop_index("ix_event_guests_person_id")

    op.drop_table("event_guests")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_made_by")
        batch_op.drop_index("ix_events_community_id_state_starts_at")
        batch_op.drop_index("ix_events_chat_id")

    op.drop_table("events")
