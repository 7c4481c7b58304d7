"""What the chats of communities listen for: evidence of challenges, words that enter draws."""

from typing import Final

from sqlalchemy import select, update

from bot.features.challenges.rules import Call
from bot.features.draws.rules import Entry
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import challenges
from models.communities import communities
from models.draws import draws
from models.surveys import surveys

# What members or staff name by a word that is a community's own.
_NAMED: Final = (challenges, surveys)


async def calls_of(uow: UnitOfWork, community_ids: list[int]) -> dict[int, tuple[Call, ...]]:
    """Return what open challenges make each community listen for."""
    heard: dict[int, list[Call]] = {each: [] for each in community_ids}
    found = await uow.execute(
        select(
            challenges.c.id,
            challenges.c.community_id,
            challenges.c.chat_id,
            challenges.c.thread_id,
            challenges.c.key,
            challenges.c.kind,
            challenges.c.keyword,
            challenges.c.least,
        )
        .where(challenges.c.community_id.in_(community_ids), challenges.c.state == "open")
        .order_by(challenges.c.id)
    )
    for row in found:
        words = [f"#{row.key}".casefold()]
        if row.keyword:
            words.append(row.keyword.casefold())
        call = Call(row.id, row.chat_id, row.thread_id, row.kind, tuple(words), row.least)
        heard[row.community_id].append(call)
    return {each: tuple(calls) for each, calls in heard.items()}


async def entries_of(uow: UnitOfWork, community_ids: list[int]) -> dict[int, tuple[Entry, ...]]:
    """Return the words that enter open draws, by community."""
    heard: dict[int, list[Entry]] = {each: [] for each in community_ids}
    found = await uow.execute(
        select(draws.c.community_id, draws.c.id, draws.c.chat_id, draws.c.thread_id, draws.c.word)
        .where(
            draws.c.community_id.in_(community_ids),
            draws.c.state == "open",
            draws.c.word.is_not(None),
        )
        .order_by(draws.c.id)
    )
    for row in found:
        entry = Entry(row.id, row.chat_id, row.thread_id, row.word)
        heard[row.community_id].append(entry)
    return {each: tuple(entries) for each, entries in heard.items()}


async def rename_named(uow: UnitOfWork, goes: int, stays: int) -> None:
    """Let nothing be lost because the community it comes to has something of the same name."""
    for table in _NAMED:
        others = select(table.c.key).where(table.c.community_id == stays)
        clash = await uow.execute(
            select(table.c.id, table.c.key).where(
                table.c.community_id == goes, table.c.key.in_(others)
            )
        )
        for row in list(clash):
            its = update(table).where(table.c.id == row.id)
            await uow.execute(its.values(key=f"{row.key[:20]}-{row.id}"))


async def call_anew(uow: UnitOfWork, chat_id: int) -> None:
    """Have it read anew what a chat listens for: that is cached with its community's policy."""
    for table in (challenges, draws):
        theirs = select(table.c.community_id).where(table.c.chat_id == chat_id)
        await uow.execute(
            update(communities).where(communities.c.id.in_(theirs)).values(version=uow.stamp())
        )
