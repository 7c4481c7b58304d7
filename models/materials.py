"""The library of materials: files by the ids under which Telegram holds them, and templates."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

materials = Table(
    "materials",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # What stands behind library: in the schedule.
    Column("name", String(64), nullable=False),
    # text, photo, video, document, animation or audio
    Column("kind", String(12), nullable=False),
    Column("file_id", String(255)),
    # A text with variables, or what stands below a file.
    Column("words", Text, nullable=False),
    Column("tags", Json, nullable=False),
    Column("uses", Integer, nullable=False, server_default="0"),
    Column("used_at", Instant),
    Column("expires_at", Instant),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("community_id", "name"),
    Index("ix_materials_made_by", "made_by"),
    Index("ix_materials_expires_at", "expires_at"),
)
