"""An entry of the schedule: what is posted, by whom it is answered for, when and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, Literal, TypeAlias

from bot.features.calendar.timing import Timing

Kind: TypeAlias = Literal["education", "interaction", "fun", "activity", "product"]
Sort: TypeAlias = Literal[
    "text",
    "photo",
    "video",
    "document",
    "album",
    "poll",
    "quiz",
    "draw",
    "challenge",
    "prompt",
    "event",
    "packet",
    "survey",
    "task",
]

KINDS: Final[tuple[Kind, ...]] = ("education", "interaction", "fun", "activity", "product")
SORTS: Final[tuple[Sort, ...]] = (
    *("text", "photo", "video", "document", "album", "poll", "quiz", "draw", "challenge"),
    *("prompt", "event", "packet", "survey", "task"),
)
# What Telegram takes, in UTF-16 units.
LONGEST_TEXT: Final = 4096
LONGEST_CAPTION: Final = 1024
MOST_BUTTONS: Final = 12
MOST_ALBUM: Final = 10
MOST_VARIANTS: Final = 50
LATE: Final = timedelta(minutes=15)
# Telegram lets nothing be deleted that is older than 48 hours.
MOST_LASTS: Final = timedelta(hours=47)


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, whole: what stands in the file, with the file's defaults.

    `content` holds what its sort needs, as JSON: a text (or files of them), a poll's options, the
    words behind a command for draws, challenges, surveys and the like.
    """

    id: str
    file: str
    # Which of the file's entries it is, to find its line by.
    number: int
    sort: Sort
    content: Mapping[str, Any]
    timing: Timing
    to: tuple[str, ...]
    kind: Kind = "interaction"
    owner: str = ""
    standard: str = ""
    # A topic's number, or its name.
    topic: str = ""
    buttons: tuple[tuple[Link, ...], ...] = ()
    # How long it stays pinned; zero is for good.
    pin: timedelta | None = None
    # After how long it is taken away again.
    lasts: timedelta | None = None
    # None: silent in the community's quiet hours.
    is_silent: bool | None = None
    needs_approval: bool = False
    # How late it may be posted by itself.
    late: timedelta = LATE
    # Posted only while somebody is in this segment.
    only_if: str = ""
    # Otherwise in some groups: by a group's word, what stands there instead.
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the files say, as one."""

    entries: tuple[Entry, ...]
    # Of all files, so that the same plan is known again.
    digest: str
    # By entry, so that a difference can be told.
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new plan changes."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def difference(old: Mapping[str, str], new: Mapping[str, str]) -> Difference:
    """Compare two plans by the digests of their entries."""
    return Difference(
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(sorted(key for key in old.keys() & new.keys() if old[key] != new[key])),
    )


def units_of(text: str) -> int:
    """Return how long a text is for Telegram: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
