"""Tombstones: proof that a person was forgotten, without saying who."""

from sqlalchemy import Column, String, Table

from models.base import metadata
from models.types import Instant, TelegramId

tombstones = Table(
    "tombstones",
    metadata,
    # The negative id under which the ledger keeps its sums.
    Column("id", TelegramId, primary_key=True, autoincrement=False),
    # A keyed hash of the forgotten id; the key is not in the database.
    Column("digest", String(64), nullable=False),
    Column("at", Instant, nullable=False),
)
