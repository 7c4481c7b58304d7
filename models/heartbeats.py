"""When each replica was last alive, and when the whole bot was not."""

from sqlalchemy import Column, Index, String, Table

from models.base import metadata
from models.types import Instant, RowId

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("replica", String(64), primary_key=True),
    Column("started_at", Instant, nullable=False),
    Column("beat_at", Instant, nullable=False),
)

downtimes = Table(
    "downtimes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("began_at", Instant, nullable=False, unique=True),
    Column("ended_at", Instant, nullable=False),
    Index("ix_downtimes_ended_at", "ended_at"),
)
