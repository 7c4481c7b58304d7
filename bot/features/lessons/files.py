"""Read labelled lines: a CSV in UTF-8 with the columns `text` and `label`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LABELS: Final = {"spam": True, "1": True, "ham": False, "0": False}
# Telegram's own limit, and some room for what is told otherwise elsewhere.
LONGEST: Final = 20_000


class Unreadable(Exception):  # noqa: N818 — it reads as the sentence it carries
    """The file cannot be used: says which and why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled text."""

    number: int
    text: str
    is_spam: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be used, and why."""

    number: int
    why: str


def read(path: Path) -> Iterator[Line | Fault]:
    """Yield each line of a file, or why it cannot be used.

    Raises:
        Unreadable: for what is no such file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            if not {"text", "label"} <= set(lines.fieldnames or ()):
                raise Unreadable(f"{path} needs a first line with the columns text and label.")
            for line in lines:
                yield _drawn(lines.line_num, line["text"], line["label"])
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is no text in UTF-8.") from None
    except csv.Error as error:
        raise Unreadable(f"{path} is no CSV: {error}.") from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Unreadable(f"{path} cannot be read: {why}.") from None


def _drawn(number: int, text: str | None, label: str | None) -> Line | Fault:
    is_spam = LABELS.get((label or "").strip().lower())
    if is_spam is None:
        return Fault(number, "its label is neither spam nor ham")
    if not (text or "").strip():
        return Fault(number, "it has no text")
    if len(text or "") > LONGEST:
        return Fault(number, f"it is longer than {LONGEST} signs")
    return Line(number, text or "", is_spam)
