"""Names that pretend: somebody who is called like an administrator, or advertises by name."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.features.moderation.rules import Action, Check, Finding, Mode, Stance
from bot.features.moderation.said import Said
from bot.kit.folding import skeleton
from bot.kit.likeness import by_likeness, is_near, is_own, likeness
from bot.kit.texts import Text

MOST_KEPT: Final = 256
_LINK: Final = re.compile(
    r"https?://|www\.|\b(?:t|telegram)\.(?:me|dog)/|@\w{5,}|\b[\w-]+\.(?:com|net|org|io|ru|cn|xyz|top|vip|cc|me|info|shop|site|online|club)\b",
    re.IGNORECASE,
)
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# What an impostor adds to a name.
_TITLES: Final = re.compile(
    r"\b(?:the|real|official|admin(?:istrator)?|mod(?:erator)?|owner|support|help ?desk|team)\b"
    r"|官方|客服|管理员|群主|版主|小?助手"
)


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """Whose names are protected, and what no name may hold.

    `administrators` protects those of the chat and the community's own, `links` finds addresses
    and @names in a name, `turned` marks that turn it around. Somebody may be called like an
    administrator by chance, so a person is asked unless the action says otherwise.
    """

    mode: Mode = "on"
    action: Action = "report"
    administrators: bool = True
    links: bool = True
    turned: bool = True


def names(terms: Terms) -> Check | None:
    """Return the check, or None where every name is welcome."""
    if not (terms.administrators or terms.links or terms.turned):
        return None
    protected = _Protected()

    @lru_cache(maxsize=16 * MOST_KEPT)
    def flaw_of(name: str) -> Text | None:
        # People keep their names: each is looked at once.
        if terms.turned and not name.isascii() and _TURNS.search(name):
            return Text("finding-names-turned")
        return Text("finding-names-link") if terms.links and _LINK.search(name) else None

    def look(said: Said) -> Finding | None:
        message = said.message
        if message.sender_chat is not None:
            sender_id, name = message.sender_chat.id, message.sender_chat.title or ""
            username = message.sender_chat.username
        elif message.sender is not None:
            sender_id, name = message.sender.id, message.sender.name
            username = message.sender.username
        else:
            return None
        if (flaw := flaw_of(name)) is not None:
            return Finding(flaw)
        if terms.administrators and said.administrators:
            whose = protected.whose(said.administrators, sender_id, name, username)
            if whose is not None:
                kind = "community" if whose == 0 else "administrator"
                return Finding(Text(f"finding-names-{kind}"))
        return None

    return look


class _Protected:
    """Whose names are protected, turned around once a roster."""

    def __init__(self) -> None:
        self._rosters: OrderedDict[int, _Roster] = OrderedDict()

    def whose(
        self,
        administrators: Mapping[int, tuple[str, ...]],
        sender_id: int,
        name: str,
        username: str | None,
    ) -> int | None:
        """Return who is called so, 0 for the community itself; None where nobody else is."""
        if sender_id in administrators:
            return None
        roster = self._rosters.get(id(administrators))
        if roster is None or roster.source is not administrators:
            roster = self._rosters[id(administrators)] = _Roster(administrators)
            if len(self._rosters) > MOST_KEPT:
                self._rosters.popitem(last=False)
        return roster.whose(name, username)


class _Roster:
    """The protected names of one chat, and who was compared with them before."""

    def __init__(self, source: Mapping[int, tuple[str, ...]]) -> None:
        self.source = source
        self._by_look = by_likeness(source)
        self._known: dict[tuple[str, str | None], int | None] = {}

    def whose(self, name: str, username: str | None) -> int | None:
        """Return whose name or username this looks like."""
        key = (name, username)
        if key not in self._known:
            if len(self._known) >= 16 * MOST_KEPT:
                self._known.clear()
            self._known[key] = self._compared(name, username)
        return self._known[key]

    def _compared(self, name: str, username: str | None) -> int | None:
        looks = {likeness(name), likeness(_TITLES.sub(" ", skeleton(name)))}
        if username:
            looks.add(likeness(username))
        for look in looks:
            if not is_own(look):
                continue
            if look in self._by_look:
                return min(self._by_look[look])
            for other, people in self._by_look.items():
                if is_near(look, other):
                    return min(people)
        return None
