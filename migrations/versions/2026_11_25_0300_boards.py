"""Boards: scores of each span, a histogram of them, and in which chat something was earned."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = "2026_11_25_0300"
down_revision = "2026_11_25_0740"
branch_labels = None
depends_on = None


# What was earned by a message names the chat and the message.
_FROM_SOURCE = {
    "sqlite": (
        "UPDATE ledger SET chat_id = CAST(substr(source_id, 1, instr(source_id, ':') - 1)"
        " AS BIGINT) WHERE source_type = 'message' AND source_id LIKE '-%:%'"
    ),
    "postgresql": (
        "UPDATE ledger SET chat_id = CAST(split_part(source_id, ':', 1) AS BIGINT)"
        " WHERE source_type = 'message' AND source_id LIKE '-%:%'"
    ),
}


def upgrade() -> None:
    op.create_table(
        "boards",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("span", sa.String(length=8), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_boards_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
        sa.UniqueConstraint(
            "community_id",
            "span",
            "starts_on",
            "ends_on",
            "kind",
            "chat_id",
            name=op.f("uq_boards_community_id_span_starts_on_ends_on_kind_chat_id"),
        ),
    )
    op.create_table(
        "earnings",
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("experience", sa.Integer(), nullable=False),
        sa.Column("reached_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_earnings_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "person_id", "local_day", "rule", "chat_id", name=op.f("pk_earnings")
        ),
    )
    with op.batch_alter_table("earnings", schema=None) as batch_op:
        batch_op.create_index("ix_earnings_person_id", ["person_id"], unique=False)

    op.create_table(
        "score_counts",
        sa.Column(
            "board_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("bucket", sa.BigInteger(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name=op.f("fk_score_counts_board_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("board_id", "level", "bucket", name=op.f("pk_score_counts")),
    )
    op.create_table(
        "scores",
        sa.Column(
            "board_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("experience", sa.Integer(), nullable=False),
        sa.Column("reached_at", models.types.Instant(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name=op.f("fk_scores_board_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("board_id", "person_id", name=op.f("pk_scores")),
    )
    with op.batch_alter_table("scores", schema=None) as batch_op:
        batch_op.create_index("ix_scores_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "ix_scores_place",
            [
                "board_id",
                "is_listed",
                sa.literal_column("experience DESC"),
                "reached_at",
                "person_id",
            ],
            unique=False,
        )

    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=True))

    op.execute(_FROM_SOURCE[op.get_bind().dialect.name])
    # A group that became a supergroup since then goes by its new number.
    op.execute(
        "UPDATE ledger SET chat_id = (SELECT migrated_to FROM chats WHERE id = ledger.chat_id)"
        " WHERE chat_id IN (SELECT id FROM chats WHERE migrated_to IS NOT NULL)"
    )

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_off_boards", sa.Boolean(), server_default="0", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_column("is_off_boards")

    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_column("chat_id")

    with op.batch_alter_table("scores", schema=None) as batch_op:
        batch_op.drop_index("ix_scores_place")
        batch_op.drop_index("ix_scores_person_id")

    op.drop_table("scores")
    op.drop_table("score_counts")
    with op.batch_alter_table("earnings", schema=None) as batch_op:
        batch_op.drop_index("ix_earnings_person_id")

    op.drop_table("earnings")
    op.drop_table("boards")
