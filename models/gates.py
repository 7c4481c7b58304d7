"""Gates: what a chat asks of whoever wants in, and everybody who stands before one."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    text,
)

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

gates = Table(
    "gates",
    metadata,
    Column(
        "chat_id",
        TelegramId,
        ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
    ),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # open, rules, question, sum, emoji, questionnaire, code or approval
    Column("kind", String(16), nullable=False),
    # The kind's own terms: the question and its answers, how many tries, how long.
    Column("terms", Json, nullable=False),
    Column("changed_by", TelegramId),
    Column("changed_at", Instant, nullable=False),
    Index("ix_gates_community_id", "community_id"),
    Index("ix_gates_changed_by", "changed_by"),
)

candidates = Table(
    "candidates",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    # request (asked to join, and waits outside) or group (is in, and may not speak)
    Column("way", String(8), nullable=False),
    Column("kind", String(16), nullable=False),
    # waiting, review, passed, failed, expired, left or withdrawn
    Column("state", String(12), nullable=False),
    # What was asked of this person, and what is right; never shown to anybody else.
    Column("challenge", Json, nullable=False),
    # What they answered to a questionnaire, for those who decide.
    Column("answers", Json, nullable=False),
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    # Where a request's asker may be written to for five minutes.
    Column("user_chat_id", TelegramId),
    Column("link", String(255)),
    Column("at", Instant, nullable=False),
    Column("deadline", Instant),
    # The message with the question, once it was sent; below zero, the marker of one on its way.
    Column("message_id", TelegramId),
    Column("settled_at", Instant),
    Column("settled_by", TelegramId),
    Column("reason", String(255)),
    Index("ix_candidates_community_id", "community_id"),
    Index("ix_candidates_person_id", "person_id"),
    Index("ix_candidates_settled_by", "settled_by"),
    Index("ix_candidates_chat_id_at", "chat_id", "at"),
    # Before one gate somebody stands once at a time.
    Index(
        "uq_candidates_open",
        "chat_id",
        "person_id",
        unique=True,
        sqlite_where=text("settled_at IS NULL"),
        postgresql_where=text("settled_at IS NULL"),
    ),
)
