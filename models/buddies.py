"""Buddies: members who offered to help newcomers, and whom each of them took by the hand."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    text,
)

from models.base import metadata
from models.types import Instant, RowId, TelegramId

buddies = Table(
    "buddies",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # How many newcomers at a time.
    Column("capacity", SmallInteger, nullable=False),
    Column("is_on", Boolean, nullable=False, server_default="1"),
    Column("since", Instant, nullable=False),
    Index("ix_buddies_person_id", "person_id"),
)

pairings = Table(
    "pairings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("newcomer_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("buddy_id", TelegramId, ForeignKey("people.id"), nullable=False),
    # asked (the buddy has yet to agree), paired, declined, ended or kept (stayed a week: thanked)
    Column("state", String(8), nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_pairings_community_id", "community_id"),
    Index("ix_pairings_newcomer_id", "newcomer_id"),
    Index("ix_pairings_buddy_id", "buddy_id"),
    Index(
        "uq_pairings_open",
        "community_id",
        "newcomer_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)
