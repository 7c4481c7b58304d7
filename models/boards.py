"""Boards: who earned most in a span, a projection of the ledger with the places counted ahead."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, RowId, TelegramId

# What was earned and no board counts yet: a row a person, day, rule and chat. A row without a rule
# asks to look again at whether a person is listed.
earnings = Table(
    "earnings",
    metadata,
    Column(
        "community_id",
        RowId,
        ForeignKey("communities.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("person_id", TelegramId, primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("rule", String(32), primary_key=True),
    # 0 where it was earned in no chat.
    Column("chat_id", TelegramId, primary_key=True),
    Column("experience", Integer, nullable=False),
    Column("reached_at", Instant, nullable=False),
    Index("ix_earnings_person_id", "person_id"),
)

boards = Table(
    "boards",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # day, week, month, season or all; with the first and the last local day.
    Column("span", String(8), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    # Of one activity, or "" for all; of one chat, or 0 for all.
    Column("kind", String(16), nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    UniqueConstraint("community_id", "span", "starts_on", "ends_on", "kind", "chat_id"),
)

scores = Table(
    "scores",
    metadata,
    Column(
        "board_id",
        RowId,
        ForeignKey("boards.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("person_id", TelegramId, primary_key=True),
    Column("experience", Integer, nullable=False),
    # When it became what it is: of two who have the same, the earlier one is above.
    Column("reached_at", Instant, nullable=False),
    # Whether it has a place: it is above nothing, and its owner is here and not hidden.
    Column("is_listed", Boolean, nullable=False),
    Index("ix_scores_person_id", "person_id"),
)
Index(
    "ix_scores_place",
    scores.c.board_id,
    scores.c.is_listed,
    scores.c.experience.desc(),
    scores.c.reached_at,
    scores.c.person_id,
)

# How many listed scores of a board fall into a bucket: by single values on level 0, by 256 and by
# 65,536 of them above, and on level 3 by value and week, where many have the same. Who is above a
# score is counted in a few hundred rows of it.
score_counts = Table(
    "score_counts",
    metadata,
    Column(
        "board_id",
        RowId,
        ForeignKey("boards.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("level", SmallInteger, primary_key=True),
    Column("bucket", BigInteger, primary_key=True),
    Column("members", Integer, nullable=False),
)
