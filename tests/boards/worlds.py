"""A community on which boards are counted: people, a group, and what happens among them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import insert, update

from bot.features.boards.counting import Books, count_up, rebuild
from bot.features.boards.forgetting import forget_scores
from bot.features.boards.service import hide
from bot.features.points.earnings import look_again
from bot.features.points.service import Grant, award
from bot.features.seasons.rules import Season
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats, communities
from models.members import members, memberships, people
from tests.boards.reference import Row

NOON = datetime(2026, 3, 11, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 11)
GROUP, OTHER_GROUP = -1001, -1002
PEOPLE = tuple(range(1, 9))
SEASON = Season("spring", {"en": "Spring"}, date(2026, 3, 1), date(2026, 3, 20))
BOOKS = Books(1, (SEASON,))


@dataclass
class World:
    """A community, and a plain list of what was earned in it."""

    uow: UnitOfWork
    rows: list[Row] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    numbers: "count[int]" = field(default_factory=count)

    @property
    def unseen(self) -> frozenset[int]:
        """Those without a place."""
        return frozenset(self.hidden | self.gone)

    async def earns(
        self, person_id: int, experience: int, *, rule: str, chat_id: int, days_ago: int
    ) -> None:
        """Let somebody earn; every few times at the very same moment as whoever was before."""
        number = next(self.numbers)
        self.uow.now = NOON + timedelta(hours=number // 3 * 3)
        day = TODAY - timedelta(days=days_ago)
        grant = Grant(
            community_id=1,
            person_id=person_id,
            experience=experience,
            points=experience,
            rule=rule,
            source_type="test",
            source_id="",
            local_day=day,
            key=str(number),
            chat_id=chat_id or None,
        )
        assert await award(self.uow, grant)
        self.rows.append(Row(person_id, day, rule, chat_id, experience, self.uow.now))

    async def hides(self, person_id: int, *, is_hidden: bool) -> None:
        """Let somebody hide, or come out again."""
        await hide(self.uow, 1, person_id, is_hidden=is_hidden)
        (self.hidden.add if is_hidden else self.hidden.discard)(person_id)

    async def leaves(self, person_id: int, *, is_present: bool) -> None:
        """Let somebody leave the group, or come back."""
        await self.uow.execute(
            update(memberships)
            .where(memberships.c.person_id == person_id)
            .values(is_present=is_present)
        )
        look_again(self.uow, 1, person_id)
        (self.gone.discard if is_present else self.gone.add)(person_id)

    async def counts(self, *, most: int | None = None) -> None:
        """Have what was earned counted, or the first of it."""
        await count_up(self.uow, BOOKS, most=most)

    async def recounts(self) -> None:
        """Have everything counted anew."""
        await rebuild(self.uow, BOOKS)

    async def loses(self, person_id: int) -> None:
        """Take somebody's scores away, as forgetting does, and what they have earned."""
        await self.counts()
        await forget_scores(self.uow, person_id, -1)


@asynccontextmanager
async def world(database: Database) -> AsyncIterator[World]:
    """A community of eight in one group, of which nothing stays."""
    async with database.engine.connect() as connection:
        transaction = await connection.begin()
        uow = UnitOfWork(connection, now=NOON, chance=CountedChance(), dialect=database.dialect)
        await settle(uow)
        yield World(uow)
        await transaction.rollback()


async def settle(uow: UnitOfWork) -> None:
    """Write the community down."""
    own = {"name": "x", "language": "en", "zone": "Asia/Shanghai", "created_at": NOON}
    await uow.execute(insert(communities), [{"id": 1, **own}])
    here = {"community_id": 1, "type": "supergroup", "title": "x"}
    here |= {"bot_status": "administrator"}
    for chat_id, kind in ((GROUP, "main"), (OTHER_GROUP, "interest")):
        await uow.execute(
            insert(chats).values(id=chat_id, kind=kind, created_at=NOON, bot_rights={}, **here)
        )
    await uow.execute(
        insert(people),
        [{"id": one, "first_name": f"P{one}", "is_bot": False, "seen_at": NOON} for one in PEOPLE],
    )
    seen = {"community_id": 1, "first_seen_at": NOON, "last_seen_at": NOON}
    await uow.execute(insert(members), [{"person_id": one, **seen} for one in PEOPLE])
    status = {"chat_id": GROUP, "status": "member", "is_present": True}
    await uow.execute(insert(memberships), [{"person_id": one, **status} for one in PEOPLE])
