"""Cases: what was done to whom, why, by whom and whether it stands; and the evidence for it."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

cases = Table(
    "cases",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # Counted from 1 in each community: what people call it by.
    Column("number", Integer, nullable=False),
    # Unique: one deed, one case, however often it is told.
    Column("key", String(96), nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    # Whom it is about: a person, or a channel by its negative id.
    Column("person_id", TelegramId, nullable=False),
    # What a channel is called; a person's name stands in `people`.
    Column("title", String(255)),
    # Who decided: a person, or null for a check.
    Column("actor_id", TelegramId),
    Column("check", String(32)),
    # remove, warn, mute, kick, ban, unmute or unban
    Column("action", String(8), nullable=False),
    # open, applied, failed, undone or expired
    Column("state", String(8), nullable=False),
    Column("clause", Integer),
    Column("clause_version", Integer),
    # What a moderator wrote as the reason, until `forget_at`.
    Column("reason", String(500)),
    Column("forget_at", Instant),
    # How much it weighs on the ladder, and until when.
    Column("weight", Integer, nullable=False, server_default="0"),
    Column("weighs_until", Instant),
    Column("until", Instant),
    Column("points", Integer, nullable=False, server_default="0"),
    Column("is_silent", Boolean, nullable=False, server_default="0"),
    # Why Telegram refused, where it did.
    Column("failure", String(255)),
    # The command that ordered it: chat, message and topic, for the answer.
    Column("asked_in", OptionalJson),
    # Where it was told in the group, so that undoing it can say so there.
    Column("notice_id", TelegramId),
    # When the group was told, or it was decided that it need not be.
    Column("told_at", Instant),
    Column("opened_at", Instant, nullable=False),
    Column("applied_at", Instant),
    Column("undone_at", Instant),
    Column("undone_by", TelegramId),
    UniqueConstraint("community_id", "key"),
    UniqueConstraint("community_id", "number"),
    Index("ix_cases_person_id", "person_id"),
    Index("ix_cases_actor_id", "actor_id"),
    Index("ix_cases_undone_by", "undone_by"),
    Index("ix_cases_community_id_person_id", "community_id", "person_id"),
    Index("ix_cases_forget_at", "forget_at"),
    # What a check did and the group was not told of yet.
    Index(
        "ix_cases_untold",
        "chat_id",
        sqlite_where=text("told_at IS NULL"),
        postgresql_where=text("told_at IS NULL"),
    ),
)

evidence = Table(
    "evidence",
    metadata,
    Column("case_id", RowId, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", TelegramId, primary_key=True),
    Column("message_id", TelegramId, primary_key=True),
    Column("person_id", TelegramId, nullable=False),
    # What was written, kept for the case alone and until `forget_at`.
    Column("words", Text),
    # The kind of its media and the id under which Telegram holds it.
    Column("media", OptionalJson),
    Column("at", Instant, nullable=False),
    Column("forget_at", Instant, nullable=False),
    Index("ix_evidence_person_id", "person_id"),
    Index("ix_evidence_forget_at", "forget_at"),
)
