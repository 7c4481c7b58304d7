"""Why something is as it is: whoever can explain what was asked for does, all on this page."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from telegram import Update

from bot.features.places import Place
from bot.kit.texts import Text, Words
from handlers import badge_walls, challenge_pages, points, tag_lists, tiers
from handlers.context import Context
from handlers.menus import answer_privately
from handlers.targets import Asked, said_after_command, target_in

# Each returns its explanation, or None where something else was asked for; whoever may not ask it
# about another is refused.
Explainer: TypeAlias = Callable[[Context, Place, Asked], Awaitable[Words | None]]
EXPLAINERS: Final[tuple[Explainer, ...]] = (
    challenge_pages.explain,
    points.explain,
    tiers.explain,
    tag_lists.explain,
    badge_walls.explain,
)


async def say_why(_: Update, context: Context) -> None:
    """Explain something about oneself, or, to those who may know, about somebody else.

    What is asked about another is answered where the asker alone, or the staff, reads it.
    """
    asked = await _asked(context)
    place = await context.home()
    for explain in EXPLAINERS:
        words = await explain(context, place, asked)
        if words is not None:
            await _answer(context, words, asked)
            return
    await _answer(context, Text("why-what"), asked)


async def _asked(context: Context) -> Asked:
    person = context.person
    said = said_after_command(context.message)
    # A reply alone means oneself still: /why is a question about one's own standing.
    target = (
        await target_in(context) if said.startswith(("@", "-")) or said[:1].isdigit() else None
    )
    if target is None:
        return Asked(person.id, person.name, is_self=True, word=said.casefold())
    is_self = target.id == person.id
    return Asked(target.id, target.name, is_self, target.rest.strip().casefold())


async def _answer(context: Context, words: Words, asked: Asked) -> None:
    if asked.is_self:
        context.say(words)
    else:
        await answer_privately(context, words)
