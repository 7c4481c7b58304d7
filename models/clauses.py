"""The published rules of a community: numbered clauses, in versions that never change."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from models.base import metadata
from models.types import Instant, RowId, TelegramId

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
