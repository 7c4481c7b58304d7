"""Onboarding: the flow in force, where each newcomer stands in it, and what they did at a step."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text

from models.base import metadata
from models.types import Instant, Json, RowId, TelegramId

flows = Table(
    "flows",
    metadata,
    # The last flow that was read without a fault; it runs on when the file has one.
    Column("digest", String(64), primary_key=True),
    Column("content", Text, nullable=False),
    Column("loaded_at", Instant, nullable=False),
    # What Telegram calls pictures that were sent before, by what is in them.
    Column("pictures", Json, nullable=False, server_default="{}"),
)

onboardings = Table(
    "onboardings",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("chat_id", TelegramId, nullable=False),
    Column("flow_digest", String(64), nullable=False),
    # The step at which somebody stands.
    Column("step", String(32), nullable=False),
    # underway, done, stopped or left
    Column("state", String(12), nullable=False),
    # Whoever comes back is shown less.
    Column("is_short", Boolean, nullable=False, server_default="0"),
    # Where the card with the step is: the DM, or the group where no DM can be had.
    Column("card_chat_id", TelegramId),
    Column("card_id", TelegramId),
    # What the step at hand has gathered so far, such as the interests picked.
    Column("gathered", Json, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Index("ix_onboardings_person_id", "person_id"),
    Index("ix_onboardings_chat_id", "chat_id"),
)

onboarding_steps = Table(
    "onboarding_steps",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("step", String(32), primary_key=True),
    Column("reached_at", Instant, nullable=False),
    # done or skipped; null: still before it
    Column("outcome", String(8)),
    Column("left_at", Instant),
    Index("ix_onboarding_steps_person_id", "person_id"),
)
