"""Words and phrases that a community does not want said."""

from dataclasses import dataclass

from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """The list: each entry is looked for as an eye reads it."""

    words: tuple[str, ...] = ()


def words(terms: Terms) -> Check | None:
    """Return the check, or None where there is nothing to look for."""
    if not terms.words:
        return None

    def look(said: Said) -> Finding | None:
        for number, word in enumerate(terms.words, 1):
            if word in said.folded:
                return Finding(Text("finding-words", number=number))
        return None

    return look
