"""Reads a chat that Telegram Desktop exported (`result.json`) as acts in the order of time."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from bot.rehearsal.exported import content, seconds, sender
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat, Member, Person
from bot.rehearsal.world import World

Act = tuple[datetime, Json]
_KINDS = {"private_group": "group", "public_channel": "channel", "private_channel": "channel"}
_JOINS = ("join_group_by_link", "join_group_by_request")
_QUIET = frozenset(
    {"create_group", "create_channel", "migrate_to_supergroup", "migrate_from_group"}
)
OWNER = 4_999_999


class BadExport(Exception):  # noqa: N818 - it reads as the sentence it carries
    """The file is no export of one chat."""


class Replay:
    """One exported chat; `skipped` counts by reason the entries that could not be played."""

    def __init__(self, exported: Json) -> None:
        messages = exported.get("messages")
        if not isinstance(messages, list):
            raise BadExport("The file is not an export of one chat: it has no list of messages.")
        self.title = str(exported.get("name") or "Replay")
        self.kind = _KINDS.get(str(exported.get("type")), "supergroup")
        self.id = int(exported.get("id") or 0)
        self.entries: list[Any] = messages
        self.total = len(messages)
        self.skipped: Counter[str] = Counter()
        dates = [at for at in map(_at, messages) if at is not None]
        self.began = min(dates, default=None)
        self.ended = max(dates, default=None)
        self._names: dict[str, int] = {}
        self._refs: set[str] = set()

    @classmethod
    def read(cls, path: Path) -> "Replay":
        """The export in a file."""
        try:
            exported = msgspec.json.decode(path.read_bytes())
        except (OSError, msgspec.DecodeError) as error:
            raise BadExport(f"{path.name} cannot be read as JSON: {error}.") from None
        if not isinstance(exported, dict):
            raise BadExport(f"{path.name} is not an export of one chat.")
        return cls(exported)

    def prepare(self, world: World, *, bot: str | dict[str, bool] | None = "admin") -> Chat:
        """Make the chat, with all who speak without having been seen to join."""
        owner = world.state.people.get(OWNER) or world.person("Owner", id=OWNER)
        wanted = -1_000_000_000_000 - abs(self.id) if self.id else None
        chat = world.chat(self.kind, self.title, owner.id, bot=bot, id=wanted)
        arriving: set[int] = set()
        for entry in self.entries:
            if not isinstance(entry, dict):
                continue
            who = self._person(world, entry)
            if who is None:
                continue
            if entry.get("action") in _JOINS:
                arriving.add(who.id)
            elif who.id not in arriving and who.id not in chat.members:
                chat.members[who.id] = Member(who.id, "member")
        world.tell_chat(chat)
        return chat

    def acts(self, world: World, chat: Chat, *, shift: timedelta | None = None) -> Iterator[Act]:
        """Every entry as an act at its time, moved by `shift`; times never go back."""
        latest: datetime | None = None
        for entry in self.entries:
            at = _at(entry)
            if at is None:
                self.skipped["no date"] += 1
                continue
            at = max(at, latest) if latest else at
            latest = at
            for act in self._acts(world, chat, entry):
                yield at + (shift or timedelta()), act

    def _acts(self, world: World, chat: Chat, entry: Json) -> list[Json]:
        who = self._person(world, entry)
        if entry.get("type") == "service":
            return self._service(world, chat, entry, who)
        if entry.get("type") != "message":
            self.skipped["unknown type"] += 1
            return []
        fields = content(entry)
        if fields is None:
            self.skipped["nothing to send"] += 1
            return []
        if who is None:
            fields |= self._as_chat(world, chat, entry)
            if "as" not in fields:
                self.skipped["no sender"] += 1
                return []
        else:
            fields["as"] = who.id
        ref = str(entry.get("id"))
        replied = str(entry.get("reply_to_message_id"))
        if replied in self._refs:
            fields["reply_to"] = {"ref": replied}
        self._refs.add(ref)
        return [{"do": "send", "chat_id": chat.id, "ref": ref} | fields]

    def _as_chat(self, world: World, chat: Chat, entry: Json) -> Json:
        """A message of a channel, or of the group itself by an anonymous administrator."""
        kind, number = sender(entry)
        if kind != "channel":
            return {}
        if number == abs(self.id) or chat.type == "channel":
            return {"as": OWNER} | ({"anonymous": True} if chat.type != "channel" else {})
        channel_id = -1_000_000_000_000 - number
        if channel_id not in world.state.chats:
            world.chat("channel", str(entry.get("from") or "Channel"), OWNER, id=channel_id)
        return {"as": OWNER, "sender_chat": channel_id}

    def _service(self, world: World, chat: Chat, entry: Json, who: Person | None) -> list[Json]:
        action = str(entry.get("action"))
        done: list[Json] = []
        if who is not None:
            done = self._done(world, entry, who, action)
        if not done:
            own = action in _QUIET
            self.skipped["told by the world itself" if own else f"action {action}"] += 1
        return [act | {"chat_id": chat.id} for act in done]

    def _done(self, world: World, entry: Json, who: Person, action: str) -> list[Json]:
        others = entry.get("members") or entry.get("participants")
        pinned = {"ref": str(entry.get("message_id"))}
        match action:
            case "join_group_by_link" | "join_group_by_request":
                return [{"as": who.id, "do": "join"}]
            case "invite_members" | "remove_members" if isinstance(others, list):
                return [self._seat(world, who, str(name), action) for name in others]
            case "edit_group_title" if entry.get("title"):
                return [{"as": OWNER, "do": "title", "title": str(entry["title"])}]
            case "pin_message" if pinned["ref"] in self._refs:
                return [{"as": OWNER, "do": "pin", "message_id": pinned}]
        return []

    def _seat(self, world: World, who: Person, name: str, action: str) -> Json:
        """An arrival or a departure of somebody who is known by name alone."""
        other = self._named(world, name)
        by_self = other == who.id
        if action == "invite_members":
            join = {"as": other, "do": "join"}
            return join if by_self else {"as": OWNER, "do": "add", "person": other}
        leave = {"as": other, "do": "leave"}
        return leave if by_self else {"as": OWNER, "do": "kick", "person": other}

    def _named(self, world: World, name: str) -> int:
        if name not in self._names:
            self._names[name] = world.person(name if name != "None" else "Deleted Account").id
        return self._names[name]

    def _person(self, world: World, entry: Json) -> Person | None:
        kind, number = sender(entry)
        if kind != "user":
            return None
        known = world.state.people.get(number)
        if known is None:
            name = str(entry.get("from") or entry.get("actor") or "Deleted Account")
            known = world.person(name, id=number, language_code=None)
            self._names.setdefault(name, number)
        return known


def _at(entry: Any) -> datetime | None:
    at = seconds(entry) if isinstance(entry, dict) else None
    return datetime.fromtimestamp(at, UTC) if at is not None else None
