"""What somebody may not do in a chat, a row a reason: Telegram is told what all of them allow."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

restrictions = Table(
    "restrictions",
    metadata,
    Column("chat_id", TelegramId, primary_key=True),
    Column("person_id", TelegramId, primary_key=True),
    # case:12, gate, raid:3 …: lifting one leaves the others standing.
    Column("reason", String(32), primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # The permissions that this reason leaves, by Telegram's names; one left out is refused.
    Column("permissions", Json, nullable=False),
    # Null: until somebody lifts it.
    Column("until", Instant),
    Column("at", Instant, nullable=False),
    Index("ix_restrictions_person_id", "person_id"),
    Index("ix_restrictions_community_id", "community_id"),
    Index("ix_restrictions_until", "until"),
)
