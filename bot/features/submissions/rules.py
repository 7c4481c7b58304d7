"""What members may hand in, and what becomes of it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

State: TypeAlias = Literal[
    "asked",
    "draft",
    "dropped",
    "waiting",
    "owed",
    "published",
    "declined",
    "withdrawn",
    "lapsed",
]
Fault: TypeAlias = Literal["empty", "long"]

# Telegram's 4,096 and 1,024 UTF-16 units, less a line that says who it is by.
MOST_TEXT: Final = 4000
MOST_CAPTION: Final = 928
LONGEST_NAME: Final = 64
# For how long what somebody is asked for is waited for, and a draft can be handed in.
ASKED_FOR: Final = timedelta(hours=1)
DRAFT_LASTS: Final = timedelta(days=1)
# How long something may wait for the staff.
WAITS: Final = timedelta(days=30)
# What its author can still take back.
BACK: Final[frozenset[State]] = frozenset({"draft", "waiting", "owed", "published"})
# What its author is shown of what they handed in.
SHOWN: Final[frozenset[State]] = frozenset(
    {"waiting", "owed", "published", "declined", "withdrawn", "lapsed"}
)
# Why something is not published, where nobody writes a reason of their own.
REASONS: Final = ("topic", "polish", "known", "none")

_TAG: Final = re.compile(r"(?<!\w)[#＃](?:投稿|submit)(?!\w)[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Terms:
    """What publishing is worth to its author, and how many one may hand in a day."""

    points: int = 20
    per_day: int = 3


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody hands in: words, or a photo with or without words below it."""

    words: str
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """Something handed in, as it stands; without words once they are not needed any more."""

    id: int
    community_id: int
    chat_id: int
    person_id: int | None
    words: str | None
    file_id: str | None
    is_photo: bool
    is_named: bool
    in_library: bool
    state: State
    failure: str | None
    made_at: datetime
    local_day: date | None
    decided_by: int | None
    decided_at: datetime | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What members made in a span: handed in, published, by how many, chosen as the best."""

    handed_in: int = 0
    published: int = 0
    declined: int = 0
    authors: int = 0
    featured: int = 0

    @property
    def share(self) -> int:
        """Of what was published the part that was featured, in whole per cent."""
        return percent(self.featured, self.published)


def percent(part: int, whole: int) -> int:
    """Return a part in whole per cent, halves up; of nothing it is nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def is_tagged(words: str) -> bool:
    """Whether somebody marked what they wrote as handed in."""
    return ("#" in words or "＃" in words) and _TAG.search(words) is not None


def untagged(words: str) -> str:
    """Return what was written without the mark."""
    return _TAG.sub("", words).strip()


def fault_in(content: Content) -> Fault | None:
    """Return what is wrong with what somebody hands in, or None."""
    if not content.words.strip() and content.file_id is None:
        return "empty"
    most = most_of(content)
    return "long" if len(content.words.encode("utf-16-le")) // 2 > most else None


def most_of(content: Content) -> int:
    """Return how many UTF-16 units the words may have."""
    return MOST_TEXT if content.file_id is None else MOST_CAPTION
