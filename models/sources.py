"""Where members come from: named ways in, and each member's way from stranger to regular."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint

from models.base import metadata
from models.types import Instant, RowId, TelegramId

sources = Table(
    "sources",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # What staff call it, such as store12; it goes into deep links.
    Column("key", String(32), nullable=False),
    # What it is called in full, at Telegram too; null: the key alone.
    Column("title", String(32)),
    # The chat into which it leads, and the invitation link there once Telegram has made it.
    Column("chat_id", TelegramId, nullable=False),
    Column("link", String(255)),
    Column("asks_to_join", Boolean, nullable=False, server_default="0"),
    Column("created_by", TelegramId),
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    UniqueConstraint("community_id", "key"),
    Index("ix_sources_chat_id", "chat_id"),
    Index("ix_sources_link", "link"),
    Index("ix_sources_created_by", "created_by"),
)

journeys = Table(
    "journeys",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("source_id", RowId, ForeignKey("sources.id", ondelete="SET NULL")),
    # How well it is attested where somebody came from: link, deep-link, request or unknown.
    Column("grade", String(12), nullable=False),
    # The moments of a way in; null: not yet, or never seen.
    Column("started_at", Instant),
    Column("requested_at", Instant),
    Column("joined_at", Instant),
    Column("admitted_at", Instant),
    Column("onboarded_at", Instant),
    Column("spoke_at", Instant),
    Index("ix_journeys_person_id", "person_id"),
    Index("ix_journeys_source_id", "source_id"),
    Index("ix_journeys_community_id_joined_at", "community_id", "joined_at"),
)
