"""Scenes that play themselves in a group at one click."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.rehearsal.errors import ActError, not_allowed
from bot.rehearsal.membership import is_in
from bot.rehearsal.people import crowd
from bot.rehearsal.phrases import (
    BIOS,
    CHECK_INS,
    HELLOS,
    RAID,
    REACTIONS,
    SMALL_TALK,
    SPAM,
    tongue,
)
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat, Link, Person, Stored
from bot.rehearsal.world import World

# The storm: so many in all, so many at once, and the pause between; how often Telegram says wait.
STORM = 1000
STORM_SHARE = 25
STORM_PAUSE_S = 0.05
STORM_WAITS = 10

Play = Callable[[World, Chat], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene: its name, its title in two languages, and how it goes."""

    name: str
    title: dict[str, str]
    play: Play


SCENES: dict[str, Scene] = {}


def scene(name: str, *, en: str, zh: str) -> Callable[[Play], Play]:
    """Register a scene."""

    def register(play: Play) -> Play:
        SCENES[name] = Scene(name, {"en": en, "zh-CN": zh}, play)
        return play

    return register


def _do(world: World, who: Person, do: str, chat: Chat, **fields: object) -> int:
    """One act; what the world refuses (a mute, a ban) is simply not done."""
    deed: Json = {"as": who.id, "do": do, "chat_id": chat.id, **fields}
    try:
        world.perform(deed)
    except ActError:
        return 0
    return 1


def _members(world: World, chat: Chat, count: int) -> list[Person]:
    """Members of flesh, topped up with new ones who slip in without a word."""
    present = [
        world.state.people[m]
        for m in chat.members
        if m in world.state.people
        and not world.state.people[m].is_bot
        and is_in(world.standing(chat, m))
    ]
    missing = count - len(present)
    if missing > 0:
        for person in crowd(world, missing):
            _do(world, person, "join", chat)
            if is_in(world.standing(chat, person.id)):
                present.append(person)
    return world.chance.some(present, count)


async def _breathe() -> None:
    """Let the bot and the page have a turn."""
    await asyncio.sleep(0)


@scene("newcomers", en="Ten newcomers arrive", zh="十位新成员到来")
async def newcomers(world: World, chat: Chat) -> int:
    """Ten people join; most say hello."""
    done = 0
    for person in crowd(world, 10):
        done += _do(world, person, "join", chat)
        if world.chance.happens(0.7):
            words = HELLOS[tongue(person.language_code)]
            done += _do(world, person, "send", chat, text=world.chance.one(words))
        await _breathe()
    return done


@scene("spammer", en="A spammer floods the group", zh="广告号刷屏")
async def spammer(world: World, chat: Chat) -> int:
    """One joins and posts a dozen advertisements without a pause."""
    [person] = crowd(world, 1)
    done = _do(world, person, "join", chat)
    for number in range(12):
        done += _do(world, person, "send", chat, text=SPAM[number % len(SPAM)])
        await _breathe()
    return done


def _button(chat: Chat, bot_id: int) -> tuple[Stored, int, int] | None:
    """The first callback button under the bot's latest message that has one."""
    for stored in reversed(chat.messages.values()):
        if stored.sender != bot_id or stored.deleted:
            continue
        rows = stored.data.get("reply_markup", {}).get("inline_keyboard", [])
        for row, buttons in enumerate(rows):
            for column, button in enumerate(buttons):
                if "callback_data" in button:
                    return stored, row, column
    return None


@scene("checkins", en="Fifty members check in", zh="五十人签到")
async def checkins(world: World, chat: Chat) -> int:
    """Fifty members sign in, by word, by command, or by the bot's button where there is one."""
    done = 0
    button = _button(chat, world.bot.id)
    for person in _members(world, chat, 50):
        if button is not None and world.chance.happens(0.4):
            stored, row, column = button
            done += _do(world, person, "press", chat, message_id=stored.id, row=row, column=column)
        else:
            words = CHECK_INS[tongue(person.language_code)]
            done += _do(world, person, "send", chat, text=world.chance.one(words))
        await _breathe()
    return done


@scene("lively", en="A lively hour of chat", zh="热闹的一小时")
async def lively(world: World, chat: Chat) -> int:
    """A dozen members talk in two languages and react."""
    people = _members(world, chat, 12)
    if not people:
        raise not_allowed("Nobody is in the group.")
    done = 0
    for _ in range(60):
        person = world.chance.one(people)
        words = world.chance.one(SMALL_TALK[tongue(person.language_code)])
        words = words.replace("{km}", "5").replace("{p}", "84")
        done += _do(world, person, "send", chat, text=words)
        if world.chance.happens(0.2):
            fan = world.chance.one(people)
            emoji = world.chance.one(REACTIONS)
            done += _do(world, fan, "react", chat, message_id=-1, emoji=emoji)
        await _breathe()
    return done


@scene("raid", en="A raid: forty joins at once", zh="四十个账号同时涌入")
async def raid(world: World, chat: Chat) -> int:
    """Forty accounts join at once and some of them shout."""
    done = 0
    for person in crowd(world, 40):
        done += _do(world, person, "join", chat)
        if world.chance.happens(0.3):
            done += _do(world, person, "send", chat, text=world.chance.one(RAID))
    return done


@scene("storm", en="A raid: a thousand joins", zh="一千个账号同时涌入")
async def storm(world: World, chat: Chat) -> int:
    """A thousand accounts join, some shout, and Telegram says wait to what the bot does."""
    world.add_fault(
        kind="429", method="restrictChatMember", chat_id=chat.id, times=STORM_WAITS, retry_after=2
    )
    done = 0
    for number, person in enumerate(crowd(world, STORM), 1):
        done += _do(world, person, "join", chat)
        if world.chance.happens(0.05):
            done += _do(world, person, "send", chat, text=world.chance.one(RAID))
        if number % STORM_SHARE == 0:
            await asyncio.sleep(STORM_PAUSE_S)
    return done


@scene("request", en="Somebody asks to join", zh="有人申请入群")
async def request(world: World, chat: Chat) -> int:
    """One asks to be let in, by a link that needs approval."""
    [person] = crowd(world, 1)
    link = next(
        (
            link
            for link in chat.links.values()
            if link.creates_join_request and not link.is_revoked
        ),
        None,
    )
    if link is None and not chat.join_by_request:
        owner = next((m.user_id for m in chat.members.values() if m.status == "creator"), 0)
        url = f"https://t.me/+{world.chance.name(16)}"
        link = chat.links[url] = Link(url, owner, creates_join_request=True)
    bio = world.chance.one(BIOS) or None
    return _do(world, person, "join", chat, link=link.url if link else None, bio=bio)
