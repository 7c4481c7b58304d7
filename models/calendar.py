"""The content calendar: the plan in force, and everything that fell due because of it."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

schedule_entries = Table(
    "schedule_entries",
    metadata,
    Column("key", String(48), primary_key=True),
    # What is the same while the entry says the same.
    Column("digest", String(32), nullable=False),
    Column("body", Json, nullable=False),
    # False once it is gone from the files: what was posted because of it stays known.
    Column("is_current", Boolean, nullable=False),
    # How many texts were used so far: they take turns.
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("loaded_at", Instant, nullable=False),
)

occurrences = Table(
    "occurrences",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("entry_key", String(48), nullable=False),
    # The local slot, as 2026-03-10T08:30: the same whatever becomes of the clock.
    Column("slot", String(16), nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("sort", String(12), nullable=False),
    Column("kind", String(12), nullable=False),
    # asked, approved, held, owed, posted, failed, skipped or missed
    Column("state", String(12), nullable=False),
    Column("why", String(64)),
    Column("turn", Integer, nullable=False),
    Column("message_id", TelegramId),
    Column("decided_by", TelegramId),
    Column("settled_at", Instant),
    UniqueConstraint("entry_key", "slot", "chat_id"),
    Index("ix_occurrences_community_id_due_at", "community_id", "due_at"),
    Index("ix_occurrences_chat_id", "chat_id"),
    Index("ix_occurrences_decided_by", "decided_by"),
)
