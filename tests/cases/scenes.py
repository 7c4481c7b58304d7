"""A group with its staff, and the messages that scenes about cases begin with."""

from dataclasses import dataclass
from typing import Any

from bot.runtime.gateway import Owed
from tests.conversation import BOT, GROUP, Person, Town

RIGHTS = {
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_restrict_members": True,
}


@dataclass
class Group:
    """The owner, a moderator, a member, and the town that they live in."""

    town: Town
    owner: Person
    moderator: Person
    member: Person

    def reply(self, by: Person, text: str, to: dict[str, Any], **more: Any) -> dict[str, Any]:
        """A reply as Telegram sends it."""
        told = {name: value for name, value in to["message"].items() if name != "chat"}
        return self.town.message(by, text, reply_to_message=told | {"chat": chat_of(to)}, **more)


def chat_of(update: dict[str, Any]) -> dict[str, Any]:
    """The chat of a message."""
    chat: dict[str, Any] = update["message"]["chat"]
    return chat


async def settled_group(town: Town) -> Group:
    """A group whose roster Telegram has told, with somebody in it who has spoken."""
    owner = town.person("Olga")
    await town.takes(town.own_change(owner))
    await town.takes(town.change(owner, {"status": "creator", "is_anonymous": False}))
    moderator = await promoted(town, "Mod", **RIGHTS)
    member = town.person("Mei", extra={"username": "mei_says"})
    await member.says("good morning")
    await town.settles()
    town.said.clear()
    return Group(town, owner, moderator, member)


async def promoted(town: Town, name: str, **rights: bool) -> Person:
    """Somebody who administers the group with some rights."""
    person = town.person(name)
    status = {"status": "administrator", "can_be_edited": False, **rights}
    await town.takes(town.change(person, status))
    return person


def calls(owed: list[Owed], *methods: str) -> list[Owed]:
    """Return the calls of some methods."""
    return [each for each in owed if each.method in methods]


def to(owed: list[Owed], chat_id: int) -> list[Owed]:
    """Return what was said in a chat."""
    return [each for each in owed if each.chat_id == chat_id and each.method == "sendMessage"]


__all__ = ["BOT", "GROUP", "Group", "calls", "promoted", "settled_group", "to"]
