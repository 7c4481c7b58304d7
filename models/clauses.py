"""The published rules of a community: numbered clauses, in versions that never change."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

rulebooks = Table(
    "rulebooks",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("version", Integer, primary_key=True, autoincrement=False),
    # file or command
    Column("source", String(8), nullable=False),
    Column("published_by", TelegramId),
    Column("published_at", Instant, nullable=False),
    Index("ix_rulebooks_published_by", "published_by"),
)

clauses = Table(
    "clauses",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
    # What a breach weighs on the ladder, and for how many days.
    Column("weight", Integer, nullable=False, server_default="1"),
    Column("expiry_days", Integer, nullable=False, server_default="30"),
)

pinned_rules = Table(
    "pinned_rules",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("message_id", TelegramId),
    Column("version", Integer, nullable=False),
    Index("ix_pinned_rules_community_id", "community_id"),
)

# What somebody was shown and has not published yet: until they press, or for a day.
rule_drafts = Table(
    "rule_drafts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("person_id", TelegramId, nullable=False),
    # file or command
    Column("source", String(8), nullable=False),
    # The version that it changes: published meanwhile, it is a draft of something else.
    Column("based_on", Integer, nullable=False),
    # A list of [words, weight, expiry in days].
    Column("clauses", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_rule_drafts_community_id", "community_id"),
    Index("ix_rule_drafts_person_id", "person_id"),
    Index("ix_rule_drafts_at", "at"),
)
