"""People, a staff chat and a message to report, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from bot.config.settings import Retention
from bot.kit.texts import Lines, Text, unpack
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.gateway import Owed
from bot.runtime.housekeeping import Housekeeping
from models.communities import chats
from models.complaints import complaints
from tests.conversation import GROUP, Person, Town

STAFF = -1001000000077


@dataclass
class Club:
    """A group with an owner, two moderators, and two members who can be written to."""

    town: Town
    owner: Person
    anna: Person
    ben: Person
    mei: Person
    tom: Person

    async def opens_staff_chat(self) -> None:
        """Let the staff have a chat of their own."""
        await self.town.takes(self.town.own_change(self.owner, chat_id=STAFF))
        async with self.town.database.writing() as connection:
            own = select(chats.c.community_id).where(chats.c.id == GROUP).scalar_subquery()
            await connection.execute(
                update(chats)
                .where(chats.c.id == STAFF)
                .values(kind="staff", community_id=own, title="Back room")
            )
        await self.town.settles()

    async def hears(self, author: Person, words: str, **more: Any) -> dict[str, Any]:
        """Let somebody say something; returns it as one replies to it."""
        update = self.town.message(author, words, **more)
        await self.town.takes(update)
        return dict(update["message"])

    async def reports(self, reporter: Person, reported: dict[str, Any], words: str = "/report"):
        """Let somebody report it."""
        return await reporter.says(words, reply_to_message=reported)

    async def complaint(self) -> dict[str, Any]:
        """Return the only complaint there is."""
        (row,) = await self.town.rows(complaints)
        return row


async def club(town: Town) -> Club:
    """Found it: everybody has pressed Start but the owner of the group has not yet."""
    owner = await town.with_admin()
    anna, ben = town.person("Anna"), town.person("Ben")
    rights = {"can_restrict_members": True, "can_delete_messages": True, "can_manage_chat": True}
    for each in (anna, ben):
        await town.takes(
            town.change(each, {"status": "administrator", "can_be_edited": False, **rights})
        )
    mei, tom = town.person("Mei"), town.person("Tom")
    for each in (anna, ben, mei):
        await each.whispers("/start")
    await town.settles()
    town.said.clear()
    return Club(town, owner, anna, ben, mei, tom)


def sent(calls: Sequence[Owed], chat_id: int, method: str = "sendMessage") -> list[Owed]:
    """Return the calls of a method to a chat."""
    return [each for each in calls if each.chat_id == chat_id and each.method == method]


def words_of(owed: Owed) -> list[str]:
    """Return the ids of the texts that a delivery says."""
    said = unpack(owed.arguments["words"])
    found = said.texts if isinstance(said, Lines) else (said,)
    return [each.id for each in found if isinstance(each, Text)]


def said_in(owed: Owed, text_id: str) -> dict[str, Any]:
    """Return the values of one text that a delivery says."""
    said = unpack(owed.arguments["words"])
    found = said.texts if isinstance(said, Lines) else (said,)
    text = next(each for each in found if isinstance(each, Text) and each.id == text_id)
    return dict(text.values)


def called(owed: Owed, text_id: str) -> str:
    """Return what somebody whom a text mentions is called."""
    mention: Text = said_in(owed, text_id)["name"]
    return str(dict(mention.values)["name"])


def data_of(owed: Owed, deed: str) -> str:
    """Return the callback data of a button on a card."""
    rows = owed.arguments["keyboard"]
    return next(
        str(item["data"])
        for row in rows
        for item in row
        if item["data"] and str(item["data"]).split("|")[2] == deed
    )


def deeds_of(owed: Owed) -> list[str]:
    """Return what can be pressed on a card."""
    rows = owed.arguments.get("keyboard", [])
    return [str(item["data"]).split("|")[2] for row in rows for item in row if item["data"]]


async def night(town: Town) -> None:
    """Let a night's housekeeping be done."""

    @dataclass
    class Night:
        details: dict[str, Any]

    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=town.chance,
            dialect=connection.dialect.name,
        )
        await Housekeeping(Retention())(uow, Night({}))
        await uow.flush()
