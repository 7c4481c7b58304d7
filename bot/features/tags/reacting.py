"""Give what rules give in the moment in which something happens."""

from typing import Any

from sqlalchemy import select

from bot.features.activity.service import kind_of
from bot.features.facts import Fact, MemberJoined, TagEarned
from bot.features.places import place_of
from bot.features.sources.queries import origin_of
from bot.features.tags.hearing import listener_of, rules_of
from bot.features.tags.queries import Tag, tag_by_id
from bot.features.tags.rules import Came, Chose, Did, Level, Said, key_of
from bot.features.tags.selecting import Sight, selected
from bot.features.tags.service import Given, give_tag, take
from bot.kit.unit_of_work import UnitOfWork
from models.tags import taggings


async def saw_earned(uow: UnitOfWork, fact: TagEarned) -> None:
    """Give the tag for which a message just gave reason."""
    tag = await tag_by_id(uow, fact.tag_id)
    if tag is None:
        return
    match tag.terms.rule:
        case Said():
            # What was borne before this moment need not be looked up at every word.
            at = await _borne_since(uow, tag, fact.person_id)
            listener = listener_of(uow)
            if listener is not None and at is not None and at < uow.now:
                listener.know(tag.id, fact.person_id, uow.now)
            if at is None or tag.terms.lasts_days is not None:
                await _give(uow, tag, fact.person_id, {"entry": fact.entry})
        case Level():
            await _look(uow, fact, tag)
        case _:
            return


async def saw_deed(uow: UnitOfWork, fact: Fact) -> None:
    """Look at the rules that ask for what just happened: deeds, sources, levels."""
    kind = kind_of(type(fact))
    for tag in await rules_of(uow, fact.community_id):
        match tag.terms.rule:
            case Did(kind=asked) if asked == kind:
                await _look(uow, fact, tag)
            case Came() if isinstance(fact, MemberJoined):
                await _look(uow, fact, tag)
            case Level() if not isinstance(fact, MemberJoined):
                await _look(uow, fact, tag)
            case _:
                continue


async def chose(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    *,
    poll: str,
    option: str,
    is_chosen: bool,
    evidence: dict[str, Any] | None = None,
) -> list[str]:
    """Give the tags for an option of a poll, or withdraw them; returns which changed.

    `poll` is what the poll is called, `option` what its option is called or its number from 1.
    """
    changed: list[str] = []
    for tag in await rules_of(uow, community_id):
        rule = tag.terms.rule
        if not isinstance(rule, Chose) or key_of(rule.poll) != key_of(poll):
            continue
        if key_of(rule.option) != key_of(option):
            continue
        if is_chosen:
            given = await _give(uow, tag, person_id, evidence or {})
            changed += [tag.key] if given.is_news else []
        elif await take(uow, community_id, person_id, tag.key, only_source="rule") is True:
            changed.append(tag.key)
    return changed


async def _look(uow: UnitOfWork, fact: Fact, tag: Tag) -> None:
    """Give a tag if its rule selects somebody now."""
    sight = _sight(uow, fact)
    rule = tag.terms.rule
    if sight is None or rule is None:
        return
    query = selected(rule, sight, fact.person_id)
    if query is None or (await uow.execute(query)).first() is None:
        return
    if await _borne_since(uow, tag, fact.person_id) is None:
        await _give(uow, tag, fact.person_id, await _evidence(uow, fact, tag))


async def _evidence(uow: UnitOfWork, fact: Fact, tag: Tag) -> dict[str, Any]:
    match tag.terms.rule:
        case Did(_, times, _):
            return {"times": times}
        case Level(level):
            return {"level": level}
        case Came():
            origin = await origin_of(uow, fact.community_id, fact.person_id)
            return {} if origin is None else {"grade": origin.grade}
        case _:
            return {}


async def _give(uow: UnitOfWork, tag: Tag, person_id: int, evidence: dict[str, Any]) -> Given:
    return await give_tag(uow, tag, person_id, source="rule", evidence=evidence)


async def _borne_since(uow: UnitOfWork, tag: Tag, person_id: int) -> Any:
    """Return since when somebody bears a tag that has not come to its end; None if not."""
    found = await uow.execute(
        select(taggings.c.at, taggings.c.expires_at).where(
            taggings.c.tag_id == tag.id, taggings.c.person_id == person_id
        )
    )
    row = found.first()
    if row is None or (row.expires_at is not None and row.expires_at <= uow.now):
        return None
    return row.at


def _sight(uow: UnitOfWork, fact: Fact) -> Sight | None:
    """Return how a community's rules are looked at; what happens by DM has no place of its own."""
    place = place_of(uow, fact.chat_id) if fact.chat_id is not None else None
    if place is not None:
        return Sight(place.community_id, place.zone, uow.now, place.policy.levels, uow.dialect)
    listener = listener_of(uow)
    return None if listener is None else listener.sight_of(uow, fact.community_id)
