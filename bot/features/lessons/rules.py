"""When a classifier may act by itself, and which pieces of a message explain a score."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Scores: TypeAlias = npt.NDArray[np.float64]

# Of ordinary messages at most this share may be hit, and of what is hit this share must be spam:
# both with nine chances in ten that it is so, by Wilson's score interval on one side.
MOST_FALSE: Final = 0.005
LEAST_PRECISION: Final = 0.95
ONE_IN_TEN: Final = 1.281552
# What a verdict at home counts, in lines of somebody else's.
AT_HOME: Final = 20

# What of a message is told: so many pieces, each of so many signs.
MOST_REASONS: Final = 4
MOST_SIGNS: Final = 12
MOST_IDEOGRAPHS: Final = 4
_WORD: Final = re.compile(r"[^\W_]{2,}|[\u2e80-\U0003ffff]|[^\w\s]{2,}")


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What was scored before the answer was known: the scores of ham and of spam, lowest first."""

    ham: Scores
    spam: Scores

    @classmethod
    def nothing(cls) -> "History":
        """Return the history of what has never been tried."""
        return cls(np.zeros(0), np.zeros(0))

    @classmethod
    def of(cls, scores: Scores, are_spam: npt.NDArray[np.bool_]) -> "History":
        """Return the history of lines that were scored before they were looked at."""
        return cls(np.sort(scores[~are_spam]), np.sort(scores[are_spam]))

    def packed(self) -> bytes:
        """Return it as bytes."""
        counts = np.array([len(self.ham)], dtype="<u4").tobytes()
        scores = np.concatenate((self.ham, self.spam)).astype("<f4")
        return counts + zlib.compress(scores.tobytes(), 6)

    @classmethod
    def unpacked(cls, stored: bytes) -> "History":
        """Return what `packed` made."""
        ham = int(np.frombuffer(stored[:4], "<u4")[0])
        scores = np.frombuffer(zlib.decompress(stored[4:]), "<f4").astype(np.float64)
        return cls(scores[:ham], scores[ham:])


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of a message, or a trait of it, and what it adds to the logit."""

    piece: str
    weight: float
    is_trait: bool = False


def earned(history: History, verdicts: Iterable[tuple[float, bool]] = ()) -> float | None:
    """Return the lowest score from which on a history allows to act; None where none does.

    `verdicts` are a community's own: what had been thought of a message, and whether it was spam.
    A message of theirs counts as much as twenty lines of somebody else's. Whoever has seen too
    little ham has earned nothing.
    """
    at_home = list(verdicts)
    ham = np.sort(np.array([score for score, is_spam in at_home if not is_spam]))
    spam = np.sort(np.array([score for score, is_spam in at_home if is_spam]))
    scores = np.unique(np.concatenate((history.ham, history.spam, ham, spam)))
    if not len(scores):
        return None
    false = _reaching(history.ham, scores) + AT_HOME * _reaching(ham, scores)
    right = _reaching(history.spam, scores) + AT_HOME * _reaching(spam, scores)
    _, most_false = wilson(false, np.full(len(scores), len(history.ham) + AT_HOME * len(ham)))
    least_right, _ = wilson(right, right + false)
    allowed = (most_false <= MOST_FALSE) & (least_right >= LEAST_PRECISION)
    return float(scores[allowed][0]) if allowed.any() else None


def wilson(counts: Scores, of: Scores, z: float = ONE_IN_TEN) -> tuple[Scores, Scores]:
    """Return the bounds of shares of which so many of so many were seen; 0 and 1 for none."""
    some = np.maximum(of, 1)
    share, squared = counts / some, z * z
    middle = (share + squared / (2 * some)) / (1 + squared / some)
    spread = np.sqrt(share * (1 - share) / some + squared / (4 * some * some))
    half = z / (1 + squared / some) * spread
    is_none = of == 0
    return (
        np.where(is_none, 0.0, np.maximum(0.0, middle - half)),
        np.where(is_none, 1.0, np.minimum(1.0, middle + half)),
    )


def _reaching(scores: Scores, at: Scores) -> Scores:
    """Return how many scores reach each of some others."""
    return (len(scores) - np.searchsorted(scores, at, side="left")).astype(np.float64)


def reasons_of(
    text: str, heat: Sequence[float], traits: Iterable[tuple[str, float]]
) -> tuple[Reason, ...]:
    """Return what speaks most for spam, heaviest first: words of a text and traits by name.

    `heat` says for each sign of the text how much speaks there. Where words have no gaps between
    them the hottest few signs are told, and digits are told as 0: which they were is nobody's
    business.
    """
    found = {name: Reason(name, weight, is_trait=True) for name, weight in traits}
    for match in _WORD.finditer(text):
        begins, ends = _hottest(match, heat)
        piece = "".join("0" if sign.isdigit() else sign for sign in text[begins:ends])
        weight = sum(heat[begins:ends])
        if piece not in found or found[piece].weight < weight:
            found[piece] = Reason(piece, weight)
    ranked = sorted(found.values(), key=lambda each: (-each.weight, each.piece))
    return tuple(each for each in ranked[:MOST_REASONS] if each.weight > 0)


def _hottest(word: re.Match[str], heat: Sequence[float]) -> tuple[int, int]:
    begins, ends = word.span()
    most = MOST_IDEOGRAPHS if word[0][0] >= "\u2e80" else MOST_SIGNS
    if ends - begins <= most:
        return begins, ends
    hottest = max(range(begins, ends - most + 1), key=lambda at: sum(heat[at : at + most]))
    return hottest, hottest + most
