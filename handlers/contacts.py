"""What is written to oneself unasked: about what, and at which hours; decided by DM alone."""

from typing import Final

from telegram import Update

from bot.features.contacts.choosing import be_quiet, stop
from bot.features.contacts.queries import choices_of
from bot.features.contacts.rules import (
    ALL_WORDS,
    Category,
    Choices,
    Terms,
    Unread,
    Wish,
    hours_of,
    is_stop,
    wish_in,
)
from bot.kit.days import zone_named
from bot.kit.effects import Button, Keyboard, Reply
from bot.kit.folding import fold
from bot.kit.texts import Lines, Text, Words
from handlers import buttons, own_buttons
from handlers.context import Context, start_link

PRESETS: Final = ("22:00-08:00", "23:00-07:00", "21:00-09:00")
_ALL: Final = tuple(Category)


async def say_stop(_: Update, context: Context) -> None:
    """Show what one is written about, or stop one thing of it at once."""
    if not context.message.chat.is_private:
        link = start_link(context.bot, "stop")
        context.say(Text("contacts-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    words = " ".join(context.args or ()).strip()
    if not words:
        await show_page(context)
        return
    chosen = _named(context, words)
    if not chosen:
        choices = await choices_of(context.uow, context.person.id)
        page = await _page(context, choices)
        context.say(Lines(Text("contacts-unknown"), "", *page.texts), _switches(choices))
        return
    choices = await stop(context.uow, context.person.id, chosen, is_stopped=True)
    page = await _page(context, choices)
    context.say(Lines(Text("contacts-stopped"), "", *page.texts), _switches(choices))


async def show_page(context: Context) -> None:
    """Show what one is written about."""
    choices = await choices_of(context.uow, context.person.id)
    context.say(await _page(context, choices), _switches(choices))


async def tap_contacts(_: Update, context: Context, __: own_buttons.ShowContacts) -> None:
    """Turn to the page of what one is written about."""
    if context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    choices = await choices_of(context.uow, context.person.id)
    context.toast()
    context.rewrite(await _page(context, choices), _switches(choices))


async def take_words(context: Context) -> bool:
    """Stop everything for whoever says nothing but "stop" by DM."""
    if not is_stop(context.message.words):
        return False
    choices = await stop(context.uow, context.person.id, _ALL, is_stopped=True)
    page = await _page(context, choices)
    context.say(Lines(Text("contacts-stopped"), "", *page.texts), _switches(choices))
    return True


async def tap_write_about(_: Update, context: Context, button: own_buttons.WriteAbout) -> None:
    """Turn a switch of the page."""
    chosen = _category(button.category)
    if not chosen or context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    choices = await stop(context.uow, context.person.id, chosen, is_stopped=button.is_stopped)
    context.toast(Text("contacts-stopped" if button.is_stopped else "contacts-resumed"))
    context.rewrite(await _page(context, choices), _switches(choices))


async def tap_no_more(_: Update, context: Context, button: own_buttons.NoMore) -> None:
    """Stop what the message is about, below which the button stands; it can be taken back."""
    chosen = _category(button.category)
    if not chosen or context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    person = context.person
    await stop(context.uow, person.id, chosen, is_stopped=button.is_stopped)
    context.toast(Text("contacts-stopped"))
    undo = buttons.pack(own_buttons.WriteAbout(button.category, is_stopped=False))
    what = (
        Text(f"contacts-category-{button.category}") if button.category else Text("contacts-all")
    )
    context.uow.speak(
        Reply(
            person.id,
            Text("contacts-no-more", what=what),
            context.language,
            keyboard=((Button(Text("contacts-undo"), data=undo),),),
        )
    )


async def say_quiet(_: Update, context: Context) -> None:
    """Show or choose the hours in which one is left in peace."""
    if not context.message.chat.is_private:
        link = start_link(context.bot, "quiet")
        context.say(Text("contacts-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    words = " ".join(context.args or ())
    if not words:
        await show_quiet(context)
        return
    wish = wish_in(words)
    if isinstance(wish, Unread):
        context.say(_unread(wish), _hours())
        return
    context.say(await _kept(context, wish), _hours())


async def show_quiet(context: Context) -> None:
    """Show the hours in which one is left in peace."""
    choices = await choices_of(context.uow, context.person.id)
    context.say(await _quiet(context, choices), _hours())


async def tap_quiet(_: Update, context: Context, button: own_buttons.BeQuiet) -> None:
    """Choose hours by a button."""
    wish = wish_in(button.hours) if button.hours else None
    if isinstance(wish, Unread) or context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    if wish is None:
        choices = await choices_of(context.uow, context.person.id)
        context.toast()
        context.rewrite(await _quiet(context, choices), _hours())
        return
    words = await _kept(context, wish)
    context.toast(Text("quiet-kept"))
    context.rewrite(words, _hours())


async def _kept(context: Context, wish: Wish) -> Words:
    choices = await be_quiet(context.uow, context.person.id, wish.span, zone=wish.zone)
    return await _quiet(context, choices)


async def _quiet(context: Context, choices: Choices) -> Text:
    place = await context.own_home()
    terms = place.policy.contacts if place else Terms()
    hours = hours_of(choices, terms, place.zone if place else zone_named("UTC"))
    begins, ends = (f"{at:%H:%M}" for at in (hours.span.begins, hours.span.ends))
    return Text(
        "quiet-none" if begins == ends else "quiet-hours",
        begins=begins,
        ends=ends,
        zone=hours.zone.key,
        now=f"{context.uow.now.astimezone(hours.zone):%H:%M}",
        whose="community" if choices.quiet is None else "own",
    )


async def _page(context: Context, choices: Choices) -> Lines:
    place = await context.own_home()
    terms = place.policy.contacts if place else Terms()
    return Lines(
        Text("contacts-page", per_week=terms.per_week),
        await _quiet(context, choices),
        "",
        Text("contacts-page-foot"),
    )


def _switches(choices: Choices) -> Keyboard:
    rows = [
        tuple(_switch(each, choices) for each in _ALL[at : at + 2])
        for at in range(0, len(_ALL), 2)
    ]
    is_all = choices.stopped >= set(_ALL)
    whole = buttons.pack(own_buttons.WriteAbout("", is_stopped=not is_all))
    last = Button(Text("contacts-resume-all" if is_all else "contacts-stop-all"), data=whole)
    hours = Button(Text("contacts-to-quiet"), data=buttons.pack(own_buttons.BeQuiet("")))
    return (*rows, (last, hours))


def _switch(category: Category, choices: Choices) -> Button:
    is_stopped = category in choices.stopped
    return Button(
        Text(
            "contacts-switch-off" if is_stopped else "contacts-switch-on",
            what=Text(f"contacts-category-{category}"),
        ),
        data=buttons.pack(own_buttons.WriteAbout(str(category), is_stopped=not is_stopped)),
    )


def _hours() -> Keyboard:
    presets = tuple(
        Button(Text("quiet-preset", hours=hours), data=buttons.pack(own_buttons.BeQuiet(hours)))
        for hours in PRESETS
    )
    off = Button(Text("quiet-off"), data=buttons.pack(own_buttons.BeQuiet("off")))
    own = Button(Text("quiet-own"), data=buttons.pack(own_buttons.BeQuiet("default")))
    page = Button(Text("quiet-to-page"), data=buttons.pack(own_buttons.ShowContacts()))
    return presets, (off, own), (page,)


def _unread(wish: Unread) -> Text:
    if not wish.zone:
        return Text("quiet-unread")
    if not wish.nearest:
        return Text("quiet-no-zone", zone=wish.zone)
    return Text("quiet-no-zone-near", zone=wish.zone, nearest=wish.nearest)


def _category(said: str) -> tuple[Category, ...]:
    if not said:
        return _ALL
    return (Category(said),) if said in set(_ALL) else ()


def _named(context: Context, words: str) -> tuple[Category, ...]:
    """Return what somebody named behind /stop: a category in any of the languages, or all."""
    said = fold(words[:64])
    if said in ALL_WORDS:
        return _ALL
    return tuple(
        each
        for each in _ALL
        if said == each
        or any(
            said == fold(context.catalog.plain(Text(f"contacts-category-{each}"), language))
            for language in context.catalog.languages
        )
    )
