"""What the audit tells apart, and how long its key in the settings is."""

from typing import Final

CATEGORIES: Final = (
    "sanctions",
    "settings",
    "roles",
    "rules",
    "complaints",
    "appeals",
    "raids",
    "exports",
)


def log_key(category: str) -> str:
    """Return the setting that says whether log chats are told of a category."""
    return f"log.{category}"
