"""What is owed to Telegram, and the lanes that keep each chat's order and limits."""

from sqlalchemy import Boolean, Column, Index, Integer, SmallInteger, String, Table, text

from models.base import metadata
from models.types import Instant, Json, OptionalJson, RowId, TelegramId

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(128), nullable=False, unique=True),
    Column("chat_id", TelegramId, nullable=False),
    # The person it is about or for, so that /forget finds it.
    Column("person_id", TelegramId),
    Column("method", String(48), nullable=False),
    # Null once purged: a settled delivery keeps its outcome, not its words.
    Column("arguments", Json),
    # True: ban, delete, pin … are retried until confirmed. False: a send, whose unknown outcome
    # is shown to an operator instead of being sent again.
    Column("is_repeatable", Boolean, nullable=False),
    # 0 sanction, 1 answer, 2 owed post, 3 chatter
    Column("priority", SmallInteger, nullable=False),
    # owed, sending, done, failed, expired or unconfirmed
    Column("state", String(16), nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", String(255)),
    Column("message_id", TelegramId),
    Column("created_at", Instant, nullable=False),
    Column("settled_at", Instant),
    # The kind of due work that is scheduled in the moment of settling, and its details.
    Column("then", OptionalJson),
    Index(
        "ix_outbox_due",
        "not_before",
        "priority",
        "id",
        sqlite_where=text("state = 'owed'"),
        postgresql_where=text("state = 'owed'"),
    ),
    Index(
        "ix_outbox_sending",
        "chat_id",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    Index("ix_outbox_chat_id_state", "chat_id", "state"),
    Index("ix_outbox_person_id", "person_id"),
    Index("ix_outbox_settled_at", "settled_at"),
)

lanes = Table(
    "lanes",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("leased_by", String(64)),
    Column("lease_until", Instant),
    Column("next_send_at", Instant),
)
