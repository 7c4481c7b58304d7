"""Appeals: a member asks that a case be looked at again, by somebody else."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from models.base import metadata
from models.types import Instant, RowId, TelegramId

appeals = Table(
    "appeals",
    metadata,
    Column("id", RowId, primary_key=True),
    # A case is appealed once.
    Column(
        "case_id", RowId, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, unique=True
    ),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("person_id", TelegramId, nullable=False),
    # What the member says to it, until `forget_at`.
    Column("words", Text),
    # What whoever acted says to it.
    Column("actor_words", Text),
    Column("forget_at", Instant, nullable=False),
    # asked (the member is yet to write), open, granted, refused or withdrawn
    Column("state", String(16), nullable=False),
    Column("decided_by", TelegramId),
    Column("decided_at", Instant),
    Column("answer", String(500)),
    Column("at", Instant, nullable=False),
    Index("ix_appeals_community_id_state", "community_id", "state"),
    Index("ix_appeals_person_id", "person_id"),
    Index("ix_appeals_decided_by", "decided_by"),
    Index("ix_appeals_forget_at", "forget_at"),
)

# Where staff were shown an appeal: one message a reader.
appeal_cards = Table(
    "appeal_cards",
    metadata,
    Column("appeal_id", RowId, ForeignKey("appeals.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", TelegramId, primary_key=True),
    Column("message_id", TelegramId),
)
