"""Keep what was read under keys that never mean anything else, up to a size."""

from typing import Any, TypeVar

Key = TypeVar("Key")


def missing_of(cache: dict[Key, Any], wanted: set[Key], *, most: int) -> set[Key]:
    """Return what is not cached; a full cache is emptied, so that nothing wanted is half there."""
    missing = wanted - cache.keys()
    # Rare and cheap: what is dropped is one small query to read again.
    if missing and len(cache) + len(missing) > most:
        cache.clear()
        return wanted
    return missing
