"""The part of YAML in which banks are written, read line by line.

A file that is broken in one place is whole everywhere else: what a reader of the whole language
would refuse altogether is read here up to the next question.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

_ITEM: Final = re.compile(r"\s*-\s+(?:question|q|题目|问题)\s*[:：]", re.IGNORECASE)
_PAIR: Final = re.compile(r"\s*(?:-\s+)?([^\s:：\"'\[\]{}#-][^:：]{0,31}?)\s*[:：](?:\s+(.*)|)$")
_ENTRY: Final = re.compile(r"\s*-(?:\s+(.*)|)$")
_HEADS: Final = {
    **dict.fromkeys(("author", "作者"), "author"),
    **dict.fromkeys(("title", "description", "name", "标题", "描述"), "title"),
}
_OTHER_HEADS: Final = frozenset({"config", "encoding", "questions", "version", "题目列表"})
_TOP: Final = re.compile(r"[^\s#-].*")
_QUOTED: Final = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*(?::\s*(.*))?$")


class Headed(Protocol):
    """What is told of a bank besides its questions."""

    title: str
    author: str


@dataclass(slots=True)
class Raw:
    """A question as it stands in a file."""

    line: int
    words: str
    options: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    explanation: str = ""
    category: str = ""
    # Whether an answer is always an option's own words, never its letter.
    by_words: bool = False
    # The first line of it that is nothing one could read; 0 for none.
    odd: int = 0


def is_list(lines: Sequence[str]) -> bool:
    """Whether a file lists questions, each with names for its parts."""
    return any(_ITEM.match(line) for line in lines)


def is_trivia(lines: Sequence[str]) -> bool:
    """Whether a file has the head of a trivia list."""
    heads = {line.split(":", 1)[0].strip().casefold() for line in lines[:40] if ":" in line}
    return bool({"author", "description", "config"} & heads)


def listed(  # noqa: C901 — one way for each kind of line
    lines: Sequence[str], bank: Headed, names: Mapping[str, str]
) -> Iterator[Raw]:
    """Read `- question: …` with its options, answer, explanation and category."""
    raw: Raw | None = None
    last = ""
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _ITEM.match(line):
            if raw is not None:
                yield raw
            raw, last = Raw(number, ""), ""
        pair = _PAIR.match(line)
        name = names.get(pair[1].casefold()) if pair else None
        if raw is None:
            if pair:
                _head(bank, pair[1], pair[2] or "")
        elif pair and name is not None:
            last = name
            _put(raw, name, _values(pair[2] or ""))
        elif (entry := _ENTRY.match(line)) and last:
            _put(raw, last, [plain(entry[1] or "")])
        elif last in {"question", "explanation"}:
            _go_on(raw, last, plain(line.strip()))
        else:
            raw.odd = raw.odd or number
    if raw is not None:
        yield raw


def trivia(lines: Sequence[str], bank: Headed) -> Iterator[Raw]:
    """Read a trivia list: below a head, each question with the answers that are accepted."""
    raw: Raw | None = None
    is_head = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#") or line.strip() == "---":
            continue
        entry = _ENTRY.match(line)
        if entry and not is_head:
            if raw is not None:
                raw.answers.append(plain(entry[1] or ""))
        elif _TOP.match(line):
            if raw is not None:
                yield raw
            key, value = _key(line.rstrip())
            is_head = key.casefold() in _HEADS or key.casefold() in _OTHER_HEADS
            if is_head:
                _head(bank, key, value or "")
                raw = None
                continue
            raw = Raw(number, key, answers=_values(value or ""))
            raw.odd = number if value is None else 0
        elif raw is not None and not is_head:
            raw.odd = raw.odd or number
    if raw is not None:
        yield raw


def plain(said: str) -> str:
    """Return a value without its quotation marks."""
    said = said.strip()
    if len(said) > 1 and said[0] == said[-1] == '"':
        return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), said[1:-1])
    if len(said) > 1 and said[0] == said[-1] == "'":
        return said[1:-1].replace("''", "'")
    return re.sub(r"\s+#.*$", "", said)


_ESCAPES: Final = {"n": "\n", "t": " "}


def _key(line: str) -> tuple[str, str | None]:
    """Part a question from what stands behind its colon; None where there is no colon."""
    quoted = _QUOTED.match(line)
    if quoted is not None:
        return plain(quoted[1]), quoted[2]
    if line.endswith((":", "：")):
        return line[:-1].strip(), ""
    key, colon, value = line.rpartition(": ")
    return (key.strip(), value) if colon else (line.strip(), None)


def _head(bank: Headed, key: str, value: str) -> None:
    name = _HEADS.get(key.casefold())
    if name == "author":
        bank.author = plain(value)
    elif name == "title":
        bank.title = plain(value)


def _values(said: str) -> list[str]:
    said = said.strip()
    if said.startswith("[") and said.endswith("]"):
        parts = re.findall(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\[\]]+", said[1:-1])
        return [value for part in parts if (value := plain(part))]
    if said in {"|", ">", "|-", ">-"}:
        return []
    value = plain(said)
    return [value] if value else []


def _put(raw: Raw, name: str, values: list[str]) -> None:
    match name:
        case "options":
            raw.options += values
        case "answer" | "accept":
            raw.answers += values
        case "question" if values:
            raw.words = " ".join([raw.words, *values]).strip()
        case "explanation" if values:
            raw.explanation = "\n".join(filter(None, [raw.explanation, *values]))
        case "category" if values:
            raw.category = values[0]
        case _:
            pass


def _go_on(raw: Raw, name: str, words: str) -> None:
    if name == "question":
        raw.words = f"{raw.words} {words}".strip()
    else:
        raw.explanation = "\n".join(filter(None, [raw.explanation, words]))
