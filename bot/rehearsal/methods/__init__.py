"""The Bot API's methods, each a function of a call; importing this package registers them all."""

from bot.rehearsal.methods import (
    account,
    asking,
    buttons,
    editing,
    forum,
    gates,
    media,
    passing,
    rooms,
    sanctions,
    texts,
)

__all__ = [
    "account",
    "asking",
    "buttons",
    "editing",
    "forum",
    "gates",
    "media",
    "passing",
    "rooms",
    "sanctions",
    "texts",
]
