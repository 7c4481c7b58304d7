"""The best of what was said: which messages the staff chose, and who wants to read of them."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

picks = Table(
    "picks",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("message_id", TelegramId, nullable=False),
    # The chat and the message as they were: a group that moved has other messages of that number.
    Column("key", String(48), nullable=False),
    # Who wrote it; null where that is nobody, or somebody who was forgotten.
    Column("person_id", TelegramId),
    # What the staff call it: the message itself is not kept.
    Column("title", String(120), nullable=False),
    # Keys of tags: ["running"].
    Column("tags", Json, nullable=False),
    Column("picked_by", TelegramId),
    Column("picked_at", Instant, nullable=False),
    UniqueConstraint("community_id", "key"),
    Index("ix_picks_community_id_picked_at", "community_id", "picked_at"),
    Index("ix_picks_person_id", "person_id"),
    Index("ix_picks_picked_by", "picked_by"),
)

digest_readers = Table(
    "digest_readers",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, primary_key=True),
    Column("since", Instant, nullable=False),
    Index("ix_digest_readers_person_id", "person_id"),
)
