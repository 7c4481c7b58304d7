"""Tables as files: CSV in which no cell is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULAS = frozenset({"=", "+", "-", "@", "\t", "\r"})


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows below their heads as CSV."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(heads)
    lines.writerows([_cell(each) for each in row] for row in rows)
    return written.getvalue()


def _cell(value: Any) -> Any:
    # What a spreadsheet would take for a formula stays a text.
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULAS else value
