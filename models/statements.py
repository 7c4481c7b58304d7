"""Official statements: what the staff had me say in a community's name, and whether it hangs."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from models.base import metadata
from models.types import Instant, RowId, TelegramId

statements = Table(
    "statements",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # The group in which it is to hang.
    Column("chat_id", TelegramId, nullable=False),
    # Who wrote it; null once they are forgotten.
    Column("person_id", TelegramId),
    # Null once it is on its way: what is posted stands in the group.
    Column("words", Text),
    # draft, owed, pinned, down or failed
    Column("state", String(8), nullable=False),
    Column("message_id", TelegramId),
    Column("at", Instant, nullable=False),
    Index("ix_statements_community_id", "community_id"),
    Index("ix_statements_person_id", "person_id"),
    Index("ix_statements_at", "at"),
)
