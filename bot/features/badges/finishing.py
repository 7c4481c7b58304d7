"""The badge of a challenge goes to whoever finishes it; it comes to be with the first of them."""

from bot.features.badges.cataloguing import keep_badge
from bot.features.badges.queries import Badge, badge_named
from bot.features.badges.rules import Terms
from bot.features.badges.service import honour
from bot.features.challenges.queries import challenge_by_id
from bot.features.challenges.rules import Challenge
from bot.features.facts import ChallengeFinished
from bot.features.tags.rules import key_of
from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork


async def saw_finish(uow: UnitOfWork, fact: ChallengeFinished) -> None:
    """Give the badge that a challenge promises to whoever has just finished it."""
    challenge = await challenge_by_id(uow, fact.challenge_id)
    if challenge is None or not challenge.plan.badge:
        return
    badge = await _badge(uow, challenge, challenge.plan.badge)
    if badge is not None:
        await honour(uow, badge, fact.person_id, by=challenge.made_by)


async def _badge(uow: UnitOfWork, challenge: Challenge, name: str) -> Badge | None:
    known = await badge_named(uow, challenge.community_id, key_of(name))
    if known is not None:
        return known
    terms = Terms(key_of(name), title=name, emoji="🏁", about=challenge.plan.title)
    try:
        kept = await keep_badge(uow, challenge.community_id, terms, by=None, is_open=True)
    except Refusal:
        # There are as many badges as there may be: the days and the points stay all the same.
        return None
    return kept.badge
