"""Fit the shared model to labelled examples: scikit-learn does the numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from bot.features.lessons.classifier import SIZE, Classifier, Mix
from bot.features.lessons.features import Features
from bot.features.lessons.rules import History

Labels = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]

# Multinomial Bayes with little smoothing: an advert's rare word is worth much.
SMOOTHING: Final = 0.005
STRENGTH: Final = 100.0
MOST_ROUNDS: Final = 300
FOLDS: Final = 5
# What a line of the seed weighs beside a line of the operator's.
ASIDE: Final = 0.02
# Where the shares of the two are compared: among the highest of this share of ham.
_FEW: Final = 0.02
_SHARES: Final = np.linspace(0.0, 1.0, 11)


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A classifier, and what it thought of each line before it had seen it."""

    classifier: Classifier
    history: History


def fit(
    lines: Sequence[Features],
    are_spam: Sequence[bool],
    *,
    aside: Sequence[Features] = (),
    aside_are_spam: Sequence[bool] = (),
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Fitted:
    """Fit a classifier; `tell` hears how many of how many parts are done.

    Lines that stand aside are learned from a little, and count for nothing when the classifier is
    judged by lines that it had not seen.

    Raises:
        ValueError: where there are fewer than `FOLDS` lines of either kind.
    """
    # What is counted here is small: threads would wait for each other, and keep the bot waiting.
    with threadpool_limits(limits=1):
        return _fit(lines, are_spam, aside, aside_are_spam, tell)


def _fit(
    lines: Sequence[Features],
    are_spam: Sequence[bool],
    aside: Sequence[Features],
    aside_are_spam: Sequence[bool],
    tell: Callable[[int, int], None],
) -> Fitted:
    labels = np.asarray(are_spam, dtype=np.bool_)
    if min(labels.sum(), (~labels).sum()) < FOLDS:
        raise ValueError("too few lines of a kind")
    counts, beside = _matrix(lines), _matrix(aside)
    beside_labels = np.asarray(aside_are_spam, dtype=np.bool_)

    def parts_of(seen: npt.NDArray[np.int64]) -> _Parts:
        return _Parts.of(
            sparse.vstack((counts[seen], beside), format="csr"),
            np.concatenate((labels[seen], beside_labels)),
            np.concatenate((np.ones(len(seen)), np.full(len(beside_labels), ASIDE))),
        )

    held_out = np.zeros((len(labels), 2))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for number, (seen, unseen) in enumerate(folds.split(counts, labels)):
        tell(number, FOLDS + 1)
        held_out[unseen] = parts_of(seen).sums(counts[unseen])
    tell(FOLDS, FOLDS + 1)
    parts = parts_of(np.arange(len(labels)))
    mix = _mixed(held_out, labels)
    tell(FOLDS + 1, FOLDS + 1)
    logits = mix.logit(held_out[:, 0], held_out[:, 1])
    classifier = Classifier(
        ratios=parts.ratios.astype(np.float32),
        rarities=parts.rarities.astype(np.float32),
        weights=parts.weights.astype(np.float32),
        mix=mix,
    )
    scores = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return Fitted(classifier, History.of(scores, labels))


def _matrix(lines: Sequence[Features]) -> Any:
    if not lines:
        return sparse.csr_matrix((0, SIZE))
    ends = np.cumsum([0, *(len(line.hashes) for line in lines)])
    values = np.concatenate([line.values for line in lines])
    buckets = np.concatenate([line.buckets for line in lines])
    matrix = sparse.csr_matrix((values, buckets, ends), shape=(len(lines), SIZE))
    matrix.sum_duplicates()
    return matrix


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    ratios: Scores
    rarities: Scores
    weights: Scores

    @classmethod
    def of(cls, counts: Any, labels: Labels, weights: Scores) -> "_Parts":
        of_spam = counts[labels].T @ weights[labels] + SMOOTHING
        of_ham = counts[~labels].T @ weights[~labels] + SMOOTHING
        ratios = np.log(of_spam / of_spam.sum()) - np.log(of_ham / of_ham.sum())
        each = np.repeat(weights, np.diff(counts.indptr))
        lines_with = np.bincount(counts.indices, weights=each, minlength=SIZE)
        rarities = np.log((1 + weights.sum()) / (1 + lines_with)) + 1
        scaled = normalize(counts @ sparse.diags(rarities))
        # A bucket in which no line has anything keeps the weight 0: it need not be fitted.
        there = np.flatnonzero(lines_with)
        regression = LogisticRegression(C=STRENGTH, max_iter=MOST_ROUNDS)
        regression.fit(scaled[:, there], labels, sample_weight=weights)
        found = np.zeros(SIZE)
        found[there] = regression.coef_[0]
        return cls(ratios, rarities, found)

    def sums(self, counts: Any) -> Scores:
        """Return the two sums of each line."""
        scaled = normalize(counts @ sparse.diags(self.rarities))
        return np.column_stack((counts @ self.ratios, scaled @ self.weights))


def _mixed(sums: Scores, labels: Labels) -> Mix:
    """Choose each part's share by what it finds among few false positives, then calibrate."""
    means = sums[~labels].mean(axis=0)
    spreads = np.maximum(sums[~labels].std(axis=0), 1e-9)
    alike = (sums - means) / spreads
    found = np.array([_found(alike @ np.array([1 - share, share]), labels) for share in _SHARES])
    # Near the best they are all about as good: a mean of them rests on less luck.
    favour = np.exp((found - found.max()) * 40)
    share = float(favour @ _SHARES / favour.sum())
    mixed = (alike @ np.array([1 - share, share])).reshape(-1, 1)
    line = LogisticRegression(C=10.0).fit(mixed, labels)
    return Mix(
        bayes=(float(means[0]), float(spreads[0])),
        regression=(float(means[1]), float(spreads[1])),
        share=share,
        slope=float(line.coef_[0][0]),
        offset=float(line.intercept_[0]),
    )


def _found(scores: Scores, labels: Labels) -> float:
    """Return the mean recall at the few highest scores of ham."""
    ham = np.sort(scores[~labels])[::-1]
    spam = np.sort(scores[labels])
    highest = ham[: max(3, int(_FEW * len(ham)))]
    return float(np.mean(1 - np.searchsorted(spam, highest, side="right") / len(spam)))
