"""What the classifier finds, beside the obvious ways of doing it in batch, on labelled data.

The data are not part of the project: where they are absent, that part is told as not measured.
"""

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor
from pathlib import Path
from statistics import fmean, median
from typing import Any, Final

import numpy as np

from benchmarks.report import Row, limited

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data" / "spam"
LANGUAGES: Final = ("zh", "ru", "en")
# Lines to learn from (None: all that are not kept for the test), and over how many splits.
SIZES: Final = ((500, 5), (None, 2))
TEST_SHARE: Final = 0.3
FALSE: Final = 0.005
LISTED_WORDS: Final = 50
ROUNDS: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class _Split:
    texts: Sequence[str]
    are_spam: Any
    seen: Any
    unseen: Any

    @property
    def answers(self) -> Any:
        return self.are_spam[self.unseen]


def measure(_: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold recall at few false positives against the better of both ways in batch."""
    rows: list[Row] = []
    for language in LANGUAGES:
        path = DATA / f"{language}_train.csv"
        if not path.is_file():
            tell(f"recall, {language}: not measured, for {path.name} is not there")
            continue
        for size, splits in SIZES:
            rows += _recalls(language, path, size, splits, tell)
    return [*rows, _teaching(), _scoring()]


def _recalls(
    language: str, path: Path, size: int | None, splits: int, tell: Callable[[str], None]
) -> list[Row]:
    from bot.features.lessons.quality import share_of

    found: dict[str, list[float]] = {}
    errors, listed_false = [], []
    spam = 0
    for split in _splits(path, size, splits):
        spam += int(split.answers.sum())
        scored = {"ours": _ours(split)} | _baselines(split)
        for name, scores in scored.items():
            found.setdefault(name, []).append(_recall(split.answers, scores))
        errors.append(_calibration_error(split.answers, 1 / (1 + np.exp(-scored["ours"]))))
        recall, false = _word_list(split)
        found.setdefault("word list", []).append(recall)
        listed_false.append(false)
    means = {name: fmean(recalls) for name, recalls in found.items()}
    lines = f"{size} lines" if size else "all lines"
    interval = share_of(round(means["ours"] * spam), spam)
    tell(f"recall, {language}, {lines}: " + ", ".join(f"{n} {v:.3f}" for n, v in means.items()))
    best = max(value for name, value in means.items() if name not in {"ours", "word list"})
    name = f"recall, {language}, {lines}"
    ours = Row(
        f"{name} ({interval.low:.2f}–{interval.high:.2f})",
        means["ours"],
        "at 0.5 % FP",
        best,
        means["ours"] / best,
        "≥ 1 ×",
        means["ours"] >= best,
    )
    listed = Row(
        f"{name}, word list ({100 * fmean(listed_false):.1f} % FP)",
        means["word list"],
        "",
        means["ours"],
        means["word list"] / means["ours"],
    )
    return [
        ours,
        listed,
        limited(f"calibration error, {language}, {lines}", "", fmean(errors), 0.05),
    ]


def _splits(path: Path, size: int | None, splits: int) -> Iterator[_Split]:
    from sklearn.model_selection import StratifiedShuffleSplit

    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    texts = [line["text"] for line in lines]
    are_spam = np.array([line["label"] == "spam" for line in lines])
    shuffled = StratifiedShuffleSplit(splits, test_size=TEST_SHARE, random_state=7)
    for seen, unseen in shuffled.split(are_spam, are_spam):
        yield _Split(texts, are_spam, seen[:size], unseen)


def _ours(split: _Split) -> Any:
    from bot.features.lessons.features import Example, features_of
    from bot.features.lessons.fitting import fit
    from bot.features.lessons.shelf import seed

    features = {at: features_of(Example(split.texts[at])) for at in (*split.seen, *split.unseen)}
    aside, aside_are_spam = seed()
    fitted = fit(
        [features[at] for at in split.seen],
        split.are_spam[split.seen].tolist(),
        aside=aside,
        aside_are_spam=aside_are_spam,
    )
    return np.array([fitted.classifier.logit(features[at]) for at in split.unseen])


def _baselines(split: _Split) -> dict[str, Any]:
    """Score by both ways in batch, each on counts and on weighted counts of n-grams of 1 to 3."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.naive_bayes import MultinomialNB

    counter = CountVectorizer(analyzer="char", ngram_range=(1, 3))
    counts = counter.fit_transform([split.texts[at] for at in split.seen])
    unseen = counter.transform([split.texts[at] for at in split.unseen])
    weigher = TfidfTransformer().fit(counts)
    labels = split.are_spam[split.seen]
    scores = {}
    for kind, seen, asked in (
        ("counts", counts, unseen),
        ("tf-idf", weigher.transform(counts), weigher.transform(unseen)),
    ):
        regression = LogisticRegression(max_iter=1000).fit(seen, labels)
        scores[f"regression on {kind}"] = regression.decision_function(asked)
        logs = MultinomialNB().fit(seen, labels).predict_joint_log_proba(asked)
        scores[f"Bayes on {kind}"] = logs[:, 1] - logs[:, 0]
    return scores


def _word_list(split: _Split) -> tuple[float, float]:
    """Return recall and false positives of the words that tell most: what an admin would list."""
    words: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for at in split.seen:
        words[bool(split.are_spam[at])].update(_pieces(split.texts[at]))
    telling = [
        word
        for word, _ in words[True].most_common()
        if words[False][word] * 50 <= words[True][word]
    ]
    listed = telling[:LISTED_WORDS]
    hits = np.array(
        [any(word in split.texts[at].casefold() for word in listed) for at in split.unseen]
    )
    return float(hits[split.answers].mean()), float(hits[~split.answers].mean())


def _pieces(text: str) -> set[str]:
    folded = text.casefold()
    pairs = {folded[at : at + 2] for at in range(len(folded) - 1) if folded[at] >= "\u2e80"}
    return pairs | {word for word in folded.split() if len(word) > 2}


def _recall(are_spam: Any, scores: Any) -> float:
    ham = np.sort(scores[~are_spam])
    return float((scores[are_spam] > ham[-1 - floor(FALSE * len(ham))]).mean())


def _calibration_error(are_spam: Any, scores: Any) -> float:
    from bot.features.lessons.quality import quality_of
    from bot.features.lessons.rules import History

    return quality_of(History.of(scores, are_spam)).error


def _teaching() -> Row:
    from bot.features.lessons.own import Lesson, Own, keyed

    features, beside = _examples()
    own, times = Own(7), []
    for number, each in enumerate(features):
        began = time.perf_counter()
        buckets, values = keyed(each, beside, 7)
        own.learn(Lesson(buckets, values, number % 2 == 0, 0.0))
        times.append((time.perf_counter() - began) * 1e3)
    return limited("one verdict teaches", "ms", median(times), 5.0)


def _scoring() -> Row:
    from bot.features.lessons.features import Example, features_of
    from bot.features.lessons.shelf import of_seed
    from bot.kit.folding import skeleton

    classifier, _ = of_seed()
    examples = [Example(text, bare=skeleton(text)) for text in _texts()]
    runs = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for example in examples:
            classifier.logit(features_of(example))
        runs.append((time.perf_counter() - began) / len(examples) * 1e6)
    row = Row("score a message", median(runs), "µs")
    return replace(row, spread=max(runs) / min(runs))


def _examples() -> tuple[list[Any], Any]:
    from bot.features.lessons.features import Example, features_beside, features_of

    return [features_of(Example(text)) for text in _texts()], features_beside(
        Example("", name="Mei")
    )


def _texts() -> list[str]:
    from benchmarks import traffic

    return [each.text for each in traffic.spoken(1_000)]
