"""Campaigns: what a community does together, what it was for, what came of it and who liked it."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # What it is, such as a challenge or a draw, and the number of that.
    Column("kind", String(16), nullable=False),
    Column("item_id", RowId, nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("title", String(120), nullable=False),
    # What it is for; then by which figure that is seen, and how much of it is hoped for.
    Column("objective", String(200)),
    Column("metric", String(16)),
    Column("target", Integer),
    # How many members were there when it began.
    Column("reach", Integer, nullable=False),
    Column("made_by", TelegramId),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    # What came of it, once it is closed.
    Column("figures", OptionalJson),
    UniqueConstraint("kind", "item_id"),
    Index("ix_campaigns_community_id_opened_at", "community_id", "opened_at"),
    Index("ix_campaigns_made_by", "made_by"),
)

# Kept while ratings come in; then their sum stands in the figures.
ratings = Table(
    "ratings",
    metadata,
    Column("campaign_id", RowId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("stars", SmallInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_ratings_person_id", "person_id"),
)
