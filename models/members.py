"""People (Telegram accounts), members (a person in a community) and memberships (in one chat)."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
)

from models.base import metadata
from models.types import Instant, RowId, TelegramId

people = Table(
    "people",
    metadata,
    # Negative ids are tombstones: they stand for forgotten people in ledgers that must balance.
    Column("id", TelegramId, primary_key=True, autoincrement=False),
    Column("first_name", String(255), nullable=False),
    Column("last_name", String(255)),
    Column("username", String(64)),
    Column("is_bot", Boolean, nullable=False, server_default="0"),
    # What the app is set to, and what the person chose here, which wins.
    Column("language_code", String(16)),
    Column("language", String(16)),
    # Null: never heard. Telegram lets a bot write only to those who pressed Start.
    Column("can_dm", Boolean),
    Column("home_community_id", RowId, ForeignKey("communities.id", ondelete="SET NULL")),
    Column("seen_at", Instant, nullable=False),
    Index("ix_people_username", "username"),
)

members = Table(
    "members",
    metadata,
    Column(
        "community_id",
        RowId,
        ForeignKey("communities.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("joined_at", Instant),
    Column("messages", Integer, nullable=False, server_default="0"),
    # Sums of the ledger, kept here so that a balance is one read.
    Column("experience", Integer, nullable=False, server_default="0"),
    Column("points", Integer, nullable=False, server_default="0"),
    # The chat rule's memory: when it last paid, on which local day, and how much that day.
    Column("chat_paid_at", Instant),
    Column("chat_paid_day", Date),
    Column("chat_paid_today", Integer, nullable=False, server_default="0"),
    # A 63-bit salted fingerprint of the last message that was paid, never the text.
    Column("chat_fingerprint", TelegramId),
    # Until then nothing is earned: a sanction lasts, or has just been.
    Column("earns_from", Instant),
    # On the person's own wish: without a place on any board.
    Column("is_off_boards", Boolean, nullable=False, server_default="0"),
    Index("ix_members_person_id", "person_id"),
)

memberships = Table(
    "memberships",
    metadata,
    Column(
        "chat_id",
        TelegramId,
        ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # creator, administrator, member, restricted, left or kicked.
    Column("status", String(16), nullable=False),
    Column("is_present", Boolean, nullable=False),
    Column("joined_at", Instant),
    Column("left_at", Instant),
    # How many times this person came: makes each arrival one claim, whatever announces it.
    Column("arrivals", SmallInteger, nullable=False, server_default="0"),
    Index("ix_memberships_person_id", "person_id"),
    Index("ix_memberships_chat_id_joined_at", "chat_id", "joined_at"),
)
