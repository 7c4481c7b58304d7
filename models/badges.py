"""Badges: the catalogue, and who was honoured with which and why."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint

from models.base import metadata
from models.types import Instant, Json, OptionalJson, RowId, TelegramId

badges = Table(
    "badges",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("key", String(32), nullable=False),
    # What members read; where it is empty, the key.
    Column("title", String(64), nullable=False, server_default=""),
    Column("emoji", String(16), nullable=False, server_default=""),
    # What it is for, in the staff's own words.
    Column("about", String(200), nullable=False, server_default=""),
    # What earns it, such as {"activity": "check_in", "times": 30}; null: given by hand alone.
    Column("rule", OptionalJson),
    # Whether it stays with whom the rule once fitted; else it goes when the rule fits no more.
    Column("is_lasting", Boolean, nullable=False, server_default="0"),
    # Whether the rule has been let work: a rule is shown whom it fits before it honours anybody.
    Column("is_open", Boolean, nullable=False, server_default="1"),
    Column("owner_id", TelegramId),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("community_id", "key"),
    Index("ix_badges_owner_id", "owner_id"),
)

honours = Table(
    "honours",
    metadata,
    Column("badge_id", RowId, ForeignKey("badges.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # rule or staff
    Column("source", String(8), nullable=False),
    Column("actor_id", TelegramId),
    # The rule as it was, in its numbers.
    Column("evidence", Json, nullable=False),
    Column("at", Instant, nullable=False),
    # When it was taken back; the row stays.
    Column("revoked_at", Instant),
    Index("ix_honours_person_id", "person_id"),
    Index("ix_honours_community_id", "community_id"),
    Index("ix_honours_actor_id", "actor_id"),
)
