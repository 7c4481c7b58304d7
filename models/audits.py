"""The audit: what the staff and the checks did, with before and after."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

audits = Table(
    "audits",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    # sanctions, settings, roles, rules, complaints, appeals, raids or exports
    Column("category", String(16), nullable=False),
    # The id of the text that says it, such as audit-role-given.
    Column("what", String(48), nullable=False),
    # Null: a check or the bot itself.
    Column("actor_id", TelegramId),
    Column("subject_id", TelegramId),
    Column("chat_id", TelegramId),
    Column("case_id", RowId, ForeignKey("cases.id", ondelete="SET NULL")),
    # Ids, keys and values; never what a member wrote.
    Column("before", OptionalJson),
    Column("after", OptionalJson),
    Column("at", Instant, nullable=False),
    Index("ix_audits_community_id_at", "community_id", "at"),
    Index("ix_audits_actor_id", "actor_id"),
    Index("ix_audits_subject_id", "subject_id"),
    Index("ix_audits_at", "at"),
)
