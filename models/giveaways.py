"""Giveaways: so many pieces of something, each for one person, perhaps with a code."""

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
from models.types import Instant, OptionalJson, RowId, TelegramId

giveaways = Table(
    "giveaways",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("title", String(80), nullable=False),
    Column("total", Integer, nullable=False),
    # How many pieces are left to be taken.
    Column("left", Integer, nullable=False),
    # How long somebody has to be known to take a piece, and for whom it is.
    Column("age_s", Integer, nullable=False),
    Column("only", String(1000)),
    Column("lasts_s", Integer, nullable=False),
    # How long a piece waits for somebody to whom the bot cannot write yet.
    Column("holds_s", Integer, nullable=False),
    Column("ends_at", Instant),
    Column("objective", OptionalJson),
    # draft, open or closed
    Column("state", String(8), nullable=False),
    Column("card_id", TelegramId),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_giveaways_community_id_state", "community_id", "state"),
    Index("ix_giveaways_made_by", "made_by"),
)

pieces = Table(
    "pieces",
    metadata,
    Column("giveaway_id", RowId, ForeignKey("giveaways.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # The code, sealed; null where there is none.
    Column("code", Text),
    Column("person_id", TelegramId, ForeignKey("people.id")),
    # free, held for somebody who has to open the DM, or given
    Column("state", String(8), nullable=False),
    Column("held_until", Instant),
    Column("at", Instant),
    UniqueConstraint("giveaway_id", "person_id"),
    Index("ix_pieces_person_id", "person_id"),
)
