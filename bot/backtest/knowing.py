"""What the classifier of a back-test knows, and how good it is on labelled lines."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Row
from sqlalchemy.exc import SQLAlchemyError

from bot.assembly import lessons_key_of
from bot.config import Settings
from bot.features.lessons.classifier import Classifier
from bot.features.lessons.memory import Learned, read_lessons
from bot.features.lessons.quality import quality_of, share_of
from bot.features.lessons.rules import History, earned
from bot.features.lessons.shelf import newest, of_seed
from bot.kit.database import Database


async def learned_in(
    database: Database | None, settings: Settings, community_id: int | None = None
) -> Learned:
    """Return what a community's messages are scored with; the seed's where nothing was trained."""
    held: tuple[Classifier, History] | None = None
    rows: Sequence[Row[Any]] = ()
    if database is not None:
        try:
            async with database.reading() as connection:
                held = await newest(connection)
                if community_id is not None:
                    rows = await read_lessons(connection, community_id)
        except (SQLAlchemyError, OSError):
            # An older schema knows no classifier; whoever needs the database is told elsewhere.
            held = None
    classifier, history = held or of_seed()
    learned = Learned(classifier, lessons_key_of(settings), history, allowed=earned(history))
    learned.learn(rows)
    return learned


class Scored:
    """The scores of labelled lines, and from which score on the classifier would have acted."""

    def __init__(self, acts_from: float | None) -> None:
        self.acts_from = acts_from
        self._scores: list[float] = []
        self._are_spam: list[bool] = []

    def add(self, score: float, *, is_spam: bool) -> None:
        """Take in what was thought of a line."""
        self._scores.append(score)
        self._are_spam.append(is_spam)

    @property
    def history(self) -> History:
        """What was taken in."""
        return History.of(np.array(self._scores), np.array(self._are_spam, dtype=np.bool_))

    def as_json(self) -> dict[str, Any]:
        """Return the figures for a program."""
        quality = quality_of(self.history)
        told = quality.as_json()
        # What these very lines would earn is not what is in force.
        told["acts_from"] = None if self.acts_from is None else round(self.acts_from, 4)
        return told | {"alone": self._alone()}

    def lines(self) -> Iterator[str]:
        """Yield the figures for an operator."""
        quality = quality_of(self.history)
        yield "spam, by its probabilities:"
        yield (
            f"  recall at 0.5 % false positives: {quality.recall}, {quality.false} of "
            f"{quality.ham:,} ham above {100 * quality.threshold:.1f} %"
        )
        yield f"  probabilities are off by {100 * quality.error:.1f} points in the mean"
        if self.acts_from is None:
            yield "  it has not earned to act alone: it asks the staff"
            return
        right, hits = self._hits(self.acts_from)
        yield (
            f"  acts alone from {100 * self.acts_from:.1f} % on: "
            f"precision {share_of(right, hits)}, recall {share_of(right, quality.spam)}, "
            f"{hits - right} false"
        )

    def _alone(self) -> dict[str, Any] | None:
        if self.acts_from is None:
            return None
        right, hits = self._hits(self.acts_from)
        return {
            "hits": hits,
            "false_positives": hits - right,
            "precision": share_of(right, hits).as_json(),
            "recall": share_of(right, sum(self._are_spam)).as_json(),
        }

    def _hits(self, at: float) -> tuple[int, int]:
        history = self.history
        right = int((history.spam >= at).sum())
        return right, right + int((history.ham >= at).sum())
