"""What a community's admins changed from the operator's defaults."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

settings = Table(
    "settings",
    metadata,
    Column(
        "community_id",
        RowId,
        ForeignKey("communities.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("key", String(64), primary_key=True),
    Column("value", Json, nullable=False),
    Column("changed_by", TelegramId),
    Column("changed_at", Instant, nullable=False),
    Index("ix_settings_changed_by", "changed_by"),
)
