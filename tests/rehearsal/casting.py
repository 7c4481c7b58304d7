"""Who is on a stage: members, moderators, the staff's own chat, a log, a channel elsewhere."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from bot.kit.texts import Text
from bot.rehearsal.state import Chat, Person
from tests.conversation import catalog
from tests.rehearsal.stage import Stage

_TAG: Final = re.compile(r"<[^>]+>")

# How whoever broke a rule stands to the group after what was done.
AFTER = {"mute": "restricted", "kick": "left", "ban": "kicked"}


def read(text: Text) -> str:
    """A text in English, as one reads it in a chat."""
    return unescape(_TAG.sub("", catalog().html(text, "en")))


async def joined(stage: Stage, name: str, *, dm: bool = False, **more: Any) -> Person:
    """Somebody who is in the group and has said something; with `dm` the bot may write to them."""
    person = stage.world.person(name, **more)
    await stage.plays(person, "join")
    await stage.says(person, "good morning")
    if dm:
        await stage.plays(person, "start")
    return person


async def promoted(stage: Stage, name: str, *, dm: bool = False, **rights: bool) -> Person:
    """An administrator with some rights, or, naming none, with those a moderator needs."""
    person = await joined(stage, name, dm=dm)
    given = rights or {"can_delete_messages": True, "can_restrict_members": True}
    await stage.plays(stage.owner, "promote", person=person.id, rights=given)
    return person


async def backroom(stage: Stage, kind: str, *members: Person) -> Chat:
    """A group that serves the community: its `staff` chat or its `log`."""
    ids = [each.id for each in members]
    room = stage.world.supergroup(f"The {kind}", stage.owner.id, bot="admin", members=ids)
    await stage.passes(seconds=3)
    await stage.plays(stage.owner, "send", chat=room, text="/staff")
    await stage.presses(stage.owner, f"|{kind}|", chat=room)
    await stage.presses(stage.owner, "✅", chat=room)
    return room


async def elsewhere(stage: Stage, name: str, text: str, *readers: Person) -> dict[str, Any]:
    """What its readers can pass on: a message of a channel that is no part of the community."""
    ids = [each.id for each in readers]
    channel = stage.world.chat("channel", name, stage.owner.id, members=ids)
    done = await stage.plays(stage.owner, "send", chat=channel, text=text)
    return {"chat_id": channel.id, "message_id": done["message"]["message_id"]}


@dataclass
class Scene:
    """A stage with an administrator and a log; and what is to become of messages there."""

    stage: Stage
    admin: Person
    log: Chat

    async def sends(self, who: Person, **fields: Any) -> list[int]:
        """Let somebody send something; returns the ids of its messages."""
        done = await self.stage.plays(who, "send", **(self.stage.where | fields))
        messages = done.get("messages", [done["message"]])
        return [message["message_id"] for message in messages]

    def stands(self, message_ids: list[int]) -> set[bool]:
        """Whether messages are there; what goes, and what stays, does so as a whole."""
        return {self.stage.stands(each) for each in message_ids}

    async def found(self, message_ids: list[int]) -> set[str]:
        """Return what the checks in force found in messages."""
        return {
            row["check"]
            for row in await self.stage.rows("findings")
            if row["mode"] == "on"
            and row["chat_id"] == self.stage.chat.id
            and row["message_id"] in message_ids
        }

    async def falls(
        self, who: Person, check: str, message_ids: list[int], action: str = "remove"
    ) -> None:
        """Expect messages to go by a check and its action to be taken; then have it undone."""
        found, standing = await self.found(message_ids), self.stage.standing(who).status
        (case,) = [row for row in await self.cases_of(who) if row["state"] == "applied"]

        assert (self.stands(message_ids), check in found) == ({False}, True)
        assert (case["check"], case["action"]) == (check, action)
        assert standing == AFTER.get(action, "member")
        await self.stage.says(self.admin, f"/undo {case['number']}")
        if action == "kick":
            await self.stage.plays(who, "join")
        assert self.stage.may_write(who)

    async def stays(self, message_ids: list[int]) -> None:
        """Expect that messages stand and nobody found anything in them."""
        assert (self.stands(message_ids), await self.found(message_ids)) == ({True}, set())

    async def cases_of(self, who: Person) -> list[dict[str, Any]]:
        """Return the cases about somebody."""
        return [row for row in await self.stage.rows("cases") if row["person_id"] == who.id]


async def opened(stage: Stage) -> Scene:
    """Fill a stage."""
    admin = await promoted(stage, "Ada")
    return Scene(stage, admin, await backroom(stage, "log", admin))
