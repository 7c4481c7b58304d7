"""Contacts: when and about what the bot may write to somebody unasked, and when it did."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Time

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

contact_choices = Table(
    "contact_choices",
    metadata,
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # The hours in which nothing is sent, and the zone in which they are meant.
    Column("quiet_from", Time),
    Column("quiet_until", Time),
    Column("zone", String(64)),
    # The categories that were switched off.
    Column("stopped", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", RowId, primary_key=True),
    # One of a kind: the same thing is written once.
    Column("key", String(96), nullable=False, unique=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("category", String(16), nullable=False),
    # sent, deferred, stopped, unreachable or dropped
    Column("state", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_contacts_person_id_at", "person_id", "at"),
    Index("ix_contacts_community_id", "community_id"),
)
