"""Take tags from a file, a line a person and tag; what cannot be taken is told by its line."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import delete, func, select

from bot.features.communities.locking import lock
from bot.features.tags.queries import Tag, catalogue
from bot.features.tags.rules import ends_at, is_replaced, key_of, nearest
from bot.features.tags.service import TAGGINGS, plan_expiry
from bot.kit.unit_of_work import UnitOfWork
from models.members import people
from models.tags import taggings

MOST_LINES: Final = 10_000
LONGEST_LINE: Final = 500
_AT_ONCE: Final = 500
# What Telegram gives as an id; longer numbers are nobody's.
_ID: Final = re.compile(r"[0-9]{1,15}")
_HEADS: Final = frozenset({"person", "member", "user", "username", "id", "成员", "用户", "用户名"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line that names somebody and a tag, by its number from 1."""

    number: int
    person: str
    tag: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be taken: why, and what it is about."""

    number: int
    kind: str
    about: str = ""
    near: str = ""


@dataclass(slots=True)
class Taken:
    """What came of some lines."""

    done: int = 0
    already: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Bearer:
    """What somebody bears, and with this file will."""

    # Tag -> where it comes from.
    held: dict[int, str] = field(default_factory=dict)
    # Tag -> the line that gives it.
    news: dict[int, int] = field(default_factory=dict)
    goes: set[int] = field(default_factory=set)


def read(lines: Iterable[str], *, first: int) -> tuple[list[Line], list[Fault]]:
    """Read lines such as `@mei,runner`, `123456;runner` or with a tab between.

    Empty lines are passed over, and so is a first line that names the columns.
    """
    good: list[Line] = []
    faults: list[Fault] = []
    for number, text in enumerate(lines, first):
        line = text.replace("\x00", "").strip()
        if not line or line.startswith("#"):
            continue
        if len(line) > LONGEST_LINE:
            faults.append(Fault(number, "long"))
            continue
        cells = _cells(line)
        if number == 1 and cells and cells[0].casefold().lstrip("@") in _HEADS:
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            faults.append(Fault(number, "columns"))
            continue
        good.append(Line(number, cells[0][:64], cells[1][:64]))
    return good, faults


async def take_lines(
    uow: UnitOfWork, community_id: int, lines: Sequence[Line], *, by: int | None
) -> Taken:
    """Give what lines say; a line that names nobody or nothing known is a fault.

    Taking them again changes nothing. Of an exclusive group the last line counts.
    """
    await lock(uow, community_id)
    taken = Taken()
    tags = {tag.key: tag for tag in await catalogue(uow, community_id)}
    ids = await people_named(uow, {line.person for line in lines})
    held = await _held(uow, community_id, set(ids.values()))
    for line in lines:
        tag, person_id = tags.get(key_of(line.tag)), ids.get(line.person)
        if tag is None:
            near = nearest(line.tag, tags) or ""
            taken.faults.append(Fault(line.number, "tag", line.tag, near))
        elif person_id is None:
            taken.faults.append(Fault(line.number, "person", line.person))
        elif _note(held[person_id], tag, line.number, tags.values()):
            taken.done += 1
        else:
            taken.already += 1
    await _write(uow, community_id, held, {tag.id: tag for tag in tags.values()}, by)
    return taken


def _cells(line: str) -> list[str]:
    delimiter = next((each for each in (",", "\t", ";", "，", "；") if each in line), ",")
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
    except (csv.Error, StopIteration):
        return []


def _note(bearer: _Bearer, tag: Tag, number: int, every: Iterable[Tag]) -> bool:
    """Note that somebody is to bear a tag; False where a person or this file gave it already."""
    if tag.id in bearer.news or bearer.held.get(tag.id, "rule") != "rule":
        return False
    for other in every:
        if is_replaced(other.terms, tag.terms):
            bearer.news.pop(other.id, None)
            if bearer.held.pop(other.id, None) is not None:
                bearer.goes.add(other.id)
    bearer.goes.discard(tag.id)
    bearer.news[tag.id] = number
    return True


async def _write(
    uow: UnitOfWork,
    community_id: int,
    held: Mapping[int, _Bearer],
    tags: Mapping[int, Tag],
    by: int | None,
) -> None:
    goes: dict[int, list[int]] = defaultdict(list)
    for person_id, bearer in held.items():
        for tag_id in bearer.goes:
            goes[tag_id].append(person_id)
    for tag_id, person_ids in sorted(goes.items()):
        for some in _in_parts(sorted(person_ids)):
            gone = delete(taggings).where(taggings.c.tag_id == tag_id)
            await uow.execute(gone.where(taggings.c.person_id.in_(some)))
    for person_id, bearer in held.items():
        for tag_id, number in bearer.news.items():
            expires_at = ends_at(uow.now, tags[tag_id].terms.lasts_days)
            row: dict[str, Any] = {
                "tag_id": tag_id,
                "person_id": person_id,
                "community_id": community_id,
                "source": "import",
                "actor_id": by,
                "evidence": {"line": number},
                "at": uow.now,
                "expires_at": expires_at,
            }
            uow.collect(TAGGINGS, row)
            plan_expiry(uow, community_id, expires_at)


async def people_named(uow: UnitOfWork, named: set[str]) -> dict[str, int]:
    """Return who is meant: by id, or by the name that whoever was seen last bears."""
    by_id = {name: int(name) for name in named if _ID.fullmatch(name)}
    by_name = {name: name.lstrip("@").lower() for name in named - by_id.keys()}
    found: dict[str, int] = {}
    for some in _in_parts(sorted(set(by_id.values()))):
        rows = await uow.execute(
            select(people.c.id).where(people.c.id.in_(some), people.c.is_bot.is_(False))
        )
        known = set(rows.scalars())
        found |= {name: number for name, number in by_id.items() if number in known}
    whose: dict[str, int] = {}
    for some in _in_parts(sorted(set(by_name.values()))):
        username = func.lower(people.c.username)
        rows = await uow.execute(
            select(username.label("name"), people.c.id)
            .where(username.in_(some), people.c.id > 0, people.c.is_bot.is_(False))
            .order_by(people.c.seen_at, people.c.id)
        )
        whose |= {row.name: row.id for row in rows}
    return found | {name: whose[low] for name, low in by_name.items() if low in whose}


async def _held(uow: UnitOfWork, community_id: int, person_ids: set[int]) -> dict[int, _Bearer]:
    held = {person_id: _Bearer() for person_id in person_ids}
    for some in _in_parts(sorted(person_ids)):
        rows = await uow.execute(
            select(
                taggings.c.tag_id, taggings.c.person_id, taggings.c.source, taggings.c.expires_at
            ).where(taggings.c.community_id == community_id, taggings.c.person_id.in_(some))
        )
        for row in rows:
            if row.expires_at is None or row.expires_at > uow.now:
                held[row.person_id].held[row.tag_id] = row.source
    return held


def _in_parts(numbers: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE))
