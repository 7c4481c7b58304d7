"""Which challenge somebody means: by its word, by a button, or because there is only one."""

from bot.features.challenges.queries import challenge_by_id, challenge_named, challenges_of
from bot.features.challenges.rules import Challenge
from bot.features.members.queries import is_member
from bot.features.places import Place, place_of
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.context import Context


async def named(context: Context, name: str) -> Challenge:
    """Return the challenge that a member names; refuses where there is none."""
    place = await context.home()
    found = await challenge_named(context.uow, place.community_id, name)
    if found is None or found.state == "draft":
        raise Refusal(Text("challenge-unknown", name=name[:64]))
    return found


async def only_one(context: Context, said: str) -> tuple[Challenge, str]:
    """Return the challenge that the first word names, and the rest; the only one needs no name."""
    place = await context.home()
    word, _, rest = said.partition(" ")
    found = await challenge_named(context.uow, place.community_id, word) if word else None
    if found is not None and found.state == "open":
        return found, rest.strip()
    running = await challenges_of(context.uow, place.community_id, "open")
    if len(running) != 1:
        raise Refusal(Text("challenge-which" if running else "challenges-none"))
    return running[0], said


async def at_hand(context: Context, challenge_id: int) -> tuple[Challenge, Place]:
    """Return the challenge of a button and its place; refuses what is forged or another's."""
    challenge = await challenge_by_id(context.uow, challenge_id)
    if challenge is None or challenge.state == "draft":
        raise Refusal(Text("button-stale"))
    place = context.place
    if place is not None and place.community_id != challenge.community_id:
        raise Refusal(Text("button-stale"))
    if place is None:
        if not await is_member(context.uow, challenge.community_id, context.person.id):
            raise Refusal(Text("refused-no-community"))
        await context.step.places.read(context.uow, [challenge.chat_id])
        place = place_of(context.uow, challenge.chat_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    return challenge, place
