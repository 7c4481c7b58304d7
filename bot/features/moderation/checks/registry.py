"""Which checks there are, in the order in which they look: one table."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.features.moderation.checks import words
from bot.features.moderation.rules import Check, Stance

# A maker returns None where its terms leave it nothing to look for.
Maker = Callable[[Any], Check | None]

CHECKS: Final[Mapping[str, tuple[type[Stance], Maker]]] = {
    "words": (words.Terms, words.words),
}


def defaults() -> dict[str, Stance]:
    """Return each check's own terms as they are where nobody decided otherwise."""
    return {name: terms() for name, (terms, _) in CHECKS.items()}
