"""Finding one's way: /start, /help, and what to do with words that mean nothing here."""

from typing import Final

from telegram import Update

from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers.checkins import sign_in_keyboard
from handlers.context import Context
from handlers.members import language_keyboard
from handlers.privacy import deliver_my_data, forget_keyboard

# Command -> who sees it in /help and in Telegram's own menu.
MEMBER_COMMANDS: Final = (
    "checkin",
    "me",
    "points",
    "why",
    "about",
    "language",
    "privacy",
    "mydata",
    "forget",
    "help",
)
ADMIN_COMMANDS: Final = ("settings", "setup")


async def start(_: Update, context: Context) -> None:
    """Greet somebody who opens the DM, and do what the link was for."""
    if not context.message.chat.is_private:
        await show_help(_, context)
        return
    person = context.person
    payload = (context.args or [""])[0]
    if payload == "mydata":
        await deliver_my_data(context, person.id)
        return
    if payload == "forget":
        context.say(Text("forget-ask"), forget_keyboard(person.id))
        return
    place = await context.step.places.home_of(context.uow, person.id)
    if place is None:
        link = f"https://t.me/{context.bot.username}?startgroup=hearth"
        keyboard: Keyboard = (
            (Button(Text("start-add-to-group"), url=link),),
            *language_keyboard(context),
        )
        context.say(Text("start-stranger", name=person.name), keyboard)
        return
    words = Text("start-member", name=person.name, community=place.community_name)
    context.say(words, (*sign_in_keyboard(), *language_keyboard(context)))


async def show_help(_: Update, context: Context) -> None:
    """Show the commands that this person can use here."""
    place = context.place
    person = context.speaker
    if place is not None:
        administers = person is None or place.is_administrator(person.id)
    else:
        places = await context.step.places.administered_by(context.uow, context.person.id)
        administers = bool(places)
    lines: list[Text | str] = [Text("help-head")]
    lines += [Text("help-line", command=name, what=_described(name)) for name in MEMBER_COMMANDS]
    if administers:
        lines += ["", Text("help-admins")]
        lines += [
            Text("help-line", command=name, what=_described(name)) for name in ADMIN_COMMANDS
        ]
    context.say(Lines(*lines))


async def puzzle(_: Update, context: Context) -> None:
    """Answer a DM that means nothing here: an unknown command with the list of those there are."""
    if context.message.is_command:
        await show_help(_, context)
        return
    context.say(Text("puzzled"))


async def tap_unknown(_: Update, context: Context) -> None:
    """Answer a press of a button that is forged, or older than this version."""
    context.toast(Text("button-stale"), alert=True)


def _described(command: str) -> Text:
    return Text(f"command-{command}")
