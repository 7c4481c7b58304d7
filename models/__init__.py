"""Tables only: columns and constraints, a file a noun."""

from models import (
    activity,
    checkins,
    communities,
    dues,
    heartbeats,
    members,
    moderation,
    outbox,
    points,
    privacy,
    settings,
    updates,
)
from models.base import metadata

__all__ = [
    "activity",
    "checkins",
    "communities",
    "dues",
    "heartbeats",
    "members",
    "metadata",
    "moderation",
    "outbox",
    "points",
    "privacy",
    "settings",
    "updates",
]
