"""A plausible month of a reading and running club, as acts in the order of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone

from bot.rehearsal.chance import Chance
from bot.rehearsal.errors import ActError
from bot.rehearsal.people import crowd
from bot.rehearsal.phrases import CHECK_INS, HELLOS, REACTIONS, SMALL_TALK, TOPIC_TALK, tongue
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat, Person
from bot.rehearsal.world import World

Act = tuple[datetime, Json]
FOUNDERS = 24
NEWCOMERS = 16
_GAP_S = 55.0


@dataclass(frozen=True, slots=True)
class _Role:
    """How somebody lives in the club."""

    person: Person
    joins: int
    leaves: int | None
    talk: float
    signs: float
    rises: float


def month(
    world: World,
    chat_ids: Sequence[int],
    *,
    days: int = 30,
    seed: int = 1,
    start: datetime | None = None,
    utc_offset_h: int = 8,
) -> Iterator[Act]:
    """About forty people for so many local days, from `start` or the world's now.

    The people are made at the first step; all else is in the acts, so that a driver can push the
    clock to each moment and perform it. The same seed gives the same month.
    """
    draw = Chance(f"month {seed}")
    zone = timezone(timedelta(hours=utc_offset_h))
    begin = (start or world.clock.moment()).astimezone(zone)
    chats = [world.find_chat(chat_id) for chat_id in chat_ids]
    roles = _cast(world, draw, days)
    here: set[int] = set()
    for day in range(days):
        midnight = datetime.combine(begin.date() + timedelta(days=day), time(), zone)
        acts = _day(draw, chats, roles, day, midnight)
        if day == 0:
            acts = [_no_earlier(pair, begin, draw) for pair in acts]
        for at, act in sorted(acts, key=lambda pair: pair[0]):
            if act["do"] == "join":
                here.add(act["as"])
            if at >= begin and act["as"] in here:
                yield at.astimezone(UTC), act


def _no_earlier(pair: Act, begin: datetime, draw: Chance) -> Act:
    """Those who would have joined before the month begins join in its first hour."""
    at, act = pair
    if act["do"] == "join" and at < begin:
        at = begin + timedelta(seconds=draw.whole(1, 3600))
    return at, act


def play(world: World, act: Json) -> bool:
    """Do one act of a history; false when the world, as it has become, refuses it."""
    try:
        world.perform(act)
    except ActError:
        return False
    return True


def _cast(world: World, draw: Chance, days: int) -> list[_Role]:
    people = crowd(world, FOUNDERS + NEWCOMERS, draw)
    roles: list[_Role] = []
    for number, person in enumerate(people):
        founder = number < FOUNDERS
        joins = draw.whole(0, 1) if founder else draw.whole(1, max(1, days - 2))
        stays = draw.happens(0.85)
        # A few carry the talk, most say little, some only read.
        talk = draw.one((0.0, 0.3, 0.5, 1.0, 1.0, 2.0, 4.0))
        signs = draw.one((0.0, 0.3, 0.6, 0.9, 0.97))
        leaves = None if stays else joins + draw.whole(2, max(3, days // 2))
        roles.append(_Role(person, joins, leaves, talk, signs, draw.whole(6 * 60, 10 * 60)))
    return roles


def _day(
    draw: Chance, chats: list[Chat], roles: list[_Role], day: int, midnight: datetime
) -> list[Act]:
    acts: list[Act] = []
    main = chats[0]
    for role in roles:
        who = role.person
        if role.joins == day:
            at = midnight + timedelta(minutes=draw.whole(0, 8 * 60 + 30))
            acts += [(at, _act(who, "join", chat)) for chat in chats]
            if draw.happens(0.5):
                words = draw.one(HELLOS[tongue(who.language_code)])
                acts.append((at + timedelta(seconds=40), _act(who, "send", main, text=words)))
        if role.leaves == day:
            at = midnight + timedelta(hours=23, minutes=draw.whole(0, 50))
            acts += [(at, _act(who, "leave", chat)) for chat in chats]
        if _present(role, day) and draw.happens(role.signs):
            at = midnight + timedelta(
                minutes=role.rises + draw.whole(0, 90), seconds=draw.whole(0, 59)
            )
            words = draw.one(CHECK_INS[tongue(who.language_code)])
            acts.append((at, _act(who, "send", main, text=words)))
    for _ in range(draw.whole(3, 6)):
        chat = main if draw.happens(0.75) else draw.one(chats)
        at = midnight + timedelta(minutes=draw.whole(8 * 60 + 40, 22 * 60 + 30))
        acts += _conversation(draw, chat, [r for r in roles if _present(r, day)], at)
    return acts


def _present(role: _Role, day: int) -> bool:
    return role.joins <= day and (role.leaves is None or day <= role.leaves)


def _conversation(draw: Chance, chat: Chat, present: list[_Role], at: datetime) -> Iterator[Act]:
    """Some minutes of talk among a few, in one topic, with answers and reactions."""
    talkers = [role for role in present for _ in range(round(role.talk * 2))]
    if not talkers:
        return
    circle = [draw.one(talkers).person for _ in range(draw.whole(2, 6))]
    topic = draw.one([None, *chat.topics]) if chat.topics else None
    name = chat.topics[topic].name if topic is not None else ""
    for turn in range(draw.whole(4, 14)):
        at += timedelta(seconds=1 + draw.wait(_GAP_S))
        who = draw.one(circle)
        fields: Json = {"text": _words(draw, who, name)}
        if topic is not None:
            fields["thread"] = topic
        if turn and draw.happens(0.25):
            fields["reply_to"] = -1
        yield at, _act(who, "send", chat, **fields)
        if draw.happens(0.25):
            fan = draw.one(present).person
            later = at + timedelta(seconds=draw.whole(2, 20))
            emoji = draw.one(REACTIONS)
            yield later, _act(fan, "react", chat, message_id=-1, emoji=emoji)


def _words(draw: Chance, who: Person, topic: str) -> str:
    language = tongue(who.language_code)
    themes = [words for theme, words in TOPIC_TALK[language].items() if theme in topic.lower()]
    choices = draw.one(themes) if themes and draw.happens(0.7) else SMALL_TALK[language]
    chosen = draw.one(choices)
    return chosen.replace("{km}", str(draw.whole(3, 21))).replace("{p}", str(draw.whole(8, 320)))


def _act(who: Person, do: str, chat: Chat, **fields: object) -> Json:
    return {"as": who.id, "do": do, "chat_id": chat.id, **fields}
