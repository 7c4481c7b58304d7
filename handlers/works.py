"""Who does which kind of due work, and what is planned when the bot starts."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol, TypeAlias

from bot.features.badges import cataloguing as badge_cataloguing
from bot.features.badges.service import BadgeKeeper
from bot.features.checkins import calendar
from bot.features.clauses import pinning
from bot.features.clauses.offering import CopyKeeper, bring_in
from bot.features.contacts import service as contacting
from bot.features.contacts.keeping import DeferredWriter, SettledReader
from bot.features.expiries.service import plan as plan_expiry
from bot.features.onboarding.parts import Fault
from bot.features.picks.service import plan as plan_digest
from bot.features.places import Place, Places
from bot.features.profiles import service as profiling
from bot.features.seasons.service import plan as plan_seasons
from bot.features.settings.policy import Policy
from bot.features.tags.cataloguing import bring_in as bring_in_tags
from bot.features.tiers.service import plan as plan_night
from bot.features.vocabulary import vocabulary
from bot.kit.apart import LongWorker
from bot.kit.unit_of_work import UnitOfWork
from handlers import (
    board_pages,
    checkins,
    clauses,
    digests,
    draw_asking,
    expiries,
    levels,
    onboarding_pages,
    privacy,
    purges,
    segments,
    sources,
    statements,
    submission_desk,
    tag_files,
    tag_lists,
    tier_desk,
    tier_passes,
)
from handlers.appeal_desk import hearings
from handlers.buddy_notices import BuddyTeller
from handlers.calendar_notices import CalendarTeller
from handlers.calendar_preflight import Preflight
from handlers.calendar_prompts import PromptTeller
from handlers.campaign_notices import CampaignTeller
from handlers.case_notices import CaseTeller
from handlers.chain_notices import ChainTeller
from handlers.challenge_notices import ChallengeTeller
from handlers.draw_notices import DrawTeller
from handlers.event_notices import EventTeller
from handlers.gate_notices import GateTeller
from handlers.giveaway_notices import GiveawayTeller
from handlers.onboarding_later import LaterTeller
from handlers.onboarding_notices import OnboardingTeller
from handlers.packet_notices import PacketTeller
from handlers.poll_notices import PollTeller
from handlers.question_sessions import QuestionTeller
from handlers.quiz_notices import QuizTeller
from handlers.raid_notices import RaidTeller
from handlers.seasons import SeasonEnder
from handlers.survey_notices import SurveyTeller

# Does one kind of due work.from handlers.tasks import TaskTeller
from handlers.tasks import TaskTeller

Worker: TypeAlias = Callable[[UnitOfWork, Any], Awaitable[None]]


class Teller(Protocol):
    """Does what falls due because of one feature."""

    def workers(self) -> Mapping[str, Worker | LongWorker]:
        """Return who does which kind of due work."""
        ...


_TELLERS: Final[tuple[Callable[[Places], Teller], ...]] = (
    CalendarTeller,
    Preflight,
    PromptTeller,
    TaskTeller,
    CaseTeller,
    tag_files.FileTaker,
    statements.StatementKeeper,
    RaidTeller,
    CampaignTeller,
    ChainTeller,
    GiveawayTeller,
    PacketTeller,
    ChallengeTeller,
    DrawTeller,
    PollTeller,
    QuizTeller,
    EventTeller,
    QuestionTeller,
    SurveyTeller,
    submission_desk.Cards,
    digests.DigestTeller,
    expiries.ExpiryTeller,
    SeasonEnder,
    GateTeller,
    OnboardingTeller,
    LaterTeller,
    BuddyTeller,
    segments.SizeKeeper,
    tier_desk.TierTeller,
    tier_passes.PassKeeper,
)


def workers(places: Places) -> Mapping[str, Worker | LongWorker]:
    """Return who does which kind of due work."""
    told = [teller(places).workers() for teller in _TELLERS]
    return {
        **{kind: work for each in told for kind, work in each.items()},
        calendar.KIND: checkins.CardPoster(places),
        pinning.POSTED: CopyKeeper(places, pinning.settle_post),
        pinning.EDITED: CopyKeeper(places, pinning.settle_edit),
        # What is settled of a case concerns whoever complained or appealed as well.
        **hearings(places),
        **levels.workers(places),
        **board_pages.workers(places),
        **BadgeKeeper(places, vocabulary()).workers(),
        **purges.PurgeTeller().workers(),
        **sources.LinkKeeper().workers(),
        **tag_lists.keepers(places),
        draw_asking.ASKED: draw_asking.lapse,
        contacting.DEFERRED: DeferredWriter(places),
        contacting.SETTLED: SettledReader(places),
        profiling.ASKED: profiling.lapse,
        privacy.HANDED: privacy.forget_file,
    }


async def bring_in_flow(uow: UnitOfWork, policy: Policy) -> list[tuple[str, Fault]]:
    """Read the operator's flow; returns what is to be said of it, with its faults or doubts."""
    loaded = await onboarding_pages.bring_in_flow(uow, policy, vocabulary().words)
    return [
        *(("onboarding not loaded", fault) for fault in loaded.faults),
        *(("onboarding in doubt", doubt) for doubt in loaded.doubts),
    ]


async def bring_in_rules(uow: UnitOfWork, places: Iterable[Place]) -> list[int]:
    """Publish the rules of the file; returns the communities that were asked first."""
    fronts = {place.community_id: place for place in places if place.standing.is_here}
    return [
        community_id
        for community_id, place in fronts.items()
        if not await bring_in(uow, place, clauses.draft_keyboard)
    ]


async def plan_ahead(uow: UnitOfWork, places: Sequence[Place]) -> None:
    """Plan whatever is not planned yet, as after a change of the configuration."""
    for place in places:
        if place.standing.is_here and place.chat_kind == "main":
            calendar.plan_card(uow, checkins.spot_of(place))
            plan_night(uow, place)
            plan_expiry(uow, place)
            plan_seasons(uow, place)
            plan_digest(uow, place)
    await _bring_in_files(uow, places)


async def _bring_in_files(uow: UnitOfWork, places: Iterable[Place]) -> None:
    """Put the tags and badges of the file into every community, also where nobody speaks."""
    fronts = {place.community_id: place for place in places if place.standing.is_here}
    for community_id, place in fronts.items():
        await bring_in_tags(uow, community_id, place.policy.tags, place.zone)
        await badge_cataloguing.bring_in(uow, community_id, place.policy.badges, place.zone)
        badge_cataloguing.plan_reconciling(uow, community_id, place.zone)
