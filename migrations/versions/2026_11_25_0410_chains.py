"""Let members put themselves on lists."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_25_0410"
down_revision = "2026_11_25_0300"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chains",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("lasts_s", sa.Integer(), nullable=True),
        sa.Column("ends_at", models.types.Instant(), nullable=True),
        sa.Column("only", sa.String(length=1000), nullable=True),
        sa.Column(
            "objective",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("card_id", sa.BigInteger(), nullable=True),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", models.types.Instant(), nullable=False),
        sa.Column("closed_at", models.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_chains_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chains")),
    )
    with op.batch_alter_table("chains", schema=None) as batch_op:
        batch_op.create_index("ix_chains_chat_id_card_id", ["chat_id", "card_id"], unique=False)
        batch_op.create_index(
            "ix_chains_community_id_state", ["community_id", "state"], unique=False
        )
        batch_op.create_index("ix_chains_made_by", ["made_by"], unique=False)

    op.create_table(
        "links",
        sa.Column(
            "chain_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("quantity", sa.SmallInteger(), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain_id"], ["chains.id"], name=op.f("fk_links_chain_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_links_person_id")),
        sa.PrimaryKeyConstraint("chain_id", "person_id", name=op.f("pk_links")),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index("ix_links_chain_id_number", ["chain_id", "number"], unique=True)
        batch_op.create_index("ix_links_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("links")
    op.drop_table("chains")
