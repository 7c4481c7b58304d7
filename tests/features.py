"""The ledger of features: which rows are promised, and which tests prove each."""

import contextlib
import io
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEDGER = ROOT / "docs/features.md"
# What a run of tests has collected itself.
PROOFS = pytest.StashKey["Proofs"]()


@dataclass(frozen=True, slots=True)
class Row:
    """A feature as docs/features.md promises it."""

    id: str
    gives: str
    how_far: str


def parse(ledger: str) -> tuple[Row, ...]:
    """Read the rows of the ledger's table.

    Raises:
        ValueError: for a row that is incomplete, or an id that stands there twice.
    """
    rows: list[Row] = []
    for line in ledger.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or not re.fullmatch(r"[A-Z][A-Za-z]*[0-9]+", cells[0]):
            continue
        if len(cells) != 3 or not all(cells):
            raise ValueError(f"row {cells[0]} needs an id, a sentence and how far it goes")
        if any(row.id == cells[0] for row in rows):
            raise ValueError(f"row {cells[0]} stands there twice")
        rows.append(Row(*cells))
    return tuple(rows)


class Proofs:
    """A plugin of pytest that notes which test proves which row."""

    def __init__(self) -> None:
        self.by_row: dict[str, list[str]] = defaultdict(list)
        self._modules: set[Path] = set()

    @property
    def is_whole(self) -> bool:
        """Whether every module of tests was collected."""
        return self._modules >= {*(ROOT / "tests").rglob("test_*.py")}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Note the rows of each test, whether or not it is run; the cases of one count once."""
        for item in items:
            self._modules.add(item.path)
            name = item.nodeid.split("[")[0]
            for mark in item.iter_markers("feature"):
                for row in mark.args:
                    if name not in self.by_row[row]:
                        self.by_row[row].append(name)


def collect(*where: str) -> dict[str, list[str]]:
    """Return the tests that prove each row, without running any.

    Raises:
        RuntimeError: with what pytest said, when a test cannot be collected.
    """
    proofs = Proofs()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = pytest.main(
            ["--collect-only", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *where],
            plugins=[proofs],
        )
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        raise RuntimeError(said.getvalue())
    return {row: sorted(names) for row, names in proofs.by_row.items()}


def complaints(rows: Sequence[Row], proofs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what does not match between the ledger and the tests, a sentence each."""
    promised = {row.id for row in rows}
    unproven = sorted(promised - proofs.keys())
    unlisted = sorted(proofs.keys() - promised)
    return [
        *(f"{row} stands in docs/features.md and no test proves it." for row in unproven),
        *(f"{row} has a test ({proofs[row][0]}) and no row." for row in unlisted),
    ]


def main() -> int:
    """Collect all tests and print each row with its own; return 1 when something is wrong."""
    try:
        return tell(collect())
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def tell(proofs: Mapping[str, Sequence[str]]) -> int:
    """Print each row with its tests; return 1 when something does not match."""
    rows = parse(LEDGER.read_text(encoding="utf-8"))
    for row in rows:
        sys.stdout.write(f"{row.id}  {row.gives}\n")
        sys.stdout.writelines(f"      {name}\n" for name in sorted(proofs.get(row.id, ())))
    wrong = complaints(rows, proofs)
    sys.stderr.writelines(f"{complaint}\n" for complaint in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
