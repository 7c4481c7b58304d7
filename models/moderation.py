"""What checks found, and what was said lately as numbers; texts are never kept here."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

findings = Table(
    "findings",
    metadata,
    Column("chat_id", TelegramId, primary_key=True),
    Column("message_id", TelegramId, primary_key=True),
    Column("check", String(32), primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # Whoever spoke: a person, or a channel by its negative id.
    Column("sender_id", TelegramId, nullable=False),
    # shadow: it would have been done; on: it was.
    Column("mode", String(8), nullable=False),
    # report, remove, warn, mute, kick or ban
    Column("action", String(8), nullable=False),
    # A packed text: which entry of a list, how many of how many allowed.
    Column("detail", Json, nullable=False),
    Column("at", Instant, nullable=False),
    # Set when a person took the check's verdict back.
    Column("undone_at", Instant),
    Index("ix_findings_sender_id", "sender_id"),
    Index("ix_findings_community_id_at", "community_id", "at"),
    Index("ix_findings_at", "at"),
)

traces = Table(
    "traces",
    metadata,
    Column("chat_id", TelegramId, primary_key=True),
    Column("message_id", TelegramId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("sender_id", TelegramId, nullable=False),
    # A keyed 64-bit fingerprint of the n-grams: near texts have near fingerprints. Null: too
    # short to be told apart.
    Column("fingerprint", TelegramId),
    # The kinds of the message as bits (see the checks on kinds), its length and its counts.
    Column("kinds", TelegramId, nullable=False),
    Column("length", Integer, nullable=False),
    Column("links", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    # A hash of the album it belongs to, which is one act.
    Column("album", TelegramId),
    Column("at", Instant, nullable=False),
    Index("ix_traces_at", "at"),
    Index("ix_traces_sender_id", "sender_id"),
    Index("ix_traces_community_id_at", "community_id", "at"),
)
