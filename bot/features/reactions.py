"""Which fact wakes which feature: one table."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from bot.features.activity.service import keep
from bot.features.appeals.service import close_undone
from bot.features.badges import service as badges
from bot.features.badges.finishing import saw_finish
from bot.features.boards.service import saw_presence
from bot.features.buddies import service as buddies
from bot.features.cases import pausing
from bot.features.cases.answering import answer_breach
from bot.features.complaints.intake import doubt
from bot.features.draws import noticing as draws
from bot.features.events.seats import saw_departure as saw_guest_leave
from bot.features.facts import (
    ChallengeFinished,
    ChallengeSigned,
    ExperienceEarned,
    Fact,
    LevelReached,
    MemberAdmitted,
    MemberCheckedIn,
    MemberJoined,
    MemberLeft,
    MemberOnboarded,
    MemberSanctioned,
    MemberThanked,
    MemberVoted,
    NewcomerSpoke,
    QuestionAnswered,
    QuizPlayed,
    RuleBroken,
    SanctionUndone,
    TagEarned,
    TierChanged,
)
from bot.features.gates import noticing as gates
from bot.features.lessons.undoing import learn_from_undoing
from bot.features.levels import noticing as levels
from bot.features.onboarding import hearing
from bot.features.onboarding import service as onboarding
from bot.features.raids.noticing import saw_arrival, saw_breach, saw_departure, saw_words
from bot.features.restrictions.returning import saw_return
from bot.features.sources.service import saw_admitted, saw_onboarded
from bot.features.tags.reacting import saw_deed, saw_earned
from bot.kit.unit_of_work import UnitOfWork

Reaction: TypeAlias = Callable[[UnitOfWork, Any], Awaitable[object]]

# Which features a fact wakes, besides being kept.
REACTIONS: Final[Mapping[type[Fact], tuple[Reaction, ...]]] = {
    TagEarned: (saw_earned,),
    ExperienceEarned: (levels.saw_earned,),
    LevelReached: (levels.saw_level, badges.saw_deed),
    MemberCheckedIn: (saw_deed, badges.saw_deed),
    ChallengeSigned: (saw_deed, badges.saw_deed),
    ChallengeFinished: (saw_deed, badges.saw_deed, saw_finish),
    MemberThanked: (saw_deed, badges.saw_deed),
    MemberVoted: (saw_deed, badges.saw_deed),
    QuizPlayed: (saw_deed, badges.saw_deed),
    TierChanged: (badges.saw_deed,),
    # Raids hold before gates do: who proves to the one proves to the other.
    MemberJoined: (saw_deed, saw_return, saw_arrival, gates.saw_arrival, saw_presence),
    MemberAdmitted: (saw_admitted, badges.saw_deed, onboarding.saw_admitted),
    MemberOnboarded: (
        saw_onboarded,
        saw_deed,
        badges.saw_deed,
    ),
    MemberLeft: (
        saw_departure,
        gates.saw_departure,
        onboarding.saw_departure,
        buddies.saw_departure,
        draws.saw_departure,
        saw_presence,
        saw_guest_leave,
    ),
    QuestionAnswered: (hearing.saw_answer,),
    NewcomerSpoke: (saw_words,),
    MemberSanctioned: (pausing.saw_sanction, draws.saw_sanction),
    SanctionUndone: (pausing.saw_undone, close_undone, learn_from_undoing),
    # What a check asks for comes before what a raid adds: nothing may be told of the banned.
    RuleBroken: (answer_breach, doubt, saw_breach),
}


# These only wake somebody: what comes of them is a fact of its own.
SIGNALS: Final[frozenset[type[Fact]]] = frozenset(
    {ExperienceEarned, NewcomerSpoke, QuestionAnswered, RuleBroken, TagEarned}
)


async def react(uow: UnitOfWork, facts: Iterable[Fact]) -> None:
    """Keep each fact and wake whoever is concerned with it, inside the same step."""
    for fact in facts:
        if type(fact) not in SIGNALS:
            keep(uow, fact)
        for reaction in REACTIONS.get(type(fact), ()):
            await reaction(uow, fact)
