"""What happened: each fact for a month; how often, and who answered whom, for longer."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table

from models.base import metadata
from models.types import Instant, RowId, TelegramId

activity = Table(
    "activity",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId),
    Column("person_id", TelegramId, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("message_id", TelegramId),
    # Of a message: the thread or topic that it is in, and the message that it answers.
    Column("thread_id", TelegramId),
    Column("answers_id", TelegramId),
    Column("at", Instant, nullable=False),
    Index("ix_activity_at", "at"),
    Index("ix_activity_person_id", "person_id"),
)

daily_activity = Table(
    "daily_activity",
    metadata,
    Column(
        "community_id",
        RowId,
        ForeignKey("communities.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("local_day", Date, primary_key=True),
    Column("person_id", TelegramId, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("times", Integer, nullable=False),
    Index("ix_daily_activity_person_id", "person_id"),
)

# Who answered whom on a day: how many people somebody matters to, which no flood can raise.
daily_answers = Table(
    "daily_answers",
    metadata,
    Column(
        "community_id",
        RowId,
        ForeignKey("communities.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("local_day", Date, primary_key=True),
    Column("person_id", TelegramId, primary_key=True),
    Column("answered_id", TelegramId, primary_key=True),
    Index("ix_daily_answers_person_id", "person_id"),
    Index("ix_daily_answers_answered_id", "answered_id"),
)
