"""Where staff is shown appeals with both sides, and how a decision reaches whoever appealed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from bot.features.appeals.queries import Appeal, appeal_by_id, appeal_of_case, cards_of
from bot.features.appeals.service import LAPSES, SHOWS, WAITS, lapse, show_again
from bot.features.cases.queries import case_by_id, evidence_for
from bot.features.cases.rules import Case
from bot.features.cases.service import SETTLED, UNDONE
from bot.features.communities.queries import owner_to_tell
from bot.features.complaints.kept import Part
from bot.features.complaints.posts import keep_edited, remember_sent, show_media, take_place
from bot.features.places import Place, Places, place_of
from bot.features.readers import readers_of
from bot.kit.effects import Button, Delivery, Planned, Priority, Then, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.appeal_cards import MOST_PROOFS, answer_of, card_of
from handlers.case_notices import CaseTeller
from handlers.complaint_desk import Cards, in_turn
from models.appeals import appeal_cards

CARDED: Final = "appeal-carded"
LINKED: Final = "appeal-linked"
TOLD: Final = "appeal-told"
MOST_TRIES: Final = 48
LINK_LASTS: Final = timedelta(days=7)


class Bench:
    """Shows appeals to those who may decide them, and tells what was decided."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> dict[str, Any]:
        """Return who does which kind of due work around appeals."""
        return {
            SHOWS: self.on_shows,
            CARDED: self.on_carded,
            WAITS: self.on_waits,
            LAPSES: self.on_lapses,
            LINKED: self.on_linked,
            TOLD: self.on_told,
        }

    async def on_shows(self, uow: UnitOfWork, due: Planned) -> None:
        """Show an appeal as it stands; where nobody else can be reached, again in an hour."""
        appeal_id, tries = int(due.details["appeal_id"]), int(due.details.get("tries", 0))
        if await self.show(uow, appeal_id) or tries >= MOST_TRIES:
            return
        show_again(uow, appeal_id, tries=tries)

    async def on_carded(self, uow: UnitOfWork, due: Planned) -> None:
        """Remember where a card hangs, and bring it up to date."""
        appeal = await appeal_by_id(uow, int(due.details["appeal_id"]))
        if appeal is None or due.details["state"] != "done":
            return
        keys = {
            card.chat_id: _key(appeal.id, card.chat_id) for card in await cards_of(uow, appeal.id)
        }
        await remember_sent(uow, appeal_cards, appeal_cards.c.appeal_id == appeal.id, keys)
        if appeal.state != "open" or appeal.actor_words is not None:
            await self.show(uow, appeal.id)

    async def on_waits(self, uow: UnitOfWork, due: Planned) -> None:
        """Remind staff, once, of an appeal that nobody has decided for a day."""
        appeal = await appeal_by_id(uow, int(due.details["appeal_id"]))
        case = None if appeal is None else await case_by_id(uow, appeal.case_id)
        if appeal is None or case is None or appeal.state != "open":
            return
        told = Text("appeal-waits", number=case.number)
        for card in await cards_of(uow, appeal.id):
            key = f"appeal:{appeal.id}:waits:{card.chat_id}"
            uow.owe(post(key, card.chat_id, told, reply_to=card.message_id))

    async def on_lapses(self, uow: UnitOfWork, due: Planned) -> None:
        """Let an appeal go for which no words came, and say so to whoever was to write."""
        gone = await lapse(uow, int(due.details["appeal_id"]))
        case = None if gone is None else await case_by_id(uow, gone.case_id)
        if gone is None or case is None:
            return
        told = Text("appeal-lapsed", number=case.number)
        key = f"appeal:{gone.id}:lapsed"
        uow.owe(post(key, gone.person_id, told, person_id=gone.person_id))

    async def on_undone(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell whoever appealed that it was granted, once Telegram has taken the case back."""
        appeal = await appeal_of_case(uow, int(due.details["case_id"]))
        if not due.details.get("is_appeal") or appeal is None or appeal.state != "granted":
            return
        if due.details["state"] != "done":
            await self._tell(uow, appeal, "appeal-granted-stuck")
            return
        case = await case_by_id(uow, appeal.case_id)
        place = None if case is None else await self.place_of(uow, case)
        is_outside = case is not None and case.action in {"ban", "kick"}
        if place is None or not is_outside or not _can_invite(place):
            link = f"https://t.me/{place.username}" if place and place.username else None
            await self._tell(uow, appeal, "appeal-granted", link=link if is_outside else None)
            return
        uow.owe(_invitation(appeal, place, uow))

    async def on_linked(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell whoever appealed, with the way back in where one could be made."""
        appeal = await appeal_by_id(uow, int(due.details["appeal_id"]))
        if appeal is not None:
            await self._tell(uow, appeal, "appeal-granted", link=due.details.get("link"))

    async def on_told(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell staff where whoever appealed could not be told."""
        appeal = await appeal_by_id(uow, int(due.details["appeal_id"]))
        if appeal is None or due.details["state"] == "done":
            return
        for card in await cards_of(uow, appeal.id):
            key = f"appeal:{appeal.id}:unreached:{card.chat_id}"
            told = Text("appeal-unreached")
            uow.owe(post(key, card.chat_id, told, reply_to=card.message_id))

    async def tell_refused(self, uow: UnitOfWork, appeal: Appeal) -> None:
        """Tell whoever appealed that the case stands, and why."""
        await self._tell(uow, appeal, "appeal-refused")

    async def show(self, uow: UnitOfWork, appeal_id: int) -> bool:
        """Show an appeal or bring its cards up to date; False where nobody else can be reached."""
        appeal = await appeal_by_id(uow, appeal_id)
        case = None if appeal is None else await case_by_id(uow, appeal.case_id)
        place = None if case is None else await self.place_of(uow, case)
        if appeal is None or case is None or place is None:
            return True
        cards = await cards_of(uow, appeal_id)
        if cards:
            words, keyboard = await card_of(uow, appeal, case, place)
            for card in cards:
                if card.message_id is not None:
                    await keep_edited(uow, card.chat_id, card.message_id, words, keyboard)
            return True
        if appeal.state != "open":
            return True
        besides = {each for each in (case.actor_id, appeal.person_id) if each is not None}
        readers = await readers_of(uow, place, "appeal.decide", besides=besides)
        if not readers:
            await self._tell_nobody_there(uow, appeal, case)
            return False
        await self._post(uow, appeal, case, place, readers)
        return True

    async def place_of(self, uow: UnitOfWork, case: Case) -> Place | None:
        """Return the place in which a case was opened."""
        await self._places.read(uow, [case.chat_id])
        return place_of(uow, case.chat_id)

    async def _post(
        self, uow: UnitOfWork, appeal: Appeal, case: Case, place: Place, readers: Sequence[int]
    ) -> None:
        words, keyboard = await card_of(uow, appeal, case, place)
        proofs = await evidence_for(uow, case.id)
        for chat_id in readers:
            await take_place(uow, appeal_cards, {"appeal_id": appeal.id, "chat_id": chat_id})
            uow.owe(
                post(
                    _key(appeal.id, chat_id),
                    chat_id,
                    words,
                    keyboard=keyboard,
                    person_id=appeal.person_id,
                    then=Then(CARDED, {"appeal_id": appeal.id}),
                    priority=Priority.ANSWER,
                )
            )
            for at, each in enumerate(proofs[:MOST_PROOFS]):
                key = f"{_key(appeal.id, chat_id)}:media:{at}"
                part = Part("", each.kind, each.file_id)
                show_media(uow, key, chat_id, part, person_id=appeal.person_id)

    async def _tell_nobody_there(self, uow: UnitOfWork, appeal: Appeal, case: Case) -> None:
        owner = await owner_to_tell(uow, case.chat_id)
        if owner is None or owner == appeal.person_id:
            return
        told = Text("appeal-nobody", number=case.number)
        uow.owe(post(f"appeal:{appeal.id}:nobody", owner, told, person_id=owner))

    async def _tell(
        self, uow: UnitOfWork, appeal: Appeal, name: str, *, link: str | None = None
    ) -> None:
        case = await case_by_id(uow, appeal.case_id)
        place = None if case is None else await self.place_of(uow, case)
        if case is None or appeal.person_id <= 0:
            return
        chat = place.title if place is not None else "…"
        lines = [Text(name, number=case.number, chat=chat)]
        if name == "appeal-refused":
            lines += [Text("appeal-why", why=answer_of(appeal)), Text("appeal-final")]
        keyboard = ((Button(Text("appeal-back-in"), url=link),),) if link else ()
        uow.owe(
            post(
                f"appeal:{appeal.id}:told",
                appeal.person_id,
                Lines(*lines),
                keyboard=keyboard,
                person_id=appeal.person_id,
                then=Then(TOLD, {"appeal_id": appeal.id}),
                priority=Priority.ANSWER,
            )
        )


def hearings(places: Places) -> dict[str, Any]:
    """Return who does the due work around complaints and appeals, and what follows on cases."""
    cards, bench, teller = Cards(places), Bench(places), CaseTeller(places)
    return {
        **cards.workers(),
        **bench.workers(),
        SETTLED: in_turn(teller.settled, cards.on_case_settled),
        UNDONE: in_turn(teller.undone, bench.on_undone),
    }


def _can_invite(place: Place) -> bool:
    return place.username is None and bool(place.standing.rights.get("can_invite_users"))


def _invitation(appeal: Appeal, place: Place, uow: UnitOfWork) -> Delivery:
    return Delivery(
        key=f"appeal:{appeal.id}:link",
        chat_id=place.chat_id,
        method="createChatInviteLink",
        arguments={
            "member_limit": 1,
            "expire_date": int((uow.now + LINK_LASTS).timestamp()),
        },
        # A second link would let a second person in.
        is_repeatable=False,
        priority=Priority.ANSWER,
        person_id=appeal.person_id,
        then=Then(LINKED, {"appeal_id": appeal.id}),
    )


def _key(appeal_id: int, chat_id: int) -> str:
    return f"appeal:{appeal_id}:card:{chat_id}"
