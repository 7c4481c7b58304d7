"""Raids: when a chat was flooded with arrivals, who came then, and what was done about it."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    text,
)

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
    # When somebody last came or burst in.
    Column("last_at", Instant, nullable=False),
    # When the gate opens by itself, unless the burst goes on.
    Column("ends_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("arrivals", Integer, nullable=False, server_default="0"),
    # Chooses the pictures of the proof; nobody can tell it from the raid's number.
    Column("seed", TelegramId, nullable=False),
    # The one message in the group, once it was sent.
    Column("notice_id", TelegramId),
    # Whether nobody may write while it lasts, members included.
    Column("is_locked", Boolean, nullable=False, server_default="0"),
    # The chat's own permissions before, to be restored exactly.
    Column("permissions", OptionalJson),
    Index("ix_raids_chat_id", "chat_id"),
    # One raid a chat at a time.
    Index(
        "uq_raids_open",
        "chat_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
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
    # muted, proven, freed, left or banned
    Column("state", String(8), nullable=False),
    # Why the staff should look: what a check found, or that they were reported.
    Column("suspicion", String(16)),
    # Wrong answers to the proof.
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    Index("ix_raid_arrivals_person_id", "person_id"),
)
