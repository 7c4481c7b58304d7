"""Quizzes: banks of questions, series played with them, and who answered what how well."""

from sqlalchemy import (
    Boolean,
    Column,
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

banks = Table(
    "banks",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # The short word by which it is named.
    Column("key", String(32), nullable=False),
    Column("title", String(80), nullable=False),
    Column("author", String(80)),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("community_id", "key"),
    Index("ix_banks_made_by", "made_by"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("bank_id", RowId, ForeignKey("banks.id", ondelete="CASCADE"), nullable=False),
    # What two questions have in common that are the same one.
    Column("mark", String(32), nullable=False),
    Column("category", String(40)),
    Column("words", String(300), nullable=False),
    # Of a choice: what there is to choose, and by number what is right.
    Column("options", Json, nullable=False),
    Column("right", Json, nullable=False),
    # Of a free answer: what is accepted.
    Column("accepted", Json, nullable=False),
    Column("explanation", String(200)),
    # How often it was asked: none comes again before every other has.
    Column("times", Integer, nullable=False),
    UniqueConstraint("bank_id", "mark"),
)

quizzes = Table(
    "quizzes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("title", String(80), nullable=False),
    Column("bank_id", RowId, ForeignKey("banks.id", ondelete="CASCADE"), nullable=False),
    Column("category", String(40)),
    # any, choice or text
    Column("kind", String(8), nullable=False),
    Column("rounds", SmallInteger, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("lobby_s", Integer, nullable=False),
    Column("reward", Integer, nullable=False),
    Column("is_daily", Boolean, nullable=False),
    Column("objective", OptionalJson),
    # draft, lobby, open or closed
    Column("state", String(8), nullable=False),
    # Which round it is at; 0 before the first.
    Column("round", SmallInteger, nullable=False),
    Column("card_id", TelegramId),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_quizzes_community_id_state", "community_id", "state"),
    Index("ix_quizzes_made_by", "made_by"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("quiz_id", RowId, ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("question_id", RowId, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    # waiting, owed, open, closed, or void where it could not be asked
    Column("state", String(8), nullable=False),
    Column("ballot_id", RowId),
    # Of a free answer: the message that is replied to.
    Column("message_id", TelegramId),
    Column("opened_at", Instant),
    Column("closes_at", Instant),
    # Answers of those who are no members.
    Column("outsiders", Integer, nullable=False),
    Index("ix_rounds_message_id", "message_id"),
    Index("ix_rounds_question_id", "question_id"),
)

players = Table(
    "players",
    metadata,
    Column("quiz_id", RowId, ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("at", Instant, nullable=False),
    Index("ix_players_person_id", "person_id"),
)

answers = Table(
    "answers",
    metadata,
    Column("quiz_id", RowId, ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("is_right", Boolean, nullable=False),
    Column("score", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_answers_person_id", "person_id"),
)

# One question a day, at the community's own hour.
daily_quizzes = Table(
    "daily_quizzes",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("bank_id", RowId, ForeignKey("banks.id", ondelete="CASCADE"), nullable=False),
    Column("category", String(40)),
    Column("at", Time, nullable=False),
    Column("reward", Integer, nullable=False),
    # Another one with every change: what was planned before is passed over.
    Column("version", TelegramId, nullable=False),
)
