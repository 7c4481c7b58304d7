"""Reads a table (CSV) line by line, whatever its delimiter, and names the lines that are none."""

import csv
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, TextIO

from bot.features.imports.cells import Column, Header, header_of
from bot.features.imports.rules import Fault
from bot.kit.exports import BadFile

LONGEST: Final = 2000
_DELIMITERS: Final = (",", "\t", ";", "，")


class Table:
    """A file whose first line names the columns; `header` is known once the reading has begun."""

    def __init__(
        self,
        path: Path,
        encoding: str,
        needed: tuple[Column, ...],
        takes: Collection[Column] | None = None,
    ) -> None:
        self.header = Header({}, ())
        self._path = path
        # With or without a mark of its byte order.
        self._encoding = "utf-8-sig" if encoding == "utf-8" else encoding
        self._needed = needed
        self._takes = takes
        self._delimiter = ","

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Fault]:
        """Yield the cells of each line with its number from 1, or why it is none.

        Raises:
            BadFile: for what is no such table.
        """
        for number, line in numbered_lines(self._path, self._encoding):
            if isinstance(line, Fault):
                yield line
            elif not self.header.places:
                self._read_header(line)
            elif len(cells := _cells(line, self._delimiter)) < 2:
                yield Fault(f"line {number}", "columns")
            else:
                yield number, cells
        if not self.header.places:
            raise BadFile(f"{self._path.name} is empty.")

    def _read_header(self, line: str) -> None:
        self._delimiter = next((each for each in _DELIMITERS if each in line), ",")
        self.header = header_of(_cells(line, self._delimiter), self._takes)
        places = self.header.places
        if "username" in places and "person" not in places:
            self.header = Header({**places, "person": places["username"]}, self.header.unknown)
        missing = [column for column in self._needed if column not in self.header.places]
        if missing:
            raise BadFile(
                f"{self._path.name} needs a first line that names its columns, with "
                f"{', '.join(self._needed)}: {', '.join(missing)} is missing."
            )


def numbered_lines(path: Path, encoding: str) -> Iterator[tuple[int, str | Fault]]:
    """Yield the lines of a text that say something, with their numbers from 1.

    Raises:
        BadFile: for what is no text in that encoding.
    """
    try:
        with path.open(encoding=encoding) as file:
            yield from _lines(file)
    except (UnicodeError, OSError) as error:
        if isinstance(error, OSError):
            why = (error.strerror or type(error).__name__).lower()
            raise BadFile(f"{path} cannot be read: {why}.") from None
        shown = encoding.removesuffix("-sig").upper()
        other = "gb18030" if shown == "UTF-8" else "utf-8"
        raise BadFile(
            f"{path.name} is no text in {shown}: say --encoding {other}, if it is that."
        ) from None


def _lines(file: TextIO) -> Iterator[tuple[int, str | Fault]]:
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST and not line.endswith("\n"):
            yield number, Fault(f"line {number}", "long")
            while line and not line.endswith("\n"):
                line = file.readline(LONGEST)
            continue
        text = line.replace("\x00", "").strip()
        if text and not text.startswith("#"):
            yield number, text


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return []
