"""How the sample community came to be, and what befell it just now, played by its own people.

Nothing is put into the database: people say and press what they would, so that a newcomer finds
rooms, rules, a case, an appeal and a report that came about as in a real group.
"""

from datetime import timedelta
from typing import Final

from bot.app import Hearth
from bot.demo.clock import push, settle
from bot.demo.sample import Sample
from bot.rehearsal.phrases import tongue
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.state import Chat, Person

MODERATES: Final = {"can_delete_messages": True, "can_restrict_members": True}
PLANS: Final = {"can_pin_messages": True}
# People take their time, and so the bot may say everything at once.
BREATH: Final = timedelta(seconds=20)
# How long what befalls the club takes, with some room.
TROUBLES: Final = timedelta(minutes=10)


class Club:
    """The sample community: each of its people acts once the bot has answered the one before."""

    def __init__(self, hearth: Hearth, rehearsal: Rehearsal, sample: Sample) -> None:
        self._hearth = hearth
        self._rehearsal = rehearsal
        self._sample = sample
        self._world = rehearsal.world

    async def found(self) -> int:
        """Found the group with its staff, their room, the log and the pinned rules."""
        sample, world = self._sample, self._world
        code = "zh-hans" if sample.community.language == "zh-CN" else "en"
        owner, moderator, planner = people = [
            world.person(name, username=username, language_code=code)
            for name, username in sample.people
        ]
        name = self._hearth.settings.community.name or sample.community.name
        group = world.supergroup(name, owner.id, members=[moderator.id, planner.id])
        await self._does(owner, "promote", group, person=moderator.id, rights=MODERATES)
        await self._does(owner, "promote", group, person=planner.id, rights=PLANS)
        for person in people:
            # Whoever has opened the chat with the bot is told there what the group shall not read.
            await self._does(person, "start", world.dm(person.id))
        await self._does(owner, "send", group, text=f"/role @{planner.username} content")
        await self._does(owner, "send", group, text="/pinrules")
        for row, title in ((1, sample.log), (0, sample.room)):
            room = world.supergroup(title, owner.id, members=[moderator.id])
            await self._serves(owner, room, row)
        return group.id

    async def befall(self) -> None:
        """Let happen what a day among people brings; and leave two cards to the staff."""
        said, group = self._sample.said, self._group
        parts = self._cast(group)
        if len(parts) < len(("seller", "rude", "spoiler", "witness")):
            return
        moderator, (seller, rude, spoiler, witness) = self._moderator, parts
        await self._does(seller, "send", group, text=said.advert)
        await self._does(rude, "start", self._world.dm(rude.id))
        harsh = await self._does(rude, "send", group, text=said.rude)
        await self._does(moderator, "send", group, text=f"/warn #1 {said.warning}", reply_to=harsh)
        await self._presses(rude, self._world.dm(rude.id), "appeal|")
        await self._does(rude, "send", self._world.dm(rude.id), text=said.appeal)
        told = await self._does(spoiler, "send", group, text=said.spoiler)
        await self._does(witness, "send", group, text=f"/report {said.report}", reply_to=told)

    @property
    def _group(self) -> Chat:
        chats = self._world.state.chats.values()
        return next(chat for chat in chats if chat.type == "supergroup")

    @property
    def _moderator(self) -> Person:
        _, (_, username), _ = self._sample.people
        people = self._world.state.people.values()
        return next(person for person in people if person.username == username)

    def _cast(self, group: Chat) -> list[Person]:
        """Return four members who speak the community's language, those longest here first."""
        speaks = "zh" if self._sample.community.language == "zh-CN" else "en"
        found = (self._world.state.people.get(id_) for id_ in sorted(group.members))
        return [
            person
            for person in found
            if person is not None
            and not person.is_bot
            and tongue(person.language_code) == speaks
            and self._world.standing(group, person.id).status == "member"
        ][:4]

    async def _serves(self, owner: Person, room: Chat, row: int) -> None:
        """Let a room serve the community: as what is chosen by the row, and confirmed by a yes."""
        await self._does(owner, "send", room, text="/staff")
        await self._presses(owner, room, "serve|", row)
        await self._presses(owner, room, "serve|")
        # What the bot says where it comes in is for groups of members.
        greeting = next(
            each for each in room.messages.values() if each.sender == self._world.bot.id
        )
        await self._does(owner, "delete", room, message_id=greeting.id)

    async def _presses(self, who: Person, chat: Chat, kind: str, row: int = 0) -> None:
        """Press a row's first button under the newest message that has buttons of a kind there.

        Something else may have come between, such as the card of a new day.
        """
        await self._breathes()
        for stored in reversed(chat.messages.values()):
            rows = stored.data.get("reply_markup", {}).get("inline_keyboard", [])
            if row < len(rows) and rows[row][0].get("callback_data", "").startswith(kind):
                await self._does(who, "press", chat, message_id=stored.id, row=row, column=0)
                return

    async def _does(self, who: Person, what: str, chat: Chat, **fields: object) -> int:
        """Let somebody act and the bot answer; returns the id of the message, if it was one."""
        await self._breathes()
        deed = {"as": who.id, "do": what, "chat_id": chat.id, **fields}
        done = self._world.perform(deed)
        await settle(self._hearth, self._rehearsal)
        return int(done.get("message", {}).get("message_id", 0))

    async def _breathes(self) -> None:
        """Let a moment pass, in which the bot does what is due."""
        await settle(self._hearth, self._rehearsal)
        await push(self._hearth, self._rehearsal, self._world.clock.moment() + BREATH)
        await settle(self._hearth, self._rehearsal)
