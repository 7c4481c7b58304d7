"""Measures, prints a table and writes `benchmarks/latest.json`: `python -m bot bench`."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks import (
    boards,
    calendar,
    checks,
    classifier,
    draws,
    growth,
    imports,
    latency,
    micro,
    segments,
    throughput,
    tiers,
)
from benchmarks.processes import Broken
from benchmarks.report import NOISY, Row, table, write

LATEST: Final = Path(__file__).with_name("latest.json")
MEASURES: Final[Mapping[str, Callable[[Path, Callable[[str], None]], list[Row]]]] = {
    "throughput": throughput.measure,
    "latency": latency.measure,
    "memory": growth.memory,
    "cost": growth.cost,
    "checks": checks.measure,
    "classifier": classifier.measure,
    "segments": segments.measure,
    "draws": draws.measure,
    "boards": boards.measure,
    "calendar": calendar.measure,
    "tiers": tiers.measure,
    "imports": imports.measure,
    "micro": micro.measure,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; returns 0 if every bar was reached."""
    asked = _parser().parse_args(argv)
    began = time.monotonic()

    def tell(line: str) -> None:
        sys.stderr.write(f"{time.monotonic() - began:4.0f} s  {line}\n")

    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as name:
        for measure in asked.only or MEASURES:
            tell(f"{measure} …")
            try:
                rows += MEASURES[measure](Path(name), tell)
            except Broken as why:
                sys.stderr.write(f"{measure}: {why}\n")
                return 1
    print(table(rows))
    if asked.only:
        print(f"{LATEST.name} is written by a whole run alone.")
    else:
        write(rows, LATEST)
    if any(row.spread > NOISY for row in rows):
        print("Something else kept this machine busy: look at the ratios, not at the values.")
    return 0 if all(row.ok is not False for row in rows) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot bench", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        choices=list(MEASURES),
        help="measure only this; may be given several times",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
