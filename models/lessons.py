"""What the classifier was taught: verdicts as numbers, and the models that were fitted to them."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

lessons = Table(
    "lessons",
    metadata,
    Column("id", RowId, primary_key=True),
    # Null: taught by the operator, for every community.
    Column("community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE")),
    # Unique: one message teaches once; a later verdict on it takes the place of the earlier.
    Column("key", String(96), nullable=False, unique=True),
    Column("is_spam", Boolean, nullable=False),
    # Keyed hashes of n-grams with their counts: what was written cannot be read from it.
    Column("features", LargeBinary, nullable=False),
    # What the classifier had thought of it, where it was asked.
    Column("score", Float),
    # file, spam, notspam, undo or appeal
    Column("source", String(16), nullable=False),
    Column("person_id", TelegramId),
    Column("teacher_id", TelegramId),
    Column("at", Instant, nullable=False),
    Index("ix_lessons_community_id_id", "community_id", "id"),
    Index("ix_lessons_person_id", "person_id"),
    Index("ix_lessons_teacher_id", "teacher_id"),
)

classifiers = Table(
    "classifiers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("weights", LargeBinary, nullable=False),
    # What the scores were worth on lines that it had not seen.
    Column("quality", Json, nullable=False),
    Column("lessons", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)
