"""Writing to the outbox and reading it back, for tests."""

from typing import Any

from sqlalchemy import insert, select

from bot.kit.chance import CountedChance
from bot.kit.clock import StoppedClock
from bot.kit.database import Database
from bot.kit.effects import Delivery, Priority, post
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.courier import Courier, Listeners
from bot.runtime.limits import Limits
from bot.runtime.recording import RecordingGateway
from models.communities import chats, communities
from models.outbox import outbox
from tests.conversation import catalog

GROUP = -1001
CATALOG = catalog()


def unit(connection: Any, clock: StoppedClock) -> UnitOfWork:
    """Make a unit of work on an open connection."""
    return UnitOfWork(
        connection, now=clock.now(), chance=CountedChance(), dialect=connection.dialect.name
    )


async def owe(database: Database, clock: StoppedClock, *owed: Delivery) -> None:
    """Put deliveries on the outbox and commit."""
    async with database.writing() as connection:
        uow = unit(connection, clock)
        for delivery in owed:
            uow.owe(delivery)
        await uow.flush()


async def rows(database: Database) -> list[Any]:
    """Return every row of the outbox in order."""
    async with database.reading() as connection:
        return list(await connection.execute(select(outbox).order_by(outbox.c.id)))


async def states(database: Database) -> list[str]:
    """Return the state of every row in order."""
    return [row.state for row in await rows(database)]


async def add_group(
    database: Database, clock: StoppedClock, chat_id: int = GROUP, *, language: str = "zh-CN"
) -> None:
    """Register a group in a community of its own."""
    async with database.writing() as connection:
        added = await connection.execute(
            insert(communities)
            .values(name="Runners", language=language, zone="UTC", created_at=clock.now())
            .returning(communities.c.id)
        )
        await connection.execute(
            insert(chats).values(
                id=chat_id,
                community_id=added.scalar_one(),
                type="supergroup",
                title="Runners",
                bot_status="administrator",
                bot_rights={},
                created_at=clock.now(),
            )
        )


def courier_of(
    database: Database,
    clock: StoppedClock,
    gateway: RecordingGateway,
    *,
    replica: str = "one",
    limits: Limits | None = None,
    is_alone: bool = True,
    listeners: Listeners | None = None,
) -> Courier:
    """Make a courier."""
    return Courier(
        database,
        gateway,
        clock,
        chance=CountedChance(),
        replica=replica,
        language_for=CATALOG.language_for,
        limits=limits,
        is_alone=is_alone,
        listeners=listeners,
    )


def hello(key: str, chat_id: int = GROUP, **more: Any) -> Delivery:
    """Owe a greeting."""
    return post(key, chat_id, Text("hello"), **more)


def deletion(message_id: int, chat_id: int = GROUP) -> Delivery:
    """Owe a deletion."""
    return Delivery(
        key=f"delete:{chat_id}:{message_id}",
        chat_id=chat_id,
        method="deleteMessage",
        arguments={"message_id": message_id},
        is_repeatable=True,
        priority=Priority.SANCTION,
    )


def restriction(key: str, *, until: int, chat_id: int = GROUP) -> Delivery:
    """Owe a restriction that ends."""
    return Delivery(
        key=key,
        chat_id=chat_id,
        method="restrictChatMember",
        arguments={"user_id": 7, "permissions": {}, "until_date": until},
        is_repeatable=True,
        priority=Priority.SANCTION,
    )
