"""Questions, sessions with an expert, votes and answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0970"
down_revision = "2026_11_25_0951"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_replies",
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("question_key", sa.String(length=48), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_question_replies_person_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_question_replies")),
    )
    with op.batch_alter_table("question_replies", schema=None) as batch_op:
        batch_op.create_index("ix_question_replies_at", ["at"], unique=False)
        batch_op.create_index("ix_question_replies_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_question_replies_question_key", ["question_key"], unique=False)

    op.create_table(
        "question_sessions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("expert_id", sa.BigInteger(), nullable=True),
        sa.Column("closes_at", models.types.Instant(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_question_sessions_community_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["people.id"], name=op.f("fk_question_sessions_expert_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_sessions")),
    )
    with op.batch_alter_table("question_sessions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_question_sessions_chat_id_state", ["chat_id", "state"], unique=False
        )
        batch_op.create_index("ix_question_sessions_community_id", ["community_id"], unique=False)
        batch_op.create_index("ix_question_sessions_expert_id", ["expert_id"], unique=False)
        batch_op.create_index("ix_question_sessions_made_by", ["made_by"], unique=False)

    op.create_table(
        "asked_questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("asked_at", models.types.Instant(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", models.types.Instant(), nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(length=3000), nullable=True),
        sa.Column("solved_at", models.types.Instant(), nullable=True),
        sa.Column("helped_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_asked_questions_community_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_asked_questions_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["question_sessions.id"],
            name=op.f("fk_asked_questions_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_questions")),
        sa.UniqueConstraint("key", name=op.f("uq_asked_questions_key")),
    )
    with op.batch_alter_table("asked_questions", schema=None) as batch_op:
        batch_op.create_index("ix_asked_questions_answered_by", ["answered_by"], unique=False)
        batch_op.create_index(
            "ix_asked_questions_chat_id_post_id", ["chat_id", "post_id"], unique=False
        )
        batch_op.create_index(
            "ix_asked_questions_community_id_asked_at", ["community_id", "asked_at"], unique=False
        )
        batch_op.create_index("ix_asked_questions_helped_by", ["helped_by"], unique=False)
        batch_op.create_index("ix_asked_questions_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_asked_questions_session_id", ["session_id"], unique=False)

    op.create_table(
        "question_votes",
        sa.Column(
            "question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_question_votes_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["asked_questions.id"],
            name=op.f("fk_question_votes_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_question_votes")),
    )
    with op.batch_alter_table("question_votes", schema=None) as batch_op:
        batch_op.create_index("ix_question_votes_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("question_votes", schema=None) as batch_op:
        batch_op.drop_index("ix_question_votes_person_id")

    op.drop_table("question_votes")
    with op.batch_alter_table("asked_questions", schema=None) as batch_op:
        batch_op.drop_index("ix_asked_questions_session_id")
        batch_op.drop_index("ix_asked_questions_person_id")
        batch_op.drop_index("ix_asked_questions_helped_by")
        batch_op.drop_index("ix_asked_questions_community_id_asked_at")
        batch_op.drop_index("ix_asked_questions_chat_id_post_id")
        batch_op.drop_index("ix_asked_questions_answered_by")

    op.drop_table("asked_questions")
    with op.batch_alter_table("question_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_question_sessions_made_by")
        batch_op.drop_index("ix_question_sessions_expert_id")
        batch_op.drop_index("ix_question_sessions_community_id")
        batch_op.drop_index("ix_question_sessions_chat_id_state")

    op.drop_table("question_sessions")
    with op.batch_alter_table("question_replies", schema=None) as batch_op:
        batch_op.drop_index("ix_question_replies_question_key")
        batch_op.drop_index("ix_question_replies_person_id")
        batch_op.drop_index("ix_question_replies_at")

    op.drop_table("question_replies")
