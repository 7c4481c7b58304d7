"""Tiers: where each member stands on a ladder, who moved, who is proposed, what it entitles to."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

tiers = Table(
    "tiers",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    # activity or value
    Column("ladder", String(16), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # The rung's number from 0; its name and its terms are the policy's.
    Column("rank", SmallInteger, nullable=False),
    Column("since", Date, nullable=False),
    # Since when less is reached than the rung asks for; null: all of it is.
    Column("below_since", Date),
    Index("ix_tiers_person_id", "person_id"),
)

tier_changes = Table(
    "tier_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("ladder", String(16), nullable=False),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    # Null: was on no rung before, or is on none any more.
    Column("from_rank", SmallInteger),
    Column("to_rank", SmallInteger),
    Column("local_day", Date, nullable=False),
    UniqueConstraint("community_id", "ladder", "person_id", "local_day"),
    Index("ix_tier_changes_person_id", "person_id"),
    Index("ix_tier_changes_community_id_local_day", "community_id", "local_day"),
)

nominations = Table(
    "nominations",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("ladder", String(16), nullable=False),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("rank", SmallInteger, nullable=False),
    # The figures by which they were proposed.
    Column("evidence", Json, nullable=False),
    # proposed, confirmed or declined
    Column("state", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    Column("decided_by", TelegramId),
    Column("decided_at", Instant),
    Index("ix_nominations_community_id", "community_id"),
    Index("ix_nominations_person_id", "person_id"),
    Index("ix_nominations_decided_by", "decided_by"),
    Index(
        "uq_nominations_open",
        "community_id",
        "ladder",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'proposed'"),
        postgresql_where=text("state = 'proposed'"),
    ),
)

passes = Table(
    "passes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # The core group, and the one person whom the link lets in.
    Column("chat_id", TelegramId, nullable=False),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("link", String(255)),
    # owed (the link is being made), offered, used, revoked or flagged (lost the tier inside)
    Column("state", String(8), nullable=False),
    Column("at", Instant, nullable=False),
    Column("settled_at", Instant),
    Index("ix_passes_community_id", "community_id"),
    Index("ix_passes_person_id", "person_id"),
    Index("ix_passes_link", "link"),
    Index(
        "uq_passes_open",
        "chat_id",
        "person_id",
        unique=True,
        sqlite_where=text("settled_at IS NULL"),
        postgresql_where=text("settled_at IS NULL"),
    ),
)

spends = Table(
    "spends",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    # The order's own number: imported twice, it counts once.
    Column("ref", String(64), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("local_day", Date, nullable=False),
    # In whole units of the community's money.
    Column("amount", Integer, nullable=False),
    Index("ix_spends_person_id", "person_id"),
    Index("ix_spends_community_id_local_day", "community_id", "local_day"),
)
