"""Polls: what is asked, Telegram's own polls that ask it, and who chose what."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
)

from models.base import metadata
from models.types import Instant, Json, OptionalJson, RowId, TelegramId

polls = Table(
    "polls",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # Where it is asked: a group, and perhaps one topic of it.
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("question", String(300), nullable=False),
    # ["Tea", "Coffee", …]
    Column("options", Json, nullable=False),
    Column("is_anonymous", Boolean, nullable=False),
    Column("takes_several", Boolean, nullable=False),
    # When it closes: a moment, or so long after it began; neither is by hand.
    Column("closes_at", Instant),
    Column("lasts_s", Integer),
    # Why it is asked: {"words", "metric", "target"}.
    Column("objective", OptionalJson),
    # draft, open, closed, or lost where Telegram did not take it
    Column("state", String(8), nullable=False),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_polls_community_id_state", "community_id", "state"),
    Index("ix_polls_made_by", "made_by"),
)

ballots = Table(
    "ballots",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    # Who asks: the noun, and the number that the ballot has there.
    Column("kind", String(16), nullable=False),
    Column("item_id", RowId, nullable=False),
    # How many options there are.
    Column("options", SmallInteger, nullable=False),
    Column("is_anonymous", Boolean, nullable=False),
    # owed, open, closing, closed or lost
    Column("state", String(8), nullable=False),
    # Telegram's own names for it, known once it was sent.
    Column("telegram_id", String(64), unique=True),
    Column("message_id", TelegramId),
    Column("opened_at", Instant),
    # How long it is open, and until when; null is by hand.
    Column("lasts_s", Integer),
    Column("closes_at", Instant),
    # How many chose each option, as Telegram counted, and how many voted.
    Column("counts", OptionalJson),
    Column("voters", Integer),
    Index("ix_ballots_kind_item_id", "kind", "item_id"),
    Index("ix_ballots_community_id", "community_id"),
)

# Written down whatever is known of the poll: answers may come before the poll's own id does.
votes = Table(
    "votes",
    metadata,
    Column("telegram_id", String(64), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # [0, 2]; none is a vote taken back.
    Column("options", Json, nullable=False),
    Column("update_id", TelegramId, nullable=False),
    # When it came in: Telegram does not say when it was cast.
    Column("at", Instant, nullable=False),
    # Null while nobody was asked: a forwarded copy lets outsiders vote.
    Column("is_member", Boolean),
    Index("ix_votes_person_id", "person_id"),
    Index("ix_votes_at", "at"),
)
