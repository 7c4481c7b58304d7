"""What falls due because of challenges: the card, the reminder, the roll, the end."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import update

from bot.features.challenges import keeping
from bot.features.challenges.queries import (
    Entrant,
    challenge_by_id,
    entrants_of,
    signed_among,
)
from bot.features.challenges.rules import Challenge
from bot.features.checkins.histories import OUTAGE
from bot.features.checkins.rules import ONE_DAY
from bot.features.contacts.rules import Category, Written
from bot.features.contacts.service import Contact, write_all
from bot.features.places import Place, Places, place_of
from bot.features.raids.queries import is_quiet
from bot.kit.apart import LongWorker
from bot.kit.effects import Button, Planned, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons, challenge_staff, challenge_texts
from handlers.challenge_buttons import RemindMe
from handlers.challenge_outages import Forgiver
from models.challenges import challenges
from models.dues import dues

MOST_NAMES: Final = 20


class ChallengeTeller:
    """Does what falls due because of challenges."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]] | LongWorker]:
        """Return who does which kind of due work."""
        return {
            keeping.CARD: self.card,
            keeping.DAY: self.card,
            keeping.REMIND: self.remind,
            keeping.ROLL: self.roll,
            challenge_staff.POSTED: self.posted,
            OUTAGE: Forgiver(self._places),
        }

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the card is."""
        details = due.details
        if details["state"] != "done" or details["sent_id"] is None:
            return
        await uow.execute(
            update(challenges)
            .where(challenges.c.id == details["challenge_id"])
            .values(card_id=details["sent_id"])
        )
        challenge = await challenge_by_id(uow, int(details["challenge_id"]))
        if challenge is not None:
            keeping.plan_card(uow, challenge)

    async def card(self, uow: UnitOfWork, due: Planned) -> None:
        """Bring the card up to date."""
        found = await self._found(uow, due)
        if found is not None:
            challenge, _ = found
            key = str(due.details.get("slot") or due.details.get("day"))
            await challenge_staff.edit_card(uow, challenge, key)

    async def remind(self, uow: UnitOfWork, due: Planned) -> None:
        """Remind those who want it and are not in yet, while the day still lasts."""
        found = await self._found(uow, due, "open")
        day = date.fromisoformat(due.details["day"])
        if found is None or not found[0].plan.course.asks(day):
            return
        challenge, place = found
        signed = set(await signed_among(uow, challenge, day))
        wanted = [
            _reminder(challenge, each, day)
            for each in await entrants_of(uow, challenge.id)
            if each.wants_reminders and each.person_id not in signed
        ]
        terms = place.policy.contacts
        became = await write_all(uow, wanted, zone=place.zone, terms=terms)
        # Tomorrow this is nothing that anybody could still do.
        put_off = [f"contact:{key}:0" for key, how in became.items() if how is Written.DEFERRED]
        await uow.execute(
            update(dues).where(dues.c.key.in_(put_off)).values(state="done", settled_at=uow.now)
        )

    async def roll(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell who was in on a day that is over; behind the last one, celebrate."""
        found = await self._found(uow, due, "open")
        if found is None:
            return
        challenge, _place = found
        day = date.fromisoformat(due.details["day"])
        if day >= challenge.plan.ends_on:
            if await keeping.end(uow, challenge, by=None):
                await challenge_staff.celebrate(uow, challenge)
            return
        keeping.plan_days(uow, challenge, day + ONE_DAY)
        if not challenge.plan.course.asks(day) or await is_quiet(uow, challenge.chat_id):
            return
        await _post_roll(uow, challenge, day)

    async def _found(
        self, uow: UnitOfWork, due: Planned, *states: str
    ) -> tuple[Challenge, Place] | None:
        challenge = await challenge_by_id(uow, int(due.details["challenge_id"]))
        if challenge is None or challenge.state == "draft":
            return None
        await self._places.read(uow, [challenge.chat_id])
        place = place_of(uow, challenge.chat_id)
        if place is None or not place.standing.is_here:
            return None
        return (challenge, place) if not states or challenge.state in states else None


async def _post_roll(uow: UnitOfWork, challenge: Challenge, day: date) -> None:
    signed = set(await signed_among(uow, challenge, day))
    everybody = await entrants_of(uow, challenge.id)
    if not everybody:
        return
    left = [each.name for each in everybody if each.person_id not in signed]
    uow.owe(
        post(
            f"challenge-roll:{challenge.id}:{day.isoformat()}",
            challenge.chat_id,
            _roll(challenge, day, left, entrants=len(everybody)),
            keyboard=challenge_texts.card_keyboard(challenge),
            thread_id=challenge.thread_id,
        )
    )


def _roll(challenge: Challenge, day: date, left: Sequence[str], *, entrants: int) -> Lines:
    plan = challenge.plan
    lines: list[Text | str] = [
        Text("challenge-roll", title=plan.title, n=plan.number_of(day), day=day),
        Text("challenge-roll-in", signed=entrants - len(left), entrants=entrants),
    ]
    if left and len(left) <= MOST_NAMES:
        lines.append(Text("challenge-roll-left", names=", ".join(left)))
    part = plan.part_of(day + ONE_DAY)
    if part is not None and plan.course.asks(day + ONE_DAY):
        lines.append(Text("challenge-part", part=part))
    return Lines(*lines, challenge_texts.how(plan))


def _reminder(challenge: Challenge, entrant: Entrant, day: date) -> Contact:
    quiet = buttons.pack(RemindMe(challenge.id))
    return Contact(
        key=f"challenge:{challenge.id}:{entrant.person_id}:{day.isoformat()}",
        community_id=challenge.community_id,
        person_id=entrant.person_id,
        category=Category.REMINDERS,
        words=Lines(
            Text("challenge-reminder", title=challenge.plan.title),
            challenge_texts.how(challenge.plan),
        ),
        keyboard=(
            *(challenge_texts.card_keyboard(challenge)[:1] if _is_pressed(challenge) else ()),
            (Button(Text("challenge-button-quiet"), data=quiet),),
        ),
    )


def _is_pressed(challenge: Challenge) -> bool:
    return challenge.plan.kind == "button"
