"""Roles: what somebody is to a community beside what Telegram lets them do."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from models.base import metadata
from models.types import Instant, RowId, TelegramId

roles = Table(
    "roles",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # owner, manager, moderator, content or volunteer
    Column("role", String(16), nullable=False),
    Column("granted_by", TelegramId),
    Column("granted_at", Instant, nullable=False),
    Index("ix_roles_person_id", "person_id"),
    Index("ix_roles_granted_by", "granted_by"),
)
