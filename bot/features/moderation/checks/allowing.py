"""Chats that a check leaves alone: the community's own, and those on a list."""

from collections.abc import Iterable
from typing import Final

from bot.features.contents import Chat

MOST_ALLOWED: Final = 1000


def allowed(entries: Iterable[str]) -> frozenset[str]:
    """Return a list of ids, @names and t.me links as it is compared."""
    return frozenset(
        entry.strip().casefold().removeprefix("https://").removeprefix("t.me/").lstrip("@")
        for entry in entries
    )


def is_allowed(chat: Chat, allow: frozenset[str], home: frozenset[str]) -> bool:
    """Whether a chat is at home or on the list."""
    names = {str(chat.id)}
    if chat.username:
        names.add(chat.username.casefold())
    return not names.isdisjoint(allow) or not names.isdisjoint(home)
