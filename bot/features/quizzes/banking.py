"""Take banks in: the good questions are kept, what is wrong with the others is told."""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, insert, select

from bot.features.quizzes.queries import Bank, bank_named
from bot.features.quizzes.reading import Fault
from bot.features.quizzes.rules import Question
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.quizzes import banks, questions

AT_ONCE: Final = 1000
_KEY: Final = re.compile(r"[^\w]+")


def key_of(name: str) -> str:
    """Return the word by which the bank of a file is named."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return _KEY.sub("-", stem.casefold()).strip("-_")[:32] or "bank"


async def open_bank(
    uow: UnitOfWork, community_id: int, key: str, *, title: str, author: str, by: int | None
) -> Bank:
    """Return the bank that bears a key; the first file of it makes it."""
    kept = await bank_named(uow, community_id, key)
    if kept is not None:
        return kept
    await uow.execute(
        insert(banks).values(
            community_id=community_id,
            key=key,
            title=title or key,
            author=author or None,
            made_by=by,
            made_at=uow.now,
        )
    )
    made = await bank_named(uow, community_id, key)
    if made is None:
        raise LookupError(key)
    return made


async def take(uow: UnitOfWork, bank: Bank, taken: Sequence[Question]) -> tuple[int, list[Fault]]:
    """Keep questions; returns how many are new, and which the bank has already."""
    marks = [each.mark for each in taken]
    found = await uow.execute(
        select(questions.c.mark).where(questions.c.bank_id == bank.id, questions.c.mark.in_(marks))
    )
    known = set(found.scalars())
    rows = [
        {
            "bank_id": bank.id,
            "mark": each.mark,
            "category": each.category,
            "words": each.words,
            "options": list(each.options),
            "right": sorted(each.right),
            "accepted": list(each.accepted),
            "explanation": each.explanation,
            "times": 0,
        }
        for each in taken
        if each.mark not in known
    ]
    if rows:
        await uow.execute(insert(questions), rows)
    had = [
        Fault(each.line, Text("bank-fault-known", bank=bank.key))
        for each in taken
        if each.mark in known
    ]
    return len(rows), had


async def drop_bank(uow: UnitOfWork, bank_id: int) -> None:
    """Drop a bank with its questions and the quizzes that were played with them."""
    await uow.execute(delete(banks).where(banks.c.id == bank_id))
