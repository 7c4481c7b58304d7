"""What the audit tells apart, and how an act is read."""

from dataclasses import dataclass
from typing import Any, Final

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


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an act changed, as it is stored."""

    key: str
    before: Any
    after: Any


def log_key(category: str) -> str:
    """Return the setting that says whether log chats are told of a category."""
    return f"log.{category}"


_CALLED: Final[dict[str, str]] = {
    **{category: category for category in CATEGORIES},
    "处罚": "sanctions",
    "设置": "settings",
    "角色": "roles",
    "群规": "rules",
    "举报": "complaints",
    "申诉": "appeals",
    "突袭": "raids",
    "导出": "exports",
}


def category_called(word: str) -> str | None:
    """Return the category that a person means by a word."""
    return _CALLED.get(word.strip().casefold())


def changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[Change]:
    """Return what an act changed, a key each, in the order in which it was written down."""
    old, new = before or {}, after or {}
    return [
        Change(key, old.get(key), new.get(key))
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]
