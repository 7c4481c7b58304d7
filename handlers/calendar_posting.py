"""How an entry is posted: which call its content is, and what starts the rest."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from bot.features.calendar import occurring
from bot.features.calendar.entries import Entry
from bot.features.calendar.occurring import Occurrence
from bot.features.challenges import keeping as challenging
from bot.features.challenges.reading import wish_in as challenge_in
from bot.features.places import Place
from bot.features.polls import keeping as polling
from bot.features.polls.reading import wish_in as poll_in
from bot.features.surveys import keeping as surveying
from bot.features.surveys.reading import wish_in as survey_in
from bot.features.vocabulary import vocabulary
from bot.kit.days import local_day
from bot.kit.effects import Button, Delivery, Keyboard, Priority, Then, pack_keyboard
from bot.kit.texts import Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import challenge_staff, survey_making

# Due work: a post has gone out, or has not.
POSTED: Final = "calendar.posted"
_METHODS: Final[Mapping[str, str]] = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "document": "sendDocument",
    "album": "sendMediaGroup",
}
_LIBRARY: Final = "library:"

Starter: TypeAlias = Callable[[UnitOfWork, Place, str, str], Awaitable[None]]


async def _challenge(uow: UnitOfWork, place: Place, words: str, _link: str) -> None:
    wish = challenge_in(words, local_day(uow.now, place.zone))
    begun = await challenging.start(uow, place, wish, thread_id=None, by=None)
    await challenge_staff.take_up(uow, place, begun, by=None)


async def _poll(uow: UnitOfWork, place: Place, words: str, _link: str) -> None:
    drafted = await polling.draft(uow, place, poll_in(words, uow.now, place.zone))
    await polling.begin(uow, place, drafted)


async def _survey(uow: UnitOfWork, place: Place, words: str, link: str) -> None:
    drafted = await surveying.draft(uow, place, survey_in(words), thread_id=None, by=None)
    begun = await surveying.begin(uow, place, drafted, vocabulary(), by=None)
    if begun is not None and begun.is_posted:
        survey_making.post_card(uow, place, begun, f"{link}?start=sv-{begun.id}")


# What begins by the words behind its command, as if somebody had written them.
STARTERS: Final[Mapping[str, Starter]] = {
    "challenge": _challenge,
    "poll": _poll,
    "survey": _survey,
}


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
        arguments["words"] = pack(Text("calendar-words", words=words))
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
        then=Then(POSTED, {"occurrence_id": occurrence.id}),
    )


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
    if name.startswith(_LIBRARY):
        return {field: name.removeprefix(_LIBRARY)}
    if name.startswith("https://"):
        return {field: name}
    return {"files": [{"field": field, "path": name}]}
