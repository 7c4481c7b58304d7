"""The figures of a back-test in words for an operator, and as JSON."""

import json
from collections.abc import Iterator
from math import sqrt
from typing import Any, Final

from bot.backtest.trial import Example, Hits, Outcome, Struck
from bot.i18n.catalog import Catalog, clean

MOST_STRUCK: Final = 10
_SHOWN: Final = 70
_Z: Final = 1.959964


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson's score interval); all of it for none."""
    if of == 0:
        return 0.0, 1.0
    share, squared = right / of, _Z * _Z
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = _Z / (1 + squared / of) * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def lines_of(source: str, outcome: Outcome, catalog: Catalog) -> Iterator[str]:
    """Yield the report, a line each."""
    yield f"{source}: {_counted(outcome)}."
    if outcome.skipped:
        told = ", ".join(f"{count:,} {why}" for why, count in sorted(outcome.skipped.items()))
        yield f"Not judged: {told}."
    if outcome.edited:
        yield f"Edited since: {outcome.edited:,}; their last wording is what was judged."
    is_labelled = bool(outcome.spam or outcome.ham)
    yield ""
    yield _head(is_labelled=is_labelled)
    rows = sorted(outcome.checks.items(), key=lambda item: (-item[1].count, item[0]))
    for name, hits in rows:
        yield _row(name, hits, outcome, is_labelled=is_labelled)
    yield _row("together", outcome.together, outcome, is_labelled=is_labelled)
    if outcome.scored is not None and is_labelled:
        yield ""
        yield from outcome.scored.lines()
    if outcome.idle:
        yield f"With nothing to look for: {', '.join(outcome.idle)}."
    together = outcome.together
    yield ""
    share = 100 * together.count / outcome.messages if outcome.messages else 0.0
    yield (
        f"Would have hit {together.count:,} of {outcome.messages:,} ({share:.2f} %), "
        f"by {len(together.people):,} senders, {len(together.trusted):,} of them trusted."
    )
    if not is_labelled:
        yield from _struck(outcome)
    for name, hits in rows:
        yield from _examples(name, hits, catalog, is_labelled=is_labelled)


def as_json(source: str, outcome: Outcome, catalog: Catalog) -> str:
    """Return the same as one JSON object."""
    is_labelled = bool(outcome.spam or outcome.ham)
    told = {
        "source": source,
        "messages": outcome.messages,
        "senders": len(outcome.people),
        "spam": outcome.spam,
        "ham": outcome.ham,
        "edited": outcome.edited,
        "skipped": dict(outcome.skipped),
        "idle": list(outcome.idle),
        "checks": {
            name: _figures(hits, outcome, catalog, is_labelled=is_labelled)
            for name, hits in outcome.checks.items()
        },
        "together": _figures(outcome.together, outcome, catalog, is_labelled=is_labelled),
    }
    if outcome.scored is not None and is_labelled:
        told["classifier"] = outcome.scored.as_json()
    if not is_labelled:
        told["struck"] = [
            {
                "name": clean(each.name),
                "messages": each.count,
                "trust": each.trust,
                "checks": dict(each.checks),
            }
            for each in _most_struck(outcome)
        ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _counted(outcome: Outcome) -> str:
    if outcome.spam or outcome.ham:
        return f"{outcome.messages:,} lines, {outcome.spam:,} spam and {outcome.ham:,} ham"
    told = f"{outcome.messages:,} messages by {len(outcome.people):,} senders"
    return f"{told}, {outcome.began} to {outcome.ended} UTC" if outcome.began else told


def _head(*, is_labelled: bool) -> str:
    columns = f"{'check':<12} {'mode':<7} {'action':<7} {'hits':>7}"
    if is_labelled:
        return f"{columns} {'false':>6}  {'precision':<22} recall"
    return f"{columns} {'senders':>8} {'newcomers':>10} {'trusted':>8}"


def _row(name: str, hits: Hits, outcome: Outcome, *, is_labelled: bool) -> str:
    how = ("", "") if name == "together" else (hits.mode, hits.action)
    columns = f"{name:<12} {how[0]:<7} {how[1]:<7} {hits.count:>7,}"
    if not is_labelled:
        people, new, trusted = len(hits.people), len(hits.newcomers), len(hits.trusted)
        return f"{columns} {people:>8,} {new:>10,} {trusted:>8,}"
    precision = _share(hits.right, hits.count)
    recall = _share(hits.right, outcome.spam)
    return f"{columns} {hits.count - hits.right:>6,}  {precision:<22} {recall:<22}".rstrip()


def _share(right: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson(right, of)
    return f"{100 * right / of:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def _most_struck(outcome: Outcome) -> list[Struck]:
    return sorted(outcome.struck.values(), key=lambda each: (-each.count, each.name))


def _struck(outcome: Outcome) -> Iterator[str]:
    ranked = _most_struck(outcome)
    if ranked:
        yield ""
        yield "Who would have been hit:"
    for each in ranked[:MOST_STRUCK]:
        what = ", ".join(f"{name} {count}" for name, count in each.checks.most_common())
        yield f"  {_cut(each.name, 32)}: {each.count}, {each.trust} ({what})"
    if len(ranked) > MOST_STRUCK:
        yield f"  … and {len(ranked) - MOST_STRUCK:,} more"


def _examples(name: str, hits: Hits, catalog: Catalog, *, is_labelled: bool) -> Iterator[str]:
    if not hits.examples:
        return
    yield ""
    yield f"{name}, {'false positives' if is_labelled else 'examples'}:"
    for each in hits.examples:
        who = "" if is_labelled else f" {each.at} {_cut(each.name, 24)}"
        yield f"  {each.where}{who}: {_detail(each, catalog)}"
        if each.words:
            yield f"    {_cut(each.words, _SHOWN)}"


def _figures(
    hits: Hits, outcome: Outcome, catalog: Catalog, *, is_labelled: bool
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "mode": hits.mode,
        "action": hits.action,
        "hits": hits.count,
        "senders": len(hits.people),
        "newcomers": len(hits.newcomers),
        "trusted": len(hits.trusted),
    }
    if is_labelled:
        told |= {
            "false_positives": hits.count - hits.right,
            "precision": _interval(hits.right, hits.count),
            "recall": _interval(hits.right, outcome.spam),
        }
    told["examples"] = [
        {
            "where": each.where,
            "name": clean(each.name),
            "at": each.at,
            "words": each.words,
            "detail": _detail(each, catalog),
        }
        for each in hits.examples
    ]
    return told


def _interval(right: int, of: int) -> dict[str, float] | None:
    if not of:
        return None
    low, high = wilson(right, of)
    return {"share": round(right / of, 4), "low": round(low, 4), "high": round(high, 4)}


def _detail(example: Example, catalog: Catalog) -> str:
    return catalog.plain(example.detail, "en")


def _cut(said: str, most: int) -> str:
    # Names and texts are others': what could disguise a line of a terminal is taken out.
    shown = clean(said)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
