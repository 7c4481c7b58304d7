"""Communities, their chats, and who administers each chat."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

communities = Table(
    "communities",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(255), nullable=False),
    Column("language", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    # Drawn anew with every change of a setting, so that a cached policy knows that it is old. A
    # counter would come to the same number again after a rollback, with another content.
    Column("version", TelegramId, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
)

chats = Table(
    "chats",
    metadata,
    Column("id", TelegramId, primary_key=True, autoincrement=False),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("type", String(16), nullable=False),
    # main, core, interest or channel; or one that serves another community: staff or log.
    Column("kind", String(16), nullable=False, server_default="main"),
    # The chat above it in the tree, such as its region's, and labels such as region:east.
    Column("parent_id", TelegramId),
    Column("labels", Json, nullable=False, server_default="[]"),
    # Where it serves another community: the one that it is by itself, and can be again.
    Column("own_community_id", RowId),
    Column("title", String(255), nullable=False),
    Column("username", String(64)),
    Column("is_forum", Boolean, nullable=False, server_default="0"),
    Column("linked_chat_id", TelegramId),
    # administrator, member, restricted, left or kicked: the bot's own standing here.
    Column("bot_status", String(16), nullable=False),
    Column("bot_rights", Json, nullable=False),
    Column("degraded_reason", String(64)),
    Column("migrated_to", TelegramId),
    Column("roster_version", TelegramId, nullable=False, server_default="0"),
    Column("roster_read_at", Instant),
    Column("created_at", Instant, nullable=False),
    Index("ix_chats_community_id", "community_id"),
)

administrators = Table(
    "administrators",
    metadata,
    Column(
        "chat_id",
        TelegramId,
        ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("is_owner", Boolean, nullable=False),
    Column("is_anonymous", Boolean, nullable=False),
    Column("rights", Json, nullable=False),
    Index("ix_administrators_person_id", "person_id"),
)
