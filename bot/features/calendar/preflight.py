"""A look some days ahead: what of an entry would fail as things stand, and why."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.features.calendar.contents import is_sendable
from bot.features.calendar.entries import Entry
from bot.features.calendar.targets import Spot, targets
from bot.features.communities.rules import Standing

AHEAD: Final = timedelta(days=3)
_LIBRARY: Final = "library:"


def unknown_targets(entry: Entry, spots: Sequence[Spot]) -> list[str]:
    """Return the words of `to` by which no group is meant now."""
    return [word for word in entry.to if not targets([word], spots)]


def lacking(entry: Entry, kind: str, standing: Standing) -> str | None:
    """Return the right that the bot lacks in a group, in a word; None for none."""
    if kind == "channel" and not standing.rights.get("can_post_messages"):
        return "rights"
    pins = "can_edit_messages" if kind == "channel" else "can_pin_messages"
    if entry.pin is not None and not standing.rights.get(pins):
        return "pin"
    return None


def missing_files(entry: Entry) -> list[str]:
    """Return the names of files that are gone from beside the schedule, or too large now."""
    return [
        Path(name).name
        for name in _names(entry)
        if not name.startswith((_LIBRARY, "https://")) and not is_sendable(entry.sort, Path(name))
    ]


def materials_of(entry: Entry) -> list[str]:
    """Return what an entry takes from the library, by name."""
    texts = (str(each) for each in entry.content.get("texts") or ())
    named = [*_names(entry), *texts]
    return [name.removeprefix(_LIBRARY) for name in named if name.startswith(_LIBRARY)]


def _names(entry: Entry) -> Iterable[str]:
    one = entry.content.get("file")
    return [str(each) for each in ([one] if one else entry.content.get("files") or ())]
