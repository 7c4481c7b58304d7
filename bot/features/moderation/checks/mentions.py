"""Messages that call many people at once."""

from dataclasses import dataclass, field

from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """How many different people one message may call."""

    most: int = field(default=8, metadata={"least": 1, "most": 100})


def mentions(terms: Terms) -> Check | None:
    """Return the check: by @name or by a name that leads to somebody, each person once."""

    def look(said: Said) -> Finding | None:
        # Nobody can be called without a mark: nothing is drawn out of a message with too few.
        if len(said.message.marks) <= terms.most:
            return None
        count = len(called(said))
        if count <= terms.most:
            return None
        return Finding(Text("finding-mentions", count=count, most=terms.most))

    return look


def called(said: Said) -> frozenset[int | str]:
    """Return whom a message calls: ids, and @names in lower case."""
    return frozenset(
        mark.user.id if mark.user is not None else text.casefold()
        for mark, text in said.marks
        if mark.type == "mention" or (mark.type == "text_mention" and mark.user is not None)
    )
