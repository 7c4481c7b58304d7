"""What the onboarding says when it is due: the first card, the group's one greeting."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import func, select, update

from bot.features.contacts.queries import choices_of
from bot.features.contacts.rules import Category
from bot.features.onboarding import planning
from bot.features.onboarding.flows import keep_picture
from bot.features.onboarding.queries import Standing, standing_of, waiting_in_group
from bot.features.onboarding.rules import TOO_LATE
from bot.features.onboarding.service import put_card
from bot.features.onboarding.walking import Guide
from bot.features.places import Place, Places, place_of
from bot.features.steps import FILLERS
from bot.features.vocabulary import vocabulary
from bot.kit.effects import Button, Due, Edit, Keyboard, Planned, Then, post
from bot.kit.names import storable
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.onboarding import note_shown, owe_card
from handlers.onboarding_cards import Desk
from models.onboarding import onboardings

MOST_NAMED: Final = 10
# A message that has been there for so long has scrolled away: a newer newcomer gets a new one.
SEEN_FOR: Final = timedelta(minutes=3)
# Whose message is on its way and has no number yet.
_UNDER_WAY: Final = 0


class OnboardingTeller:
    """Says what there is to say to newcomers; each message is owed in the same transaction."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._guide = Guide(vocabulary(), FILLERS)

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work."""
        return {
            planning.CARD: self.card,
            planning.CARDED: self.carded,
            planning.GREET: Greeter(self._places),
            planning.GREETED: self.greeted,
            planning.UNGREET: self.ungreet,
        }

    async def card(self, uow: UnitOfWork, due: Planned) -> None:
        """Send somebody who can be written to their first card."""
        standing, place = await self._found(uow, due.details)
        if standing is None or place is None or not standing.is_underway:
            return
        choices = await choices_of(uow, standing.person_id)
        if Category.WELCOME in choices.stopped:
            return
        await self._send(uow, standing, place)

    async def _send(self, uow: UnitOfWork, standing: Standing, place: Place) -> None:
        way = await self._guide.way_of(uow, place, standing)
        card = await Desk(uow, self._guide, place).card(standing, way)
        owe_card(uow, await note_shown(uow, standing, way, card), card)

    async def _is_unknown(
        self, uow: UnitOfWork, standing: Standing, details: Mapping[str, Any]
    ) -> bool:
        """Keep what Telegram calls a picture; whether it did not know the one it was named."""
        digest, name = details.get("shown"), details.get("picture")
        if digest is None:
            return False
        if details["state"] == "done" and name is not None and not details["was_known"]:
            await keep_picture(uow, standing.flow_digest, digest, name)
        is_unknown = details["state"] == "failed" and bool(details["was_known"])
        if is_unknown:
            await keep_picture(uow, standing.flow_digest, digest, None)
        return is_unknown

    async def carded(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep where somebody's card is; who cannot be written to is greeted in the group."""
        standing, place = await self._found(uow, due.details)
        if standing is None or place is None:
            return
        ours = (standing.community_id, standing.person_id)
        if await self._is_unknown(uow, standing, due.details):
            await self._send(uow, standing, place)
            return
        if due.details["state"] == "done":
            sent = due.details["sent_id"]
            await put_card(uow, *ours, standing.person_id, sent and int(sent))
        elif due.details["state"] == "failed" and standing.is_underway and not standing.card_id:
            await put_card(uow, *ours, standing.chat_id, None)
            planning.plan_greeting(uow, standing.chat_id)

    async def greeted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep where the group's message stands, and have it taken away after a while."""
        chat_id, sent_id = int(due.details["chat_id"]), due.details["sent_id"]
        is_sent = due.details["state"] == "done" and sent_id is not None
        shown = onboardings.c.chat_id == chat_id, onboardings.c.card_chat_id == chat_id
        values = {"card_id": int(sent_id)} if is_sent else _GONE
        await uow.execute(
            update(onboardings).where(*shown, onboardings.c.card_id == _UNDER_WAY).values(values)
        )
        if not is_sent:
            return
        await self._places.read(uow, [chat_id])
        place = place_of(uow, chat_id)
        lasts = place.policy.onboarding.lasts if place else SEEN_FOR
        details = {"chat_id": chat_id, "message_id": int(sent_id)}
        key = f"{planning.UNGREET}:{chat_id}:{sent_id}"
        uow.schedule(Due(key, planning.UNGREET, uow.now + lasts, details))
        waiting = await waiting_in_group(uow, chat_id)
        if len(waiting) != due.details["count"]:
            planning.plan_greeting(uow, chat_id)

    async def ungreet(self, uow: UnitOfWork, due: Planned) -> None:
        """Take the group's message away; whoever did not press finds it behind /welcome."""
        await take_down(uow, int(due.details["chat_id"]), [int(due.details["message_id"])])

    async def _found(
        self, uow: UnitOfWork, details: Mapping[str, Any]
    ) -> tuple[Standing | None, Place | None]:
        ours = int(details["community_id"]), int(details["person_id"])
        standing = await standing_of(uow, *ours)
        return standing, None if standing is None else await self._place(uow, standing)

    async def _place(self, uow: UnitOfWork, standing: Standing) -> Place | None:
        await self._places.read(uow, [standing.chat_id])
        return place_of(uow, standing.chat_id)


class Greeter:
    """Makes the group's one greeting for all who cannot be written to, and makes it anew."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def __call__(self, uow: UnitOfWork, due: Planned) -> None:
        """Post it, change it, or take it away where nobody waits any more."""
        chat_id = int(due.details["chat_id"])
        await self._places.read(uow, [chat_id])
        place = place_of(uow, chat_id)
        if place is None or not place.standing.is_here:
            return
        if place.is_raided:
            # The bot's own words would be part of the flood.
            planning.plan_greeting(uow, chat_id, in_slots=6)
            return
        await self._greet(uow, place)

    async def _greet(self, uow: UnitOfWork, place: Place) -> None:
        chat_id = place.chat_id
        waiting = await waiting_in_group(uow, chat_id)
        numbers = await _messages(uow, chat_id)
        if _UNDER_WAY in numbers:
            return
        current = max(numbers, default=None)
        if not waiting:
            await take_down(uow, chat_id, numbers)
            return
        is_news = any(each.card_id is None for each, _ in waiting)
        if current is not None and (not is_news or await _is_seen(uow, chat_id, current)):
            await _mark(uow, waiting, current)
            words, keyboard = self._notice(place, waiting)
            uow.speak(Edit(chat_id, current, words, place.language, keyboard))
            return
        # Whoever was shown there before has had their greeting.
        await take_down(uow, chat_id, numbers)
        await self._post(uow, place, [each for each in waiting if each[0].card_id is None])

    async def on_late(self, uow: UnitOfWork, due: Planned) -> None:
        """Greet nobody hours later."""
        chat_id = int(due.details["chat_id"])
        await uow.execute(
            update(onboardings)
            .where(
                onboardings.c.chat_id == chat_id,
                onboardings.c.card_chat_id == chat_id,
                onboardings.c.card_id.is_(None),
            )
            .values(_GONE)
        )

    async def _post(
        self, uow: UnitOfWork, place: Place, waiting: list[tuple[Standing, str]]
    ) -> None:
        await _mark(uow, waiting, _UNDER_WAY)
        words, keyboard = self._notice(place, waiting)
        details = {"chat_id": place.chat_id, "count": len(waiting)}
        uow.owe(
            post(
                f"{planning.GREET}:{place.chat_id}:{uow.stamp()}",
                place.chat_id,
                words,
                keyboard=keyboard,
                then=Then(planning.GREETED, details),
                expires_at=uow.now + TOO_LATE,
            )
        )

    def _notice(self, place: Place, waiting: list[tuple[Standing, str]]) -> tuple[Lines, Keyboard]:
        lines = [
            Text("onboarding-group", community=place.community_name, count=len(waiting)),
            *(
                Text("onboarding-person", id=str(each.person_id), name=storable(name, 32))
                for each, name in waiting[:MOST_NAMED]
            ),
        ]
        if len(waiting) > MOST_NAMED:
            lines.append(Text("onboarding-group-more", count=len(waiting) - MOST_NAMED))
        name = self._places.own_name
        link = f"https://t.me/{name}?start=w-{place.community_id}"
        keyboard = ((Button(Text("onboarding-button-begin"), url=link),),) if name else ()
        return Lines(*lines, Text("onboarding-group-foot")), keyboard


# Greeted, or too late for it: where one's card is from now on is by DM.
_GONE: Final = {"card_chat_id": onboardings.c.person_id, "card_id": None}


async def take_down(uow: UnitOfWork, chat_id: int, numbers: list[int]) -> None:
    """Take the group's messages away, once each; nobody's row names them any more."""
    for number in numbers:
        uow.owe(planning.taken_down(chat_id, number))
    if numbers:
        await uow.execute(
            update(onboardings)
            .where(
                onboardings.c.chat_id == chat_id,
                onboardings.c.card_chat_id == chat_id,
                onboardings.c.card_id.in_(numbers),
            )
            .values(_GONE)
        )


async def _messages(uow: UnitOfWork, chat_id: int) -> list[int]:
    """Return the group's messages that stand, the one on its way as 0."""
    found = await uow.execute(
        select(onboardings.c.card_id)
        .where(
            onboardings.c.chat_id == chat_id,
            onboardings.c.card_chat_id == chat_id,
            onboardings.c.card_id.is_not(None),
        )
        .group_by(onboardings.c.card_id)
    )
    return list(found.scalars())


async def _is_seen(uow: UnitOfWork, chat_id: int, message_id: int) -> bool:
    """Whether a message of the group's is so new that it is still before everybody's eyes."""
    found = await uow.execute(
        select(func.min(onboardings.c.began_at)).where(
            onboardings.c.chat_id == chat_id,
            onboardings.c.card_chat_id == chat_id,
            onboardings.c.card_id == message_id,
        )
    )
    since = found.scalar()
    return since is not None and uow.now - since < SEEN_FOR


async def _mark(uow: UnitOfWork, waiting: list[tuple[Standing, str]], message_id: int) -> None:
    people = [each.person_id for each, _ in waiting if each.card_id != message_id]
    if people:
        chat_id = waiting[0][0].chat_id
        await uow.execute(
            update(onboardings)
            .where(onboardings.c.chat_id == chat_id, onboardings.c.person_id.in_(people))
            .values(card_id=message_id)
        )
