"""What may be wrong in a flow without being a fault: tags that there are not, or not yet."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Final

from sqlalchemy import select

from bot.features.onboarding.parts import Fault
from bot.features.onboarding.rules import Flow, goals_of
from bot.features.segments.rules import Unread, clauses_in, parse
from bot.kit.texts import Text
from bot.kit.toml_lines import Spot, lines_of
from bot.kit.unit_of_work import UnitOfWork
from models.tags import tags

_TAG: Final = "tag"


async def doubts_of(
    uow: UnitOfWork, text: str, flow: Flow, besides: Collection[str]
) -> tuple[Fault, ...]:
    """Return where a flow names a tag that no community has; it may be made later.

    `besides` are tags that the operator's configuration brings.
    """
    named = list(_tags_named(flow))
    if not named:
        return ()
    known = {
        key.casefold() for key in (await uow.execute(select(tags.c.key).distinct())).scalars()
    }
    known |= {key.casefold() for key in besides}
    lines = lines_of(text)
    return tuple(
        Fault(lines.get(spot) or lines.get((*spot[:2], ""), 1), where, _why(name, known))
        for spot, where, name in named
        if name.casefold() not in known
    )


def _why(name: str, known: Collection[str]) -> Text:
    near = get_close_matches(name.casefold(), sorted(known), n=1, cutoff=0.6)
    if near:
        return Text("onboarding-doubt-near", name=name, near=near[0])
    return Text("onboarding-doubt-tag", name=name)


def _tags_named(flow: Flow) -> Iterator[tuple[Spot, str, str]]:
    """Yield each tag with the spot at which it stands and the step or drip there."""
    for at, step in enumerate(flow.steps):
        for name in step.tags:
            yield ("step", at, "tags"), step.id, name
        for name in _tags_in(step.only_if):
            yield ("step", at, "only_if"), step.id, name
    for at, drip in enumerate(flow.drips):
        for name in _tags_in(goals_of(drip.unless)[1]):
            yield ("drip", at, "unless"), drip.id, name


def _tags_in(expression: str) -> Iterator[str]:
    try:
        clauses = list(clauses_in(parse(expression))) if expression else []
    except Unread:
        return
    yield from (each.name for each in clauses if each.word == _TAG and each.name is not None)
