"""Who may do this: asked at the moment of the command or the press, never before."""

from bot.features.places import Place, place_of
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.context import Context


async def place_with_right(context: Context, chat_id: int, right: str) -> Place:
    """Return a chat's place if the presser has a right there now; refuses otherwise."""
    await context.step.places.read(context.uow, [chat_id])
    place = place_of(context.uow, chat_id)
    person = context.person
    if place is None or not place.is_administrator(person.id):
        raise Refusal(Text("refused-not-admin"))
    if not place.may(person.id, right):
        raise Refusal(Text("refused-right", right=Text(f"right-{right.replace('_', '-')}")))
    return place
