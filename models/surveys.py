"""Surveys: what is asked, who was asked, and what was answered."""

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
    UniqueConstraint,
)

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

surveys = Table(
    "surveys",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # The short word by which the staff name it.
    Column("key", String(32), nullable=False),
    Column("title", String(120), nullable=False),
    # Where it is posted: a group, and perhaps one topic of it.
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    # The questions in order, as `bot.features.surveys.rules` packs them.
    Column("questions", Json, nullable=False),
    Column("is_anonymous", Boolean, nullable=False),
    # Whether it is posted in the group for everybody, or asked of some by DM.
    Column("is_posted", Boolean, nullable=False),
    # How many in a hundred are asked, and how many days somebody is left in peace after a survey.
    Column("sample", SmallInteger, nullable=False),
    Column("rest_days", SmallInteger, nullable=False),
    # Who may answer, in the language of segments; null is everybody.
    Column("only", String(1000)),
    Column("days", SmallInteger, nullable=False),
    # draft, open or closed
    Column("state", String(8), nullable=False),
    # How many were asked: written to, or present where it was posted.
    Column("asked", Integer, nullable=False),
    Column("card_id", TelegramId),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Column("closes_at", Instant),
    # What it is for, as the maker said.
    Column("objective", Json),
    UniqueConstraint("community_id", "key"),
    Index("ix_surveys_chat_id", "chat_id"),
    Index("ix_surveys_made_by", "made_by"),
)

# Who was asked and whether they began; of an anonymous survey nothing leads from here to answers.
survey_invitations = Table(
    "survey_invitations",
    metadata,
    Column("survey_id", RowId, ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    # A day alone: a moment could be laid beside another.
    Column("asked_on", Date, nullable=False),
    Column("has_begun", Boolean, nullable=False),
    Index("ix_survey_invitations_person_id_asked_on", "person_id", "asked_on"),
)

# One set of answers: under a person's id, or under the hash of a token that only they have.
survey_responses = Table(
    "survey_responses",
    metadata,
    Column("survey_id", RowId, ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True),
    Column("ticket", String(43), primary_key=True),
    # Null where the survey is anonymous.
    Column("person_id", TelegramId, ForeignKey("people.id")),
    # {"0": [1], "1": [0, 2], "2": 9, "3": "words", "4": null}: by the question's place.
    Column("answers", Json, nullable=False),
    # What is chosen so far of the question at hand that takes several.
    Column("picks", Json, nullable=False),
    Column("is_complete", Boolean, nullable=False),
    # When the question at hand was asked; null where the survey is anonymous.
    Column("asked_at", Instant),
    Index("ix_survey_responses_person_id", "person_id"),
)
