"""What buddies and newcomers are told when it is due: asked, paired, nobody free, thanked."""

from collections.abc import Mapping
from typing import Any

from bot.features.buddies import service
from bot.features.buddies.queries import Pairing, open_pairing, pairing_by_id
from bot.features.buddies.rules import SETTLED_AFTER
from bot.features.contacts.rules import Category
from bot.features.contacts.service import write
from bot.features.members.queries import person_by_id
from bot.features.places import Place, Places
from bot.features.tags.queries import tags_of
from bot.kit.effects import Button, Planned, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.onboarding_buttons import HelpNewcomer


class BuddyTeller:
    """Tells buddies and newcomers of one another; names only once both have agreed."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work."""
        return {
            service.ASK: self.ask,
            service.UNANSWERED: self.unanswered,
            service.PAIRED: self.paired,
            service.NOBODY: self.nobody,
            service.SETTLED: self.settled,
        }

    async def ask(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask a buddy whether they help a newcomer, whom nobody names yet."""
        pairing, place = await self._found(uow, due)
        if pairing is None or place is None or pairing.state != "asked":
            return
        lines = [Text("buddy-ask", community=place.community_name)]
        shared = await _shared(uow, pairing)
        if shared:
            lines.append(Text("buddy-ask-shared", tags=" · ".join(shared)))
        yes, no = (
            buttons.pack(HelpNewcomer(pairing.id, is_yes=is_yes)) for is_yes in (True, False)
        )
        keys = (Button(Text("buddy-yes"), data=yes), Button(Text("buddy-no"), data=no))
        key = f"{service.ASK}:{pairing.id}"
        words = Lines(*lines)
        uow.owe(post(key, pairing.buddy_id, words, keyboard=(keys,), person_id=pairing.buddy_id))

    async def unanswered(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask the next one where a day brought no answer."""
        pairing, _ = await self._found(uow, due)
        if pairing is not None and pairing.state == "asked":
            await service.give_up_waiting(uow, pairing)

    async def paired(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell a newcomer who their buddy is."""
        pairing, place = await self._found(uow, due)
        if pairing is None or place is None or pairing.state != "paired":
            return
        named = await person_by_id(uow, pairing.buddy_id)
        name = named.name if named is not None else ""
        who = Text("onboarding-person", id=str(pairing.buddy_id), name=name)
        words = Text("buddy-found", who=who, community=place.community_name)
        newcomer = pairing.newcomer_id
        uow.owe(post(f"{service.PAIRED}:{pairing.id}", newcomer, words, person_id=newcomer))

    async def nobody(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell a newcomer that nobody is free, once all who could be were asked."""
        pairing, place = await self._found(uow, due)
        if pairing is None or place is None:
            return
        if await open_pairing(uow, pairing.community_id, pairing.newcomer_id) is not None:
            return
        words = Text("buddy-nobody", group=place.title)
        newcomer = pairing.newcomer_id
        uow.owe(post(f"{service.NOBODY}:{pairing.id}", newcomer, words, person_id=newcomer))

    async def settled(self, uow: UnitOfWork, due: Planned) -> None:
        """Thank a buddy whose newcomer has stayed a week."""
        pairing, place = await self._found(uow, due)
        if pairing is None or place is None or pairing.state != "paired":
            return
        if not await service.settle_in(uow, place, pairing):
            return
        named = await person_by_id(uow, pairing.newcomer_id)
        name = named.name if named is not None else ""
        await write(
            uow,
            key=f"{service.SETTLED}:{pairing.id}",
            community_id=place.community_id,
            person_id=pairing.buddy_id,
            category=Category.CARE,
            words=Text(
                "buddy-thanked",
                name=name,
                days=SETTLED_AFTER.days,
                points=place.policy.buddies.points,
            ),
            zone=place.zone,
            terms=place.policy.contacts,
        )

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Pairing | None, Place | None]:
        pairing = await pairing_by_id(uow, int(due.details["pairing_id"]))
        if pairing is None:
            return None, None
        places = await self._places.of_community(uow, pairing.community_id)
        fronts = [each for each in places if not each.is_back_room and each.standing.is_here]
        fronts.sort(key=lambda each: each.chat_kind != "main")
        return pairing, next(iter(fronts), None)


async def _shared(uow: UnitOfWork, pairing: Pairing) -> list[str]:
    """Return what both are interested in, as far as members may see it."""
    ours = pairing.community_id
    theirs = {each.tag.id for each in await tags_of(uow, ours, pairing.newcomer_id)}
    mine = await tags_of(uow, ours, pairing.buddy_id)
    return [
        each.tag.terms.shown
        for each in mine
        if each.tag.id in theirs and each.tag.terms.is_own_choice
    ]
