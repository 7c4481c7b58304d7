"""Finding one's way: /start, /help, and what to do with words that mean nothing here."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from telegram import Update

from bot.kit.effects import Button, Keyboard, post
from bot.kit.texts import Text
from handlers import (
    appeals,
    buttons,
    challenge_pages,
    complaints,
    contacts,
    events,
    gates,
    giveaways,
    help_pages,
    onboarding,
    profiles,
    sources,
    submissions,
    surveys,
    tier_passes,
)
from handlers.checkins import sign_in_keyboard
from handlers.context import Context, start_link
from handlers.members import keep_language, language_keyboard
from handlers.privacy import ask_forget_here, deliver_my_data


async def show_commands(context: Context) -> None:
    """Show the commands that this person can use here."""
    context.say(*await help_pages.page(context, Text("help-head")))


# What is behind a link that opens the DM -> who shows it there.
LINKS: Final[Mapping[str, Callable[[Context], Awaitable[None]]]] = {
    "mydata": deliver_my_data,
    "forget": ask_forget_here,
    "appeals": appeals.show_appeals,
    "complain": complaints.ask_complaint,
    "profile": profiles.show_profile,
    "pass": tier_passes.show_pass,
    "stop": contacts.show_page,
    "quiet": contacts.show_quiet,
    "submit": submissions.begin_by_link,
    "help": show_commands,
}

# What begins a link that names something -> who shows that.
NAMED_LINKS: Final[Mapping[str, Callable[[Context, str], Awaitable[None]]]] = {
    "appeal": appeals.begin_by_link,
    "gate": gates.begin_by_link,
    "giveaway": giveaways.begin_by_link,
    "w": onboarding.begin_by_link,
    "sv": surveys.begin_by_link,
    "ev": events.begin_by_link,
}


async def start(_: Update, context: Context) -> None:
    """Greet somebody who opens the DM, and do what the link was for."""
    if not context.message.chat.is_private:
        link = start_link(context.bot, "hello")
        context.say(Text("start-here"), ((Button(Text("open-dm"), url=link),),))
        return
    payload = (context.args or [""])[0]
    if not await _follow(context, payload):
        context.say(*await _greeting(context))


async def _follow(context: Context, payload: str) -> bool:
    """Do what a link was for; whether it was for anything."""
    if not payload:
        return await onboarding.resume(context)
    kind, dash, _ = payload.partition("-")
    if payload in LINKS:
        await LINKS[payload](context)
    elif dash and kind in NAMED_LINKS:
        await NAMED_LINKS[kind](context, payload)
    elif dash and kind == "challenge":
        return await challenge_pages.begin_by_link(context, payload)
    else:
        return bool(dash) and kind == "s" and await sources.begin_by_link(context, payload)
    return True


async def tap_language(_: Update, context: Context, button: buttons.ChooseLanguage) -> None:
    """Keep the language that somebody chose, and say the same again in it."""
    if button.language not in context.catalog.languages:
        context.toast(Text("button-stale"), alert=True)
        return
    await keep_language(context, button.language)
    if context.place is not None:
        return
    if button.is_greeting:
        context.rewrite(*await _greeting(context))
    else:
        context.rewrite(Text("language-ask"), language_keyboard(context))


async def show_help(_: Update, context: Context) -> None:
    """Show the commands that this person can use here."""
    await show_commands(context)


async def puzzle(_: Update, context: Context) -> None:
    """Answer a DM that means nothing here: an unknown command with the list of those there are."""
    message = context.message
    if message.is_command:
        context.say(*await help_pages.page(context, Text("unknown-command")))
    elif message.media_group_id is not None:
        # The pictures of an album come one by one, and are puzzled over once.
        key = f"puzzled:{message.chat.id}:{message.media_group_id}"
        chat_id = message.chat.id
        context.uow.owe(post(key, chat_id, Text("puzzled"), person_id=chat_id))
    else:
        context.say(Text("puzzled"))


async def tap_unknown(_: Update, context: Context) -> None:
    """Answer a press of a button that is forged, or older than this version."""
    context.toast(Text("button-stale"), alert=True)


async def _greeting(context: Context) -> tuple[Text, Keyboard]:
    person = context.person
    languages = language_keyboard(context, is_greeting=True)
    place = await context.own_home()
    if place is None:
        link = f"https://t.me/{context.bot.username}?startgroup=hearth"
        add = (Button(Text("start-add-to-group"), url=link),)
        return Text("start-stranger", name=person.name), (add, *languages)
    tour = "yes" if place.policy.onboarding.is_on else "no"
    words = Text("start-member", name=person.name, community=place.community_name, tour=tour)
    return words, (*sign_in_keyboard(), *languages)
