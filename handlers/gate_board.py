"""The group's one message for all who wait before its gate: made, made anew, taken away."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final, TypeAlias

from sqlalchemy import func, select, update

from bot.features.gates.planning import NOTICED, plan_notice, plan_search
from bot.features.gates.queries import Candidate, waiting_in_group
from bot.features.gates.service import give_time
from bot.features.places import Place, Places, place_of
from bot.features.restrictions.bans import take_turn
from bot.kit.effects import Delivery, Edit, Planned, Priority, Then, post
from bot.kit.unit_of_work import UnitOfWork
from handlers import gate_cards as cards
from models.gates import candidates
from models.outbox import outbox

Waiting: TypeAlias = list[tuple[Candidate, str]]
# A message that has been there for so long has scrolled away: a newer newcomer gets a new one.
SEEN_FOR: Final = timedelta(minutes=3)
# Whoever was shown the question later than this has all of the time from then on.
SOON: Final = timedelta(minutes=1)
# What has not come through after this is not sent any more.
_LASTS: Final = timedelta(minutes=30)


class GateBoard:
    """Keeps the group's message. Whose message is on its way bears its marker, below zero."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def notice(self, uow: UnitOfWork, due: Planned) -> None:
        """Make the group's one message, make it anew, or take it away."""
        chat_id, marker = int(due.details["chat_id"]), due.details.get("marker")
        await take_turn(uow, chat_id)
        await self._places.read(uow, [chat_id])
        place = place_of(uow, chat_id)
        numbers = await _numbers(uow, chat_id)
        if place is None or (marker is not None and marker not in numbers):
            return
        under_way = {number for number in numbers if number < 0}
        lost = await _lost(uow, chat_id, under_way)
        if under_way - lost:
            return
        await _rename(uow, chat_id, lost, None)
        waiting = await waiting_in_group(uow, chat_id)
        shown = [number for number in numbers if number > 0]
        current = max(shown, default=None)
        if not waiting:
            await _take_down(uow, chat_id, shown)
        elif current is None or _is_gone_by(uow, waiting, current):
            await _take_down(uow, chat_id, shown)
            await self._post(uow, place, waiting)
        else:
            await _mark(uow, waiting, current)
            words = cards.notice(place, waiting)
            keyboard = cards.notice_keyboard(waiting, link_to(self._places, place))
            uow.speak(Edit(chat_id, current, words, place.language, keyboard))

    async def noticed(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep where the group's message stands, and look once more what it should say."""
        chat_id, sent_id = int(due.details["chat_id"]), due.details["sent_id"]
        await take_turn(uow, chat_id)
        is_sent = due.details["state"] == "done" and sent_id is not None
        number = int(sent_id) if is_sent else None
        await _rename(uow, chat_id, {int(due.details["marker"])}, number)
        waiting = await waiting_in_group(uow, chat_id)
        if is_sent:
            for each, _ in waiting:
                if each.id in due.details["fresh"] and uow.now - each.at > SOON:
                    await give_time(uow, each)
        is_stale = any(each.message_id is None for each, _ in waiting)
        is_over = due.details["state"] == "expired" and bool(waiting)
        is_other = not waiting or len(waiting) != due.details["count"]
        if is_over or (is_sent and (is_stale or is_other)):
            await plan_notice(uow, chat_id)

    async def _post(self, uow: UnitOfWork, place: Place, waiting: Waiting) -> None:
        marker = -(uow.stamp() >> 1) - 1
        fresh = [each.id for each, _ in waiting if not each.was_asked]
        details = {"chat_id": place.chat_id, "marker": marker, "count": len(waiting)}
        await _mark(uow, waiting, marker)
        uow.owe(
            post(
                _key(place.chat_id, marker),
                place.chat_id,
                cards.notice(place, waiting),
                keyboard=cards.notice_keyboard(waiting, link_to(self._places, place)),
                then=Then(NOTICED, details | {"fresh": fresh}),
                priority=Priority.ANSWER,
                expires_at=uow.now + _LASTS,
            )
        )
        plan_search(uow, place.chat_id, marker)


def link_to(places: Places, place: Place) -> str | None:
    """Return the address that opens the DM with what a chat's gate asks."""
    name = places.own_name
    return f"https://t.me/{name}?start=gate-{-place.chat_id}" if name else None


def _key(chat_id: int, marker: int) -> str:
    return f"gate:{chat_id}:notice:{-marker}"


def _is_gone_by(uow: UnitOfWork, waiting: Waiting, current: int) -> bool:
    """Whether somebody is new, and the message has scrolled away since it was new."""
    since = min((each.at for each, _ in waiting if each.message_id == current), default=None)
    is_seen = since is not None and uow.now - since < SEEN_FOR
    return not is_seen and any(each.message_id != current for each, _ in waiting)


async def _numbers(uow: UnitOfWork, chat_id: int) -> list[int]:
    """Return the messages of a chat's gate that stand, and the markers of those on their way."""
    found = await uow.execute(
        select(candidates.c.message_id)
        .where(
            candidates.c.chat_id == chat_id,
            candidates.c.way == "group",
            candidates.c.message_id.is_not(None),
        )
        .group_by(candidates.c.message_id)
        .order_by(func.min(candidates.c.id))
    )
    return list(found.scalars())


async def _lost(uow: UnitOfWork, chat_id: int, markers: Collection[int]) -> set[int]:
    """Return which of these nobody will hear of: cut off by a kill, or not in the outbox."""
    keys = {_key(chat_id, marker): marker for marker in markers}
    if not keys:
        return set()
    found = await uow.execute(
        select(outbox.c.key).where(outbox.c.key.in_(sorted(keys)), outbox.c.state != "unconfirmed")
    )
    known = set(found.scalars())
    return {marker for key, marker in keys.items() if key not in known}


async def _take_down(uow: UnitOfWork, chat_id: int, numbers: list[int]) -> None:
    """Take messages away, once each; nobody's row names them any more."""
    for number in numbers:
        uow.owe(
            Delivery(
                key=f"gate:{chat_id}:gone:{number}",
                chat_id=chat_id,
                method="deleteMessage",
                arguments={"message_id": number},
                is_repeatable=True,
            )
        )
    await _rename(uow, chat_id, set(numbers), None)


async def _rename(
    uow: UnitOfWork, chat_id: int, numbers: Collection[int], number: int | None
) -> None:
    if numbers:
        await uow.execute(
            update(candidates)
            .where(
                candidates.c.chat_id == chat_id,
                candidates.c.way == "group",
                candidates.c.message_id.in_(sorted(numbers)),
            )
            .values(message_id=number)
        )


async def _mark(uow: UnitOfWork, waiting: Waiting, message_id: int) -> None:
    numbers = [each.id for each, _ in waiting if each.message_id != message_id]
    if numbers:
        await uow.execute(
            update(candidates).where(candidates.c.id.in_(numbers)).values(message_id=message_id)
        )
