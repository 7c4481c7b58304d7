"""Check-in challenges: what each is like, who takes part, and what bends a member's days."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Time,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, Json, OptionalJson, RowId, TelegramId

challenges = Table(
    "challenges",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # The short word by which members name it.
    Column("key", String(32), nullable=False),
    Column("title", String(80), nullable=False),
    # Where it takes place: a group, and perhaps one topic of it.
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("days", SmallInteger, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("cutoff", Time, nullable=False),
    # Evidence: button, text, photo, link or keyword; the word that marks it; letters at least.
    Column("kind", String(8), nullable=False),
    Column("keyword", String(32)),
    Column("least", SmallInteger, nullable=False),
    Column("is_consecutive", Boolean, nullable=False),
    # How many days finish it.
    Column("goal", SmallInteger, nullable=False),
    # ISO weekdays of rest, such as "67".
    Column("rest", String(7), nullable=False),
    # How many days back one may be made up for, how often a member may, and the points it costs.
    Column("makeup_days", SmallInteger, nullable=False),
    Column("makeup_quota", SmallInteger, nullable=False),
    Column("makeup_price", Integer, nullable=False),
    # So many days in a row earn one; 0 for none.
    Column("makeup_every", SmallInteger, nullable=False, server_default="0"),
    # How many days a member may pause in all.
    Column("pause_days", SmallInteger, nullable=False),
    # 0 for no teams.
    Column("team_size", SmallInteger, nullable=False),
    Column("team_reward", Integer, nullable=False),
    Column("reward", Integer, nullable=False),
    # [[days, points], …], ascending.
    Column("milestones", Json, nullable=False),
    Column("badge", String(32)),
    Column("roll_at", Time, nullable=False),
    # Who may take part, in the language of segments; null is everybody.
    Column("only", String(1000)),
    # What each day is about, such as the chapters of a reading plan.
    Column("parts", Json, nullable=False),
    # What it is for, and how that is to be seen.
    Column("objective", OptionalJson),
    # draft, open, finished or ended
    Column("state", String(8), nullable=False),
    Column("card_id", TelegramId),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    # When its maker was asked for a title: what they write by DM soon after is one.
    Column("asked_title_at", Instant),
    UniqueConstraint("community_id", "key"),
    Index("ix_challenges_chat_id", "chat_id"),
    Index("ix_challenges_made_by", "made_by"),
)

teams = Table(
    "teams",
    metadata,
    Column(
        "challenge_id", RowId, ForeignKey("challenges.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("taken", SmallInteger, nullable=False),
)

entrants = Table(
    "entrants",
    metadata,
    Column(
        "challenge_id", RowId, ForeignKey("challenges.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("team", SmallInteger),
    Column("wants_reminders", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_entrants_person_id", "person_id"),
)

pauses = Table(
    "pauses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("challenge_id", RowId, ForeignKey("challenges.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("challenge_id", "person_id", "first_day"),
    Index("ix_pauses_person_id", "person_id"),
)

makeups = Table(
    "makeups",
    metadata,
    Column(
        "challenge_id", RowId, ForeignKey("challenges.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("price", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_makeups_person_id", "person_id"),
)

rejections = Table(
    "rejections",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("challenge_id", RowId, ForeignKey("challenges.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("local_day", Date, nullable=False),
    # Telegram's number of the message that was no evidence.
    Column("message_id", TelegramId),
    Column("reason", String(200), nullable=False),
    Column("rejected_by", TelegramId),
    Column("at", Instant, nullable=False),
    Index("ix_rejections_challenge_id_person_id", "challenge_id", "person_id"),
    Index("ix_rejections_person_id", "person_id"),
    Index("ix_rejections_rejected_by", "rejected_by"),
)

# Days that the bot's own outage spoiled; challenge 0 is the daily sign-in.
forgiven_days = Table(
    "forgiven_days",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("challenge_id", RowId, primary_key=True, autoincrement=False),
    Column("local_day", Date, primary_key=True),
    Column("at", Instant, nullable=False),
)
