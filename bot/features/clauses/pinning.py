"""The copy of the rules that is pinned in a group: posted once, edited with each new version."""

from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from bot.features.clauses.service import Rulebook
from bot.kit.effects import Delivery, Planned, Then, Words, post
from bot.kit.texts import pack
from bot.kit.unit_of_work import UnitOfWork
from models.clauses import pinned_rules
from models.outbox import outbox

POSTED: Final = "rules-posted"
EDITED: Final = "rules-edited"


async def pin(uow: UnitOfWork, chat_id: int, book: Rulebook, words: Words) -> bool:
    """Post the rules in a group and pin them; False where a copy of this version hangs already."""
    held = await _held(uow, chat_id)
    if held is not None:
        if held.version == book.version:
            return False
        await _bring_up_to_date(uow, chat_id, held.message_id, book, words)
        return True
    await uow.execute(
        insert(pinned_rules).values(
            chat_id=chat_id, community_id=book.community_id, version=book.version
        )
    )
    _post(uow, chat_id, book.version, words)
    return True


async def unpin(uow: UnitOfWork, chat_id: int) -> bool:
    """Take a group's copy down; whether one hung there."""
    taken = await uow.execute(
        delete(pinned_rules)
        .where(pinned_rules.c.chat_id == chat_id)
        .returning(pinned_rules.c.message_id)
    )
    row = taken.first()
    if row is None:
        return False
    if row.message_id is not None:
        _take_down(uow, chat_id, row.message_id)
    return True


async def spread(uow: UnitOfWork, book: Rulebook, words: Words) -> int:
    """Bring every copy of a community's rules up to date; returns how many there are."""
    found = await uow.execute(
        select(pinned_rules).where(pinned_rules.c.community_id == book.community_id)
    )
    held = list(found)
    for each in held:
        if not book.clauses:
            await unpin(uow, each.chat_id)
        else:
            await _bring_up_to_date(uow, each.chat_id, each.message_id, book, words)
    return len(held)


async def settle_post(uow: UnitOfWork, due: Planned, book: Rulebook, words: Words) -> None:
    """Pin what was posted; a version that came meanwhile is brought in at once."""
    details = due.details
    chat_id, message_id = int(details["chat_id"]), details["sent_id"]
    held = await _held(uow, chat_id)
    if details["state"] != "done" or message_id is None:
        # Telegram has told why, and an administrator reads it: nothing hangs here.
        if held is not None and held.message_id is None:
            await unpin(uow, chat_id)
        return
    if held is None or held.message_id is not None:
        # Taken down before it hung, or two were posted: this one is nobody's.
        _take_down(uow, chat_id, message_id)
        return
    await uow.execute(
        update(pinned_rules)
        .where(pinned_rules.c.chat_id == chat_id)
        .values(message_id=message_id, version=details["version"])
    )
    uow.owe(pin_call(f"rules-pin:{chat_id}:{message_id}", chat_id, message_id))
    if book.version != details["version"] and book.clauses:
        await _bring_up_to_date(uow, chat_id, message_id, book, words)


async def settle_edit(uow: UnitOfWork, due: Planned, book: Rulebook, words: Words) -> None:
    """Post a new copy where the old one could not be edited any more."""
    details = due.details
    chat_id = int(details["chat_id"])
    held = await _held(uow, chat_id)
    if details["state"] != "failed" or held is None or held.message_id != details["message_id"]:
        return
    await uow.execute(
        update(pinned_rules)
        .where(pinned_rules.c.chat_id == chat_id)
        .values(message_id=None, version=book.version)
    )
    _take_down(uow, chat_id, int(details["message_id"]))
    _post(uow, chat_id, book.version, words)


def pin_call(key: str, chat_id: int, message_id: int, *, then: Then | None = None) -> Delivery:
    """Pin a post of ours, without ringing for everybody a second time."""
    arguments = {"message_id": message_id, "disable_notification": True}
    return Delivery(key, chat_id, "pinChatMessage", arguments, is_repeatable=True, then=then)


def unpin_call(key: str, chat_id: int, message_id: int) -> Delivery:
    """Unpin a post of ours, and no other."""
    arguments = {"message_id": message_id}
    return Delivery(key, chat_id, "unpinChatMessage", arguments, is_repeatable=True)


async def _held(uow: UnitOfWork, chat_id: int) -> Any:
    found = await uow.execute(select(pinned_rules).where(pinned_rules.c.chat_id == chat_id))
    return found.first()


async def _bring_up_to_date(
    uow: UnitOfWork, chat_id: int, message_id: int | None, book: Rulebook, words: Words
) -> None:
    await uow.execute(
        update(pinned_rules).where(pinned_rules.c.chat_id == chat_id).values(version=book.version)
    )
    if message_id is None:
        # It is on its way; once it hangs, it is looked at again.
        return
    # An older wording that still waits must not come after this one.
    await uow.execute(
        update(outbox)
        .where(
            outbox.c.chat_id == chat_id,
            outbox.c.state == "owed",
            outbox.c.method == "editMessageText",
            outbox.c.key.startswith(f"rules-copy:{chat_id}:"),
        )
        .values(state="expired", reason="a newer one took its place", settled_at=uow.now)
    )
    uow.owe(
        Delivery(
            key=f"rules-copy:{chat_id}:{message_id}:{book.version}",
            chat_id=chat_id,
            method="editMessageText",
            arguments={"message_id": message_id, "words": pack(words)},
            is_repeatable=True,
            then=Then(EDITED, {"chat_id": chat_id, "message_id": message_id}),
        )
    )


def _post(uow: UnitOfWork, chat_id: int, version: int, words: Words) -> None:
    then = Then(POSTED, {"chat_id": chat_id, "version": version})
    uow.owe(post(f"rules-post:{chat_id}:{uow.stamp()}", chat_id, words, then=then))


def _take_down(uow: UnitOfWork, chat_id: int, message_id: int) -> None:
    where = f"{chat_id}:{message_id}"
    uow.owe(unpin_call(f"rules-unpinChatMessage:{where}", chat_id, message_id))
    uow.owe(
        Delivery(
            f"rules-deleteMessage:{where}",
            chat_id,
            "deleteMessage",
            {"message_id": message_id},
            is_repeatable=True,
        )
    )
