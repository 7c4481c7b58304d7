"""What gates tell when it is due: a question by DM, a staff card, what Telegram refused."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.features.clauses.service import rulebook_of
from bot.features.gates import planning
from bot.features.gates.asking import keep_message
from bot.features.gates.ending import is_worth_telling, run_out, saw_hold
from bot.features.gates.queries import Candidate, candidate_by_id
from bot.features.gates.service import hand_to_staff
from bot.features.members.queries import person_by_id
from bot.features.places import Place, Places, known_of, place_of
from bot.features.readers import readers_of
from bot.features.restrictions.bans import take_turn
from bot.kit.effects import Button, Planned, Priority, Then, post
from bot.kit.names import storable
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import gate_cards as cards
from handlers.gate_board import GateBoard, link_to

ASKED: Final = "gate-asked"


class GateTeller:
    """Says what there is to say of gates; each message is owed in the same transaction."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._board = GateBoard(places)

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            planning.ASK: self.ask,
            ASKED: self.asked,
            planning.DEADLINE: self.expire,
            planning.HELD: self.held,
            planning.NOTICE: self._board.notice,
            planning.NOTICED: self._board.noticed,
            planning.REVIEW: self.review,
            planning.SETTLED: self.settled,
        }

    async def ask(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask whoever asked to join, in the few minutes in which they may be written to."""
        candidate, place = await self._found(uow, due)
        if candidate is None or place is None or not candidate.is_open:
            return
        if candidate.user_chat_id is None:
            return
        rules = await rulebook_of(uow, place.community_id)
        words = cards.asked(candidate, place, rules, uow.now)
        keyboard = cards.choices(candidate)
        link = link_to(self._places, place)
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
        """Keep the message with the question; hand to the staff whoever could not be asked."""
        candidate, _ = await self._found(uow, due)
        if candidate is None or not candidate.is_open:
            return
        if due.details["state"] == "done":
            await keep_message(uow, candidate, due.details["sent_id"])
        elif not candidate.was_asked:
            await hand_to_staff(uow, candidate)

    async def expire(self, uow: UnitOfWork, due: Planned) -> None:
        """Do what follows when nobody has answered in time."""
        candidate, place = await self._found(uow, due)
        if candidate is not None and place is not None and await run_out(uow, place, candidate):
            await self._tell_expired(uow, candidate, place)

    async def held(self, uow: UnitOfWork, due: Planned) -> None:
        """See whether Telegram holds whoever is to wait in the group."""
        candidate, place = await self._found(uow, due)
        if candidate is not None and place is not None:
            state, failure = _became(due)
            await saw_hold(uow, place, candidate, state=state, failure=failure)

    async def review(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask the staff about somebody."""
        candidate, place = await self._found(uow, due)
        if candidate is None or place is None or not candidate.is_open:
            return
        await self._show(uow, candidate, place, f"gate:{candidate.id}:card")

    async def settled(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the staff what did not come to pass at Telegram, and why."""
        what = str(due.details["what"])
        if what == "open":
            await self._tell_refused(uow, due)
            return
        candidate, place = await self._found(uow, due)
        if candidate is None or place is None:
            return
        state, failure = _became(due)
        if not await is_worth_telling(uow, candidate, what, state=state, failure=failure):
            return
        who = await _named(uow, candidate)
        words = Text(f"gate-stuck-{what}", who=who, chat=place.title, failure=failure)
        await self._tell_staff(uow, place, f"gate:{candidate.id}:stuck:{what}", words)

    async def _tell_refused(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the staff, once an hour, that an open gate could not approve a request."""
        chat_id = int(due.details["chat_id"])
        await self._places.read(uow, [chat_id])
        place, (state, failure) = place_of(uow, chat_id), _became(due)
        if place is not None and state != "done":
            words = Text("gate-stuck-open", chat=place.title, failure=failure)
            key = f"gate:{chat_id}:refused:{uow.now:%Y%m%d%H}"
            await self._tell_staff(uow, place, key, words)

    async def _tell_staff(self, uow: UnitOfWork, place: Place, key: str, words: Text) -> None:
        for reader in await readers_of(uow, place, "gate.decide"):
            mine = reader if reader > 0 else None
            uow.owe(post(f"{key}:{reader}", reader, words, person_id=mine))

    async def _show(self, uow: UnitOfWork, candidate: Candidate, place: Place, key: str) -> None:
        await self._places.read_people(uow, [(0, candidate.person_id, 0)])
        known = known_of(uow, candidate.person_id)
        name = known.first_name if known is not None else str(candidate.person_id)
        words = cards.card(candidate, place, name, known.language_code if known else None)
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
        if chat_id is not None:
            words, keyboard = cards.expired(candidate, place)
            key, mine = f"gate:{candidate.id}:expired", candidate.person_id
            uow.owe(post(key, chat_id, words, keyboard=keyboard, person_id=mine))

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Candidate | None, Place | None]:
        number = int(due.details["candidate_id"])
        candidate = await candidate_by_id(uow, number)
        if candidate is None:
            return None, None
        # What was read before one's turn may be old.
        await take_turn(uow, candidate.chat_id)
        await self._places.read(uow, [candidate.chat_id])
        return await candidate_by_id(uow, number), place_of(uow, candidate.chat_id)


async def _named(uow: UnitOfWork, candidate: Candidate) -> Text:
    named = await person_by_id(uow, candidate.person_id)
    name = named.name if named is not None else str(candidate.person_id)
    return Text("gate-person", id=str(candidate.person_id), name=storable(name, 32))


def _became(due: Planned) -> tuple[str, str]:
    """Return what became of a call, and why, as an operator can read it."""
    state = str(due.details["state"])
    return state, str(due.details.get("failure") or state)
