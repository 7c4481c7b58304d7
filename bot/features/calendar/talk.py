"""What came of a post: who answered it, which answers were liked, who left after it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity


@dataclass(frozen=True, slots=True)
class Post:
    """A post in a group and the span in which it is looked at; a topic that is its own, if any."""

    chat_id: int
    message_id: int
    since: datetime
    until: datetime
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Liked:
    """An answer, whose it is, and how many people reacted to it."""

    message_id: int
    person_id: int
    reactions: int


@dataclass(frozen=True, slots=True)
class Talk:
    """Who answered a post, each counted once, with how many messages."""

    people: int
    messages: int
    top: tuple[Liked, ...] = ()


async def talk_about(uow: UnitOfWork, post: Post, *, most: int = 3) -> Talk:
    """Count who answered a post, and find the answers to which most people reacted."""
    found = await uow.execute(
        select(
            func.count(func.distinct(activity.c.person_id)).label("people"),
            func.count(func.distinct(activity.c.message_id)).label("messages"),
        ).where(_answers(post))
    )
    row = found.one()
    if not row.people:
        return Talk(0, 0)
    return Talk(row.people, row.messages, await _top(uow, post, most))


async def reactions_to(uow: UnitOfWork, post: Post) -> int:
    """Return how many people reacted to a post."""
    found = await uow.execute(
        select(func.count(func.distinct(activity.c.person_id))).where(
            _within(post, "reaction"), activity.c.message_id == post.message_id
        )
    )
    return int(found.scalar_one())


async def leaves_after(uow: UnitOfWork, post: Post) -> int:
    """Return how many people left the group in the span."""
    found = await uow.execute(
        select(func.count(func.distinct(activity.c.person_id))).where(_within(post, "member_left"))
    )
    return int(found.scalar_one())


async def _top(uow: UnitOfWork, post: Post, most: int) -> tuple[Liked, ...]:
    answers = (
        select(activity.c.message_id, activity.c.person_id)
        .where(_answers(post))
        .distinct()
        .subquery()
    )
    liked = func.count(func.distinct(activity.c.person_id)).label("liked")
    found = await uow.execute(
        select(answers.c.message_id, answers.c.person_id, liked)
        .join_from(answers, activity, activity.c.message_id == answers.c.message_id)
        # One's own reaction to one's own answer says nothing.
        .where(_within(post, "reaction"), activity.c.person_id != answers.c.person_id)
        .group_by(answers.c.message_id, answers.c.person_id)
        .order_by(liked.desc(), answers.c.message_id)
        .limit(most)
    )
    return tuple(Liked(row.message_id, row.person_id, row.liked) for row in found)


def _answers(post: Post) -> ColumnElement[bool]:
    """Answers to it, and what is written in its thread or its topic."""
    threads = {post.message_id, post.thread_id or post.message_id}
    return and_(
        _within(post, "message"),
        or_(
            activity.c.answers_id == post.message_id,
            activity.c.thread_id.in_(sorted(threads)),
        ),
    )


def _within(post: Post, kind: str) -> ColumnElement[bool]:
    return and_(
        activity.c.at >= post.since,
        activity.c.at <= post.until,
        activity.c.chat_id == post.chat_id,
        activity.c.kind == kind,
    )
