"""Chains: lists that members put themselves on, line by line."""

from sqlalchemy import Column, ForeignKey, Index, Integer, SmallInteger, String, Table

from models.base import metadata
from models.types import Instant, OptionalJson, RowId, TelegramId

chains = Table(
    "chains",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), nullable=False
    ),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", TelegramId),
    Column("title", String(80), nullable=False),
    # What stands below the title.
    Column("about", String(500), nullable=False),
    # How many seats there are; null for as many as come.
    Column("capacity", Integer),
    # How long it is to be open from its beginning, and when that is over.
    Column("lasts_s", Integer),
    Column("ends_at", Instant),
    # Who may put themselves on it, in the language of segments; null is everybody.
    Column("only", String(1000)),
    Column("objective", OptionalJson),
    # draft, open or closed
    Column("state", String(8), nullable=False),
    Column("card_id", TelegramId),
    # The number that the next line gets: none is given twice.
    Column("next_number", Integer, nullable=False),
    Column("made_by", TelegramId),
    Column("made_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_chains_community_id_state", "community_id", "state"),
    Index("ix_chains_chat_id_card_id", "chat_id", "card_id"),
    Index("ix_chains_made_by", "made_by"),
)

links = Table(
    "links",
    metadata,
    Column("chain_id", RowId, ForeignKey("chains.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", TelegramId, ForeignKey("people.id"), primary_key=True),
    Column("number", Integer, nullable=False),
    # What the member wrote beside their name, for all to see; and for how many it stands.
    Column("words", String(80), nullable=False),
    Column("quantity", SmallInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_links_chain_id_number", "chain_id", "number", unique=True),
    Index("ix_links_person_id", "person_id"),
)
