"""Which updates were taken, and which could not be."""

from sqlalchemy import Column, Index, String, Table

from models.base import metadata
from models.types import Instant, RowId, TelegramId

seen_updates = Table(
    "seen_updates",
    metadata,
    Column("bot_id", TelegramId, primary_key=True, autoincrement=False),
    Column("update_id", TelegramId, primary_key=True, autoincrement=False),
    Column("seen_at", Instant, nullable=False),
    Index("ix_seen_updates_seen_at", "seen_at"),
)

failed_updates = Table(
    "failed_updates",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("bot_id", TelegramId, nullable=False),
    Column("update_id", TelegramId),
    Column("kind", String(32), nullable=False),
    # read, witness, judge, feature or flush
    Column("step", String(16), nullable=False),
    Column("error", String(128), nullable=False),
    # module:line of the innermost frame of ours
    Column("location", String(128), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_failed_updates_at", "at"),
)
