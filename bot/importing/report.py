"""What is told of an import: each line that is not taken, with its reason; and how far it is."""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

from bot.features.imports.rules import Fault, Reason
from bot.i18n.catalog import clean
from bot.kit.exports import BadFile

SHOWN: Final = 20
REASONS: Final[dict[Reason, str]] = {
    "entry": "no message with a number",
    "kind": "of a kind that is not known",
    "service": "told by Telegram itself, such as a pinned message",
    "twice": "in the file twice",
    "date": "no date, or one that cannot be",
    "future": "from the future: is this machine's clock right?",
    "sender": "nobody is named",
    "channel": "said in the name of a channel, the group or Telegram",
    "bot": "by a bot",
    "left-out": "left out, as you asked",
    "deleted": "of a deleted account",
    "name": "came or left, and only a name is told that fits nobody alone",
    "long": "too long to be a line of a table",
    "columns": "too few columns",
    "person": "no id and no username",
    "unmet": "the bot never met them, and there is no id with a name",
    "day": "no day such as 2026-03-09, or one that cannot be",
    "tag": "there is no such tag",
    "source": "there is no such source; the rest of the line is taken",
    "amount": "no amount from 0 to 1,000,000,000",
    "ref": "no number of an order, or more than 64 signs",
    "points": "no whole number of points or experience from 0 to 1,000,000,000",
    "level": "no level that the configured curve has",
    "person-twice": "in the file twice: the first line counts",
}


class Faults:
    """Counts what is not taken, keeps the first of each kind, and writes all of it to a file."""

    def __init__(self, path: Path | None) -> None:
        self.counts: Counter[Reason] = Counter()
        self._first: defaultdict[Reason, list[Fault]] = defaultdict(list)
        self._path = path
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        """Begin the file, if there is to be one."""
        if self._path is not None:
            try:
                self._file = self._path.open("w", encoding="utf-8-sig", newline="")
            except OSError as error:
                why = (error.strerror or type(error).__name__).lower()
                raise BadFile(f"{self._path} cannot be written: {why}.") from None
            csv.writer(self._file).writerow(("where", "why", "about"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the file."""
        if self._file is not None:
            self._file.close()

    def add(self, fault: Fault) -> None:
        """Take in one."""
        self.counts[fault.reason] += 1
        if len(first := self._first[fault.reason]) < SHOWN:
            first.append(fault)
        if self._file is not None:
            about = _unfeigned(plain(fault.about))
            csv.writer(self._file).writerow((fault.where, REASONS[fault.reason], about))

    def add_all(self, faults: Iterable[Fault]) -> None:
        """Take in some."""
        for fault in faults:
            self.add(fault)

    def lines(self) -> Iterator[str]:
        """Yield what an operator reads: by reason, the most frequent first."""
        if not self.counts:
            yield "Nothing had to be left out."
            return
        yield f"Not taken: {self.counts.total():,}"
        for reason, count in self.counts.most_common():
            yield f"  {count:>9,}  {REASONS[reason]}"
            first = self._first[reason]
            shown = ", ".join(_shown(fault) for fault in first)
            yield f"             {shown}{', …' if count > len(first) else ''}"
        if self._path is None:
            yield "All of them: --report FILE."
        else:
            yield f"All of them are in {self._path}."


class Progress:
    """Tells on the terminal's other channel how far it is."""

    def __init__(self, what: str, stride: int) -> None:
        self._what, self._stride = what, stride
        self._is_shown = False

    def __call__(self, number: int) -> None:
        """Tell of a number that is a multiple of the stride."""
        if number % self._stride == 0:
            self._is_shown = True
            end = "\r" if sys.stderr.isatty() else "\n"
            sys.stderr.write(f"{number:,} {self._what} …{end}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line behind."""
        if self._is_shown and sys.stderr.isatty():
            sys.stderr.write("\x1b[K")


def _shown(fault: Fault) -> str:
    about = f" ({plain(fault.about)[:40]})" if fault.about else ""
    near = f", did you mean {fault.near}?" if fault.near else ""
    return f"{fault.where}{about}{near}"


def plain(said: str) -> str:
    """Return a name of others' without what could disguise a line, or cannot be written."""
    return clean(said.encode("utf-8", "replace").decode())


def _unfeigned(cell: str) -> str:
    # What begins so would be a formula to a spreadsheet.
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell
