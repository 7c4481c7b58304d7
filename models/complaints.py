"""Complaints: messages that members reported to the staff, and what became of it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

complaints = Table(
    "complaints",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("message_id", TelegramId, nullable=False),
    # member: somebody reported it; check: a check asks a person; private: a complaint by DM
    Column("kind", String(8), nullable=False),
    # Whom it is about: a person, or a channel by its negative id; null for nobody in particular.
    Column("person_id", TelegramId),
    # The message as it was, until `forget_at`: words, kind of media and its id.
    Column("evidence", OptionalJson),
    Column("forget_at", Instant, nullable=False),
    # asked (a private one whose words are yet to come), open, claimed or closed
    Column("state", String(8), nullable=False),
    # About somebody of the staff: shown to those who run the community alone.
    Column("is_for_heads", Boolean, nullable=False, server_default="0"),
    # Who may not sanction asked that somebody who may does this: warn, mute or ban.
    Column("asked_by", TelegramId),
    Column("asked_for", String(8)),
    Column("claimed_by", TelegramId),
    Column("claimed_at", Instant),
    Column("closed_by", TelegramId),
    Column("closed_at", Instant),
    # removed, warned, muted, banned, handled or dismissed
    Column("outcome", String(16)),
    Column("case_id", RowId, ForeignKey("cases.id", ondelete="SET NULL")),
    Column("at", Instant, nullable=False),
    UniqueConstraint("chat_id", "message_id", "kind"),
    Index("ix_complaints_community_id_at", "community_id", "at"),
    Index("ix_complaints_person_id", "person_id"),
    Index("ix_complaints_asked_by", "asked_by"),
    Index("ix_complaints_claimed_by", "claimed_by"),
    Index("ix_complaints_closed_by", "closed_by"),
    Index("ix_complaints_forget_at", "forget_at"),
)

complainants = Table(
    "complainants",
    metadata,
    Column(
        "complaint_id", RowId, ForeignKey("complaints.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, primary_key=True),
    # What the member wrote as the reason; forgotten with the evidence.
    Column("reason", String(300)),
    Column("at", Instant, nullable=False),
    Index("ix_complainants_person_id_at", "person_id", "at"),
)

# Where staff were shown a complaint: one message a reader.
complaint_cards = Table(
    "complaint_cards",
    metadata,
    Column(
        "complaint_id", RowId, ForeignKey("complaints.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("chat_id", TelegramId, primary_key=True),
    Column("message_id", TelegramId),
)
