"""The values that stand in a flow's file: each is drawn, or its fault is noted where it stands."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from bot.features.onboarding.rules import (
    LANGUAGES,
    LONGEST_LABEL,
    MOST_LINKS,
    VARIABLES,
    Copy,
    Link,
    places_in,
)
from bot.features.segments.rules import Unread, clauses_in, parse
from bot.kit.texts import Text
from bot.kit.toml_lines import Spot

# A picture is kept with what is owed until it is sent.
MOST_PHOTO: Final = 2 << 20
_HOUR: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
# Where a fault is that concerns the file as a whole.
WHOLE: Final = "–"
# Telegram opens nothing else from a button.
_URL: Final = re.compile(r"(https?|tg)://\S{1,500}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a flow, and where."""

    line: int
    # The name of the step or drip, or its number where it has none.
    where: str
    why: Text


@dataclass(frozen=True, slots=True)
class Around:
    """What a flow may name besides what stands in it."""

    # The fields of profiles; None: any may be named.
    fields: Collection[str] | None = None
    # The words of the language of segments; none: they are not looked at.
    words: Collection[str] = ()
    # The tags that the configuration brings, besides those of the communities.
    tags: Collection[str] = ()
    # Where its pictures are; None: they are not looked for.
    folder: Path | None = None


@dataclass
class Reading:
    """A file as it is being read: where its lines are, and what was wrong so far."""

    lines: Mapping[Spot, int]
    around: Around
    faults: list[Fault] = field(default_factory=list)

    def fault(self, spot: Spot, where: str, why: Text) -> None:
        """Note a fault of a step at a spot, on the line of its key or else of its table."""
        table, number, key = spot
        line = self.lines.get(spot)
        while line is None and "." in key:
            key = key.rpartition(".")[0]
            line = self.lines.get((table, number, key))
        line = line or self.lines.get((table, number, ""), 1)
        self.faults.append(Fault(line, where, why))


def copy_in(reading: Reading, spot: Spot, where: str, value: object, longest: int) -> Copy | None:
    """Draw a text of the operator, in one language or several; None where there is none."""
    if value is None:
        return None
    texts = {"": value} if isinstance(value, str) else value
    if not isinstance(texts, dict) or not texts:
        reading.fault(spot, where, Text("onboarding-fault-text"))
        return None
    for language, said in texts.items():
        place = (*spot[:2], f"{spot[2]}.{language}") if language else spot
        if language and language not in LANGUAGES:
            reading.fault(place, where, unknown(language, LANGUAGES))
        elif not isinstance(said, str) or not said.strip():
            reading.fault(place, where, Text("onboarding-fault-text"))
        elif len(said) > longest:
            reading.fault(place, where, Text("onboarding-fault-long", most=longest))
        else:
            for name, _ in places_in(said):
                if name not in VARIABLES:
                    reading.fault(place, where, unknown(f"{{{name}}}", _BRACED))
    return Copy({str(language): str(said).strip() for language, said in texts.items()})


_BRACED: Final = tuple(f"{{{name}}}" for name in VARIABLES)


def flag_in(
    reading: Reading,
    spot: Spot,
    where: str,
    table: dict[str, Any],
    usual: bool,  # noqa: FBT001
) -> bool:
    """Draw a flag."""
    value = table.get(spot[2], usual)
    if not isinstance(value, bool):
        reading.fault(spot, where, Text("onboarding-fault-flag"))
    return bool(value)


def expression_in(
    reading: Reading, spot: Spot, where: str, value: object, *, also: Collection[str] = ()
) -> str:
    """Draw an expression of the language of segments; its names are a community's own."""
    if not isinstance(value, str):
        reading.fault(spot, where, Text("onboarding-fault-expression"))
        return ""
    if not value.strip():
        return ""
    try:
        clauses = list(clauses_in(parse(value)))
    except Unread as unread:
        why = Text("onboarding-fault-segment", column=unread.column, why=unread.reason)
        reading.fault(spot, where, why)
        return ""
    words = reading.around.words
    for clause in clauses:
        if words and clause.word not in words and clause.word != "segment":
            reading.fault(spot, where, unknown(clause.word, (*words, *also)))
    return value.strip()


def photo_in(reading: Reading, at: int, where: str, table: dict[str, Any]) -> str:
    """Draw the name of a picture that is there."""
    name = table.get("photo")
    folder = reading.around.folder
    if not isinstance(name, str) or not name.strip():
        reading.fault(("step", at, "photo"), where, Text("onboarding-fault-no-photo"))
        return ""
    if folder is not None:
        path = folder / name
        try:
            size = path.stat().st_size if path.is_file() else 0
        except OSError:
            size = 0
        if not 0 < size <= MOST_PHOTO:
            why = Text("onboarding-fault-photo", name=name, most=MOST_PHOTO >> 20)
            reading.fault(("step", at, "photo"), where, why)
    return name


def links_in(reading: Reading, at: int, where: str, value: object) -> tuple[Link, ...]:
    """Draw the buttons of a step."""
    spot = ("step", at, "buttons")
    if not isinstance(value, list) or len(value) > MOST_LINKS:
        reading.fault(spot, where, Text("onboarding-fault-buttons", most=MOST_LINKS))
        return ()
    links = []
    for each in value:
        is_table = isinstance(each, dict) and set(each) == {"text", "url"}
        if not is_table or not _URL.fullmatch(str(each["url"])):
            reading.fault(spot, where, Text("onboarding-fault-buttons", most=MOST_LINKS))
            continue
        label = copy_in(reading, spot, where, each["text"], LONGEST_LABEL)
        if label is not None:
            links.append(Link(label, str(each["url"])))
    return tuple(links)


def field_of(reading: Reading, at: int, where: str, table: dict[str, Any]) -> str:
    """Draw the field of the profile that a step asks for."""
    name, known = table.get("field"), reading.around.fields
    if isinstance(name, str) and (known is None or name in known):
        return name
    spot = ("step", at, "field")
    if not known:
        reading.fault(spot, where, Text("onboarding-fault-no-fields"))
    else:
        reading.fault(spot, where, unknown(str(name or ""), tuple(known or ())))
    return ""


def tags_in(reading: Reading, at: int, where: str, value: object) -> tuple[str, ...]:
    """Draw keys of tags."""
    if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
        return tuple(value)
    reading.fault(("step", at, "tags"), where, Text("onboarding-fault-tags"))
    return ()


def hour_in(reading: Reading, at: int, where: str, table: dict[str, Any]) -> time | None:
    """Draw a time of day; None where there is none."""
    value = table.get("at")
    if value is None or isinstance(value, time):
        return value
    found = _HOUR.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        reading.fault(("drip", at, "at"), where, Text("onboarding-fault-hour"))
        return None
    return time(int(found[1]), int(found[2]))


def unknown(name: str, known: Collection[str]) -> Text:
    """Say of a name that it is not known, and which one is nearest."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    if near:
        return Text("onboarding-fault-near", name=name, near=near[0])
    return Text("onboarding-fault-unknown", name=name, known=", ".join(sorted(known)[:20]))
