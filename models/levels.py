"""Levels that members have reached, so that each is told once."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from models.base import metadata
from models.types import Instant, RowId, TelegramId

levels = Table(
    "levels",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # The highest level that was reached; what is shown is reckoned from the experience itself.
    Column("level", Integer, nullable=False),
    Column("reached_at", Instant, nullable=False),
    # Where it was reached; null: not in a chat.
    Column("chat_id", TelegramId),
    # news: to be told, with the member's tag to be set; quiet: the tag alone; done: neither.
    Column("state", String(8), nullable=False),
    Index("ix_levels_person_id", "person_id"),
    Index("ix_levels_state", "community_id", "state"),
)
