"""A text to be said: the id of a catalogue entry and its values, never the sentence itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

Value: TypeAlias = "str | int | float | date | datetime | Text | Lines"


@dataclass(frozen=True, slots=True)
class Text:
    """One catalogue entry with its values; strings among them are escaped when rendered."""

    id: str
    values: tuple[tuple[str, Value], ...] = ()

    def __init__(self, id: str, /, **values: Value) -> None:  # noqa: A002
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "values", tuple(sorted(values.items())))


@dataclass(frozen=True, slots=True)
class Lines:
    """Several texts under one another; an empty string stands for a blank line."""

    texts: tuple[Text | str, ...]

    def __init__(self, *texts: Text | str) -> None:
        object.__setattr__(self, "texts", texts)


Words: TypeAlias = Text | Lines


def by_line(words: str, text: Callable[[str], Text]) -> tuple[Text | str, ...]:
    """Return what somebody wrote as a text a line: a value by itself loses its line breaks."""
    return tuple(text(line) if line.strip() else "" for line in words.splitlines())


def pack(value: Value) -> Any:
    """Turn a text or one of its values into JSON."""
    match value:
        case Text():
            return {"text": value.id, "values": {name: pack(item) for name, item in value.values}}
        case Lines():
            return {"lines": [pack(text) for text in value.texts]}
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"on": value.isoformat()}
        case _:
            return value


def unpack(packed: Any) -> Any:
    """Turn what `pack` made back into the value."""
    match packed:
        case {"text": str(name), "values": dict(values)}:
            return Text(name, **{key: unpack(item) for key, item in values.items()})
        case {"lines": list(texts)}:
            return Lines(*(unpack(text) for text in texts))
        case {"at": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"on": str(day)}:
            return date.fromisoformat(day)
        case _:
            return packed
