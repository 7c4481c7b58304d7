"""Segments: named expressions over members, frozen lists of them, and how large they were."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, RowId, TelegramId

segments = Table(
    "segments",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("key", String(32), nullable=False),
    Column("expression", String(1000), nullable=False),
    # A frozen one is the list of those who were in it then.
    Column("is_frozen", Boolean, nullable=False, server_default="0"),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("community_id", "key"),
    Index("ix_segments_made_by", "made_by"),
)

segment_members = Table(
    "segment_members",
    metadata,
    Column("segment_id", RowId, ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Index("ix_segment_members_person_id", "person_id"),
)

segment_sizes = Table(
    "segment_sizes",
    metadata,
    Column("segment_id", RowId, ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("members", Integer, nullable=False),
    Column("reachable", Integer, nullable=False),
)
