"""Due work: the table is the schedule."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, text

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

dues = Table(
    "dues",
    metadata,
    Column("id", RowId, primary_key=True),
    # Unique: the same work is never owed twice.
    Column("key", String(128), nullable=False, unique=True),
    Column("kind", String(48), nullable=False),
    Column("community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE")),
    Column("person_id", TelegramId),
    Column("details", Json, nullable=False),
    Column("due_at", Instant, nullable=False),
    # Later than this after the hour it is marked late instead of done; null: never too late.
    Column("late_after_s", Integer),
    # waiting, done, late or failed
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # After a failure: not before this moment; `due_at` stays what it was.
    Column("retry_at", Instant),
    Column("reason", String(255)),
    Column("settled_at", Instant),
    Index(
        "ix_dues_waiting",
        "due_at",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_dues_person_id", "person_id"),
    Index("ix_dues_settled_at", "settled_at"),
)
