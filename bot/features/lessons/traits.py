"""Traits of a message beside its letters: where it leads, what it counts, who sends it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

_LINK: Final = re.compile(
    r"https?:/|tg:/|www\.|\.(?:com|net|org|info|io|me|cc|cn|ru|vip|top|xyz|site|shop|online|club"
    r"|app|pro|ly|uk|co)\b"
)
_INVITE: Final = re.compile(r"t\.me\b|telegram\.me|joinchat|tg:/|wa\.me")
_MENTION: Final = re.compile(r"@[a-z]\w{3,31}")
_NUMBER: Final = re.compile(r"[0-9][0-9 ()-]{4,}[0-9]")
_MONEY: Final = re.compile(r"[$€£₽¥₿%]|usd|btc|rmb|руб")
_PICTURE: Final = re.compile(r"[\u203c-\u2bff\U0001f000-\U0001faff]")
_LENGTHS: Final = (3, 8, 20, 50, 120, 300, 800)
_KNOWN: Final = (
    (timedelta(hours=1), "hour"),
    (timedelta(days=1), "day"),
    (timedelta(days=7), "week"),
    (timedelta(days=60), "month"),
)
# The traits that tell a person something; the others help to count.
TOLD: Final = frozenset(
    {"link", "invite", "mention", "number", "money", "hidden", "emoji", "first", "hour", "day"}
)


def traits_of(words: str, *, links: int = 0, mentions: int = 0) -> tuple[str, ...]:
    """Return the names of what a text shows, at most eight bytes each.

    What it shows without marks is seen too: a line of a file has none.
    """
    return tuple(_of_words(words, links, mentions))


def traits_beside(
    *, is_hidden_link: bool, known_for: timedelta | None, is_first: bool
) -> tuple[str, ...]:
    """Return the names of what is known beside the text, at most eight bytes each."""
    found = ["hidden"] if is_hidden_link else []
    if known_for is not None:
        found.append(next((name for span, name in _KNOWN if known_for < span), "long"))
    if is_first:
        found.append("first")
    return tuple(found)


def _of_words(words: str, links: int, mentions: int) -> Iterator[str]:
    yield f"len{bisect_left(_LENGTHS, len(words))}"
    lower = words.lower()
    if links or (("." in lower or "/" in lower) and _LINK.search(lower)):
        yield "link"
    if ("." in lower or "/" in lower) and _INVITE.search(lower):
        yield "invite"
    if mentions or ("@" in lower and _MENTION.search(lower)):
        yield "mention"
    if _NUMBER.search(lower):
        yield "number"
    if _MONEY.search(lower):
        yield "money"
    if not lower.isascii():
        pictures = len(_PICTURE.findall(words))
        if pictures:
            yield "emoji" if pictures * 10 > len(words) or pictures > 4 else "emojis"
