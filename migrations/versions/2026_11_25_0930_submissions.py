"""Submissions: what members hand in, and where the staff is shown it."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = "2026_11_25_0930"
down_revision = "2026_11_25_0920"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(length=255), nullable=True),
        sa.Column("is_photo", sa.Boolean(), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("in_library", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("failure", sa.String(length=255), nullable=True),
        sa.Column("made_at", models.types.Instant(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", models.types.Instant(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_submissions_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_submissions_community_id_state", ["community_id", "state"], unique=False
        )
        batch_op.create_index("ix_submissions_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_submissions_decided_by", ["decided_by"], unique=False)
        batch_op.create_index("ix_submissions_state_made_at", ["state", "made_at"], unique=False)

    op.create_table(
        "submission_cards",
        sa.Column(
            "submission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_submission_cards_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "submission_id", "chat_id", "kind", name=op.f("pk_submission_cards")
        ),
    )
    with op.batch_alter_table("submission_cards", schema=None) as batch_op:
        batch_op.create_index("ix_submission_cards_chat_id", ["chat_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("submission_cards", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_cards_chat_id")

    op.drop_table("submission_cards")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index("ix_submissions_state_made_at")
        batch_op.drop_index("ix_submissions_decided_by")
        batch_op.drop_index("ix_submissions_person_id")
        batch_op.drop_index("ix_submissions_community_id_state")

    op.drop_table("submissions")
