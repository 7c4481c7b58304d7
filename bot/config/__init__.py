"""What the operator decides: config.toml and the environment, as frozen settings."""

from bot.config.checks import checks_with
from bot.config.faults import ConfigFaults, Fault
from bot.config.loading import load
from bot.config.settings import (
    Bot,
    Checkins,
    Community,
    Database,
    Limits,
    Log,
    Moderation,
    Points,
    Retention,
    Settings,
    Updates,
    Web,
    Window,
)

__all__ = [
    "Bot",
    "Checkins",
    "Community",
    "ConfigFaults",
    "Database",
    "Fault",
    "Limits",
    "Log",
    "Moderation",
    "Points",
    "Retention",
    "Settings",
    "Updates",
    "Web",
    "Window",
    "checks_with",
    "load",
]
