"""Lucky draws: what each is like, its changes, who is in it, and who holds a seat."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, Json, OptionalJson, RowId, TelegramId

draws = Table(
    "draws",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # Where it takes place: a group, and perhaps one topic of it.
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("title", String(80), nullable=False),
    # What the staff wrote as its rules; a draw without is not begun.
    Column("rules", String(2000), nullable=False),
    # [[name, how many, points of each], …], the dearest first.
    Column("prizes", Json, nullable=False),
    # Who may be in, in the language of segments; null is everybody.
    Column("only", String(1000)),
    # [[expression, tickets more], …]
    Column("bonus", Json, nullable=False),
    Column("price", Integer, nullable=False),
    # Said as a whole message, it enters.
    Column("word", String(32)),
    Column("has_dice", Boolean, nullable=False),
    Column("ends_at", Instant),
    # Ends by itself with so many entrants.
    Column("most", Integer),
    Column("claim_hours", SmallInteger, nullable=False),
    # day, week or month
    Column("every", String(8)),
    # What the dearest prize is worth in yuan, where that was said.
    Column("worth", Integer),
    # What it is for, as campaigns keep it.
    Column("objective", OptionalJson),
    # draft, open, frozen, drawn or cancelled
    Column("state", String(10), nullable=False),
    # Sealed where there is a key: nobody may read it before it is revealed.
    Column("seed", String(300), nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("rules_hash", String(64), nullable=False),
    # How many tickets were given out; the next one has the next number.
    Column("entrants", Integer, nullable=False),
    Column("root", String(64)),
    Column("root_id", TelegramId),
    # [[Telegram's number of the message, value, thrown or found], …]
    Column("dice", Json, nullable=False),
    # How often a throw was tried, so that each try has a key of its own.
    Column("tries", SmallInteger, nullable=False),
    Column("final", String(64)),
    Column("card_id", TelegramId),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Column("begun_at", Instant),
    Column("frozen_at", Instant),
    # By when the seed is revealed, whatever happens.
    Column("reveal_by", Instant),
    Column("settled_at", Instant),
    Index("ix_draws_community_id_state", "community_id", "state"),
    Index("ix_draws_chat_id", "chat_id"),
    Index("ix_draws_made_by", "made_by"),
)

draw_edits = Table(
    "draw_edits",
    metadata,
    Column("draw_id", RowId, ForeignKey("draws.id", ondelete="CASCADE"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    # The rules as they were hashed.
    Column("canon", Text, nullable=False),
    Column("rules_hash", String(64), nullable=False),
    Column("edited_by", TelegramId),
    Column("at", Instant, nullable=False),
    Index("ix_draw_edits_edited_by", "edited_by"),
)

draw_tickets = Table(
    "draw_tickets",
    metadata,
    Column("draw_id", RowId, ForeignKey("draws.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("weight", SmallInteger, nullable=False),
    # Of whoever was forgotten the mark stays in the list, and nothing that says whose it was.
    Column("salt", String(32)),
    Column("mark", String(64), nullable=False),
    # left, banned or outside, where the freeze took it out of the list.
    Column("excluded", String(8)),
    Column("at", Instant, nullable=False),
    UniqueConstraint("draw_id", "number"),
    Index("ix_draw_tickets_person_id", "person_id"),
)

# Who holds a prize: each turn of a seat is a row, and no ticket has two.
draw_seats = Table(
    "draw_seats",
    metadata,
    Column("draw_id", RowId, ForeignKey("draws.id", ondelete="CASCADE"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("turn", SmallInteger, primary_key=True, autoincrement=False),
    Column("ticket", Integer, nullable=False),
    Column("person_id", TelegramId, nullable=False),
    # offered, claimed, delivered; or vacant again: lapsed, declined, left, banned or forgotten
    Column("state", String(10), nullable=False),
    Column("claim_by", Instant),
    # What the winner wrote for the delivery, sealed as profiles are.
    Column("contact", String(3000)),
    Column("delivered_by", TelegramId),
    Column("at", Instant, nullable=False),
    Column("settled_at", Instant),
    UniqueConstraint("draw_id", "ticket"),
    Index("ix_draw_seats_person_id", "person_id"),
    Index("ix_draw_seats_delivered_by", "delivered_by"),
)
