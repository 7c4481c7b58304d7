"""What a classifier is worth on lines that it had not seen, as figures."""

from dataclasses import dataclass
from math import floor
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bot.features.lessons.rules import History, Scores, earned, wilson

NINETEEN_IN_TWENTY: Final = 1.959964
# The share of ham at which recall is told.
AT_FALSE: Final = 0.005
_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval."""

    right: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share itself; 0 of nothing."""
        return self.right / self.of if self.of else 0.0

    def as_json(self) -> dict[str, float] | None:
        """Return it as it is printed for a program."""
        if not self.of:
            return None
        return {
            "share": round(self.share, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
        }

    def __str__(self) -> str:
        if not self.of:
            return "–"
        return f"{100 * self.share:.1f} % ({100 * self.low:.1f}–{100 * self.high:.1f})"


@dataclass(frozen=True, slots=True)
class Quality:
    """How good scores are: `threshold` is where at most `AT_FALSE` of the ham lies above.

    `error` is the expected calibration error: how far a probability is from how often it is so.
    """

    ham: int
    spam: int
    recall: Share
    false: int
    threshold: float
    error: float
    allowed: float | None

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored and printed for a program."""
        return {
            "ham": self.ham,
            "spam": self.spam,
            "recall": self.recall.as_json(),
            "false_positives": self.false,
            "threshold": round(self.threshold, 4),
            "calibration_error": round(self.error, 4),
            "acts_from": None if self.allowed is None else round(self.allowed, 4),
        }


def share_of(right: int, of: int) -> Share:
    """Return a share with its interval (Wilson's score interval)."""
    low, high = wilson(np.array([float(right)]), np.array([float(of)]), NINETEEN_IN_TWENTY)
    return Share(right, of, float(low[0]), float(high[0]))


def quality_of(history: History) -> Quality:
    """Return what scores are worth of lines that had not been seen."""
    ham, spam = history.ham, history.spam
    most = floor(AT_FALSE * len(ham))
    # What lies above it is found: so many of the ham, at most.
    threshold = float(ham[-1 - most]) if len(ham) else 1.0
    return Quality(
        ham=len(ham),
        spam=len(spam),
        recall=share_of(int((spam > threshold).sum()), len(spam)),
        false=int((ham > threshold).sum()),
        threshold=threshold,
        error=_calibration_error(history),
        allowed=earned(history),
    )


def _calibration_error(history: History) -> float:
    scores: Scores = np.concatenate((history.ham, history.spam))
    if not len(scores):
        return 0.0
    are_spam: npt.NDArray[np.bool_] = np.arange(len(scores)) >= len(history.ham)
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return float(
        sum(
            abs(scores[bins == each].mean() - are_spam[bins == each].mean())
            * (bins == each).mean()
            for each in np.unique(bins)
        )
    )
