"""What people have to do by a time, as the calendar gives it to them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

tasks = Table(
    "tasks",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # A group of the community, by which its staff are found.
    Column("chat_id", TelegramId, nullable=False),
    Column("entry_key", String(48), nullable=False),
    Column("slot", String(16), nullable=False),
    Column("words", String(500), nullable=False),
    Column("steps", Json, nullable=False),
    # The steps that are done, as bits.
    Column("ticked", Integer, nullable=False),
    # None: the staff.
    Column("assignee_id", TelegramId),
    Column("due_at", Instant, nullable=False),
    # open, done or dropped
    Column("state", String(8), nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", TelegramId),
    # When the assignee was reminded, and when it was told to those above.
    Column("reminded_at", Instant),
    Column("raised_at", Instant),
    UniqueConstraint("entry_key", "slot", "community_id"),
    Index("ix_tasks_community_id_due_at", "community_id", "due_at"),
    Index("ix_tasks_assignee_id", "assignee_id"),
    Index("ix_tasks_settled_by", "settled_by"),
)
