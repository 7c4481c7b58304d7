"""Raids: when a chat was flooded with arrivals, who came then, and what was done about it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

raids = Table(
    "raids",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    # arrivals, messages or staff (somebody switched it on)
    Column("cause", String(16), nullable=False),
    Column("began_by", TelegramId),
    Column("began_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("arrivals", Integer, nullable=False, server_default="0"),
    # The chat's own permissions before, to be restored exactly.
    Column("permissions", OptionalJson),
    Index(
        "ix_raids_chat_id",
        "chat_id",
    ),
    Index("ix_raids_community_id", "community_id"),
    Index("ix_raids_began_by", "began_by"),
)

raid_arrivals = Table(
    "raid_arrivals",
    metadata,
    Column("raid_id", RowId, ForeignKey("raids.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, primary_key=True),
    Column("at", Instant, nullable=False),
    # muted, spoke, banned, freed or left
    Column("state", String(8), nullable=False),
    Index("ix_raid_arrivals_person_id", "person_id"),
)
