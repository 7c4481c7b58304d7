"""Removals: which message was taken away, by which check; the text itself is never kept."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table

from models.base import metadata
from models.types import Instant, RowId, TelegramId

removals = Table(
    "removals",
    metadata,
    Column("chat_id", TelegramId, primary_key=True),
    Column("message_id", TelegramId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("person_id", TelegramId, nullable=False),
    Column("check", String(32), nullable=False),
    # Which entry of the operator's list matched, such as "words 12".
    Column("detail", String(64), nullable=False),
    # False in shadow mode: it would have been removed.
    Column("is_enforced", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_removals_person_id", "person_id"),
    Index("ix_removals_community_id_at", "community_id", "at"),
)
