"""Challenge members: check-in challenges, entrants, teams, pauses, make-ups, forgiven days."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0100"
down_revision = "2026_11_24_2300"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "challenges",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("cutoff", sa.Time(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("keyword", sa.String(length=32), nullable=True),
        sa.Column("least", sa.SmallInteger(), nullable=False),
        sa.Column("is_consecutive", sa.Boolean(), nullable=False),
        sa.Column("goal", sa.SmallInteger(), nullable=False),
        sa.Column("rest", sa.String(length=7), nullable=False),
        sa.Column("makeup_days", sa.SmallInteger(), nullable=False),
        sa.Column("makeup_quota", sa.SmallInteger(), nullable=False),
        sa.Column("makeup_price", sa.Integer(), nullable=False),
        sa.Column("pause_days", sa.SmallInteger(), nullable=False),
        sa.Column("team_size", sa.SmallInteger(), nullable=False),
        sa.Column("team_reward", sa.Integer(), nullable=False),
        sa.Column("reward", sa.Integer(), nullable=False),
        sa.Column(
            "milestones",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("badge", sa.String(length=32), nullable=True),
        sa.Column("roll_at", sa.Time(), nullable=False),
        sa.Column("only", sa.String(length=1000), nullable=True),
        sa.Column(
            "parts",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("card_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_challenges_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenges")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_challenges_community_id_key")),
    )
    with op.batch_alter_table("challenges", schema=None) as batch_op:
        batch_op.create_index("ix_challenges_chat_id", ["chat_id"], unique=False)
        batch_op.create_index("ix_challenges_made_by", ["made_by"], unique=False)

    op.create_table(
        "forgiven_days",
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "challenge_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_forgiven_days_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "challenge_id", "local_day", name=op.f("pk_forgiven_days")
        ),
    )
    op.create_table(
        "entrants",
        sa.Column(
            "challenge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("team", sa.SmallInteger(), nullable=True),
        sa.Column("wants_reminders", sa.Boolean(), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenges.id"],
            name=op.f("fk_entrants_challenge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_entrants_person_id")),
        sa.PrimaryKeyConstraint("challenge_id", "person_id", name=op.f("pk_entrants")),
    )
    with op.batch_alter_table("entrants", schema=None) as batch_op:
        batch_op.create_index("ix_entrants_person_id", ["person_id"], unique=False)

    op.create_table(
        "makeups",
        sa.Column(
            "challenge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenges.id"],
            name=op.f("fk_makeups_challenge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_makeups_person_id")),
        sa.PrimaryKeyConstraint("challenge_id", "person_id", "local_day", name=op.f("pk_makeups")),
    )
    with op.batch_alter_table("makeups", schema=None) as batch_op:
        batch_op.create_index("ix_makeups_person_id", ["person_id"], unique=False)

    op.create_table(
        "pauses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "challenge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenges.id"],
            name=op.f("fk_pauses_challenge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pauses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
        sa.UniqueConstraint(
            "challenge_id",
            "person_id",
            "first_day",
            name=op.f("uq_pauses_challenge_id_person_id_first_day"),
        ),
    )
    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.create_index("ix_pauses_person_id", ["person_id"], unique=False)

    op.create_table(
        "rejections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "challenge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("rejected_by", sa.BigInteger(), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenges.id"],
            name=op.f("fk_rejections_challenge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_rejections_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejections")),
    )
    with op.batch_alter_table("rejections", schema=None) as batch_op:
        batch_op.create_index(
            "ix_rejections_challenge_id_person_id", ["challenge_id", "person_id"], unique=False
        )
        batch_op.create_index("ix_rejections_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_rejections_rejected_by", ["rejected_by"], unique=False)

    op.create_table(
        "teams",
        sa.Column(
            "challenge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("taken", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenges.id"],
            name=op.f("fk_teams_challenge_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("challenge_id", "number", name=op.f("pk_teams")),
    )
    with op.batch_alter_table("checkins", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "challenge_id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default="0",
                autoincrement=False,
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("message_id", sa.BigInteger(), nullable=True))
    # In a step of its own: SQLite copies the table, and the new column has to stand there before.
    with op.batch_alter_table("checkins", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("pk_checkins"), type_="primary")
        batch_op.create_primary_key(
            op.f("pk_checkins"),
            ["community_id", "person_id", "challenge_id", "local_day", "window"],
        )
        batch_op.create_index(
            "ix_checkins_challenge_id_local_day", ["challenge_id", "local_day"], unique=False
        )


def downgrade() -> None:
    op.execute("DELETE FROM checkins WHERE challenge_id <> 0")
    with op.batch_alter_table("checkins", schema=None) as batch_op:
        batch_op.drop_index("ix_checkins_challenge_id_local_day")
        batch_op.drop_constraint(op.f("pk_checkins"), type_="primary")
        batch_op.create_primary_key(
            op.f("pk_checkins"), ["community_id", "person_id", "local_day", "window"]
        )
    with op.batch_alter_table("checkins", schema=None) as batch_op:
        batch_op.drop_column("message_id")
        batch_op.drop_column("challenge_id")

    op.drop_table("teams")
    with op.batch_alter_table("rejections", schema=None) as batch_op:
        batch_op.drop_index("ix_rejections_rejected_by")
        batch_op.drop_index("ix_rejections_person_id")
        batch_op.drop_index("ix_rejections_challenge_id_person_id")

    op.drop_table("rejections")
    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.drop_index("ix_pauses_person_id")

    op.drop_table("pauses")
    with op.batch_alter_table("makeups", schema=None) as batch_op:
        batch_op.drop_index("ix_makeups_person_id")

    op.drop_table("makeups")
    with op.batch_alter_table("entrants", schema=None) as batch_op:
        batch_op.drop_index("ix_entrants_person_id")

    op.drop_table("entrants")
    op.drop_table("forgiven_days")
    with op.batch_alter_table("challenges", schema=None) as batch_op:
        batch_op.drop_index("ix_challenges_made_by")
        batch_op.drop_index("ix_challenges_chat_id")

    op.drop_table("challenges")
