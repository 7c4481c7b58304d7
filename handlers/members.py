"""Members: coming and going, one's own card, one's own language."""

from telegram import Update

from bot.features.communities.probing import administrator_of
from bot.features.communities.service import keep_administrator
from bot.features.contents import Account
from bot.features.gates.by_hand import saw_hand, saw_other_way
from bot.features.members import service as members
from bot.features.members.rules import is_present
from bot.features.messages import Change
from bot.features.places import Place, known_of
from bot.features.restrictions.bans import give_way
from bot.features.sources.service import attest
from bot.kit.days import local_day
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Text
from handlers import buttons
from handlers.context import Context


async def saw_change(_: Update, context: Context) -> None:
    """Follow a member's new status: a coming, a going, a promotion or a demotion."""
    change, place = context.step.change, context.place
    if change is None or place is None:
        return
    members.meet(context.uow, change.new.user, known_of(context.uow, change.new.user.id))
    if change.new.user.is_bot:
        return
    await _attest(context, change, place)
    await members.follow(
        context.uow,
        members.Arrival(
            community_id=place.community_id,
            chat_id=change.chat.id,
            person_id=change.new.user.id,
            status=change.new.status,
            is_present=is_present(change.new.status, is_member=change.new.is_member),
            at=change.at,
            local_day=local_day(change.at, place.zone),
            was_removed=change.sender.id != change.new.user.id,
            by=change.sender.id,
            was_present=is_present(change.old.status, is_member=change.old.is_member),
        ),
    )
    await _heed_ban(context, change)
    await saw_hand(context.uow, place, change, own_id=context.bot.id)
    await _follow_roster(context, change, place)


async def saw_arrivals(_: Update, context: Context) -> None:
    """Follow a service message that tells who came or left."""
    message, place = context.message, context.place
    if place is None:
        return
    gone = (message.left_chat_member,) if message.left_chat_member else ()
    for account in (*message.new_chat_members, *gone):
        if account.is_bot:
            continue
        members.meet(context.uow, account, known_of(context.uow, account.id))
        has_come = account in message.new_chat_members
        await _follow_told(context, place, account, has_come=has_come)


async def ask_language(_: Update, context: Context) -> None:
    """Offer the languages."""
    context.say(Text("language-ask"), language_keyboard(context))


def language_keyboard(context: Context, *, is_greeting: bool = False) -> Keyboard:
    """Return a button for each language there is, each in its own words; in a DM one is marked."""
    chosen = context.own_language if context.place is None else None
    return (
        tuple(
            Button(
                Text(
                    "language-chosen" if code == chosen else "language-option",
                    language=Text(f"language-name-{code.lower()}"),
                ),
                data=buttons.pack(buttons.ChooseLanguage(code, is_greeting)),
            )
            for code in context.catalog.languages
        ),
    )


async def keep_language(context: Context, language: str) -> None:
    """Keep the language that somebody chose for what the bot says to them."""
    await members.choose_language(context.uow, context.person.id, language)
    await context.step.places.read_people(context.uow, [(0, context.person.id, 0)])
    context.toast(Text("language-kept"))


async def _follow_told(
    context: Context, place: Place, account: Account, *, has_come: bool
) -> None:
    """Follow somebody of whom a service message tells."""
    message = context.message
    if has_come:
        await attest(context.uow, place, account.id, link=None, via_request=False, at=message.at)
    await members.follow(
        context.uow,
        members.Arrival(
            community_id=place.community_id,
            chat_id=message.chat.id,
            person_id=account.id,
            status="member" if has_come else "left",
            is_present=has_come,
            at=message.at,
            local_day=local_day(message.at, place.zone),
            was_removed=not has_come and _was_removed(account, message.sender),
            by=message.sender.id if message.sender else None,
        ),
    )


async def _attest(context: Context, change: Change, place: Place) -> None:
    """Write down by which way somebody came, if a change of status is a coming."""
    was_here = is_present(change.old.status, is_member=change.old.is_member)
    if was_here or not is_present(change.new.status, is_member=change.new.is_member):
        return
    await attest(
        context.uow,
        place,
        change.new.user.id,
        link=change.invite_link,
        via_request=change.via_join_request,
        at=change.at,
    )
    await saw_other_way(context.uow, place, change)


async def _heed_ban(context: Context, change: Change) -> None:
    """Call off what would let somebody in again whom another of the staff has banned by hand."""
    if change.new.status == "kicked" and change.sender.id != context.bot.id:
        await give_way(context.uow, change.chat.id, (change.new.user.id,), by_hand=True)


async def _follow_roster(context: Context, change: Change, place: Place) -> None:
    was = place.roster.get(change.new.user.id)
    administers = change.new.status in {"creator", "administrator"}
    if administers or was is not None:
        await keep_administrator(
            context.uow,
            change.chat.id,
            change.new.user,
            administrator_of(change.new) if administers else None,
        )


def _was_removed(account: Account, by: Account | None) -> bool:
    return by is not None and by.id != account.id
