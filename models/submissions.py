"""What members hand in to be published, and the cards on which the staff decides about it."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, String, Table, Text

from models.base import metadata
from models.types import Instant, RowId, TelegramId

submissions = Table(
    "submissions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # The group in which it is to be published.
    Column("chat_id", TelegramId, nullable=False),
    # Who handed it in; null once they are forgotten.
    Column("person_id", TelegramId),
    # Null once it is decided, save where its author lets the library have it.
    Column("words", Text),
    # The photo, by the id under which Telegram holds it; null with the words.
    Column("file_id", String(255)),
    Column("is_photo", Boolean, nullable=False),
    # Whether its author's name stands below it, and whether the library may keep it.
    Column("is_named", Boolean, nullable=False),
    Column("in_library", Boolean, nullable=False),
    # asked, draft, dropped, waiting, owed, published, declined, withdrawn or lapsed
    Column("state", String(12), nullable=False),
    # What Telegram said when it would not have it.
    Column("failure", String(255)),
    Column("made_at", Instant, nullable=False),
    # The day on which it was handed in; null of a draft.
    Column("local_day", Date),
    Column("decided_by", TelegramId),
    Column("decided_at", Instant),
    Column("message_id", TelegramId),
    Index("ix_submissions_community_id_state", "community_id", "state"),
    Index("ix_submissions_person_id", "person_id"),
    Index("ix_submissions_decided_by", "decided_by"),
    Index("ix_submissions_state_made_at", "state", "made_at"),
)

submission_cards = Table(
    "submission_cards",
    metadata,
    Column(
        "submission_id",
        RowId,
        ForeignKey("submissions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("chat_id", TelegramId, primary_key=True),
    # copy: what was handed in, as it would stand in the group; card: what is to be decided.
    Column("kind", String(4), primary_key=True),
    # Null while it is on its way.
    Column("message_id", TelegramId),
    Index("ix_submission_cards_chat_id", "chat_id"),
)
