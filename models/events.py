"""Events: what is planned for a moment, who comes, who waits for a seat, and who was there."""

from sqlalchemy import Column, ForeignKey, Index, Integer, SmallInteger, String, Table

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

events = Table(
    "events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # Where its card stands: a group, and perhaps one topic of it.
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("title", String(120), nullable=False),
    Column("about", String(1000)),
    Column("starts_at", Instant, nullable=False),
    Column("lasts_min", SmallInteger, nullable=False),
    # Where it is, for everybody; and the link or the words that those alone see who go.
    Column("place", String(200)),
    Column("link", String(200)),
    # How many can go; null is everybody.
    Column("capacity", Integer),
    # Who may go, in the language of segments; null is everybody.
    Column("only", String(1000)),
    # What is said at the event, and what being there is worth.
    Column("code", String(16), nullable=False),
    Column("points", SmallInteger, nullable=False),
    # Why it takes place: {"words", "metric", "target"}.
    Column("objective", OptionalJson),
    # draft, open, running, over or cancelled
    Column("state", String(9), nullable=False),
    # How often its time or its place was changed.
    Column("version", SmallInteger, nullable=False),
    Column("card_id", TelegramId),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Index("ix_events_community_id_state_starts_at", "community_id", "state", "starts_at"),
    Index("ix_events_chat_id", "chat_id"),
    Index("ix_events_made_by", "made_by"),
)

event_guests = Table(
    "event_guests",
    metadata,
    Column("event_id", RowId, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # going, waiting, maybe or not; of whoever was there without a word, came
    Column("answer", String(8), nullable=False),
    # Since when that is so: whoever has waited longest moves up first.
    Column("at", Instant, nullable=False),
    # Between two of one instant.
    Column("turn", Integer, nullable=False),
    Column("attended_at", Instant),
    Index("ix_event_guests_person_id", "person_id"),
)
