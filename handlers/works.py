"""Who does which kind of due work, and what is planned when the bot starts."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeAlias

from bot.features.checkins import calendar
from bot.features.clauses import pinning
from bot.features.clauses.offering import CopyKeeper, bring_in
from bot.features.contacts import service as contacting
from bot.features.contacts.keeping import DeferredWriter, SettledReader
from bot.features.onboarding.parts import Fault
from bot.features.places import Place, Places
from bot.features.profiles import service as profiling
from bot.features.settings.policy import Policy
from bot.features.tiers.service import plan as plan_night
from bot.features.vocabulary import vocabulary
from bot.kit.apart import LongWorker
from bot.kit.unit_of_work import UnitOfWork
from handlers import (
    checkins,
    clauses,
    draw_asking,
    onboarding_pages,
    privacy,
    purges,
    segments,
    sources,
    statements,
    tag_files,
    tag_lists,
    tier_desk,
    tier_passes,
)
from handlers.appeal_desk import hearings
from handlers.buddy_notices import BuddyTeller
from handlers.case_notices import CaseTeller
from handlers.challenge_notices import ChallengeTeller
from handlers.draw_notices import DrawTeller
from handlers.gate_notices import GateTeller
from handlers.onboarding_later import LaterTeller
from handlers.onboarding_notices import OnboardingTeller
from handlers.raid_notices import RaidTeller

# Does one kind of due work.
Worker: TypeAlias = Callable[[UnitOfWork, Any], Awaitable[None]]


def workers(places: Places) -> Mapping[str, Worker | LongWorker]:
    """Return who does which kind of due work."""
    return {
        calendar.KIND: checkins.CardPoster(places),
        pinning.POSTED: CopyKeeper(places, pinning.settle_post),
        pinning.EDITED: CopyKeeper(places, pinning.settle_edit),
        **CaseTeller(places).workers(),
        **hearings(places),
        **purges.PurgeTeller().workers(),
        **sources.LinkKeeper().workers(),
        **tag_files.FileTaker(places).workers(),
        **tag_lists.keepers(places),
        **statements.StatementKeeper(places).workers(),
        **RaidTeller(places).workers(),
        **ChallengeTeller(places).workers(),
        **DrawTeller(places).workers(),
        draw_asking.ASKED: draw_asking.lapse,
        **GateTeller(places).workers(),
        **OnboardingTeller(places).workers(),
        **LaterTeller(places).workers(),
        **BuddyTeller(places).workers(),
        **segments.SizeKeeper(places).workers(),
        **tier_desk.TierTeller(places).workers(),
        **tier_passes.PassKeeper(places).workers(),
        contacting.DEFERRED: DeferredWriter(places),
        contacting.SETTLED: SettledReader(places),
        profiling.ASKED: profiling.lapse,
        privacy.HANDED: privacy.forget_file,
    }


async def bring_in_flow(uow: UnitOfWork, policy: Policy) -> tuple[Fault, ...]:
    """Read the operator's flow; one with a fault changes nothing, and its faults are returned."""
    return await onboarding_pages.bring_in_flow(uow, policy, vocabulary().words)


async def bring_in_rules(uow: UnitOfWork, places: Iterable[Place]) -> list[int]:
    """Publish the rules of the file; returns the communities that were asked first."""
    fronts = {place.community_id: place for place in places if place.standing.is_here}
    return [
        community_id
        for community_id, place in fronts.items()
        if not await bring_in(uow, place, clauses.draft_keyboard)
    ]


def plan_first_cards(uow: UnitOfWork, places: Iterable[Place]) -> None:
    """Plan every card that is not planned yet, as after a change of the configuration."""
    for place in places:
        if place.standing.is_here and place.chat_kind == "main":
            calendar.plan_card(uow, checkins.spot_of(place))
            plan_night(uow, place)
