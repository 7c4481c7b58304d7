"""Questions: sessions with an expert, what was asked and answered, who voted for what."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

question_sessions = Table(
    "question_sessions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("title", String(120), nullable=False),
    # Who answers; null is whoever of the staff does.
    Column("expert_id", TelegramId, ForeignKey("people.id")),
    # Until when questions are taken; null is until somebody closes it.
    Column("closes_at", Instant),
    # Why it is held: {"words", "metric", "target"}.
    Column("objective", OptionalJson),
    # draft, open or closed
    Column("state", String(8), nullable=False),
    Column("card_id", TelegramId),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Index("ix_question_sessions_chat_id_state", "chat_id", "state"),
    Index("ix_question_sessions_community_id", "community_id"),
    Index("ix_question_sessions_made_by", "made_by"),
    Index("ix_question_sessions_expert_id", "expert_id"),
)

# Of a question that was just asked in passing nothing is kept but that it was: no word of it.
questions = Table(
    "asked_questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    # The message that asked, by chat and number; it stays when a group moves.
    Column("key", String(48), nullable=False, unique=True),
    Column("message_id", TelegramId, nullable=False),
    Column("session_id", RowId, ForeignKey("question_sessions.id", ondelete="CASCADE")),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    # What was put up on purpose, by a command or in a session.
    Column("words", String(500)),
    Column("asked_at", Instant, nullable=False),
    # The bot's own message that shows it.
    Column("post_id", TelegramId),
    Column("answered_at", Instant),
    Column("answered_by", TelegramId),
    Column("answer", String(3000)),
    # Once the asker says so: who helped.
    Column("solved_at", Instant),
    Column("helped_by", TelegramId),
    Index("ix_asked_questions_community_id_asked_at", "community_id", "asked_at"),
    Index("ix_asked_questions_chat_id_post_id", "chat_id", "post_id"),
    Index("ix_asked_questions_session_id", "session_id"),
    Index("ix_asked_questions_person_id", "person_id"),
    Index("ix_asked_questions_answered_by", "answered_by"),
    Index("ix_asked_questions_helped_by", "helped_by"),
)

# Which message answered which question, and whose it is.
question_replies = Table(
    "question_replies",
    metadata,
    Column("key", String(48), primary_key=True),
    Column("question_key", String(48), nullable=False),
    Column("person_id", TelegramId, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_question_replies_question_key", "question_key"),
    Index("ix_question_replies_person_id", "person_id"),
    Index("ix_question_replies_at", "at"),
)

question_votes = Table(
    "question_votes",
    metadata,
    Column(
        "question_id",
        RowId,
        ForeignKey("asked_questions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Index("ix_question_votes_person_id", "person_id"),
)
