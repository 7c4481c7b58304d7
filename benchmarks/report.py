"""The table of what was measured, for people and as JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

# Runs of one thing that differ by more than this tell more of the machine than of the program.
NOISY = 1.35


@dataclass(frozen=True, slots=True)
class Row:
    """A value, what it is held against, and whether that is good enough.

    `ok` is None where nothing is asked. `spread` is the largest of the runs by the smallest.
    """

    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    bar: str = ""
    ok: bool | None = None
    spread: float = 1.0


def at_least(
    name: str, unit: str, runs: Sequence[float], bases: Sequence[float], bar: float
) -> Row:
    """Hold a rate against a baseline's, run by run, by the median of the ratios."""
    row = beside(name, unit, runs, bases)
    return replace(row, bar=f"≥ {bar:g} ×", ok=(row.ratio or 0.0) >= bar)


def at_most(
    name: str, unit: str, runs: Sequence[float], bases: Sequence[float], bar: float
) -> Row:
    """Hold a time against a baseline's, run by run, by the median of the ratios."""
    row = beside(name, unit, runs, bases)
    return replace(row, bar=f"≤ {bar:g} ×", ok=(row.ratio or 0.0) <= bar)


def beside(name: str, unit: str, runs: Sequence[float], bases: Sequence[float]) -> Row:
    """Show a value beside another, run by run; nothing is asked of it."""
    ratio = median(run / base for run, base in zip(runs, bases, strict=True))
    spread = max(max(runs) / min(runs), max(bases) / min(bases))
    return Row(name, median(runs), unit, median(bases), ratio, spread=spread)


def limited(name: str, unit: str, value: float, limit: float) -> Row:
    """Hold a value against a fixed limit."""
    return Row(name, value, unit, bar=f"≤ {limit:g}", ok=value <= limit)


def table(rows: Iterable[Row]) -> str:
    """Lay the rows out for a terminal."""
    lines = [("what", "value", "baseline", "ratio", "bar", "")]
    for row in rows:
        verdict = {True: "ok", False: "MISSED", None: ""}[row.ok]
        noise = f"noisy: runs differ by {row.spread:.1f} ×" if row.spread > NOISY else ""
        lines.append(
            (
                row.name,
                f"{_short(row.value)} {row.unit}".strip(),
                "" if row.baseline is None else _short(row.baseline),
                "" if row.ratio is None else f"{row.ratio:.2f}",
                row.bar,
                ", ".join(filter(None, (verdict, noise))),
            )
        )
    widths = [max(len(line[at]) for line in lines) for at in range(6)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at in {1, 2, 3} else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as JSON: name → value, baseline, ratio, bar, ok."""
    told = {
        row.name: {
            "value": _rounded(row.value),
            "unit": row.unit,
            "baseline": _rounded(row.baseline),
            "ratio": _rounded(row.ratio),
            "bar": row.bar or None,
            "ok": row.ok,
            "spread": _rounded(row.spread),
        }
        for row in rows
    }
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _short(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
