"""Communities: the bot's standing in a chat, its moves, what it is about, how it is set up."""

from telegram import Update

from bot.features.checkins.calendar import plan_card
from bot.features.clauses.offering import bring_in
from bot.features.communities.moving import migrate
from bot.features.communities.queries import owner_to_tell
from bot.features.communities.rules import Standing
from bot.features.communities.service import change_community, describe, stand
from bot.features.expiries.service import plan as plan_expiry
from bot.features.members.service import reach
from bot.features.messages import Change
from bot.features.places import Place, Places, known_of, place_of
from bot.features.seasons.service import plan as plan_seasons
from bot.features.tiers.service import plan as plan_night
from bot.kit.effects import Button, Keyboard, Probe, post
from bot.kit.names import storable
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.checkins import spot_of
from handlers.clauses import draft_keyboard
from handlers.context import Context
from handlers.guards import place_with_right


async def saw_own_change(_: Update, context: Context) -> None:
    """Follow how the bot stands in a chat, or whether somebody opened or closed their DM."""
    change, place = context.step.change, context.place
    if change is None:
        return
    if change.chat.is_private:
        _follow_dm(context, change)
        return
    if place is None:
        return
    before = place.standing
    standing = Standing(change.new.status, change.new.rights)
    await stand(context.uow, change.chat.id, standing)
    if standing.is_here and place.chat_kind == "main":
        plan_card(context.uow, spot_of(place))
        plan_night(context.uow, place)
        plan_expiry(context.uow, place)
        plan_seasons(context.uow, place)
        await bring_in(context.uow, place, draft_keyboard)
        if change.old.status in {"left", "kicked"}:
            _greet(context, change, place, standing)
    if before.is_here and not standing.is_here:
        await _tell_owner(context, change, Text("removed", chat=place.title))
    elif before.is_administrator and not standing.is_administrator:
        await _tell_owner(context, change, Text("demoted", chat=place.title))


def _follow_dm(context: Context, change: Change) -> None:
    can_dm = change.new.status == "member"
    # Who closes the DM of a bot that does not know them is not met by that.
    if can_dm or known_of(context.uow, change.sender.id) is not None:
        reach(context.uow, change.sender, can_dm=can_dm)


async def _tell_owner(context: Context, change: Change, told: Text) -> None:
    owner = await owner_to_tell(context.uow, change.chat.id)
    if owner is not None:
        key = f"{told.id}:{change.chat.id}:{change.date}"
        context.uow.owe(post(key, owner, told, person_id=owner))


def _greet(context: Context, change: Change, place: Place, standing: Standing) -> None:
    name = "hello-ready" if standing.is_administrator else "hello"
    hello = Text(name, name=place.title)
    keyboard = _check_keyboard(change.chat.id, "setup-open")
    key = f"hello:{change.chat.id}:{change.date}"
    context.uow.owe(post(key, change.chat.id, hello, keyboard=keyboard))


async def saw_move(_: Update, context: Context) -> None:
    """Follow a group that became a supergroup."""
    message = context.message
    old_id = message.migrate_from_chat_id or message.chat.id
    new_id = message.migrate_to_chat_id or message.chat.id
    await move(context.uow, context.step.places, old_id, new_id)


async def move(uow: UnitOfWork, places: Places, old_id: int, new_id: int) -> None:
    """Move a group, and plan anew what was planned for it."""
    if old_id == new_id or not await migrate(uow, old_id, new_id):
        return
    await places.read(uow, [new_id])
    place = place_of(uow, new_id)
    if place is not None:
        plan_card(uow, spot_of(place))


async def tell_of_refusal(uow: UnitOfWork, places: Places, chat_id: int, reason: str) -> None:
    """Tell an administrator by DM, once until it is mended, what Telegram refuses the bot."""
    await places.read(uow, [chat_id])
    place = place_of(uow, chat_id)
    reader = await owner_to_tell(uow, chat_id)
    if place is not None and reader is not None:
        told = Text("refused-by-telegram", chat=place.title, reason=reason)
        key = f"refused:{chat_id}:{uow.now:%Y%m%d%H%M%S}"
        uow.owe(post(key, reader, told, person_id=reader))


async def saw_title(_: Update, context: Context) -> None:
    """Follow a chat's new title."""
    chat, place = context.message.chat, context.place
    await describe(context.uow, chat, linked_chat_id=None, has_links=False)
    if chat.title and place is not None and place.community_name == place.title:
        # A community that was named after its group is named after it still.
        await change_community(context.uow, place.community_id, {"name": storable(chat.title)})


async def show_about(_: Update, context: Context) -> None:
    """Say what the community is about."""
    place = await context.home()
    about = place.policy.about
    lines: list[Text | str] = [Text("about-head", name=about.name or place.community_name)]
    if about.value:
        lines.append(Text("about-value", value=about.value))
    if about.audience:
        lines.append(Text("about-audience", audience=about.audience))
    if about.tone:
        lines.append(Text("about-tone", tone=about.tone))
    if about.welcome_topics:
        lines.append(Text("about-welcome", topics=" · ".join(about.welcome_topics)))
    if about.forbidden_topics:
        lines.append(Text("about-forbidden", topics=" · ".join(about.forbidden_topics)))
    lines.append(Text("about-hearth"))
    context.say(Lines(*lines))


async def show_setup(_: Update, context: Context) -> None:
    """Say which rights are missing here, and what does not work without them."""
    place = context.place
    if place is None:
        await _choose_group(context)
        return
    person = context.speaker
    may = context.is_anonymous_admin if person is None else place.is_administrator(person.id)
    if not may and place.roster_read_at is not None:
        raise Refusal(Text("refused-not-admin"))
    context.uow.speak(Probe(place.chat_id))
    context.say(setup_report(place, context), _check_keyboard(place.chat_id))


async def tap_setup(_: Update, context: Context, button: buttons.CheckSetup) -> None:
    """Look again."""
    place = await place_with_right(context, button.chat_id, "can_manage_chat")
    context.uow.speak(Probe(place.chat_id))
    context.toast(Text("setup-looked"))
    context.rewrite(setup_report(place, context), _check_keyboard(place.chat_id))


def setup_report(place: Place, context: Context) -> Lines:
    """Return how the bot stands in a chat, and what each missing thing costs."""
    standing = place.standing
    lines: list[Text | str] = [Text("setup-head", chat=place.title)]
    if not standing.is_administrator:
        lines.append(Text("setup-not-admin"))
        if not context.bot_data.privacy_mode_is_off:
            lines.append(Text("setup-privacy-mode"))
        return Lines(*lines, Text("setup-how"))
    missing = [Text(f"setup-missing-{right.replace('_', '-')}") for right in standing.missing]
    if not missing:
        return Lines(*lines, Text("setup-all-well"))
    return Lines(*lines, *missing, Text("setup-how"))


async def _choose_group(context: Context) -> None:
    places = await context.administered()
    if not places:
        raise Refusal(Text("settings-no-groups"))
    rows = tuple(
        (Button(Text("settings-group", chat=each.title), data=_check_data(each.chat_id)),)
        for each in places
    )
    context.say(Text("setup-which"), rows)


def _check_keyboard(chat_id: int, label: str = "setup-check") -> Keyboard:
    return ((Button(Text(label), data=_check_data(chat_id)),),)


def _check_data(chat_id: int) -> str:
    return buttons.pack(buttons.CheckSetup(chat_id))
