"""Keep order: rules, findings, cases, complaints, appeals, raids, roles, lessons, the audit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "2026_11_24_2000"
down_revision = "2026_11_23_2000"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "classifiers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.Column("history", sa.LargeBinary(), nullable=False),
        sa.Column(
            "quality",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classifiers")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=True),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("check", sa.String(length=32), nullable=True),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("clause", sa.Integer(), nullable=True),
        sa.Column("clause_version", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("forget_at", models.types.Instant(), nullable=True),
        sa.Column("weight", sa.Integer(), server_default="0", nullable=False),
        sa.Column("weighs_until", models.types.Instant(), nullable=True),
        sa.Column("until", models.types.Instant(), nullable=True),
        sa.Column("points", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_silent", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("failure", sa.String(length=255), nullable=True),
        sa.Column(
            "asked_in",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column("notice_id", sa.BigInteger(), nullable=True),
        sa.Column("told_at", models.types.Instant(), nullable=True),
        sa.Column("opened_at", models.types.Instant(), nullable=False),
        sa.Column("applied_at", models.types.Instant(), nullable=True),
        sa.Column("undone_at", models.types.Instant(), nullable=True),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_cases_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_cases_community_id_key")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_cases_community_id_number")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_actor_id", ["actor_id"], unique=False)
        batch_op.create_index(
            "ix_cases_community_id_person_id", ["community_id", "person_id"], unique=False
        )
        batch_op.create_index("ix_cases_forget_at", ["forget_at"], unique=False)
        batch_op.create_index("ix_cases_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_cases_undone_by", ["undone_by"], unique=False)
        batch_op.create_index(
            "ix_cases_untold",
            ["chat_id"],
            unique=False,
            sqlite_where=sa.text("told_at IS NULL"),
            postgresql_where=sa.text("told_at IS NULL"),
        )

    op.create_table(
        "clauses",
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), server_default="1", nullable=False),
        sa.Column("expiry_days", sa.Integer(), server_default="30", nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_clauses_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "version", "number", name=op.f("pk_clauses")),
    )
    op.create_table(
        "findings",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("check", sa.String(length=32), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sender_id", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column(
            "detail",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.Column("undone_at", models.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_findings_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "check", name=op.f("pk_findings")),
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index("ix_findings_at", ["at"], unique=False)
        batch_op.create_index("ix_findings_community_id_at", ["community_id", "at"], unique=False)
        batch_op.create_index("ix_findings_sender_id", ["sender_id"], unique=False)

    op.create_table(
        "lessons",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("is_spam", sa.Boolean(), nullable=False),
        sa.Column("features", sa.LargeBinary(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("logit", sa.Float(), server_default="0", nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("teacher_id", sa.BigInteger(), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_lessons_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint("key", name=op.f("uq_lessons_key")),
    )
    with op.batch_alter_table("lessons", schema=None) as batch_op:
        batch_op.create_index("ix_lessons_community_id_id", ["community_id", "id"], unique=False)
        batch_op.create_index("ix_lessons_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_lessons_teacher_id", ["teacher_id"], unique=False)

    op.create_table(
        "pinned_rules",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_pinned_rules_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_pinned_rules")),
    )
    with op.batch_alter_table("pinned_rules", schema=None) as batch_op:
        batch_op.create_index("ix_pinned_rules_community_id", ["community_id"], unique=False)

    op.create_table(
        "rule_drafts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column(
            "clauses",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_rule_drafts_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_drafts")),
    )
    with op.batch_alter_table("rule_drafts", schema=None) as batch_op:
        batch_op.create_index("ix_rule_drafts_at", ["at"], unique=False)
        batch_op.create_index("ix_rule_drafts_community_id", ["community_id"], unique=False)
        batch_op.create_index("ix_rule_drafts_person_id", ["person_id"], unique=False)

    op.create_table(
        "raids",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("began_by", sa.BigInteger(), nullable=True),
        sa.Column("began_at", models.types.Instant(), nullable=False),
        sa.Column("last_at", models.types.Instant(), nullable=False),
        sa.Column("ends_at", models.types.Instant(), nullable=False),
        sa.Column("ended_at", models.types.Instant(), nullable=True),
        sa.Column("arrivals", sa.Integer(), server_default="0", nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("notice_id", sa.BigInteger(), nullable=True),
        sa.Column("is_locked", sa.Boolean(), server_default="0", nullable=False),
        sa.Column(
            "permissions",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_raids_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raids")),
    )
    with op.batch_alter_table("raids", schema=None) as batch_op:
        batch_op.create_index("ix_raids_began_by", ["began_by"], unique=False)
        batch_op.create_index("ix_raids_chat_id", ["chat_id"], unique=False)
        batch_op.create_index("ix_raids_community_id", ["community_id"], unique=False)
        batch_op.create_index(
            "uq_raids_open",
            ["chat_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "restrictions",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "permissions",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("until", models.types.Instant(), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_restrictions_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "person_id", "reason", name=op.f("pk_restrictions")),
    )
    with op.batch_alter_table("restrictions", schema=None) as batch_op:
        batch_op.create_index("ix_restrictions_community_id", ["community_id"], unique=False)
        batch_op.create_index("ix_restrictions_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_restrictions_until", ["until"], unique=False)

    op.create_table(
        "rulebooks",
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=True),
        sa.Column("published_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_rulebooks_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("community_id", "version", name=op.f("pk_rulebooks")),
    )
    with op.batch_alter_table("rulebooks", schema=None) as batch_op:
        batch_op.create_index("ix_rulebooks_published_by", ["published_by"], unique=False)

    op.create_table(
        "traces",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sender_id", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.BigInteger(), nullable=True),
        sa.Column("kinds", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("links", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("album", sa.BigInteger(), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_traces_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_traces")),
    )
    with op.batch_alter_table("traces", schema=None) as batch_op:
        batch_op.create_index("ix_traces_at", ["at"], unique=False)
        batch_op.create_index("ix_traces_community_id_at", ["community_id", "at"], unique=False)
        batch_op.create_index("ix_traces_sender_id", ["sender_id"], unique=False)

    op.create_table(
        "appeals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("actor_words", sa.Text(), nullable=True),
        sa.Column("forget_at", models.types.Instant(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", models.types.Instant(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_appeals_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_appeals_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("case_id", name=op.f("uq_appeals_case_id")),
    )
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.create_index(
            "ix_appeals_community_id_state", ["community_id", "state"], unique=False
        )
        batch_op.create_index("ix_appeals_decided_by", ["decided_by"], unique=False)
        batch_op.create_index("ix_appeals_forget_at", ["forget_at"], unique=False)
        batch_op.create_index("ix_appeals_person_id", ["person_id"], unique=False)

    op.create_table(
        "appeal_cards",
        sa.Column(
            "appeal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appeal_id"],
            ["appeals.id"],
            name=op.f("fk_appeal_cards_appeal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("appeal_id", "chat_id", name=op.f("pk_appeal_cards")),
    )
    op.create_table(
        "audits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=48), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "before",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column(
            "after",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_audits_case_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_audits_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
    )
    with op.batch_alter_table("audits", schema=None) as batch_op:
        batch_op.create_index("ix_audits_actor_id", ["actor_id"], unique=False)
        batch_op.create_index("ix_audits_at", ["at"], unique=False)
        batch_op.create_index("ix_audits_community_id_at", ["community_id", "at"], unique=False)
        batch_op.create_index("ix_audits_subject_id", ["subject_id"], unique=False)

    op.create_table(
        "complaints",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "evidence",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column("forget_at", models.types.Instant(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("is_for_heads", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("asked_for", sa.String(length=8), nullable=True),
        sa.Column("claimed_by", sa.BigInteger(), nullable=True),
        sa.Column("claimed_at", models.types.Instant(), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", models.types.Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_complaints_case_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_complaints_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint(
            "chat_id", "message_id", "kind", name=op.f("uq_complaints_chat_id_message_id_kind")
        ),
    )
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.create_index("ix_complaints_asked_by", ["asked_by"], unique=False)
        batch_op.create_index("ix_complaints_claimed_by", ["claimed_by"], unique=False)
        batch_op.create_index("ix_complaints_closed_by", ["closed_by"], unique=False)
        batch_op.create_index(
            "ix_complaints_community_id_at", ["community_id", "at"], unique=False
        )
        batch_op.create_index("ix_complaints_forget_at", ["forget_at"], unique=False)
        batch_op.create_index("ix_complaints_person_id", ["person_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column(
            "media",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=True,
        ),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.Column("forget_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_evidence_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "chat_id", "message_id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_forget_at", ["forget_at"], unique=False)
        batch_op.create_index("ix_evidence_person_id", ["person_id"], unique=False)

    op.create_table(
        "raid_arrivals",
        sa.Column("raid_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("suspicion", sa.String(length=16), nullable=True),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["raid_id"], ["raids.id"], name=op.f("fk_raid_arrivals_raid_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("raid_id", "person_id", name=op.f("pk_raid_arrivals")),
    )
    with op.batch_alter_table("raid_arrivals", schema=None) as batch_op:
        batch_op.create_index("ix_raid_arrivals_person_id", ["person_id"], unique=False)

    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(
            "ix_memberships_chat_id_joined_at", ["chat_id", "joined_at"], unique=False
        )

    op.create_table(
        "roles",
        sa.Column(
            "community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("granted_by", sa.BigInteger(), nullable=True),
        sa.Column("granted_at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_roles_community_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_roles_person_id")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_roles")),
    )
    with op.batch_alter_table("roles", schema=None) as batch_op:
        batch_op.create_index("ix_roles_granted_by", ["granted_by"], unique=False)
        batch_op.create_index("ix_roles_person_id", ["person_id"], unique=False)

    op.create_table(
        "complainants",
        sa.Column(
            "complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("at", models.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaints.id"],
            name=op.f("fk_complainants_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("complaint_id", "person_id", name=op.f("pk_complainants")),
    )
    with op.batch_alter_table("complainants", schema=None) as batch_op:
        batch_op.create_index("ix_complainants_person_id_at", ["person_id", "at"], unique=False)

    op.create_table(
        "complaint_cards",
        sa.Column(
            "complaint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaints.id"],
            name=op.f("fk_complaint_cards_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("complaint_id", "chat_id", name=op.f("pk_complaint_cards")),
    )
    # What was removed by words and patterns keeps its entry.
    names = ("chat_id", "message_id", "check", "community_id", "at")
    removals = sa.table("removals", *map(sa.column, (*names, "person_id", "is_enforced")))
    findings = sa.table(
        "findings", *map(sa.column, (*names, "sender_id", "mode", "action", "detail"))
    )
    detail = {"text": "finding-earlier", "values": {}}
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.execute(
        sa.insert(findings).from_select(
            [*names, "sender_id", "mode", "action", "detail"],
            sa.select(
                *(removals.c[name] for name in names),
                removals.c.person_id,
                sa.case((removals.c.is_enforced, "on"), else_="shadow"),
                sa.literal("remove"),
                sa.literal(detail, json),
            ),
        )
    )
    with op.batch_alter_table("removals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_removals_community_id_at"))
        batch_op.drop_index(batch_op.f("ix_removals_person_id"))

    op.drop_table("removals")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "then",
                sa.JSON(none_as_null=True).with_variant(
                    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
                ),
                nullable=True,
            )
        )
    op.add_column(
        "chats",
        sa.Column(
            "own_community_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
    )


def downgrade() -> None:
    op.drop_column("chats", "own_community_id")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("then")

    op.create_table(
        "removals",
        sa.Column("chat_id", sa.BIGINT(), nullable=False),
        sa.Column("message_id", sa.BIGINT(), nullable=False),
        sa.Column("community_id", sa.INTEGER(), nullable=False),
        sa.Column("person_id", sa.BIGINT(), nullable=False),
        sa.Column("check", sa.VARCHAR(length=32), nullable=False),
        sa.Column("detail", sa.VARCHAR(length=64), nullable=False),
        sa.Column("is_enforced", sa.BOOLEAN(), nullable=False),
        sa.Column("at", sa.BIGINT(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_removals_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_removals")),
    )
    with op.batch_alter_table("removals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_removals_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_removals_community_id_at"), ["community_id", "at"], unique=False
        )

    op.drop_table("complaint_cards")
    with op.batch_alter_table("complainants", schema=None) as batch_op:
        batch_op.drop_index("ix_complainants_person_id_at")

    op.drop_table("complainants")
    with op.batch_alter_table("roles", schema=None) as batch_op:
        batch_op.drop_index("ix_roles_person_id")
        batch_op.drop_index("ix_roles_granted_by")

    op.drop_table("roles")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index("ix_memberships_chat_id_joined_at")

    with op.batch_alter_table("raid_arrivals", schema=None) as batch_op:
        batch_op.drop_index("ix_raid_arrivals_person_id")

    op.drop_table("raid_arrivals")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_person_id")
        batch_op.drop_index("ix_evidence_forget_at")

    op.drop_table("evidence")
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index("ix_complaints_person_id")
        batch_op.drop_index("ix_complaints_forget_at")
        batch_op.drop_index("ix_complaints_community_id_at")
        batch_op.drop_index("ix_complaints_closed_by")
        batch_op.drop_index("ix_complaints_claimed_by")
        batch_op.drop_index("ix_complaints_asked_by")

    op.drop_table("complaints")
    with op.batch_alter_table("audits", schema=None) as batch_op:
        batch_op.drop_index("ix_audits_subject_id")
        batch_op.drop_index("ix_audits_community_id_at")
        batch_op.drop_index("ix_audits_at")
        batch_op.drop_index("ix_audits_actor_id")

    op.drop_table("audits")
    op.drop_table("appeal_cards")
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.drop_index("ix_appeals_person_id")
        batch_op.drop_index("ix_appeals_forget_at")
        batch_op.drop_index("ix_appeals_decided_by")
        batch_op.drop_index("ix_appeals_community_id_state")

    op.drop_table("appeals")
    with op.batch_alter_table("traces", schema=None) as batch_op:
        batch_op.drop_index("ix_traces_sender_id")
        batch_op.drop_index("ix_traces_community_id_at")
        batch_op.drop_index("ix_traces_at")

    op.drop_table("traces")
    with op.batch_alter_table("rulebooks", schema=None) as batch_op:
        batch_op.drop_index("ix_rulebooks_published_by")

    op.drop_table("rulebooks")
    with op.batch_alter_table("restrictions", schema=None) as batch_op:
        batch_op.drop_index("ix_restrictions_until")
        batch_op.drop_index("ix_restrictions_person_id")
        batch_op.drop_index("ix_restrictions_community_id")

    op.drop_table("restrictions")
    with op.batch_alter_table("raids", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_raids_open",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_raids_community_id")
        batch_op.drop_index("ix_raids_chat_id")
        batch_op.drop_index("ix_raids_began_by")

    op.drop_table("raids")
    with op.batch_alter_table("rule_drafts", schema=None) as batch_op:
        batch_op.drop_index("ix_rule_drafts_person_id")
        batch_op.drop_index("ix_rule_drafts_community_id")
        batch_op.drop_index("ix_rule_drafts_at")

    op.drop_table("rule_drafts")
    with op.batch_alter_table("pinned_rules", schema=None) as batch_op:
        batch_op.drop_index("ix_pinned_rules_community_id")

    op.drop_table("pinned_rules")
    with op.batch_alter_table("lessons", schema=None) as batch_op:
        batch_op.drop_index("ix_lessons_teacher_id")
        batch_op.drop_index("ix_lessons_person_id")
        batch_op.drop_index("ix_lessons_community_id_id")

    op.drop_table("lessons")
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_index("ix_findings_sender_id")
        batch_op.drop_index("ix_findings_community_id_at")
        batch_op.drop_index("ix_findings_at")

    op.drop_table("findings")
    op.drop_table("clauses")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_untold")
        batch_op.drop_index("ix_cases_undone_by")
        batch_op.drop_index("ix_cases_person_id")
        batch_op.drop_index("ix_cases_forget_at")
        batch_op.drop_index("ix_cases_community_id_person_id")
        batch_op.drop_index("ix_cases_actor_id")

    op.drop_table("cases")
    op.drop_table("classifiers")
