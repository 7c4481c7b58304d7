"""What was learned, as arrays: it scores a message and tells what weighed."""

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any, Final

import msgspec
import numpy as np

from bot.features.lessons.features import (
    BITS,
    Example,
    Features,
    Floats,
    features_of,
    placed_in,
)
from bot.features.lessons.own import Own
from bot.features.lessons.rules import Reason, reasons_of

SIZE: Final = 1 << BITS
# Another way of finding features or of weighing them: what was stored before is fitted anew.
FORMAT: Final = 1
_MOST_LOGIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Mix:
    """How the two ways of weighing come together.

    Each is shifted and scaled by what ham scores (mean, spread); they are mixed by the
    regression's `share` and made a logit by `slope` and `offset`.
    """

    bayes: tuple[float, float]
    regression: tuple[float, float]
    share: float
    slope: float
    offset: float

    def logit(self, bayes: Any, regression: Any) -> Any:
        """Return the logit of two sums, or of arrays of them."""
        (bayes_mean, bayes_spread), (mean, spread) = self.bayes, self.regression
        mixed = (1 - self.share) * (bayes - bayes_mean) / bayes_spread
        mixed = mixed + self.share * (regression - mean) / spread
        return self.slope * mixed + self.offset


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """The shared model: log-ratios as multinomial Bayes has them, and a logistic regression."""

    ratios: Floats
    rarities: Floats
    weights: Floats
    mix: Mix

    def logit(self, features: Features) -> float:
        """Return the logarithm of the odds that a message is spam."""
        buckets = features.buckets
        values = features.values
        bayes = float(values @ self.ratios[buckets])
        scaled = values * self.rarities[buckets]
        length = float(np.sqrt(scaled @ scaled)) or 1.0
        regression = float(scaled @ self.weights[buckets]) / length
        return float(self.mix.logit(bayes, regression))

    def explain(self, example: Example, own: Own | None = None) -> tuple[Reason, ...]:
        """Return what in a message speaks most for spam: words of its own and traits."""
        features, placed = features_of(example), placed_in(example)
        weighed = self._weighed(features)
        if own is not None:
            weighed = weighed + own.weighed(features)
        weight_of = dict(zip(features.hashes.tolist(), weighed.tolist(), strict=True))
        seen = Counter(each for span in placed.spans for each in span.tolist())
        heat = [0.0] * len(placed.words)
        for length, span in enumerate(placed.spans, 1):
            for begins, each in enumerate(span.tolist()):
                part = weight_of[each] / seen[each] / length
                for at in range(begins, begins + length):
                    heat[at] += part
        traits = [(name, weight_of[int(each)]) for name, each in placed.traits]
        return reasons_of(placed.words, heat, traits)

    def _weighed(self, features: Features) -> Floats:
        """Return what each feature adds to the logit."""
        buckets, mix = features.buckets, self.mix
        scaled = features.values * self.rarities[buckets]
        length = float(np.sqrt(scaled @ scaled)) or 1.0
        bayes = features.values * self.ratios[buckets] * (1 - mix.share) / mix.bayes[1]
        regression = scaled * self.weights[buckets] / length * mix.share / mix.regression[1]
        return (mix.slope * (bayes + regression)).astype(np.float32)


def probability(logit: float) -> float:
    """Return the probability of a logit."""
    return 1 / (1 + exp(-max(-_MOST_LOGIT, min(_MOST_LOGIT, logit))))


class _Stored(msgspec.Struct):
    format: int
    mix: Mix
    arrays: dict[str, bytes]


def packed(classifier: Classifier) -> bytes:
    """Return a classifier as bytes."""
    arrays = {
        name: zlib.compress(getattr(classifier, name).astype("<f2").tobytes(), 6)
        for name in _ARRAYS
    }
    return msgspec.msgpack.encode(_Stored(FORMAT, classifier.mix, arrays))


def unpacked(stored: bytes) -> Classifier | None:
    """Return what `packed` made; None for what another version stored."""
    try:
        held = msgspec.msgpack.decode(stored, type=_Stored)
        arrays: Mapping[str, Floats] = {
            name: np.frombuffer(zlib.decompress(held.arrays[name]), "<f2").astype(np.float32)
            for name in _ARRAYS
        }
    except (msgspec.DecodeError, zlib.error, KeyError, ValueError):
        return None
    if held.format != FORMAT or any(len(each) != SIZE for each in arrays.values()):
        return None
    return Classifier(mix=held.mix, **arrays)


_ARRAYS: Final = ("ratios", "rarities", "weights")
