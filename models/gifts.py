"""Points that a person decided about: gifts between members, grants and fines by the staff."""

from sqlalchemy import (
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

gifts = Table(
    "gifts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # Unique: one command, one gift, however often it is told.
    Column("key", String(64), nullable=False),
    # gift (between members), grant or fine
    Column("kind", String(8), nullable=False),
    # Who receives it, or is fined.
    Column("person_id", TelegramId, nullable=False),
    Column("actor_id", TelegramId),
    Column("points", Integer, nullable=False),
    # What the staff wrote as the reason.
    Column("reason", String(200), nullable=False, server_default=""),
    Column("local_day", Date, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("community_id", "key"),
    Index("ix_gifts_person_id", "person_id"),
    Index("ix_gifts_actor_id_local_day", "actor_id", "local_day"),
)
