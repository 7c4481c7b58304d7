"""The week's best, told once a week: by DM to who asked for it, and to the group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from telegram import Update

from bot.features.contacts.rules import Category
from bot.features.contacts.service import Contact, write_all
from bot.features.members.queries import names_of
from bot.features.picks import service
from bot.features.picks.queries import is_reader, picks_since, readers_in
from bot.features.picks.rules import MOST_IN_DIGEST, Pick, concerning
from bot.features.places import Place, Places
from bot.features.settings.service import choose
from bot.kit.effects import Button, Keyboard, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from bot.kit.wishes import switch
from handlers import buttons
from handlers.context import Context
from handlers.guards import require_act
from handlers.picks import ACT, lines_of, place_for
from handlers.targets import said_after_command

_GROUP: Final = ("group", "群")
_WEEK: Final = timedelta(days=7)
_MOST: Final = 100


@buttons.says("digest")
@dataclass(frozen=True, slots=True)
class SwitchDigest:
    """Read of the best once a week, or not any more."""

    community_id: int
    is_on: bool


async def say_digest(_: Update, context: Context) -> None:
    """Read of the best once a week, or not; for the staff also whether the group does."""
    first, _gap, last = said_after_command(context.message).casefold().partition(" ")
    if first in _GROUP:
        place = await require_act(context, ACT)
        is_on = switch(last.strip())
        if is_on is None:
            raise Refusal(Text("digest-group-how"))
        by, key = context.person.id, "picks.posts"
        await choose(context.uow, place.community_id, key, is_on, changed_by=by)
        service.plan(context.uow, place)
        context.say(Text("digest-group", on="yes" if is_on else "no"))
        return
    place, person_id = await context.home(), context.person.id
    wanted = switch(first)
    if wanted is not None:
        await service.subscribe(context.uow, place, person_id, is_on=wanted)
    is_on = await is_reader(context.uow, place.community_id, person_id)
    context.say(*_digest_page(place, is_on=is_on))


async def tap_digest(_: Update, context: Context, button: SwitchDigest) -> None:
    """Turn one's own digest on or off."""
    place = await place_for(context, button.community_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    await service.subscribe(context.uow, place, context.person.id, is_on=button.is_on)
    context.toast(Text("digest-is", on="yes" if button.is_on else "no"))
    if context.place is None:
        context.rewrite(*_digest_page(place, is_on=button.is_on))


class DigestTeller:
    """Tells the week's best: by DM to who asked for it, and to the group where the staff did."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work."""
        return {service.DIGEST: self}

    async def __call__(self, uow: UnitOfWork, due: Any) -> None:
        """Look back at a week, and plan the next one."""
        place = await self._main(uow, due.community_id)
        if place is None:
            return
        service.plan(uow, place)
        best = await picks_since(uow, place.community_id, uow.now - _WEEK, most=_MOST)
        if not best:
            return
        names = await names_of(uow, {each.person_id for each in best if each.person_id})
        here = await self._places.of_community(uow, place.community_id)
        homes = {each.chat_id: each for each in here}
        key = f"digest:{place.community_id}:{uow.now.date().isoformat()}"
        if place.policy.picks.posts:
            uow.owe(post(key, place.chat_id, _digest(place, best, names, homes)))
        letters = [
            Contact(
                key=f"{key}:{person_id}",
                community_id=place.community_id,
                person_id=person_id,
                category=Category.DIGEST,
                words=_digest(place, mine, names, homes),
            )
            for person_id, interests in (await readers_in(uow, place.community_id)).items()
            if (mine := concerning(best, interests))
        ]
        await write_all(uow, letters, zone=place.zone, terms=place.policy.contacts)

    async def _main(self, uow: UnitOfWork, community_id: int) -> Place | None:
        found = [
            each
            for each in await self._places.of_community(uow, community_id)
            if each.standing.is_here and not each.is_back_room and each.chat_kind != "channel"
        ]
        return min(found, key=lambda each: (each.chat_kind != "main", each.chat_id), default=None)


def _digest(
    place: Place, best: Sequence[Pick], names: Mapping[int, str], homes: Mapping[int, Place]
) -> Lines:
    shown = best[:MOST_IN_DIGEST]
    lines: list[Text | str] = [Text("digest-head", community=place.community_name)]
    lines += lines_of(shown, names, homes, first=1)
    if len(best) > len(shown):
        lines.append(Text("digest-more", count=len(best) - len(shown)))
    return Lines(*lines)


def _digest_page(place: Place, *, is_on: bool) -> tuple[Text, Keyboard]:
    data = buttons.pack(SwitchDigest(place.community_id, not is_on))
    label = Text("digest-off" if is_on else "digest-on")
    words = Text("digest-own", community=place.community_name, on="yes" if is_on else "no")
    return words, ((Button(label, data=data),),)
