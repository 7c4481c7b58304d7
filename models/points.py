"""The ledger: every grant of experience and points, append-only."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from models.base import metadata
from models.types import Instant, RowId, TelegramId

ledger = Table(
    "ledger",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("experience", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("rule", String(32), nullable=False),
    # What it was for: a message, a check-in, a person's decision.
    Column("source_type", String(16), nullable=False),
    Column("source_id", String(64), nullable=False),
    Column("actor_id", TelegramId),
    # Where it was earned, where that was in a chat.
    Column("chat_id", TelegramId),
    Column("local_day", Date, nullable=False),
    # The idempotency key: the same deed pays once, however often it is told.
    Column("key", String(96), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("community_id", "person_id", "key"),
    Index("ix_ledger_community_id_person_id_at", "community_id", "person_id", "at"),
    Index("ix_ledger_person_id", "person_id"),
    Index("ix_ledger_actor_id", "actor_id"),
)
