"""Who may do this: asked at the moment of the command or the press, never before."""

from datetime import timedelta
from typing import Final

from bot.features.communities.rules import Administrator
from bot.features.places import Place, place_of
from bot.features.roles import rules as roles
from bot.kit.effects import Probe
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.context import Context

# Transitions are told as they happen; this is the back-stop for one that was lost.
ROSTER_HOLDS: Final = timedelta(minutes=10)
# The acts that go by a right alone where a page asks for nothing else.
_ACT_OF: dict[str, roles.Act] = {"can_change_info": "settings.change"}


async def place_with_right(context: Context, chat_id: int, right: str) -> Place:
    """Return a chat's place if the presser has a right there now; refuses otherwise."""
    place = await _ruled_by(context, chat_id)
    person = context.person
    if place is None or not place.is_administrator(person.id):
        raise Refusal(Text("refused-not-admin"))
    if not place.may(person.id, right):
        raise Refusal(Text("refused-right", right=Text(f"right-{right.replace('_', '-')}")))
    act = _ACT_OF.get(right)
    if act is not None:
        _require(place, person.id, act)
    return place


async def place_with_act(context: Context, chat_id: int, act: roles.Act) -> Place:
    """Return a chat's place if the presser may do something there now; refuses otherwise.

    What is asked for a staff chat is asked of the community's own groups: see `Place.allows`.
    """
    place = await _ruled_by(context, chat_id, act)
    if place is None:
        raise Refusal(Text("refused-not-admin"))
    _require(place, context.person.id, act)
    return place


async def require_act(context: Context, act: roles.Act) -> Place:
    """Return the place that a command is about if whoever gave it may; refuses otherwise.

    In a group that is the group, in a staff chat the group of its community in which they may, and
    in a DM the person's home or else the first group in which they may.
    """
    place, person_id = context.place, context.person.id
    if place is not None:
        return await place_with_act(context, place.chat_id, act)
    home = await context.own_home()
    if home is None:
        raise Refusal(Text("refused-no-community"))
    if home.is_back_room:
        home = await _ruled_by(context, home.chat_id, act) or home
    if home.allows(person_id, act):
        return home
    others = await fronts_of(context)
    found = next((each for each in others if each.allows(person_id, act)), home)
    _require(found, person_id, act)
    return found


async def fronts_of(context: Context) -> list[Place]:
    """Return the groups that somebody administers, their staff chats and logs aside."""
    return [place for place in await context.administered() if not place.is_back_room]


async def community_with_act(context: Context, community_id: int, act: roles.Act) -> Place:
    """Return a group of a community in which whoever presses may do something; refuses if none."""
    fronts = await groups_of(context, community_id)
    if not fronts:
        raise Refusal(Text("refused-not-admin"))
    place = _fittest(fronts, context.person.id, act)
    _require(place, context.person.id, act)
    return place


def look_again(context: Context, place: Place) -> None:
    """Have Telegram asked who administers a chat, where that was last told a while ago.

    For commands that cannot be taken back; their calls are checked once more at the gateway.
    """
    read_at = place.roster_read_at
    if read_at is None or context.uow.now - read_at > ROSTER_HOLDS:
        context.uow.speak(Probe(place.chat_id))


async def _ruled_by(context: Context, chat_id: int, act: roles.Act | None = None) -> Place | None:
    """Return the place by whose roster a chat goes: its own, or for a staff chat a group's."""
    places, uow, person_id = context.step.places, context.uow, context.person.id
    await places.read(uow, [chat_id])
    place = place_of(uow, chat_id)
    if place is None or not place.is_back_room:
        return place
    fronts = await groups_of(context, place.community_id)
    return _fittest(fronts, person_id, act) if fronts else place


async def groups_of(context: Context, community_id: int) -> list[Place]:
    """Return the groups in which a community lives, those first in which the bot is."""
    fronts = [
        each
        for each in await context.step.places.of_community(context.uow, community_id)
        if not each.is_back_room and each.chat_kind != "channel"
    ]
    fronts.sort(key=lambda each: (not each.standing.is_here, each.chat_kind != "main"))
    return fronts


def _fittest(fronts: list[Place], person_id: int, act: roles.Act | None) -> Place:
    """Return the first group in which somebody may do it, or else is an administrator."""
    able = (each for each in fronts if act is not None and each.allows(person_id, act))
    mine = (each for each in fronts if each.is_administrator(person_id))
    return next(able, None) or next(mine, None) or fronts[0]


def _require(place: Place, person_id: int, act: roles.Act) -> None:
    """Refuse in words what a person may not do: the role or the right that is missing."""
    if place.allows(person_id, act):
        return
    role = place.role_of(person_id)
    if role is None:
        raise Refusal(Text("refused-not-admin"))
    if not roles.may(role, act):
        raise Refusal(Text("refused-role", role=Text(f"role-name-{role}")))
    administrator: Administrator | None = place.roster.get(person_id)
    right = roles.TELEGRAM_RIGHT[act] or "can_manage_chat"
    if administrator is None or right == "can_manage_chat":
        raise Refusal(Text("refused-no-power", role=Text(f"role-name-{role}")))
    raise Refusal(Text("refused-right", right=Text(f"right-{right.replace('_', '-')}")))
