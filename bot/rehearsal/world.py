"""The made-up world: its people, chats and messages, and what of it reaches the bot."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.rehearsal import render, views
from bot.rehearsal.calls import Calls
from bot.rehearsal.chance import Chance
from bot.rehearsal.clock import Clock, iso
from bot.rehearsal.errors import missing
from bot.rehearsal.events import Events
from bot.rehearsal.faults import Fault, Faults
from bot.rehearsal.flood import Flood
from bot.rehearsal.render import Json
from bot.rehearsal.state import Bot, Chat, Member, Person, State, Stored
from bot.rehearsal.updates import Queue


class World:
    """Everything there is, with the bot's queue and the log of its calls.

    Options that a test may want otherwise: `flood_limits` (429 as Telegram would), `log_calls`
    (how many calls are kept, 0 for none), `keep_messages` (how many a chat remembers) and `hang_s`
    (how long an injected time-out holds its connection).
    """

    def __init__(
        self,
        *,
        state: State | None = None,
        clock: Clock | None = None,
        seed: int | str | None = None,
        flood_limits: bool = True,
        log_calls: int = 500,
        keep_messages: int = 20_000,
        hang_s: float = 60.0,
        token: str | None = None,
        sees_everything: bool | None = None,
    ) -> None:
        self.state = state or State()
        self.clock = clock or Clock(offset_s=self.state.offset_s)
        self.chance = Chance(seed)
        self.queue = Queue(self.state, self.clock)
        self.events = Events()
        self.calls = Calls(self.events, self.clock, keep=log_calls)
        self.faults = Faults(Chance(seed))
        self.flood = Flood(enforced=flood_limits)
        self.keep_messages = keep_messages
        self.hang_s = hang_s
        self.blobs: dict[str, bytes] = {}
        self.blob_folder: Path | None = None
        self.waiting: dict[str, asyncio.Future[Json]] = {}
        self.webhook_changed = asyncio.Event()
        self.ready = True
        self.progress: Any = None
        self.pushing = False
        self.next_due: str | None = None
        self.dirty = False
        if token is not None:
            self.bot.token = token
            self.bot.id = int(token.split(":", 1)[0])
        if sees_everything is not None:
            self.bot.can_read_all_group_messages = sees_everything

    @property
    def bot(self) -> Bot:
        """The bot's account."""
        return self.state.bot

    # People and chats

    def person(
        self,
        first_name: str,
        last_name: str | None = None,
        *,
        username: str | None = None,
        language_code: str | None = "en",
        id: int | None = None,  # noqa: A002 - the Bot API's own word
        started: bool = False,
        is_bot: bool = False,
        bio: str | None = None,
    ) -> Person:
        """A new person, or the one who already has this id, renamed."""
        made = Person(
            id=self.new_id() + 5_000_000 if id is None else id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            started=started,
            is_bot=is_bot,
            bio=bio,
        )
        self.state.people[made.id] = made
        self.changed()
        self.events.say("person", person=self.person_shown(made))
        return made

    def chat(
        self,
        kind: str,
        title: str,
        owner: int,
        *,
        members: Iterable[int | Json] = (),
        bot: str | dict[str, bool] | None = None,
        **options: Any,
    ) -> Chat:
        """A new chat; `bot` is "member", "admin" or a dictionary of rights."""
        from bot.rehearsal.chats import make_chat

        return make_chat(self, kind, title, owner, members=members, bot=bot, **options)

    def supergroup(self, title: str, owner: int, **options: Any) -> Chat:
        """A new supergroup, with the bot as an administrator unless told otherwise."""
        return self.chat("supergroup", title, owner, **{"bot": "admin"} | options)

    async def act(self, who: int, do: str, **fields: Any) -> Json:
        """One act of one person; a press waits for the bot's answer."""
        from bot.rehearsal.acts import act

        return await act(self, {"as": who, "do": do} | fields)

    def perform(self, deed: Json) -> Json:
        """One act given as the control API's object; a press does not wait for its answer."""
        from bot.rehearsal.acts import perform

        return perform(self, deed)

    def messages(self, chat_id: int, *, by_bot: bool = False) -> list[Json]:
        """The chat's messages, oldest first, or the bot's alone; deleted ones are marked so."""
        chat = self.state.chats.get(chat_id)
        stored = chat.messages.values() if chat else ()
        return [self.shown(m) for m in stored if not by_bot or m.sender == self.bot.id]

    def enqueue_raw(self, updates: Iterable[bytes | Json]) -> int:
        """Put ready-made updates on the bot's queue."""
        count = self.queue.put_raw(updates)
        self.changed()
        return count

    # Finding

    def find_person(self, person_id: int) -> Person:
        """The person, or a 404 for whoever asked."""
        found = self.state.people.get(person_id)
        if found is None:
            raise missing(f"There is no person {person_id}.")
        return found

    def find_chat(self, chat_id: int) -> Chat:
        """The chat, or a 404 for whoever asked; a person's DM comes to be when first used."""
        found = self.state.chats.get(chat_id)
        if found is None and chat_id in self.state.people:
            return self.dm(chat_id)
        if found is None:
            raise missing(f"There is no chat {chat_id}.")
        return found

    def dm(self, person_id: int) -> Chat:
        """The DM of a person with the bot."""
        found = self.state.chats.get(person_id)
        if found is None:
            found = self.state.chats[person_id] = Chat(person_id, "private")
        return found

    def standing(self, chat: Chat, user_id: int) -> Member:
        """Somebody's standing in a chat as of now: what has run out is over."""
        member = chat.members.get(user_id)
        if member is None:
            return Member(user_id, "left", is_member=False)
        if 0 < member.until <= self.clock.now():
            if member.status == "restricted":
                member.status = "member" if member.is_member else "left"
                member.until, member.rights = 0, {}
            elif member.status == "kicked":
                member.status, member.until, member.is_member = "left", 0, False
        return member

    def bot_standing(self, chat: Chat) -> Member:
        """The bot's own standing in a chat."""
        return self.standing(chat, self.bot.id)

    def bot_may(self, chat: Chat, right: str) -> bool:
        """Whether the bot is an administrator with this right."""
        member = self.bot_standing(chat)
        if member.status == "creator":
            return True
        return member.status == "administrator" and member.rights.get(right, False)

    def user(self, user_id: int) -> Json:
        """A `User` by id: a person, the bot, or one of Telegram's own senders."""
        if user_id == self.bot.id:
            return render.bot_user(self.bot)
        person = self.state.people.get(user_id)
        if person is not None:
            return render.user(person)
        stranger = {"id": user_id, "is_bot": False, "first_name": ""}
        return render.FAKE_SENDERS.get(user_id, stranger)

    def known_user(self, user_id: int) -> Json | None:
        """A `User` by id, for mentions; None for a stranger."""
        known = user_id in self.state.people or user_id == self.bot.id
        return self.user(user_id) if known else None

    # Drawing

    def chat_drawn(self, chat: Chat) -> Json:
        """A `Chat`."""
        person = self.state.people.get(chat.id) if chat.type == "private" else None
        return render.chat(chat, person)

    def member_drawn(self, chat: Chat, member: Member) -> Json:
        """A `ChatMember`."""
        editable = member.promoted_by == self.bot.id and self.bot_may(chat, "can_promote_members")
        return render.member(chat, member, self.user(member.user_id), editable=editable)

    def message_drawn(self, stored: Stored) -> Json:
        """A `Message`, with its poll as it stands."""
        poll = stored.data.get("poll")
        if poll is not None and poll["id"] in self.state.polls:
            return stored.data | {"poll": self.state.polls[poll["id"]].data}
        return stored.data

    def shown(self, stored: Stored) -> Json:
        """A message as the page reads it."""
        return views.message(self, stored)

    def person_shown(self, person: Person) -> Json:
        """A person as the page reads it."""
        return views.person(person)

    # Telling

    def deliver(self, kind: str, payload: Json) -> None:
        """Queue an update for the bot."""
        self.queue.put(kind, payload)
        self.changed()

    def tell_message(self, chat: Chat, stored: Stored) -> None:
        """Tell the page of a new or changed message."""
        self.changed()
        if self.events.heard:
            self.events.say("message", chat_id=chat.id, message=self.shown(stored))

    def tell_chat(self, chat: Chat) -> None:
        """Tell the page of a changed chat."""
        self.changed()
        if self.events.heard:
            from bot.rehearsal.chats import chat_shown

            self.events.say("chat", chat=chat_shown(self, chat))

    def tell_person(self, person: Person) -> None:
        """Tell the page of a changed person."""
        self.changed()
        self.events.say("person", person=self.person_shown(person))

    def tell_clock(self) -> None:
        """Tell the page the time."""
        self.changed()
        now, offset = iso(self.clock.now()), self.clock.offset_s
        self.events.say("clock", now=now, offset_s=offset, pushing=self.pushing)

    def set_progress(self, progress: Any, *, ready: bool) -> None:
        """Tell the page how far the filling of the world has come."""
        self.progress, self.ready = progress, ready
        self.events.say("progress", progress=progress)
        if ready:
            self.events.say("state")

    def changed(self) -> None:
        """Note that the file is behind the world."""
        self.dirty = True

    def reset(self) -> None:
        """An empty world with the same bot; the clock keeps its time."""
        bot, offset = self.bot, self.clock.offset_s
        next_update_id = self.state.next_update_id
        self.state = State(bot=bot, offset_s=offset, next_update_id=next_update_id)
        self.queue.begin_again(self.state)
        self.blobs.clear()
        self.faults.active.clear()
        self.flood = Flood(enforced=self.flood.enforced)
        self.changed()
        self.events.say("state")

    def add_fault(self, **fields: Any) -> Fault:
        """Let calls fail from now on."""
        fault = Fault(**fields)
        self.faults.active.append(fault)
        return fault

    def new_id(self) -> int:
        """A number that nothing else in this world has."""
        self.state.next_id += 1
        return self.state.next_id - 1
