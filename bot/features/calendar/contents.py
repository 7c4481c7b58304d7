"""What an entry posts, as it stands in the file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from bot.features.calendar.drawing import Table
from bot.features.calendar.entries import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    MOST_ALBUM,
    MOST_VARIANTS,
    SORTS,
    Sort,
    units_of,
)
from bot.kit.texts import Text

# What Telegram takes by upload.
_MOST_BYTES: Final[Mapping[str, int]] = {
    "photo": 10 << 20,
    "video": 50 << 20,
    "document": 50 << 20,
}
_MEDIA: Final = ("photo", "video", "document")
# What has a caption in place of a text.
MEDIA: Final = frozenset({*_MEDIA, "album"})
# Written as the words behind the command that makes the same thing by hand.
COMMANDS: Final = frozenset({"poll", "quiz", "draw", "challenge", "event", "packet", "survey"})
_MAIN: Final = tuple(sort for sort in SORTS if sort not in {"text", "task"})


def content_in(table: Table, *, is_task: bool) -> tuple[Sort, Mapping[str, Any]]:
    """Draw what is posted: exactly one thing, with a text beside it where that has a caption."""
    if is_task:
        return "task", _task(table)
    chosen = [sort for sort in _MAIN if sort in table.given]
    # A text stands below a picture, and is nothing beside a poll.
    if chosen and chosen[0] not in {*_MEDIA, "album"} and "text" in table.given:
        chosen.append("text")
    if len(chosen) > 1:
        table.fault(chosen[1], Text("schedule-fault-two-contents", names=", ".join(chosen)))
    for each in chosen:
        table.value(each)
    if not chosen:
        if "text" not in table.given:
            table.fault("", Text("schedule-fault-no-content", names=", ".join(("text", *_MAIN))))
        return "text", _texts(table, LONGEST_TEXT)
    sort = chosen[0]
    if sort in _MEDIA:
        return sort, {"file": _file(table, sort, table.value(sort)), **_caption(table)}
    if sort == "album":
        return sort, {"files": _album(table), **_caption(table)}
    if sort == "prompt":
        return sort, _prompt(table)
    return sort, _command(table, sort)


def _caption(table: Table) -> Mapping[str, Any]:
    return _texts(table, LONGEST_CAPTION) if "text" in table.given else {"texts": []}


def _texts(table: Table, most: int) -> Mapping[str, Any]:
    """Draw one text or several that take turns; each is a text, a file or a pattern of files."""
    value = table.value("text")
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) and each.strip() for each in listed):
        if value is not None:
            table.misfit("text", "schedule-how-copy")
        return {"texts": []}
    if len(listed) > MOST_VARIANTS:
        table.fault("text", Text("schedule-fault-many", count=len(listed), most=MOST_VARIANTS))
    found: list[str] = []
    for each in listed:
        found += _read(table, each)
    for said in found:
        if units_of(said) > most:
            table.fault("text", Text("schedule-fault-long", length=units_of(said), most=most))
    return {"texts": found}


def _read(table: Table, said: str) -> list[str]:
    """Return a text, or those of the files that it names."""
    plain = said.strip()
    if "\n" in plain or not plain.endswith((".md", ".txt")):
        return [plain]
    folder = table.sheet.around.folder
    if folder is None:
        return []
    files = [folder / plain] if "*" not in plain else sorted(folder.glob(plain))
    texts = [text for file in files if (text := _text_of(file, folder)) is not None]
    if not texts or len(texts) < len(files):
        table.fault("text", Text("schedule-fault-file", name=plain[:128]))
    return texts


def _text_of(file: Path, folder: Path) -> str | None:
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            return None
        return file.read_text(encoding="utf-8-sig").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def _file(table: Table, sort: str, value: Any) -> str:
    """Draw a file beside the schedule as its path, or something of the library by name."""
    if not isinstance(value, str) or not value.strip():
        table.misfit(sort, "schedule-how-file")
        return ""
    name, folder = value.strip(), table.sheet.around.folder
    if name.startswith(("library:", "https://")) or folder is None:
        return name
    file = folder / name
    try:
        is_inside = file.resolve().is_relative_to(folder.resolve())
        size = file.stat().st_size if is_inside and file.is_file() else 0
    except OSError:
        size = 0
    most = _MOST_BYTES.get(sort, 10 << 20)
    if not size:
        table.fault(sort, Text("schedule-fault-file", name=name[:128]))
    elif size > most:
        table.fault(sort, Text("schedule-fault-heavy", name=name[:128], most=most >> 20))
    return str(file.absolute())


def is_sendable(sort: str, file: Path) -> bool:
    """Whether a file is there, and not larger than Telegram takes it."""
    try:
        size = file.stat().st_size if file.is_file() else 0
    except OSError:
        return False
    return 0 < size <= _MOST_BYTES.get(sort, 10 << 20)


def _album(table: Table) -> list[str]:
    value = table.value("album")
    if not isinstance(value, list) or not 2 <= len(value) <= MOST_ALBUM:
        table.misfit("album", "schedule-how-album")
        return []
    return [_file(table, "album", each) for each in value]


def _prompt(table: Table) -> Mapping[str, Any]:
    """Draw a topic for people to talk about, and for how long it is followed."""
    value = table.value("prompt")
    if not isinstance(value, str) or not value.strip():
        table.misfit("prompt", "schedule-how-text")
        return {}
    if units_of(value) > LONGEST_TEXT:
        table.fault(
            "prompt", Text("schedule-fault-long", length=units_of(value), most=LONGEST_TEXT)
        )
    follows = table.lasting("follows")
    hours = 24 if follows is None else max(1, int(follows.total_seconds() // 3600))
    return {"texts": [value.strip()], "hours": hours}


def _command(table: Table, sort: Sort) -> Mapping[str, Any]:
    value = table.value(sort)
    if not isinstance(value, str) or not value.strip():
        table.misfit(sort, "schedule-how-command")
        return {}
    check: Callable[[str], Text | None] | None = table.sheet.around.commands.get(sort)
    why = check(value.strip()) if check else None
    if why is not None:
        table.fault(sort, why)
    return {"words": value.strip()}


def _task(table: Table) -> Mapping[str, Any]:
    """Draw something that a person has to do: what, by when, and in which steps."""
    words = table.words("task", 500)
    if not words:
        table.fault("task" if "task" in table.given else "", Text("schedule-fault-no-task"))
    within = table.lasting("within")
    hours = 24 if within is None else max(1, int(within.total_seconds() // 3600))
    return {"words": words, "steps": list(table.several("steps", 20)), "hours": hours}
