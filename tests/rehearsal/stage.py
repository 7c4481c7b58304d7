"""A stage for scenes about order: the whole bot in a served world, acted on as people would."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.app import Hearth
from bot.config.settings import Settings
from bot.demo.clock import push, settle
from bot.demo.stage import living
from bot.features.lessons.shelf import keep
from bot.kit.database import Database
from bot.rehearsal.clock import Clock
from bot.rehearsal.render import Json
from bot.rehearsal.server import Rehearsal, serving
from bot.rehearsal.state import Chat, Person
from bot.rehearsal.world import World
from migrations.upgrading import upgrade
from models import metadata
from tests.lessons.lines import seeded

BEGIN = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
# The file that the bot begins with: built once, since learning the seed takes seconds.
_BUILT: dict[str, bytes] = {}


@dataclass
class Stage:
    """The world, the bot in it, and the chat that a scene plays in."""

    world: World
    rehearsal: Rehearsal
    hearth: Hearth
    chat: Chat
    owner: Person
    # What every message is sent with, such as a topic.
    where: dict[str, Any]

    async def plays(self, who: Person, do: str, *, chat: Chat | None = None, **more: Any) -> Json:
        """Let somebody do something, the bot answer it, and three seconds pass."""
        fields = {"chat_id": (chat or self.chat).id} | more
        done = await self.world.act(who.id, do, **fields)
        await self.passes(seconds=3)
        return done

    async def says(self, who: Person, text: str, **more: Any) -> int:
        """Let somebody write into the chat; returns the message's id."""
        done = await self.plays(who, "send", text=text, **(self.where | more))
        return int(done["message"]["message_id"])

    async def whispers(self, who: Person, text: str) -> None:
        """Let somebody write to the bot by DM."""
        await self.world.act(who.id, "send", chat_id=who.id, text=text)
        await self.passes(seconds=3)

    async def presses(self, who: Person, label: str, *, chat: Chat | None = None) -> Json | None:
        """Press the newest button whose label or data holds some words; returns the answer."""
        there = chat or self.chat
        for message in reversed(self.world.messages(there.id, by_bot=True)):
            if message.get("deleted"):
                continue
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            for row, keys in enumerate(rows):
                for column, key in enumerate(keys):
                    if label in key["text"] or label in key.get("callback_data", ""):
                        done = await self.plays(
                            who,
                            "press",
                            chat=there,
                            message_id=message["message_id"],
                            row=row,
                            column=column,
                        )
                        answer: Json | None = done.get("answer")
                        return answer
        raise LookupError(f"no button says {label}")

    async def passes(self, **span: float) -> None:
        """Let time pass, with everything that falls due on the way."""
        await settle(self.hearth, self.rehearsal)
        to = self.world.clock.moment() + timedelta(**span)
        await push(self.hearth, self.rehearsal, to)
        await settle(self.hearth, self.rehearsal)
        # What was settled on the way may have made work of its own.
        await self.hearth.scheduler.knock()
        await settle(self.hearth, self.rehearsal)

    def stands(self, message_id: int, *, chat: Chat | None = None) -> bool:
        """Whether a message is still to be seen."""
        return not (chat or self.chat).messages[message_id].deleted

    def standing(self, who: Person) -> Any:
        """Somebody's standing in the chat."""
        return self.world.standing(self.chat, who.id)

    def may_write(self, who: Person) -> bool:
        """Whether somebody is in the chat and may write there."""
        member = self.standing(who)
        if member.status == "restricted":
            return bool(member.is_member and member.rights.get("can_send_messages"))
        return member.status in {"member", "administrator", "creator"}

    def heard(self, chat_id: int | None = None) -> list[str]:
        """What the bot has said in a chat (or a DM), that is still to be seen."""
        return [
            message.get("text") or message.get("caption") or ""
            for message in self.world.messages(chat_id or self.chat.id, by_bot=True)
            if not message.get("deleted")
        ]

    def called(self, method: str) -> int:
        """How often the bot has called a method."""
        return int(self.world.calls.counts[method])

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table."""
        async with self.hearth.database.reading() as connection:
            found = await connection.execute(select(metadata.tables[table]))
            return [dict(row) for row in found.mappings()]


@asynccontextmanager
async def staged(
    settings: Settings, folder: Path, *, kind: str = "supergroup", rights: Any = "admin"
) -> AsyncIterator[Stage]:
    """Raise the curtain: a supergroup, a forum with a topic, or a group with a linked channel."""
    clock = Clock.starting(BEGIN)
    world = World(clock=clock, sees_everything=True, flood_limits=False, hang_s=0.1)
    owner = world.person("Olivia", started=True, username="olivia")
    more: dict[str, Any] = {"is_forum": True, "topics": ["Runs"]} if kind == "forum" else {}
    if kind == "linked":
        channel = world.chat("channel", "Pages", owner.id)
        more = {"linked_chat_id": channel.id}
    chat = world.supergroup("Readers", owner.id, **({"bot": rights} | more))
    topic = next(iter(chat.topics), None)
    where = {"thread": topic} if topic is not None else {}
    await prepare(folder)
    async with (
        serving(world=world) as rehearsal,
        living(settings, rehearsal, folder) as hearth,
    ):
        stage = Stage(world, rehearsal, hearth, chat, owner, where)
        await stage.passes(seconds=5)
        yield stage


async def prepare(folder: Path) -> None:
    """Lay a database ready that is up to date and has learned the seed, as a first start would."""
    path = folder / "hearth.sqlite"
    if "sqlite" not in _BUILT:
        store = Database(f"sqlite+aiosqlite:///{path}")
        await upgrade(store)
        model, history = seeded()
        async with store.writing() as connection:
            await keep(connection, model, history, quality={"source": "seed"}, lines=0, now=BEGIN)
        await store.close()
        _BUILT["sqlite"] = path.read_bytes()
    path.write_bytes(_BUILT["sqlite"])
