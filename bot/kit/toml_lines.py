"""On which line of a TOML file something stands: the library that reads it does not tell."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.kit.texts import Text

_HEAD: Final = re.compile(r"^\s*(?:\[\[\s*([^\[\]]+?)\s*\]\]|\[\s*([^\[\]]+?)\s*\])")
_KEY: Final = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_\-.]|\s*\.\s*)+?)\s*=""")
_MISSED: Final = (
    ("Unterminated string", "quote"),
    ("Illegal character '\\n'", "quote"),
    ("Illegal character '\\r'", "quote"),
    ("Expected \"'''\"", "quote"),
    ("Expected '='", "equals"),
    ("Expected ']", "bracket"),
    ("Unclosed", "bracket"),
    ("Unescaped", "escape"),
    ("hex value", "escape"),
    ("Escaped character", "escape"),
    ("Invalid value", "value"),
    ("Invalid date", "value"),
    ("Expected newline", "line"),
    ("Invalid statement", "name"),
    ("Invalid initial character", "name"),
    ("twice", "twice"),
    ("Cannot overwrite", "twice"),
    ("Duplicate", "twice"),
    ("redefine", "twice"),
    ("Cannot mutate", "twice"),
)
# Where something stands: a list of tables, the number of the table, and the key within it.
Spot = tuple[str, int, str]


def lines_of(text: str) -> Mapping[Spot, int]:
    """Return the line of every table of a list (its key is "") and of every key in it."""
    found: dict[Spot, int] = {}
    counts: dict[str, int] = {}
    table, inner = "", ""
    for number, line in _openings(text):
        head = _HEAD.match(line)
        if head is not None:
            name = _plain(head[1] or head[2])
            if head[1] and "." not in name:
                counts[name] = counts.get(name, -1) + 1
                table, inner = name, ""
                found[table, counts[table], ""] = number
            else:
                table, _, inner = name.partition(".")
                found.setdefault((table, counts.get(table, 0), inner), number)
            continue
        key = _KEY.match(line)
        if key is not None:
            name = ".".join(part for part in (inner, _plain(key[1])) if part)
            found.setdefault((table, counts.get(table, 0), name), number)
            # Of `text.en` the text begins here, too.
            whole = name.split(".", 1)[0]
            found.setdefault((table, counts.get(table, 0), whole), number)
    return found


def syntax_fault(said: str, text: str) -> tuple[int, Text]:
    """Return the line at which the TOML library stumbles, and what is missed there."""
    place = re.search(r"\(at line (\d+), column (\d+)\)$", said)
    # At the end of the file the library names no line: it is the last on which something stands.
    lines = text.rstrip().split("\n")
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]) + 1)
    missed = next((what for sign, what in _MISSED if sign in said), "other")
    return line, Text("toml-fault", column=str(column), missed=missed)


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


def _openings(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line on which something begins: none inside a string or a bracket."""
    at, depth, line = 0, 0, 1
    is_opening = True
    while at < len(text):
        if is_opening:
            end = text.find("\n", at)
            whole = text[at : end if end >= 0 else len(text)]
            yield line, whole
            is_opening = False
            head = _HEAD.match(whole)
            if head is not None:
                at += head.end()
                continue
        sign = text[at]
        if sign == "#":
            at = _until(text, "\n", at)
        elif sign in "\"'":
            began, at = at, _behind_string(text, at)
            line += text.count("\n", began, at)
        elif sign == "\n":
            at, line = at + 1, line + 1
            is_opening = depth == 0
        else:
            depth += (sign in "[{") - (sign in "]}")
            at += 1


def _behind_string(text: str, at: int) -> int:
    sign = text[at]
    fence = sign * 3 if text.startswith(sign * 3, at) else sign
    at += len(fence)
    while at < len(text) and not text.startswith(fence, at):
        if len(fence) == 1 and text[at] == "\n":
            # What is left open ends with its line.
            return at
        at += 2 if sign == '"' and text[at] == "\\" else 1
    at = min(len(text), at + len(fence))
    # Up to two quotation marks more may end a text of several lines.
    while len(fence) == 3 and text.startswith(sign, at):
        at += 1
    return at


def _until(text: str, sign: str, at: int) -> int:
    found = text.find(sign, at)
    return len(text) if found < 0 else found
