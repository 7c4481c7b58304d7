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
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # Unique: one message teaches once; a later verdict on it takes the place of the earlier.
    Column("key", String(96), nullable=False, unique=True),
    Column("is_spam", Boolean, nullable=False),
    # Keyed hashes of n-grams with their weights: what was written cannot be read from it. Empty
    # once the verdict was withdrawn or another took its place.
    Column("features", LargeBinary, nullable=False),
    # What the classifier had thought of it, where there was one: the probability with all that the
    # community had taught, and the logit without.
    Column("score", Float),
    Column("logit", Float, nullable=False, server_default="0"),
    # spam, notspam, undo or appeal
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
    # The probabilities of lines that it had not seen, ham's first, and what they are worth.
    Column("history", LargeBinary, nullable=False),
    Column("quality", Json, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)
