"""Which checks there are, in the order in which they look: one table."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.features.moderation.checks import (
    channels,
    duplicates,
    flood,
    forwards,
    invites,
    kinds,
    links,
    mentions,
    names,
    newcomers,
    night,
    patterns,
    reactions,
    scripts,
    spam,
    topics,
    words,
)
from bot.features.moderation.rules import Check, Stance

# A maker returns None where its terms leave it nothing to look for.
Maker = Callable[[Any], Check | None]

CHECKS: Final[Mapping[str, tuple[type[Stance], Maker]]] = {
    "words": (words.Terms, words.words),
    "patterns": (patterns.Terms, patterns.patterns),
    "topics": (topics.Terms, topics.topics),
    "links": (links.Terms, links.links),
    "invites": (invites.Terms, invites.invites),
    "scripts": (scripts.Terms, scripts.scripts),
    "names": (names.Terms, names.names),
    "kinds": (kinds.Terms, kinds.kinds),
    "forwards": (forwards.Terms, forwards.forwards),
    "mentions": (mentions.Terms, mentions.mentions),
    "newcomers": (newcomers.Terms, newcomers.newcomers),
    "channels": (channels.Terms, channels.channels),
    "night": (night.Terms, night.night),
    "flood": (flood.Terms, flood.flood),
    "duplicates": (duplicates.Terms, duplicates.duplicates),
    "reactions": (reactions.Terms, reactions.reactions),
    "spam": (spam.Terms, spam.spam),
}


def defaults() -> dict[str, Stance]:
    """Return each check's own terms as they are where nobody decided otherwise."""
    return {name: terms() for name, (terms, _) in CHECKS.items()}
