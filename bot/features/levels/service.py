"""Tell of levels that were reached, show them as tags, and reckon them anew."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from bot.features.facts import LevelReached
from bot.features.points.rules import Levels, level_of
from bot.kit.effects import Delivery, Priority
from bot.kit.unit_of_work import UnitOfWork
from models.levels import levels
from models.members import members, people


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who came to a level, and what is to be done about it."""

    person_id: int
    name: str
    level: int
    chat_id: int | None
    is_news: bool


async def take_news(uow: UnitOfWork, community_id: int) -> list[Reached]:
    """Return who came to a level and was not seen to yet, in order; from now on they are."""
    found = await uow.execute(
        select(
            levels.c.person_id,
            people.c.first_name,
            levels.c.level,
            levels.c.chat_id,
            levels.c.state,
        )
        .join(people, people.c.id == levels.c.person_id)
        .where(levels.c.community_id == community_id, levels.c.state != "done")
        .order_by(levels.c.reached_at, levels.c.person_id)
    )
    reached = [
        Reached(row.person_id, row.first_name, row.level, row.chat_id, row.state == "news")
        for row in found
    ]
    if reached:
        await uow.execute(
            update(levels)
            .where(
                levels.c.community_id == community_id,
                levels.c.person_id.in_([each.person_id for each in reached]),
            )
            .values(state="done")
        )
    return reached


def look(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    span: tuple[int, int],
    *,
    by: Levels,
    day: date,
) -> None:
    """State that somebody came to a level, if they did by earning from so much to so much."""
    before, after = span
    level = level_of(after, by)
    if level > level_of(before, by):
        uow.state(
            LevelReached(
                community_id=community_id,
                person_id=person_id,
                chat_id=None,
                at=uow.now,
                local_day=day,
                level=level,
            )
        )


def show_as_tag(uow: UnitOfWork, chat_id: int, person_id: int, tag: str) -> None:
    """Have Telegram show a tag beside a member's name in a chat."""
    uow.owe(
        Delivery(
            key=f"member-tag:{chat_id}:{person_id}:{uow.stamp()}",
            chat_id=chat_id,
            method="setChatMemberTag",
            arguments={"user_id": person_id, "tag": tag},
            is_repeatable=True,
            priority=Priority.CHATTER,
            person_id=person_id,
        )
    )


async def experience_held(uow: UnitOfWork, community_id: int) -> list[tuple[int, int]]:
    """Return how much experience members have, and how many have that much."""
    found = await uow.execute(
        select(members.c.experience, func.count().label("many"))
        .where(members.c.community_id == community_id, members.c.person_id > 0)
        .group_by(members.c.experience)
    )
    return [(int(row.experience), int(row.many)) for row in found]


async def reckon_anew(
    uow: UnitOfWork, community_id: int, by: Levels, *, is_trial: bool = False
) -> int:
    """Bring what is kept of levels in line with a curve, telling nobody; returns how many move.

    A level above the one that the curve gives would be told never again, one below it twice.
    """
    found = await uow.execute(
        select(levels.c.person_id, levels.c.level, members.c.experience)
        .join(
            members,
            (members.c.community_id == levels.c.community_id)
            & (members.c.person_id == levels.c.person_id),
        )
        .where(levels.c.community_id == community_id)
    )
    moved: dict[int, list[int]] = {}
    for row in found:
        level = level_of(row.experience, by)
        if level != row.level:
            moved.setdefault(level, []).append(row.person_id)
    for level, person_ids in () if is_trial else moved.items():
        for at in range(0, len(person_ids), 500):
            values: dict[str, Any] = {"level": level, "state": "done"}
            await uow.execute(
                update(levels)
                .where(
                    levels.c.community_id == community_id,
                    levels.c.person_id.in_(person_ids[at : at + 500]),
                )
                .values(values)
            )
    return sum(map(len, moved.values()))
