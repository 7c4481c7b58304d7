"""Tell of a new version, and bring in the rules of the operator's file."""

from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import select

from bot.features.audits.service import post_log
from bot.features.clauses import pinning
from bot.features.clauses.service import (
    Published,
    draft,
    newest_of_file,
    publish,
    rulebook_of,
)
from bot.features.clauses.words import differences_shown, draft_shown, rules_words
from bot.features.communities.queries import owner_to_tell
from bot.features.place import Place
from bot.features.places import Places, place_of
from bot.kit.effects import Keyboard, Planned, post
from bot.kit.texts import Lines, Text, Words
from bot.kit.unit_of_work import UnitOfWork
from models.clauses import rule_drafts


async def tell_published(
    uow: UnitOfWork, place: Place, published: Published, *, by: str | Text
) -> None:
    """Bring pinned copies up to date, and write in the log what changed."""
    book = published.book
    await pinning.spread(uow, book, rules_words(place, book))
    log = Text("rules-log", name=by, version=book.version)
    await post_log(
        uow,
        place.community_id,
        Lines(log, *differences_shown(published.differences)),
        category="rules",
        key=f"rules:{place.community_id}:{book.version}",
    )


async def bring_in(uow: UnitOfWork, place: Place, keyboard_of: Callable[[int], Keyboard]) -> bool:
    """Publish the rules of the operator's file where they have changed.

    What was edited by command since is not overwritten: an administrator is shown by DM what the
    file would change, and decides. Returns False where that is so.
    """
    lines = place.policy.rules
    if not lines or place.is_back_room or place.chat_kind == "channel":
        return True
    book = await rulebook_of(uow, place.community_id)
    before = await newest_of_file(uow, place.community_id)
    if (before is not None and before.lines == lines) or book.lines == lines:
        return True
    if book.version == 0 or book.source == "file":
        published = await publish(uow, place.community_id, lines, source="file", by=None)
        if published is not None:
            await tell_published(uow, place, published, by=Text("rules-by-file"))
        return True
    reader = await owner_to_tell(uow, place.chat_id)
    if reader is None or await _is_offered(uow, place.community_id, book.version):
        return False
    found = await draft(uow, place.community_id, reader, lines, source="file")
    if found is not None:
        words = draft_shown(found, book)
        told = Lines(Text("rules-file-waits", name=place.community_name), "", *words.texts)
        key = f"rules-file:{place.community_id}:{found.id}"
        uow.owe(post(key, reader, told, keyboard=keyboard_of(found.id), person_id=reader))
    return False


async def _is_offered(uow: UnitOfWork, community_id: int, version: int) -> bool:
    found = await uow.execute(
        select(rule_drafts.c.id).where(
            rule_drafts.c.community_id == community_id,
            rule_drafts.c.source == "file",
            rule_drafts.c.based_on == version,
        )
    )
    return found.first() is not None


class Settle(Protocol):
    """What is done once Telegram has answered about a copy."""

    async def __call__(self, uow: UnitOfWork, due: Planned, book: Any, words: Words) -> None:
        """See to it."""
        ...


class CopyKeeper:
    """Sees to a pinned copy once Telegram has answered."""

    def __init__(self, places: Places, settle: Settle) -> None:
        self._places = places
        self._settle = settle

    async def __call__(self, uow: UnitOfWork, due: Planned) -> None:
        """Do it by the newest rules."""
        chat_id = int(due.details["chat_id"])
        await self._places.read(uow, [chat_id])
        place = place_of(uow, chat_id)
        if place is not None:
            book = await rulebook_of(uow, place.community_id)
            await self._settle(uow, due, book, rules_words(place, book))
