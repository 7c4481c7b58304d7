"""What looks like spam to a classifier that this community, and the operator, have taught."""

from dataclasses import dataclass, field
from typing import Final

from bot.features.lessons.drawing import example_of
from bot.features.lessons.features import Example
from bot.features.lessons.memory import Learned
from bot.features.lessons.rules import Reason
from bot.features.moderation.rules import Check, Finding, Mode, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

# Less than that says nothing by which it could be told.
LEAST_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """From which probability on a person is asked, and from which on the action may be taken.

    Whatever is asked for here, the classifier acts by itself only where its own history has
    earned that: until then, and below, somebody of the staff is asked.
    """

    mode: Mode = "shadow"
    exempt: tuple[str, ...] = ("trusted",)
    asks_from: float = field(default=0.8, metadata={"least": 0.5, "most": 1.0})
    acts_from: float = field(default=0.9, metadata={"least": 0.5, "most": 1.0})


def spam(terms: Terms) -> Check | None:
    """Return the check."""
    asks_from, acts_from = terms.asks_from, terms.acts_from

    def look(said: Said) -> Finding | None:
        learned = said.learned
        if learned is None or len(said.words) < LEAST_LETTERS:
            return None
        example = example_in(said)
        opinion = learned.opinion(example)
        if opinion.score < asks_from:
            return None
        return Finding(
            Text(
                "finding-spam",
                percent=min(99, int(100 * opinion.score)),
                why=_told(learned.reasons(example)),
            ),
            confidence=opinion.score,
            is_sure=opinion.is_earned and opinion.score >= acts_from,
        )

    return look


def acting_from(learned: Learned, terms: Stance) -> float | None:
    """Return the score from which on the action is taken; None where that was not earned."""
    wanted = terms.acts_from if isinstance(terms, Terms) else 0.0
    return None if learned.allowed is None else max(learned.allowed, wanted)


def example_in(said: Said) -> Example:
    """Return a message as the classifier is given it."""
    since = said.known_since
    return example_of(
        said.message,
        said.words,
        bare=said.bare,
        known_for=said.at - since if since is not None else None,
        is_first=not said.tenure.messages,
    )


def _told(reasons: tuple[Reason, ...]) -> Text:
    if not reasons:
        return Text("spam-nothing-told")
    told = _named(reasons[-1])
    for reason in reversed(reasons[:-1]):
        told = Text("spam-and", first=_named(reason), rest=told)
    return told


def _named(reason: Reason) -> Text:
    if reason.is_trait:
        return Text("spam-trait", trait=reason.piece)
    return Text("spam-piece", piece=reason.piece)
