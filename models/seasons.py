"""Seasons that have ended, and who won them: kept as they were on that day."""

from sqlalchemy import (
    BigInteger,
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
from models.types import Instant, Json, RowId, TelegramId

seasons = Table(
    "seasons",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("key", String(32), nullable=False),
    # What it is called, by language.
    Column("titles", Json, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    # How many earned anything in it, and how much experience all of them together.
    Column("members", Integer, nullable=False),
    Column("experience", BigInteger, nullable=False),
    Column("ended_at", Instant, nullable=False),
    UniqueConstraint("community_id", "key"),
)

season_winners = Table(
    "season_winners",
    metadata,
    Column("season_id", RowId, ForeignKey("seasons.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("experience", Integer, nullable=False),
    # Since when they had that much: of equals, the earlier one is above.
    Column("reached_at", Instant, nullable=False),
    Index("ix_season_winners_person_id", "person_id"),
)
