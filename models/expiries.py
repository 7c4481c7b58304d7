"""Rounds of expiry: what was announced, and how many points are gone since."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Integer, Table

from models.base import metadata
from models.types import Instant, RowId

expiries = Table(
    "expiries",
    metadata,
    Column(
        "community_id", RowId, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    ),
    # The first day of the month of which it is the round.
    Column("month", Date, primary_key=True),
    # What was earned before this day may go, on this day.
    Column("earned_before", Date, nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("announced_at", Instant, nullable=False),
    # Null: not yet.
    Column("expired_at", Instant),
    Column("members", Integer, nullable=False, server_default="0"),
    Column("points", BigInteger, nullable=False, server_default="0"),
)
