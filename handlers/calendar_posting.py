"""How an entry is posted: which call its content is, and what starts the rest."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.features.calendar import occurring
from bot.features.calendar.drawing import day_of
from bot.features.calendar.entries import Entry
from bot.features.calendar.occurring import Occurrence
from bot.features.challenges import keeping as challenging
from bot.features.challenges.reading import wish_in as challenge_in
from bot.features.draws import keeping as drawing
from bot.features.draws.reading import NAMES as DRAW_NAMES
from bot.features.draws.reading import plan_in as draw_in
from bot.features.draws.rules import Plan as DrawPlan
from bot.features.events import keeping as planning
from bot.features.events.reading import plan_in as event_in
from bot.features.materials.rules import PREFIX
from bot.features.packets import service as giving
from bot.features.packets.rules import wish_in as packet_in
from bot.features.places import Place
from bot.features.polls import keeping as polling
from bot.features.polls.reading import wish_in as poll_in
from bot.features.quizzes import keeping as quizzing
from bot.features.quizzes.wishes import wish_in as quiz_in
from bot.features.surveys import keeping as surveying
from bot.features.surveys.reading import wish_in as survey_in
from bot.features.vocabulary import vocabulary
from bot.kit.days import local_day
from bot.kit.effects import Button, Delivery, Keyboard, Priority, Then, pack_keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, by_line, pack
from bot.kit.unit_of_work import UnitOfWork
from bot.kit.wishes import said_in
from handlers import challenge_staff, draw_posts, event_posts, packets, quiz_making, survey_making

# Due work: a post has gone out, or has not.
POSTED: Final = "calendar.posted"
_METHODS: Final[Mapping[str, str]] = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "document": "sendDocument",
    "album": "sendMediaGroup",
}
# What is called so that has no title, in every language.
_UNTITLED: Final[Mapping[str, str]] = {"draw": "🎁", "packet": "🧧"}

Starter: TypeAlias = Callable[[UnitOfWork, Place, str, str], Awaitable[None]]
Reader: TypeAlias = Callable[[str, datetime, ZoneInfo], object]


async def _challenge(uow: UnitOfWork, place: Place, words: str, _link: str) -> None:
    wish = challenge_in(words, local_day(uow.now, place.zone))
    begun = await challenging.start(uow, place, wish, thread_id=None, by=None)
    await challenge_staff.take_up(uow, place, begun, by=None)


async def _draw(uow: UnitOfWork, place: Place, words: str, _link: str) -> None:
    plan = _draw_in(words, uow.now, place.zone)
    drafted = await drawing.draft(uow, place, plan, thread_id=None, by=None)
    begun = await drawing.begin(uow, place, drafted, by=None)
    if begun is not None:
        draw_posts.post_card(uow, place, begun)


async def _event(uow: UnitOfWork, place: Place, words: str, _link: str) -> None:
    drafted = await planning.draft(uow, place, event_in(words, uow.now, place.zone))
    begun = await planning.begin(uow, place, drafted)
    if begun is not None:
        await event_posts.post_card(uow, place, begun)


async def _packet(uow: UnitOfWork, place: Place, words: str, _link: str) -> None:
    # Nobody's own points: what stands in the schedule is the community's.
    wish = packet_in(words, may_spend=True)
    wish = replace(wish, is_own=False, title=wish.title or _UNTITLED["packet"])
    drafted = await giving.draft(uow, place, wish, thread_id=None, by=None)
    begun = await giving.begin(uow, place, drafted, by=None)
    if begun is not None:
        await packets.post_card(uow, begun)


async def _poll(uow: UnitOfWork, place: Place, words: str, _link: str) -> None:
    drafted = await polling.draft(uow, place, poll_in(words, uow.now, place.zone))
    await polling.begin(uow, place, drafted)


async def _quiz(uow: UnitOfWork, place: Place, words: str, _link: str) -> None:
    wish = quiz_in(words)
    bank = await quiz_making.bank_meant(uow, place, wish)
    begun = await quizzing.begin(uow, place, await quizzing.draft(uow, place, bank, wish))
    if begun is not None:
        quiz_making.post_lobby(uow, begun)


async def _survey(uow: UnitOfWork, place: Place, words: str, link: str) -> None:
    drafted = await surveying.draft(uow, place, survey_in(words), thread_id=None, by=None)
    begun = await surveying.begin(uow, place, drafted, vocabulary(), by=None)
    if begun is not None and begun.is_posted:
        survey_making.post_card(uow, place, begun, f"{link}?start=sv-{begun.id}")


def _draw_in(words: str, now: datetime, zone: ZoneInfo) -> DrawPlan:
    plan = draw_in(said_in(words, DRAW_NAMES), now, zone)
    if not plan.rules.strip():
        raise Refusal(Text("draw-needs-rules"))
    return replace(plan, title=plan.title or _UNTITLED["draw"])


def _questions(words: str) -> None:
    if not survey_in(words).questions:
        raise Refusal(Text("survey-no-questions"))


# What begins by the words behind its command, as if somebody had written them.
STARTERS: Final[Mapping[str, Starter]] = {
    "challenge": _challenge,
    "draw": _draw,
    "event": _event,
    "packet": _packet,
    "poll": _poll,
    "quiz": _quiz,
    "survey": _survey,
}
# What reads the words behind a command, or refuses them.
READERS: Final[Mapping[str, Reader]] = {
    "challenge": lambda words, now, zone: challenge_in(words, local_day(now, zone)),
    "draw": _draw_in,
    "event": event_in,
    "packet": lambda words, _now, _zone: packet_in(words, may_spend=True),
    "poll": poll_in,
    "quiz": lambda words, _now, _zone: quiz_in(words),
    "survey": lambda words, _now, _zone: _questions(words),
}
_DAY: Final = re.compile(r"\b(20\d\d-\d\d-\d\d)\b")


def readers_at(now: datetime, zone: ZoneInfo) -> Mapping[str, Callable[[str], Text | None]]:
    """Return what looks at the words behind each command, for a file that is being read.

    A day that has gone by since it was written is no fault: a file does not break by itself.
    """

    def fault(read: Reader, words: str) -> Text | None:
        try:
            read(words, min(now, _before(words, now)), zone)
        except Refusal as refusal:
            why = refusal.why
            texts = (why,) if isinstance(why, Text) else why.texts
            return next(each for each in texts if isinstance(each, Text))
        return None

    return {sort: partial(fault, read) for sort, read in READERS.items()}


def _before(words: str, now: datetime) -> datetime:
    """Return a moment at which the first day that is named was still to come."""
    days = (day_of(each) for each in _DAY.findall(words))
    first = min((each for each in days if each is not None), default=None)
    return now if first is None else datetime.combine(first, time(), UTC) - timedelta(days=2)


def delivery_of(
    entry: Entry,
    occurrence: Occurrence,
    otherwise: Mapping[str, Any],
    *,
    is_silent: bool,
    at: datetime,
) -> Delivery:
    """Return the call that posts an entry in a group, for as long as it is not too late.

    It is owed once for each time at which it was decided: what failed can be posted again.
    """
    arguments: dict[str, Any] = {"disable_notification": True} if is_silent else {}
    topic = str(otherwise.get("topic", entry.topic))
    if topic.isdecimal():
        arguments["message_thread_id"] = int(topic)
    words = words_of(entry, occurrence.turn, otherwise)
    if words:
        arguments["words"] = pack(Lines(*by_line(words, _line)))
    if entry.buttons and entry.sort != "album":
        arguments["keyboard"] = pack_keyboard(_keyboard(entry))
    return Delivery(
        key=f"calendar:{occurrence.id}:{int(at.timestamp() * 1000)}",
        chat_id=occurrence.chat_id,
        method=_METHODS.get(entry.sort, "sendMessage"),
        arguments=arguments | _media(entry),
        is_repeatable=False,
        priority=Priority.POST,
        expires_at=at + max(entry.late, occurring.SOONEST),
        then=Then(POSTED, {"occurrence_id": occurrence.id, "topic": topic}),
    )


def _line(words: str) -> Text:
    return Text("calendar-words", words=words)


def words_of(entry: Entry, turn: int, otherwise: Mapping[str, Any]) -> str:
    """Return the text of a turn: one after another, none again before all were."""
    texts = entry.content.get("texts") or []
    if "text" in otherwise:
        return str(otherwise["text"])
    return str(texts[turn % len(texts)]) if texts else ""


def _keyboard(entry: Entry) -> Keyboard:
    return tuple(
        tuple(Button(Text("calendar-label", label=link.label), url=link.url) for link in row)
        for row in entry.buttons
    )


def _media(entry: Entry) -> dict[str, Any]:
    if entry.sort not in _METHODS:
        return {}
    if entry.sort != "album":
        return _file(entry.sort, str(entry.content["file"]))
    media, files = [], []
    for number, name in enumerate(entry.content["files"]):
        kind = "video" if str(name).endswith((".mp4", ".mov")) else "photo"
        named = _file(f"f{number}", str(name))
        files += named.get("files", [])
        media.append({"type": kind, "media": named.get(f"f{number}", f"attach://f{number}")})
    return {"media": media, "files": files}


def _file(field: str, name: str) -> dict[str, Any]:
    # What the library holds is put in its place when it is posted.
    if name.startswith((PREFIX, "https://")):
        return {field: name}
    return {"files": [{"field": field, "path": name}]}
