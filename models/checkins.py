"""Check-ins: one row a member, challenge, local day and window; the daily sign-in is number 0."""

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
    # No foreign key: nothing stands under 0, the daily sign-in.
    Column("challenge_id", RowId, primary_key=True, autoincrement=False, server_default="0"),
    Column("local_day", Date, primary_key=True),
    Column("window", SmallInteger, primary_key=True, autoincrement=False),
    # word, command, button, text, photo, link, makeup or card
    Column("way", String(16), nullable=False),
    Column("chat_id", TelegramId),
    # The message that is the evidence, where there is one.
    Column("message_id", TelegramId),
    Column("at", Instant, nullable=False),
    Index("ix_checkins_person_id", "person_id"),
    Index("ix_checkins_community_id_local_day", "community_id", "local_day"),
    Index("ix_checkins_challenge_id_local_day", "challenge_id", "local_day"),
)
