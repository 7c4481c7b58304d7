"""What imports need again and again in tests: a group that the bot knows, and files to bring."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.config.settings import Database as Where
from bot.importing.command import Wanted
from bot.importing.history import take_history
from bot.importing.tables import Kind, take_table
from tests.conversation import GROUP, Town

# The group as an export names it.
BARE = -GROUP - 1_000_000_000_000
# Twelve o'clock in Shanghai, nine days before the town's present.
BEGAN = int(datetime(2026, 3, 1, 4, 0, tzinfo=UTC).timestamp())
DAY = 86_400


def said(number: int, who: int = 7, at: int = 0, **more: Any) -> dict[str, Any]:
    """A message as Telegram Desktop exports it."""
    return {
        "id": number,
        "type": "message",
        "date": "2026-03-01T12:00:00",
        "date_unixtime": str(BEGAN + at),
        "from": f"Member {who}",
        "from_id": f"user{who}",
        "text": "some words that nobody keeps",
    } | more


def told(number: int, action: str, who: int = 7, at: int = 0, **more: Any) -> dict[str, Any]:
    """What Telegram itself tells, as Telegram Desktop exports it."""
    return {
        "id": number,
        "type": "service",
        "date_unixtime": str(BEGAN + at),
        "actor": f"Member {who}",
        "actor_id": f"user{who}",
        "action": action,
        "text": "",
    } | more


def exported(*entries: Any, **more: Any) -> dict[str, Any]:
    """An export of the group."""
    head = {"name": "Readers", "type": "private_supergroup", "id": BARE}
    return head | more | {"messages": list(entries)}


@dataclass
class House:
    """A group that moves in, and the operator who brings its files."""

    town: Town
    settings: Settings
    folder: Path
    lines: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All that the operator read last."""
        return "\n".join(self.lines)

    async def history(
        self,
        *entries: Any,
        content: Any = None,
        written: Callable[[int], None] = lambda _: None,
        is_earnest: bool = True,
        **more: Any,
    ) -> str:
        """Bring a history; returns what the operator reads."""
        path = self.folder / "result.json"
        whole = exported(*entries) if content is None else content
        text = whole if isinstance(whole, str) else json.dumps(whole, ensure_ascii=False, indent=1)
        path.write_text(text, encoding="utf-8")
        self.lines = []
        await take_history(
            self.settings,
            Wanted(path, is_earnest=is_earnest, **more),
            tell=self.lines.append,
            clock=self.town.clock,
            written=written,
        )
        return self.words

    async def table(
        self,
        kind: Kind,
        content: str | bytes,
        written: Callable[[int], None] = lambda _: None,
        **more: Any,
    ) -> str:
        """Bring a table; returns what the operator reads."""
        path = self.folder / f"{kind}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.lines = []
        wanted = replace(Wanted(path, is_earnest=True), **more)
        await take_table(
            self.settings,
            wanted,
            kind,
            tell=self.lines.append,
            clock=self.town.clock,
            written=written,
        )
        return self.words


async def house_at(url: str, town: Town, folder: Path) -> House:
    """Let the bot know a group, and an operator its database."""
    await town.with_admin()
    await town.settles()
    settings = replace(Settings(), database=Where(url=url))
    return House(town, settings, folder)
