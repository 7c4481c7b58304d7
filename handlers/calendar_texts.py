"""How the calendar reads: its pages, what is told of a slot, how an entry stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.features.calendar.entries import KINDS, Entry
from bot.features.calendar.occurring import Occurrence, State
from bot.features.calendar.timing import resolve
from bot.features.places import Place
from bot.kit.days import wall, zone_named
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.calendar_buttons import DecidePost, PostNow, RestCalendar, TurnCalendar

SPANS: Final = ("today", "week", "month")
_MOST_GROUPS: Final = 8
_MOST_LINES: Final = 40
_MOST_WORDS: Final = 600
# What Telegram said -> the word for it.
_CAUSES: Final = (
    ("not enough rights", "rights"),
    ("need administrator rights", "rights"),
    ("chat_write_forbidden", "rights"),
    ("topic_closed", "topic"),
    ("message thread not found", "topic"),
    ("topic", "topic"),
    ("bot was kicked", "gone"),
    ("chat not found", "gone"),
    ("wrong file", "media"),
    ("failed to get http url content", "media"),
    ("no such file", "media"),
)
WHYS: Final = frozenset(
    {
        "late",
        "unapproved",
        "paused",
        "here",
        "gone",
        "raid",
        "refused",
        "rights",
        "topic",
        "media",
        "product",
        "material",
    }
)


def cause_of(failure: object) -> str:
    """Return why a post could not go out, in a word."""
    said = str(failure or "").casefold()
    return next((word for words, word in _CAUSES if words in said), "other")


def notice(
    entry: Entry,
    slot: datetime,
    some: Sequence[Occurrence],
    places: Sequence[Place],
    what: State,
) -> tuple[Lines, Keyboard]:
    """Return what is told of a slot that needs somebody, and what can be done about it."""
    named = ", ".join(place.title for place in places[:_MOST_GROUPS])
    more = max(0, len(places) - _MOST_GROUPS)
    lines: list[Text | str] = [
        Text(f"calendar-notice-{what}", key=entry.id, at=slot_moment(entry, slot, places[0].zone)),
        Text("calendar-notice-groups", groups=named, more=more),
    ]
    why = some[0].why if some else None
    if why is not None:
        lines.append(why_text(why))
    if what in {"asked", "held"}:
        lines += ["", *shown(entry, some[0].turn if some else 0)]
    return Lines(*lines), _choices(some[0].id, what) if some else ()


def why_text(why: str) -> Text:
    """Say why an occurrence stands as it does."""
    return Text(f"calendar-why-{why if why in WHYS else 'other'}")


def shown(entry: Entry, turn: int) -> list[Text | str]:
    """Say what an entry posts."""
    lines: list[Text | str] = [Text("calendar-entry", key=entry.id, sort=_sort(entry))]
    texts = entry.content.get("texts") or []
    words = str(texts[turn % len(texts)]) if texts else str(entry.content.get("words", ""))
    if words:
        lines.append(Text("calendar-quote", words=words[:_MOST_WORDS]))
    return lines


def terms(entry: Entry, groups: int) -> list[Text | str]:
    """Say how an entry is posted: to whom, by whom it is answered for, what happens to it."""
    lines: list[Text | str] = [
        Text("calendar-to", to=", ".join(entry.to), groups=groups, kind=entry.kind)
    ]
    if entry.owner:
        lines.append(Text("calendar-owner", owner=entry.owner))
    if entry.standard:
        lines.append(Text("calendar-standard", standard=entry.standard))
    if entry.needs_approval:
        lines.append(Text("calendar-approves"))
    return lines


def page(
    place: Place,
    span: str,
    ahead: Iterable[tuple[datetime, Entry]],
    before: Sequence[Occurrence],
    *,
    is_paused: bool,
    mix: Mapping[str, int],
) -> tuple[Lines, Keyboard]:
    """Return a stretch of the calendar: what was, what will be, and where else to look."""
    lines: list[Text | str] = [Text("calendar-head", name=place.community_name, span=span)]
    if is_paused:
        lines.append(Text("calendar-resting"))
    lines += [
        Text(f"calendar-was-{each.state}", key=each.entry_key, at=wall(each.due_at, place.zone))
        for each in before
    ]
    lines += _coming(place, ahead)
    if len(lines) == 1:
        lines.append(Text("calendar-empty"))
    if mix:
        lines += ["", mix_line(mix)]
    return Lines(*lines), _turns(place, span, is_paused=is_paused)


def mix_line(mix: Mapping[str, int]) -> Text:
    """Say which kinds of posts there were lately, and how much was about a product."""
    posts = sum(mix.values())
    counts = {kind: mix.get(kind, 0) for kind in KINDS}
    return Text(
        "calendar-mix", posts=posts, share=round(100 * counts["product"] / posts), **counts
    )


def _coming(place: Place, ahead: Iterable[tuple[datetime, Entry]]) -> Iterator[Text | str]:
    day = None
    for count, (slot, entry) in enumerate(ahead):
        if count == _MOST_LINES:
            yield Text("calendar-more")
            return
        if slot.date() != day:
            day = slot.date()
            yield ""
            yield Text("calendar-day", day=day)
        at, to = slot_moment(entry, slot, place.zone), ", ".join(entry.to)
        yield Text("calendar-line", at=at, key=entry.id, sort=_sort(entry), to=to)


def _turns(place: Place, span: str, *, is_paused: bool) -> Keyboard:
    turns = tuple(
        Button(
            Text(f"calendar-span-{each}"),
            data=buttons.pack(TurnCalendar(place.community_id, each)),
        )
        for each in SPANS
        if each != span
    )
    rest = Button(
        Text("calendar-go-on" if is_paused else "calendar-rest"),
        data=buttons.pack(RestCalendar(place.community_id, not is_paused)),
    )
    return turns, (rest,)


def now_keys(entry: Entry, asker_id: int) -> Keyboard:
    """Return the buttons that post an entry now, besides its slots."""
    yes = buttons.pack(PostNow(entry.id, asker_id, is_sure=True))
    no = buttons.pack(PostNow(entry.id, asker_id, is_sure=False))
    return (
        (
            Button(Text("calendar-now-yes"), data=yes),
            Button(Text("calendar-now-no"), data=no),
        ),
    )


def slot_moment(entry: Entry, slot: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment of a slot as a community's clock shows it."""
    return wall(resolve(slot, zone_named(entry.timing.zone)), zone)


def _sort(entry: Entry) -> Text:
    return Text("calendar-sort", sort=entry.sort)


def _choices(occurrence_id: int, what: State) -> Keyboard:
    offered = {
        "asked": ("approve", "skip"),
        "held": ("post", "hour", "skip"),
        "failed": ("post", "skip"),
        "missed": ("post", "skip"),
    }.get(what, ())
    row = tuple(
        Button(Text(f"calendar-do-{each}"), data=buttons.pack(DecidePost(occurrence_id, each)))
        for each in offered
    )
    return (row,) if row else ()
