"""What is wrong in a schedule's files, and where: everything at once, line by line."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from bot.kit.texts import Text
from bot.kit.toml_lines import Spot, lines_of

# Where a fault is that concerns a file as a whole.
WHOLE = "–"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, and where: a file, a line of it, and the entry's word."""

    file: str
    line: int
    entry: str
    why: Text = field(compare=False)


@dataclass(frozen=True, slots=True)
class Around:
    """What the files may name besides what stands in them."""

    # Where the files are: pictures and texts are named from here.
    folder: Path | None = None
    # The words of the language of segments; none: they are not looked at.
    words: Collection[str] = ()
    # What reads the words behind a command, by the sort of content: returns what is wrong.
    commands: Mapping[str, Callable[[str], Text | None]] = field(default_factory=dict)


@dataclass
class Sheet:
    """A file as it is being read: its faults so far, and where its lines are."""

    file: str
    text: str
    around: Around
    faults: list[Fault] = field(default_factory=list)
    _lines: Mapping[Spot, int] | None = None

    def fault(self, spot: Spot, entry: str, why: Text) -> None:
        """Note a fault at a spot, on the line of its key or else of its table."""
        if self._lines is None:
            # Looking for lines takes longer than reading: only a faulty file pays for it.
            self._lines = lines_of(self.text)
        table, number, key = spot
        line = self._lines.get(spot)
        while line is None and "." in key:
            key = key.rpartition(".")[0]
            line = self._lines.get((table, number, key))
        line = line or self._lines.get((table, number, ""), 1)
        self.faults.append(Fault(self.file, line, entry, why))


def unknown(said: str, known: Collection[str]) -> Text:
    """Say that there is no such word, with the nearest one."""
    near = get_close_matches(said, sorted(known), n=1)
    if near:
        return Text("schedule-fault-near", said=said[:64], near=near[0])
    return Text("schedule-fault-unknown", said=said[:64], known=", ".join(sorted(known)))
