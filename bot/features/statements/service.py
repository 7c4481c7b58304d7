"""Draft a statement, post and pin it once, and take it down again."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from bot.features.audits.service import note
from bot.features.clauses.pinning import pin_call, unpin_call
from bot.kit.effects import Planned, Then, post
from bot.kit.names import storable
from bot.kit.texts import Lines, Text, by_line
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox
from models.statements import statements

POSTED: Final = "statement-posted"
PINNED: Final = "statement-pinned"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it stands; without words once it is on its way."""

    id: int
    community_id: int
    chat_id: int
    person_id: int | None
    words: str | None
    state: str
    message_id: int | None


def shown(name: str, words: str) -> Lines:
    """Return a statement as everybody reads it, in the name of a community."""
    said = by_line(words, lambda line: Text("statement-words", words=line))
    return Lines(Text("statement-head", name=name), "", *said)


async def draft(
    uow: UnitOfWork, *, community_id: int, chat_id: int, person_id: int, words: str
) -> int:
    """Keep words until they are posted; whoever drafts anew has given up the draft before."""
    await uow.execute(
        delete(statements).where(
            statements.c.community_id == community_id,
            statements.c.person_id == person_id,
            statements.c.state == "draft",
        )
    )
    created = await uow.execute(
        insert(statements)
        .values(
            # A draft given up leaves its button behind: the number, as long as a button can hold,
            # must never be another draft's.
            id=uow.stamp() >> 12,
            community_id=community_id,
            chat_id=chat_id,
            person_id=person_id,
            words=storable(words, len(words)),
            state="draft",
            at=uow.now,
        )
        .returning(statements.c.id)
    )
    return int(created.scalar_one())


async def statement_by_id(uow: UnitOfWork, statement_id: int) -> Statement | None:
    """Return a statement; None for one that was given up."""
    found = await uow.execute(_SELECT.where(statements.c.id == statement_id))
    return _drawn(found.first())


async def drop(uow: UnitOfWork, statement: Statement) -> bool:
    """Give a draft up; whether there still was one."""
    gone = await uow.execute(
        delete(statements).where(statements.c.id == statement.id, statements.c.state == "draft")
    )
    return bool(gone.rowcount)


async def publish(uow: UnitOfWork, statement: Statement, *, name: str, chat_id: int) -> bool:
    """Post a draft in a group, in a community's name; of two presses one does."""
    claimed = await uow.execute(
        update(statements)
        .where(statements.c.id == statement.id, statements.c.state == "draft")
        .values(state="owed", chat_id=chat_id, words=None, at=uow.now)
    )
    if not claimed.rowcount or statement.words is None:
        return False
    then = Then(POSTED, {"statement_id": statement.id})
    words = shown(name, statement.words)
    uow.owe(post(_key(statement.id, "post"), chat_id, words, then=then))
    _audit(uow, statement, "audit-statement-posted", by=statement.person_id)
    return True


async def settle_post(uow: UnitOfWork, due: Planned) -> Statement | None:
    """Pin what was posted, in place of what hung there; returns one that could not be posted."""
    statement = await statement_by_id(uow, int(due.details["statement_id"]))
    if statement is None or statement.state != "owed":
        return None
    message_id = due.details["sent_id"]
    is_posted = due.details["state"] == "done" and message_id is not None
    values = {"state": "pinned", "message_id": message_id} if is_posted else {"state": "failed"}
    await uow.execute(update(statements).where(statements.c.id == statement.id).values(values))
    if not is_posted:
        return statement
    await _take_down(uow, statement.community_id, besides=statement.id)
    then = Then(PINNED, {"statement_id": statement.id})
    key = _key(statement.id, "pin")
    uow.owe(pin_call(key, statement.chat_id, int(message_id), then=then))
    return None


async def take_down(uow: UnitOfWork, community_id: int, *, by: int) -> bool:
    """Unpin what a community said, or call it off where it was not posted yet; whether it was."""
    gone = await _take_down(uow, community_id)
    for statement in gone:
        _audit(uow, statement, "audit-statement-down", by=by)
    return bool(gone)


async def _take_down(uow: UnitOfWork, community_id: int, *, besides: int = 0) -> list[Statement]:
    standing = ("pinned",) if besides else ("owed", "pinned")
    taken = await uow.execute(
        update(statements)
        .where(
            statements.c.community_id == community_id,
            statements.c.id != besides,
            statements.c.state.in_(standing),
        )
        .values(state="down")
        .returning(*_SELECT.selected_columns)
    )
    gone = [each for row in taken if (each := _drawn(row)) is not None]
    for each in gone:
        # What was not sent yet is not sent any more; what hangs stays to be read, unpinned.
        await uow.execute(
            update(outbox)
            .where(
                outbox.c.key.in_((_key(each.id, "post"), _key(each.id, "pin"))),
                outbox.c.state == "owed",
            )
            .values(state="expired", reason="taken down", settled_at=uow.now)
        )
        if each.message_id is not None:
            uow.owe(unpin_call(_key(each.id, "unpin"), each.chat_id, each.message_id))
    return gone


def _audit(uow: UnitOfWork, statement: Statement, what: str, *, by: int | None) -> None:
    note(
        uow,
        community_id=statement.community_id,
        category="rules",
        what=what,
        actor_id=by,
        chat_id=statement.chat_id,
        after={"statement": statement.id},
    )


def _key(statement_id: int, what: str) -> str:
    return f"statement:{statement_id}:{what}"


_SELECT: Final = select(*(statements.c[name] for name in Statement.__dataclass_fields__))


def _drawn(row: Any) -> Statement | None:
    return None if row is None else Statement(*row)
