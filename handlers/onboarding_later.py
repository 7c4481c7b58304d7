"""What the onboarding says later: in the first weeks, to helpers, and to who comes back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.features.buddies.queries import open_pairing
from bot.features.clauses.service import rulebook_of
from bot.features.complaints.rules import link_to
from bot.features.contacts.rules import Category, Written
from bot.features.contacts.service import write
from bot.features.members.queries import person_by_id
from bot.features.onboarding import hearing
from bot.features.onboarding.filling import said
from bot.features.onboarding.flows import flow_at
from bot.features.onboarding.planning import DRIP
from bot.features.onboarding.queries import Standing, is_present, standing_of
from bot.features.onboarding.reaching import is_reached
from bot.features.onboarding.rules import NEW_FOR, Drip
from bot.features.onboarding.walking import Guide
from bot.features.places import Place, Places, place_of
from bot.features.readers import readers_of
from bot.features.steps import FILLERS
from bot.features.vocabulary import vocabulary
from bot.kit.effects import Button, Keyboard, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.onboarding_buttons import Rate
from models.members import memberships


class LaterTeller:
    """Says what there is to say once somebody has begun; each message is owed with its reason."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._guide = Guide(vocabulary(), FILLERS)

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work."""
        return {
            DRIP: self.drip,
            hearing.QUESTION: self.call_helper,
            hearing.AWAY: self.catch_up,
        }

    async def drip(self, uow: UnitOfWork, due: Any) -> None:
        """Write what a day of the first weeks has to say, unless there is no need any more."""
        standing = await standing_of(uow, due.community_id, due.person_id)
        if standing is None or standing.state in {"left", "stopped"}:
            return
        place = await self._place(uow, standing.chat_id)
        drip = (await flow_at(uow, due.details["flow"])).drip(due.details["drip"])
        if place is None or drip is None or not place.policy.onboarding.is_on:
            return
        if drip.unless and await is_reached(uow, self._guide, place, standing, drip.unless):
            return
        words, keyboard = await _dripped(uow, place, standing, drip)
        await write(
            uow,
            key=f"drip:{place.community_id}:{standing.person_id}:{drip.id}",
            community_id=place.community_id,
            person_id=standing.person_id,
            category=Category.WELCOME,
            words=words,
            keyboard=keyboard,
            zone=place.zone,
            terms=place.policy.contacts,
        )

    async def call_helper(self, uow: UnitOfWork, due: Any) -> None:
        """Tell a newcomer's buddy, or else the staff, of a question that nobody has answered."""
        standing = await standing_of(uow, due.community_id, due.person_id)
        place = await self._place(uow, int(due.details["chat_id"]))
        if place is None or standing is None or uow.now - standing.began_at > NEW_FOR:
            return
        if not await is_present(uow, due.community_id, due.person_id):
            return
        pairing = await open_pairing(uow, due.community_id, due.person_id)
        if pairing is not None and pairing.state == "paired":
            readers = [pairing.buddy_id]
        else:
            readers = await readers_of(uow, place, "complaint.triage")
        words, keyboard = await _asked(uow, place, due)
        for reader in readers:
            key = f"{due.key}:{reader}"
            person_id = reader if reader > 0 else due.person_id
            uow.owe(post(key, reader, words, keyboard=keyboard, person_id=person_id))

    async def catch_up(self, uow: UnitOfWork, due: Any) -> None:
        """Tell somebody who was away for long what happened since; by DM, or else there."""
        place = await self._place(uow, int(due.details["chat_id"]))
        if place is None or not place.standing.is_here:
            return
        since = datetime.fromisoformat(due.details["since"])
        words = await self._news(uow, place, due.person_id, since)
        written = await write(
            uow,
            key=due.key[:90],
            community_id=place.community_id,
            person_id=due.person_id,
            category=Category.DIGEST,
            words=words,
            zone=place.zone,
            terms=place.policy.contacts,
        )
        if written is Written.UNREACHABLE:
            reply_to = int(due.details["message_id"])
            at_home = post(
                f"{due.key}:here",
                place.chat_id,
                words,
                reply_to=reply_to,
                person_id=due.person_id,
            )
            uow.owe(at_home)

    async def _news(self, uow: UnitOfWork, place: Place, person_id: int, since: datetime) -> Lines:
        named = await person_by_id(uow, person_id)
        name = named.name if named is not None else ""
        days = (uow.now - since).days
        lines = [Text("away-back", name=name, community=place.community_name, days=days)]
        book = await rulebook_of(uow, place.community_id)
        if book.published_at is not None and book.published_at > since and book.version > 1:
            day = book.published_at.astimezone(place.zone).date()
            lines.append(Text("away-rules", version=book.version, day=day))
        found = await uow.execute(
            select(func.count()).where(
                memberships.c.chat_id == place.chat_id,
                memberships.c.is_present.is_(True),
                memberships.c.joined_at > since,
                memberships.c.person_id != person_id,
            )
        )
        came = int(found.scalar_one())
        if came:
            lines.append(Text("away-newcomers", count=came))
        return Lines(*lines, *await self._guide.filled(uow, place, person_id, "events"))

    async def _place(self, uow: UnitOfWork, chat_id: int) -> Place | None:
        await self._places.read(uow, [chat_id])
        return place_of(uow, chat_id)


async def _asked(uow: UnitOfWork, place: Place, due: Any) -> tuple[Lines, Keyboard]:
    named = await person_by_id(uow, due.person_id)
    name = named.name if named is not None else ""
    who = Text("onboarding-person", id=str(due.person_id), name=name)
    minutes = int(place.policy.onboarding.helper_after.total_seconds() // 60)
    words = Lines(Text("onboarding-unanswered", who=who, group=place.title, minutes=minutes))
    link = link_to(place.chat_id, int(due.details["message_id"]), place.username)
    if link is None:
        return words, ()
    return words, ((Button(Text("onboarding-button-question"), url=link),),)


async def _dripped(
    uow: UnitOfWork, place: Place, standing: Standing, drip: Drip
) -> tuple[Lines, Keyboard]:
    lines: list[Text | str] = []
    if drip.copy is not None:
        lines.append(await said(uow, place, standing.person_id, drip.copy))
    if not drip.is_survey:
        return Lines(*lines), ()
    if not lines:
        lines.append(Text("onboarding-survey", community=place.community_name))
    scale = tuple(
        Button(
            Text("onboarding-score", score=score),
            data=buttons.pack(Rate(place.community_id, score)),
        )
        for score in range(1, 6)
    )
    return Lines(*lines), (scale,)
