"""Daily sign-ins: one row a member, local day and window."""

from sqlalchemy import Column, Date, ForeignKey, Index, SmallInteger, String, Table

from models.base import metadata
from models.types import Instant, RowId, TelegramId

checkins = Table(
    "checkins",
    metadata,
    Column(
        "community_id",
        RowId,
        ForeignKey("communities.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("window", SmallInteger, primary_key=True, autoincrement=False),
    # word, command or button
    Column("way", String(16), nullable=False),
    Column("chat_id", TelegramId),
    Column("at", Instant, nullable=False),
    Index("ix_checkins_person_id", "person_id"),
    Index("ix_checkins_community_id_local_day", "community_id", "local_day"),
)
