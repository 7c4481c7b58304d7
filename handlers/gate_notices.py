"""What gates tell when it is due: a question by DM, one message in the group, a staff card."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import func, select, update

from bot.features.clauses.service import rulebook_of
from bot.features.gates import service
from bot.features.gates.queries import Candidate, candidate_by_id, waiting_in_group
from bot.features.members.queries import person_by_id
from bot.features.places import Place, Places, place_of
from bot.features.readers import readers_of
from bot.kit.effects import Button, Delivery, Edit, Planned, Priority, Then, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import gate_cards as cards
from models.gates import candidates

ASKED: Final = "gate-asked"
# A message that has been there for so long has scrolled away: a newer newcomer gets a new one.
SEEN_FOR: Final = timedelta(minutes=3)
# Whose message is on its way and has no number yet.
_UNDER_WAY: Final = 0


class GateTeller:
    """Says what there is to say of gates; each message is owed in the same transaction."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            service.ASK: self.ask,
            ASKED: self.asked,
            service.DEADLINE: self.expire,
            service.NOTICE: self.notice,
            service.NOTICED: self.noticed,
            service.REVIEW: self.review,
            service.SETTLED: self.settled,
        }

    async def ask(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask whoever asked to join, in the few minutes in which they may be written to."""
        candidate, place = await self._found(uow, due)
        if candidate is None or place is None or not candidate.is_open:
            return
        if candidate.user_chat_id is None:
            return
        rules = await rulebook_of(uow, candidate.community_id)
        words = cards.asked(candidate, place, rules, uow.now)
        keyboard = cards.choices(candidate)
        link = self._link(place)
        if link is not None and candidate.kind != "approval":
            keyboard = (*keyboard, (Button(Text("gate-button-time-more"), url=link),))
        uow.owe(
            post(
                f"gate:{candidate.id}:ask",
                candidate.user_chat_id,
                words,
                keyboard=keyboard,
                person_id=candidate.person_id,
                expires_at=candidate.deadline,
                then=Then(ASKED, {"candidate_id": candidate.id}),
                priority=Priority.ANSWER,
            )
        )

    async def asked(self, uow: UnitOfWork, due: Planned) -> None:
        """Hand to the staff whoever could not be asked."""
        candidate, _ = await self._found(uow, due)
        if candidate is not None and candidate.is_open and due.details["state"] == "failed":
            await service.hand_to_staff(uow, candidate)

    async def expire(self, uow: UnitOfWork, due: Planned) -> None:
        """Do what follows when nobody has answered in time."""
        candidate, place = await self._found(uow, due)
        if candidate is None or place is None or not candidate.is_open:
            return
        if candidate.state != "waiting" or candidate.deadline is None:
            return
        if candidate.deadline > uow.now:
            # They pressed Start since, which gave them more time.
            return
        if candidate.terms.failure == "keep":
            await service.hand_to_staff(uow, candidate)
            service.plan_notice(uow, candidate.chat_id)
            return
        if await service.turn_away(uow, candidate, "expired"):
            await self._tell_expired(uow, candidate, place)

    async def notice(self, uow: UnitOfWork, due: Planned) -> None:
        """Make the group's one message, make it anew, or take it away."""
        chat_id = int(due.details["chat_id"])
        await self._places.read(uow, [chat_id])
        place = place_of(uow, chat_id)
        if place is None:
            return
        waiting = await waiting_in_group(uow, chat_id)
        numbers = await _notices(uow, chat_id)
        if _UNDER_WAY in numbers:
            return
        current = max(numbers, default=None)
        if not waiting:
            await _take_down(uow, chat_id, numbers)
            return
        shown_since = min((c.at for c, _ in waiting if c.message_id == current), default=None)
        is_seen = shown_since is not None and uow.now - shown_since < SEEN_FOR
        is_news = any(each.message_id is None for each, _ in waiting)
        if current is not None and (is_seen or not is_news):
            await _mark(uow, waiting, current)
            words = cards.notice(place, waiting)
            keyboard = cards.notice_keyboard(waiting, self._link(place))
            uow.speak(Edit(chat_id, current, words, place.language, keyboard))
            return
        await _take_down(uow, chat_id, numbers)
        await self._post(uow, place, waiting)

    async def noticed(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep where the group's message stands, and look once more what it should say."""
        chat_id, sent_id = int(due.details["chat_id"]), due.details["sent_id"]
        is_sent = due.details["state"] == "done" and sent_id is not None
        await uow.execute(
            update(candidates)
            .where(candidates.c.chat_id == chat_id, candidates.c.message_id == _UNDER_WAY)
            .values(message_id=int(sent_id) if is_sent else None)
        )
        waiting = await waiting_in_group(uow, chat_id)
        is_stale = any(each.message_id is None for each, _ in waiting)
        if is_sent and (is_stale or not waiting or len(waiting) != due.details["count"]):
            service.plan_notice(uow, chat_id)

    async def review(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask the staff about somebody."""
        candidate, place = await self._found(uow, due)
        if candidate is None or place is None or not candidate.is_open:
            return
        await self._show(uow, candidate, place, f"gate:{candidate.id}:card")

    async def settled(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the staff where Telegram would not let somebody in whom the gate did."""
        candidate, place = await self._found(uow, due)
        if candidate is None or place is None or due.details["state"] == "done":
            return
        failure = str(due.details.get("failure") or due.details["state"])
        named = await person_by_id(uow, candidate.person_id)
        name = named.name if named is not None else str(candidate.person_id)
        who = Text("gate-person", id=str(candidate.person_id), name=name)
        words = Text("gate-stuck", who=who, chat=place.title, failure=failure)
        for reader in await readers_of(uow, place, "gate.decide"):
            key = f"gate:{candidate.id}:stuck:{reader}"
            uow.owe(post(key, reader, words, person_id=reader if reader > 0 else None))

    async def _show(self, uow: UnitOfWork, candidate: Candidate, place: Place, key: str) -> None:
        named = await person_by_id(uow, candidate.person_id)
        name = named.name if named is not None else str(candidate.person_id)
        words = cards.card(candidate, place, name, None)
        for reader in await readers_of(uow, place, "gate.decide"):
            uow.owe(
                post(
                    f"{key}:{reader}",
                    reader,
                    words,
                    keyboard=cards.card_keyboard(candidate),
                    person_id=candidate.person_id,
                    priority=Priority.ANSWER,
                )
            )

    async def _tell_expired(self, uow: UnitOfWork, candidate: Candidate, place: Place) -> None:
        named = await person_by_id(uow, candidate.person_id)
        can_dm = named is not None and named.can_dm is True
        chat_id = candidate.user_chat_id or (candidate.person_id if can_dm else None)
        if chat_id is None:
            return
        words = Lines(Text("gate-expired", community=place.title), Text("gate-expired-again"))
        key = f"gate:{candidate.id}:expired"
        uow.owe(post(key, chat_id, words, person_id=candidate.person_id))

    async def _post(
        self, uow: UnitOfWork, place: Place, waiting: list[tuple[Candidate, str]]
    ) -> None:
        await _mark(uow, waiting, _UNDER_WAY)
        uow.owe(
            post(
                f"gate:{place.chat_id}:notice:{uow.stamp()}",
                place.chat_id,
                cards.notice(place, waiting),
                keyboard=cards.notice_keyboard(waiting, self._link(place)),
                then=Then(service.NOTICED, {"chat_id": place.chat_id, "count": len(waiting)}),
                priority=Priority.ANSWER,
                expires_at=uow.now + timedelta(minutes=30),
            )
        )

    def _link(self, place: Place) -> str | None:
        name = self._places.own_name
        return f"https://t.me/{name}?start=gate-{-place.chat_id}" if name else None

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Candidate | None, Place | None]:
        candidate = await candidate_by_id(uow, int(due.details["candidate_id"]))
        if candidate is None:
            return None, None
        await self._places.read(uow, [candidate.chat_id])
        return candidate, place_of(uow, candidate.chat_id)


async def _notices(uow: UnitOfWork, chat_id: int) -> list[int]:
    """Return the messages of a chat's gate that stand, the one on its way as 0."""
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
    if numbers:
        await uow.execute(
            update(candidates)
            .where(candidates.c.chat_id == chat_id, candidates.c.message_id.in_(numbers))
            .values(message_id=None)
        )


async def _mark(uow: UnitOfWork, waiting: list[tuple[Candidate, str]], message_id: int) -> None:
    numbers = [each.id for each, _ in waiting if each.message_id != message_id]
    if numbers:
        await uow.execute(
            update(candidates).where(candidates.c.id.in_(numbers)).values(message_id=message_id)
        )
