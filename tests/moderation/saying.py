"""Messages as checks are shown them, made from a few words."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.features.contents import Account, Chat, Entity, Key, Keys
from bot.features.messages import ChatMessage
from bot.features.moderation.bench import Bench
from bot.features.moderation.checks.registry import CHECKS
from bot.features.moderation.rules import Finding, Stance, Terms
from bot.features.moderation.said import Said
from bot.kit.texts import Text

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
# What Telegram itself would mark as a link in these tests.
ADDRESS = re.compile(r"(?:https?://|tg://)?[\w@.+-]+\.[a-zA-Zа-яА-Я]{2,}[\w/+?=&.%-]*|tg://\S+")


def said(
    text: str,
    *,
    hidden: str = "",
    button: str = "",
    home: frozenset[str] = frozenset(),
    administrators: dict[int, tuple[str, ...]] | None = None,
    sender: Account | None = None,
    **more: Any,
) -> Said:
    """A message; its addresses are marked as Telegram marks them, `hidden` is behind all of it."""
    marks = [
        Entity("email" if "@" in found[0] and "/" not in found[0] else "url", *_units(text, found))
        for found in ADDRESS.finditer(text)
    ]
    if hidden:
        marks = [Entity("text_link", 0, _length(text), url=hidden)]
    marks += [Entity("mention", *_units(text, each)) for each in re.finditer(r"@\w+", text)]
    keys = Keys(((Key("Look", button),),)) if button else None
    message = ChatMessage(
        message_id=1,
        date=int(NOW.timestamp()),
        chat=Chat(-100, "supergroup", "Club"),
        sender=sender or Account(7, "Mei"),
        text=text,
        entities=tuple(marks),
        reply_markup=keys,
        **more,
    )
    return Said(
        message=message,
        voice="person",
        at=NOW,
        zone=ZoneInfo("UTC"),
        home=home,
        administrators=administrators or {},
    )


def found_in(name: str, stance: Stance, message: Said | str) -> Text | None:
    """What one check finds in a message."""
    check = CHECKS[name][1](stance)
    finding: Finding | None = None
    if check is not None:
        finding = check(said(message) if isinstance(message, str) else message)
    return finding.detail if finding else None


def entry_in(name: str, stance: Stance, message: Said | str) -> Any:
    """Which entry of a list one check finds in a message."""
    detail = found_in(name, stance, message)
    return dict(detail.values).get("number") if detail else None


def checks_that_find(stances: dict[str, Stance], message: Said | str) -> list[str]:
    """Which of several checks find something, all of them in force."""
    shown = said(message) if isinstance(message, str) else message
    return [found.check for found in Bench(Terms("on", stances)).look(shown)]


def _units(text: str, found: re.Match[str]) -> tuple[int, int]:
    return _length(text[: found.start()]), _length(found[0])


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
