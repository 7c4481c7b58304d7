"""The section of the gate: what a chat asks of whoever wants in, until its own admins say."""

from dataclasses import dataclass
from datetime import timedelta

from bot.config import kinds
from bot.config.keys import key
from bot.features.gates.rules import (
    KINDS,
    LONGEST,
    MOST_ANSWERS,
    MOST_QUESTIONS,
    Failure,
    Kind,
    Returning,
    Terms,
)

_DEFAULT = Terms()


@dataclass(frozen=True, slots=True)
class Gate:
    """What is asked of newcomers."""

    kind: Kind = key(kinds.choice(*KINDS), _DEFAULT.kind)
    question: str = key(kinds.words(LONGEST), "")
    answers: tuple[str, ...] = key(kinds.several(kinds.words(LONGEST, least=1), MOST_ANSWERS), ())
    questions: tuple[str, ...] = key(
        kinds.several(kinds.words(LONGEST, least=1), MOST_QUESTIONS), ()
    )
    codes: tuple[str, ...] = key(kinds.several(kinds.words(LONGEST, least=1), MOST_ANSWERS), ())
    tries: int = key(kinds.whole(1, 10), _DEFAULT.tries)
    time: timedelta = key(kinds.duration("2m", "7d"), _DEFAULT.lasts)
    failure: Failure = key(kinds.choice("remove", "keep"), _DEFAULT.failure)
    retry_after: timedelta = key(kinds.duration("2m", "7d"), _DEFAULT.retry_after)
    returning: Returning = key(kinds.choice("pass", "again"), _DEFAULT.returning)

    @property
    def terms(self) -> Terms:
        """The section as the feature reads it."""
        return Terms(
            kind=self.kind,
            question=self.question,
            answers=self.answers,
            questions=self.questions,
            codes=self.codes,
            tries=self.tries,
            lasts=self.time,
            failure=self.failure,
            retry_after=self.retry_after,
            returning=self.returning,
        )
