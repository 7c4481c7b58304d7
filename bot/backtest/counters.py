"""Reads the counters of the last days: which message was how long, alike what, and of which kinds.

No words are kept, so only the checks that count can be tried on them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select

from bot.backtest.heard import Heard
from bot.features.contents import Account, Chat, Entity
from bot.features.members.rules import Tenure
from bot.features.messages import ChatMessage
from bot.features.moderation.acts import Acts
from bot.features.moderation.alike import Alike
from bot.features.moderation.fingerprints import LEAST_WEIGHT
from bot.features.moderation.kinds import BITS
from bot.features.moderation.said import Recent, Said
from bot.features.settings.policy import Policy, policy_with
from bot.kit.database import Database
from models.communities import communities
from models.members import members, people
from models.moderation import traces
from models.settings import settings

# How much a letter says, by what is known of a message's script.
_WEIGHTS: Final = ((BITS["cjk"], 3), (BITS["cyrillic"], 2))


async def policy_in(
    database: Database, defaults: Policy, community_id: int
) -> tuple[Policy, str] | None:
    """Return what a community plays by and its name; None where there is no such community."""
    async with database.reading() as connection:
        name = await connection.scalar(
            select(communities.c.name).where(communities.c.id == community_id)
        )
        if name is None:
            return None
        found = await connection.execute(
            select(settings.c.key, settings.c.value).where(settings.c.community_id == community_id)
        )
        return policy_with(defaults, {row.key: row.value for row in found}), str(name)


async def community_ids(database: Database) -> list[int]:
    """Return the communities that there are."""
    async with database.reading() as connection:
        return list(await connection.scalars(select(communities.c.id).order_by(communities.c.id)))


async def counted(database: Database, community_id: int) -> list[Any]:
    """Read a community's traces, oldest first, with how well each sender is known."""
    member = and_(
        members.c.community_id == traces.c.community_id,
        members.c.person_id == traces.c.sender_id,
    )
    async with database.reading() as connection:
        found = await connection.execute(
            select(
                traces,
                members.c.first_seen_at,
                members.c.joined_at,
                members.c.messages,
                people.c.first_name,
            )
            .select_from(traces)
            .outerjoin(members, member)
            .outerjoin(people, people.c.id == traces.c.sender_id)
            .where(traces.c.community_id == community_id)
            .order_by(traces.c.at, traces.c.message_id)
        )
        return list(found.all())


def heard_of(rows: Sequence[Any], zone: ZoneInfo) -> Iterator[Heard]:
    """Yield each trace as a message of which nothing but numbers is known."""
    acts, alike = Acts(), Alike()
    for row in rows:
        recent = _recent(row, acts, alike)
        message = _drawn(row)
        tenure = Tenure(row.first_seen_at, row.joined_at, row.messages or 0)
        said = Said(message, "person", row.at, zone, tenure=tenure, recent=recent)
        act = (row.chat_id, row.message_id) if row.album is None else (row.chat_id, "a", row.album)
        name = row.first_name or f"channel {row.sender_id}"
        where = f"message {row.message_id}"
        yield Heard(said, row.sender_id, name, where, act, kinds=row.kinds)


def _recent(row: Any, acts: Acts, alike: Alike) -> Recent:
    key = row.message_id if row.album is None else (row.album,)
    number = acts.add(row.chat_id, row.sender_id, key, row.at)
    moments = acts.moments(row.chat_id, row.sender_id, number)
    if row.fingerprint is None:
        return Recent(moments)
    # The letters themselves were not kept, only how many signs there were.
    weight = row.length * next((weight for bit, weight in _WEIGHTS if row.kinds & bit), 1)
    second = int(row.at.timestamp())
    alike.add(row.fingerprint, number=number, sender_id=row.sender_id, second=second)
    own, others = alike.near(
        row.fingerprint, before=number, sender_id=row.sender_id, second=second
    )
    return Recent(moments, max(weight, LEAST_WEIGHT), own, others)


def _drawn(row: Any) -> ChatMessage:
    # How many people it calls, told apart by numbers of their own.
    marks = tuple(
        Entity("text_mention", 0, 1, user=Account(number, "")) for number in range(row.mentions)
    )
    return ChatMessage(
        message_id=row.message_id,
        date=int(row.at.timestamp()),
        chat=Chat(row.chat_id, "supergroup"),
        sender=Account(row.sender_id, ""),
        text="x" * row.length,
        entities=marks,
    )
