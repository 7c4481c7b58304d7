"""What falls due because of the calendar: a slot, a look beforehand, what became of a post."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update

from bot.features.calendar import keeping, occurring
from bot.features.calendar.entries import Entry
from bot.features.calendar.mix import hold_over_share
from bot.features.calendar.occurring import Group, Occurrence, State
from bot.features.calendar.queries import is_paused, spots_of
from bot.features.calendar.targets import ALL, Spot, override_for, targets
from bot.features.calendar.timing import resolve
from bot.features.clauses.pinning import unpin_call
from bot.features.materials.service import with_materials
from bot.features.members.queries import person_named
from bot.features.places import Place, Places, place_of
from bot.features.raids.queries import is_quiet
from bot.features.readers import readers_of
from bot.kit.days import zone_named
from bot.kit.effects import Delivery, Planned, Priority, post
from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork
from handlers import (
    calendar_caring,
    calendar_posting,
    calendar_prompts,
    calendar_texts,
    tasks,
)
from handlers.calendar_posting import delivery_of
from models.calendar import occurrences
from models.members import people

ACT: Final = "calendar.edit"
# What was put off is posted.
LATER: Final = "calendar.later"
_BY_KIND: Final = frozenset({ALL, "main", "core", "interest", "channel"})


class CalendarTeller:
    """Does what falls due because of the calendar."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            keeping.FALL: self.fall,
            keeping.ASK: self.ask,
            calendar_posting.POSTED: self.posted,
            calendar_caring.UNPIN: self.unpin,
            calendar_caring.TAKE: self.take,
            LATER: self.later,
        }

    async def fall(self, uow: UnitOfWork, due: Planned) -> None:
        """Post what is due; of several slots that were slept through the last one at the most."""
        found = await keeping.entry_named(uow, due.details["key"])
        if found is None or found[1] != due.details["digest"]:
            return
        entry, digest, turn = found
        keeping.plan_next(uow, entry, digest, after=uow.now)
        slots = keeping.slots_until(entry, keeping.slot_of(due.details["slot"]), uow.now)
        groups = await self.groups_of(uow, entry)
        for slot in slots[:-1]:
            missed = await occurring.open_(uow, entry, slot, groups, "missed", turn=turn)
            await self._tell(uow, entry, slot, missed, "missed")
        if not slots:
            return
        await self._come(uow, entry, slots[-1], groups, turn)

    async def ask(self, uow: UnitOfWork, due: Planned) -> None:
        """Show what is to be approved, some time before it is due."""
        found = await keeping.entry_named(uow, due.details["key"])
        if found is None or found[1] != due.details["digest"]:
            return
        entry, _, turn = found
        slot = keeping.slot_of(due.details["slot"])
        groups = await self.groups_of(uow, entry)
        asked = await occurring.open_(uow, entry, slot, groups, "asked", turn=turn)
        await self._tell(uow, entry, slot, asked, "asked")

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep what became of a post; pin it, and plan its end."""
        details = due.details
        occurrence = await occurring.by_id(uow, int(details["occurrence_id"]))
        if occurrence is None:
            return
        found = await keeping.entry_named(uow, occurrence.entry_key)
        if details["state"] != "done":
            # What was owed when the bot went away is not posted days later.
            is_late = details["state"] == "expired"
            state: State = "held" if is_late else "failed"
            why = "late" if is_late else calendar_texts.cause_of(details.get("failure"))
            failed = await occurring.move(uow, [occurrence.id], state, among=("owed",), why=why)
            if found is not None:
                slot = keeping.slot_of(occurrence.slot)
                await self._tell(uow, found[0], slot, failed, state)
            return
        sent_id = details["sent_id"]
        await occurring.move(uow, [occurrence.id], "posted", among=("owed",))
        await uow.execute(
            update(occurrences).where(occurrences.c.id == occurrence.id).values(message_id=sent_id)
        )
        if found is not None and sent_id is not None:
            calendar_caring.care_for(uow, found[0], occurrence, int(sent_id))
            if found[0].sort == "prompt":
                await calendar_prompts.follow(uow, self._places, found[0], occurrence, details)

    async def unpin(self, uow: UnitOfWork, due: Planned) -> None:
        """Unpin a post whose time is over."""
        where = int(due.details["chat_id"]), int(due.details["message_id"])
        uow.owe(unpin_call(f"calendar-unpin:{where[0]}:{where[1]}", *where))

    async def take(self, uow: UnitOfWork, due: Planned) -> None:
        """Take a post away whose time is over."""
        chat_id, number = int(due.details["chat_id"]), int(due.details["message_id"])
        uow.owe(
            Delivery(
                key=f"calendar-take:{chat_id}:{number}",
                chat_id=chat_id,
                method="deleteMessage",
                arguments={"message_id": number},
                is_repeatable=True,
                priority=Priority.CHATTER,
            )
        )

    async def later(self, uow: UnitOfWork, due: Planned) -> None:
        """Post what somebody put off, unless it was decided otherwise since."""
        found = await keeping.entry_named(uow, due.details["key"])
        made = await occurring.move(uow, due.details["ids"], "owed", among=("approved",))
        if found is not None and made:
            refused = await self.give(uow, found[0], made)
            slot = keeping.slot_of(made[0].slot)
            await self._tell(uow, found[0], slot, refused, "failed")

    async def give(
        self, uow: UnitOfWork, entry: Entry, made: Sequence[Occurrence]
    ) -> list[Occurrence]:
        """Post occurrences now; returns those that could not be."""
        spots = [spot for _, spot in (await spots_of(uow)).values()]
        await self._places.read(uow, [each.chat_id for each in made])
        refused = []
        for each in made:
            why = await self._post(uow, entry, each, spots)
            if why is not None:
                refused += await occurring.move(uow, [each.id], "failed", among=("owed",), why=why)
        return refused

    async def _come(
        self,
        uow: UnitOfWork,
        entry: Entry,
        slot: datetime,
        groups: Sequence[Group],
        turn: int,
    ) -> None:
        due_at = resolve(slot, zone_named(entry.timing.zone))
        state: State = "held" if occurring.is_late(entry, due_at, uow.now) else "owed"
        why = "late" if state == "held" else None
        if entry.needs_approval:
            asked = await occurring.of_slot(uow, entry.id, keeping.slot_text(slot))
            waiting = [each.id for each in asked if each.state == "asked"]
            held = await occurring.move(uow, waiting, "held", among=("asked",), why="unapproved")
            approved = [each.id for each in asked if each.state == "approved"]
            made = await occurring.move(uow, approved, state, among=("approved",), why=why)
            held += await occurring.open_(
                uow, entry, slot, groups, "held", turn=turn, why="unapproved"
            )
            await self._tell(uow, entry, slot, held, "held")
        else:
            made = await occurring.open_(uow, entry, slot, groups, state, turn=turn, why=why)
        made = await self._rested(uow, made)
        if state == "held":
            await self._tell(uow, entry, slot, made, "held")
            return
        share = self._places.standard.schedule.product_share
        over, made = await hold_over_share(uow, entry, made, share)
        await self._tell(uow, entry, slot, over, "held")
        if made:
            await keeping.take_turn(uow, entry.id)
        await self._tell(uow, entry, slot, await self.give(uow, entry, made), "failed")

    async def _rested(self, uow: UnitOfWork, made: list[Occurrence]) -> list[Occurrence]:
        """Skip what is due where the calendar rests; returns the others."""
        communities = {each.community_id for each in made}
        paused = {each for each in communities if await is_paused(uow, each)}
        resting = [each.id for each in made if each.community_id in paused]
        await occurring.move(uow, resting, "skipped", among=("owed", "held"), why="paused")
        return [each for each in made if each.community_id not in paused]

    async def _post(
        self,
        uow: UnitOfWork,
        entry: Entry,
        occurrence: Occurrence,
        spots: Sequence[Spot],
    ) -> str | None:
        """Owe a post, or start what it begins; returns why it cannot be, in a word."""
        place = place_of(uow, occurrence.chat_id)
        spot = next((each for each in spots if each.chat_id == occurrence.chat_id), None)
        if place is None or spot is None or not place.standing.is_here:
            return "gone"
        otherwise = override_for(entry.overrides, spot, spots)
        if otherwise.get("skip") is True:
            await occurring.move(uow, [occurrence.id], "skipped", among=("owed",), why="here")
            return None
        if entry.sort != "task" and await is_quiet(uow, place.chat_id):
            return "raid"
        return await self._do(uow, entry, occurrence, place, otherwise)

    async def _do(
        self,
        uow: UnitOfWork,
        entry: Entry,
        occurrence: Occurrence,
        place: Place,
        otherwise: Mapping[str, Any],
    ) -> str | None:
        starter = calendar_posting.STARTERS.get(entry.sort)
        if entry.sort == "task":
            await tasks.give(uow, entry, occurrence, place)
        elif starter is None:
            is_silent = calendar_caring.is_silent(entry, place, uow.now)
            owed = delivery_of(entry, occurrence, otherwise, is_silent=is_silent, at=uow.now)
            whole = await with_materials(uow, place, owed)
            if whole is not None:
                uow.owe(whole)
            return "material" if whole is None else None
        else:
            link = f"https://t.me/{self._places.own_name}"
            try:
                async with uow.step():
                    await starter(uow, place, str(entry.content["words"]), link)
            except Refusal:
                return "refused"
        await occurring.move(uow, [occurrence.id], "posted", among=("owed",))
        return None

    async def groups_of(self, uow: UnitOfWork, entry: Entry) -> list[Group]:
        """Return the groups that an entry goes to now."""
        spots = await spots_of(uow)
        homes = {community_id for community_id, _ in spots.values()}
        terms = self._places.standard.schedule
        if terms.groups:
            own = targets(terms.groups, [spot for _, spot in spots.values()])
            homes = {spots[chat_id][0] for chat_id in own}
        # Of several communities only what is named outright is meant: nobody else's group.
        is_plain = len(homes) == 1 or bool(terms.groups)
        words = [each for each in entry.to if is_plain or each.startswith(("@", "-"))]
        known = [spot for community_id, spot in spots.values() if community_id in homes]
        groups = [Group(each, spots[each][0]) for each in targets(words, known)]
        # What somebody has to do is one thing for a community, however many groups it has.
        return calendar_caring.firsts(groups) if entry.sort == "task" else groups

    async def _tell(
        self,
        uow: UnitOfWork,
        entry: Entry,
        slot: datetime,
        some: Sequence[Occurrence],
        what: State,
    ) -> None:
        """Tell whoever answers for an entry, once for all groups of a community."""
        by_community: dict[int, list[Occurrence]] = {}
        for each in some:
            by_community.setdefault(each.community_id, []).append(each)
        for mine in by_community.values():
            await self._places.read(uow, [each.chat_id for each in mine])
            places = [place for each in mine if (place := place_of(uow, each.chat_id))]
            if not places:
                continue
            words, keyboard = calendar_texts.notice(entry, slot, mine, places, what)
            for reader in await self.readers(uow, entry, places[0]):
                key = f"calendar-{what}:{mine[0].id}:{reader}"
                uow.owe(post(key, reader, words, keyboard=keyboard))

    async def readers(self, uow: UnitOfWork, entry: Entry, place: Place) -> list[int]:
        """Return who reads what concerns an entry: who answers for it, or else the staff."""
        if entry.owner.startswith("@"):
            owner = await person_named(uow, entry.owner[1:])
            if owner is not None and place.allows(owner.id, ACT):
                reachable = await uow.execute(
                    select(people.c.id).where(people.c.id == owner.id, people.c.can_dm.is_(True))
                )
                if reachable.first() is not None:
                    return [owner.id]
        return await readers_of(uow, place, ACT)
