"""Profiles: what members said of themselves, field by field, with consent."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from models.base import metadata
from models.types import Instant, RowId, TelegramId

profiles = Table(
    "profiles",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("field", String(32), primary_key=True),
    # Null: asked and passed over, so that it is not asked again. Sealed where there is a key.
    Column("value", String(1000)),
    Column("consented_at", Instant),
    Column("at", Instant, nullable=False),
    Index("ix_profiles_person_id", "person_id"),
)
