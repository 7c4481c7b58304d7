"""Red packets, and the shares into which each was split before anybody could take one."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

packets = Table(
    "packets",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    # What whoever gives it wishes the others.
    Column("title", String(80), nullable=False),
    Column("total", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    # How many shares are left to be taken.
    Column("left", Integer, nullable=False),
    Column("is_even", Boolean, nullable=False),
    # Whether its maker pays for it; the community does otherwise.
    Column("is_own", Boolean, nullable=False),
    # How long somebody has to be known to take a share, and for whom it is.
    Column("age_s", Integer, nullable=False),
    Column("only", String(1000)),
    Column("lasts_s", Integer, nullable=False),
    Column("ends_at", Instant),
    Column("objective", OptionalJson),
    # draft, open or closed
    Column("state", String(8), nullable=False),
    Column("card_id", TelegramId),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_packets_community_id_state", "community_id", "state"),
    Index("ix_packets_made_by", "made_by"),
)

shares = Table(
    "shares",
    metadata,
    Column("packet_id", RowId, ForeignKey("packets.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("worth", Integer, nullable=False),
    # Who took it; null while it lies there.
    Column("person_id", TelegramId, ForeignKey("people.id")),
    Column("at", Instant),
    UniqueConstraint("packet_id", "person_id"),
    Index("ix_shares_person_id", "person_id"),
)
