"""Tags: the catalogue, who bears which and why, and what staff noted of somebody."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, Json, OptionalJson, RowId, TelegramId

tags = Table(
    "tags",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("key", String(32), nullable=False),
    # What members read; where it is empty, the key.
    Column("title", String(64), nullable=False, server_default=""),
    # Tags of one group belong together; of an exclusive one somebody bears one at a time.
    Column("group", String(32), nullable=False, server_default=""),
    Column("is_exclusive", Boolean, nullable=False, server_default="0"),
    # Days after which it falls off; null: never.
    Column("lasts_days", Integer),
    # members (anybody), self (its bearer) or staff: who may see it.
    Column("seen_by", String(8), nullable=False, server_default="staff"),
    # Whether members may take it and put it down themselves.
    Column("is_own_choice", Boolean, nullable=False, server_default="0"),
    # What gives it by itself, such as {"said": ["跑步"]}; null: a static tag.
    Column("rule", OptionalJson),
    Column("owner_id", TelegramId),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("community_id", "key"),
    Index("ix_tags_owner_id", "owner_id"),
)

taggings = Table(
    "taggings",
    metadata,
    Column("tag_id", RowId, ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # self, rule, staff or import
    Column("source", String(8), nullable=False),
    Column("actor_id", TelegramId),
    # Why, in ids and numbers: the entry of the rule, the option of the poll, the line of a file.
    Column("evidence", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("expires_at", Instant),
    Index("ix_taggings_person_id", "person_id"),
    Index("ix_taggings_community_id", "community_id"),
    Index("ix_taggings_actor_id", "actor_id"),
    Index("ix_taggings_expires_at", "expires_at"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("author_id", TelegramId),
    Column("words", String(500), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_notes_community_id", "community_id"),
    Index("ix_notes_person_id", "person_id"),
    Index("ix_notes_author_id", "author_id"),
)
