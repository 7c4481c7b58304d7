"""The whole app below the network: updates go in as Telegram sends them, words come out."""

import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Table, func, select
from telegram.request import BaseRequest, RequestData

from bot.assembly import application_of, intake_of, policy_of
from bot.config.settings import Settings
from bot.features.places import Places
from bot.features.reactions import react
from bot.i18n.catalog import Catalog
from bot.kit.chance import CountedChance
from bot.kit.clock import StoppedClock
from bot.kit.database import Database
from bot.kit.effects import Answer, Edit, Effect, Probe, Reply
from bot.kit.texts import Lines, Text, Words, unpack
from bot.runtime.courier import Courier
from bot.runtime.gateway import Owed
from bot.runtime.intake import Intake
from bot.runtime.letters import Letter, read
from bot.runtime.limits import Limits
from bot.runtime.outcomes import Done, Outcome
from bot.runtime.recording import RecordingGateway
from bot.runtime.scheduler import Scheduler
from handlers import workers
from handlers.context import App

TOKEN = "424242:TEST"
NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # twelve o'clock in Shanghai
GROUP = -1001000000001
# No pace: a stopped clock would hold back every second message for ever.
UNHURRIED = Limits(chat_interval=timedelta(0), group_a_minute=10_000, a_second=10_000)
# What is said rather than done: told to answer otherwise, Telegram takes these all the same.
SAYING = ("send", "editMessage", "copyMessage")
BOT = {"id": 424242, "is_bot": True, "first_name": "Hearth", "username": "hearth_bot"}


@cache
def catalog() -> Catalog:
    """The catalogue that every town shares: it is read once."""
    return Catalog.load(strict=True)


class OwnName(BaseRequest):
    """A network on which the bot learns its own name, and nothing else."""

    @property
    def read_timeout(self) -> float:
        """Never reached."""
        return 1.0

    async def initialize(self) -> None:
        """Have nothing to open."""

    async def shutdown(self) -> None:
        """Have nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        **_: Any,
    ) -> tuple[int, bytes]:
        """Answer `getMe`; anything else is a handler that speaks before the commit."""
        assert url.endswith("/getMe"), "handlers speak through the unit of work alone"
        return 200, json.dumps({"ok": True, "result": BOT}).encode()


@dataclass
class Person:
    """Somebody who chats."""

    town: "Town"
    id: int
    first_name: str
    language_code: str = "en"
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def account(self) -> dict[str, Any]:
        """The person as Telegram shows it."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
            **self.extra,
        }

    async def says(self, text: str, *, chat_id: int = GROUP, **more: Any) -> list[Effect]:
        """Say something in a chat; returns what the bot said to it."""
        return await self.town.takes(self.town.message(self, text, chat_id=chat_id, **more))

    async def whispers(self, text: str, **more: Any) -> list[Effect]:
        """Say something to the bot by DM."""
        return await self.says(text, chat_id=self.id, **more)

    async def presses(self, data: str, *, chat_id: int = GROUP) -> list[Effect]:
        """Press a button with some callback data."""
        return await self.town.takes(self.town.press(self, data, chat_id=chat_id))


class Town:
    """A place to play: people, one group, a stopped clock, and everything that was said."""

    def __init__(self, database: Database, settings: Settings, *, at: datetime = NOON) -> None:
        self.database = database
        self.settings = replace(settings, token=TOKEN)
        self.clock = StoppedClock(at)
        self.chance = CountedChance()
        self.catalog = catalog()
        self.said: list[Effect] = []
        self.app: App
        self.intake: Intake
        self._numbers = itertools.count(1)
        self._people = itertools.count(1001)
        # The ids of what the bot posts: none that a message of somebody's has.
        self._posts = itertools.count(5001)

    async def open(self) -> "Town":
        """Start the app, as after a restart: nothing is remembered but the database."""
        self.app = application_of(self.settings, self.catalog, OwnName())
        await self.app.initialize()
        self.places = Places(policy_of(self.settings))
        self.places.own_name = str(BOT["username"])
        self.intake = intake_of(
            self.settings,
            self.app,
            database=self.database,
            clock=self.clock,
            chance=self.chance,
            places=self.places,
            say=lambda effects, _owes: self.said.extend(effects),
        )
        return self

    async def close(self) -> None:
        """Stop the app."""
        await self.app.shutdown()

    async def restart(self) -> None:
        """Stop and start again."""
        await self.close()
        await self.open()

    def person(self, first_name: str = "Mei", **more: Any) -> Person:
        """Somebody new."""
        return Person(self, next(self._people), first_name, **more)

    async def with_admin(self, **rights: bool) -> Person:
        """Somebody who owns the group, or administers it with some rights; the bot does too."""
        admin = self.person("Ada")
        await self.takes(self.own_change(admin))
        status = (
            {"status": "administrator", "can_be_edited": False, **rights}
            if rights
            else {"status": "creator", "is_anonymous": False}
        )
        await self.takes(self.change(admin, status))
        self.said.clear()
        return admin

    async def takes(self, *updates: dict[str, Any]) -> list[Effect]:
        """Take updates as one batch; returns what is said to them."""
        before = len(self.said)
        await self.intake.take(letters(updates))
        return [effect for effect in self.said[before:] if not isinstance(effect, Probe)]

    async def settles(
        self, outcome: Outcome | Callable[[Owed], Outcome | None] | None = None
    ) -> list[Owed]:
        """Let everything owed go out and everything due be done, as at this instant.

        `outcome` is what becomes of each call that does something, such as a ban; a function is
        asked of every call, words included, and lets a call be done by returning None. Without it
        all is done. Returns the calls in order; what workers said as effects is in `said`.
        """

        def replies(call: Effect | Owed) -> Outcome:
            chosen: Outcome | None = None
            if isinstance(call, Owed):
                if callable(outcome):
                    chosen = outcome(call)
                elif not call.method.startswith(SAYING):
                    chosen = outcome
            return chosen or Done({"message_id": next(self._posts)})

        gateway = RecordingGateway(replies)
        courier = Courier(
            self.database,
            gateway,
            self.clock,
            chance=self.chance,
            replica="town",
            language_for=self.catalog.language_for,
            limits=UNHURRIED,
            is_alone=True,
        )
        scheduler = Scheduler(
            self.database,
            self.clock,
            self.chance,
            workers(self.places),
            say=lambda effects, _owes: self.said.extend(effects),
            replica="town",
            react=react,
        )
        while True:
            before = len(gateway.delivered)
            await courier.drain()
            if not await scheduler.knock() and len(gateway.delivered) == before:
                return gateway.delivered

    def message(
        self, person: Person, text: str, *, chat_id: int = GROUP, **more: Any
    ) -> dict[str, Any]:
        """A message as Telegram sends it."""
        number = next(self._numbers)
        message: dict[str, Any] = {
            "message_id": number,
            "date": int(self.clock.now().timestamp()),
            "chat": self.chat(chat_id),
            "from": person.account,
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"update_id": number, "message": message | more}

    def press(self, person: Person, data: str, *, chat_id: int = GROUP) -> dict[str, Any]:
        """A press as Telegram sends it."""
        number = next(self._numbers)
        return {
            "update_id": number,
            "callback_query": {
                "id": str(number),
                "from": person.account,
                "chat_instance": "1",
                "data": data,
                "message": {
                    "message_id": 5,
                    "date": int(self.clock.now().timestamp()),
                    "chat": self.chat(chat_id),
                    "from": BOT,
                    "text": "…",
                },
            },
        }

    def change(
        self,
        person: Person,
        new: dict[str, Any],
        *,
        old: str = "member",
        by: Person | None = None,
        kind: str = "chat_member",
        chat_id: int = GROUP,
    ) -> dict[str, Any]:
        """A change of somebody's status as Telegram sends it."""
        return {
            "update_id": next(self._numbers),
            kind: {
                "chat": self.chat(chat_id),
                "from": (by or person).account,
                "date": int(self.clock.now().timestamp()),
                "old_chat_member": {"status": old, "user": person.account},
                "new_chat_member": {"user": person.account} | new,
            },
        }

    def own_change(
        self,
        by: Person,
        status: str = "administrator",
        *,
        old: str = "left",
        chat_id: int = GROUP,
        **rights: bool,
    ) -> dict[str, Any]:
        """A change of the bot's own status."""
        given = rights or {
            "can_manage_chat": True,
            "can_delete_messages": True,
            "can_restrict_members": True,
            "can_invite_users": True,
            "can_pin_messages": True,
        }
        new: dict[str, Any] = {"status": status}
        if status == "administrator":
            new |= {"can_be_edited": False} | given
        if status == "kicked":
            new |= {"until_date": 0}
        me = Person(self, BOT["id"], "Hearth", extra={"is_bot": True, "username": "hearth_bot"})
        return self.change(me, new, old=old, by=by, kind="my_chat_member", chat_id=chat_id)

    def chat(self, chat_id: int) -> dict[str, Any]:
        """A chat as Telegram shows it."""
        if chat_id > 0:
            return {"id": chat_id, "type": "private", "first_name": "…"}
        kind = "supergroup" if chat_id < -1_000_000_000_000 else "group"
        return {"id": chat_id, "type": kind, "title": "Reading club"}

    async def rows(self, table: Table) -> list[dict[str, Any]]:
        """Return every row of a table."""
        async with self.database.reading() as connection:
            found = await connection.execute(select(table))
            return [dict(row) for row in found.mappings()]

    async def count(self, table: Table) -> int:
        """Return how many rows a table has."""
        async with self.database.reading() as connection:
            return int(
                (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            )

    def passes(self, **span: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(**span))


def letters(updates: Sequence[dict[str, Any]]) -> list[Letter]:
    """Read updates as they would come in."""
    return [read(json.dumps(update).encode()) for update in updates]


def texts(effects: Sequence[Effect | Owed]) -> list[Text]:
    """Return every text that was said, in order, flattened; of deliveries too."""
    found: list[Text] = []
    for effect in effects:
        match effect:
            case Owed(arguments={"words": packed}):
                found += _flat(unpack(packed))
            case Answer(text=Text() as text):
                found.append(text)
            case Reply(text=words) | Edit(text=words):
                found += _flat(words)
            case _:
                pass
    return found


def ids(effects: Sequence[Effect | Owed]) -> list[str]:
    """Return the ids of every text that was said."""
    return [text.id for text in texts(effects)]


def value(effects: Sequence[Effect | Owed], text_id: str, name: str) -> Any:
    """Return a value of the first text of that id."""
    text = next(each for each in texts(effects) if each.id == text_id)
    return dict(text.values)[name]


def _flat(words: Words) -> list[Text]:
    if isinstance(words, Lines):
        return [each for each in words.texts if isinstance(each, Text)]
    return [words]
