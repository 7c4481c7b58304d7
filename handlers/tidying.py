"""A tidy group: service messages and commands that go again, commands that are off."""

from collections.abc import Callable, Coroutine
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

from telegram import Update

from bot.features.places import Place
from bot.kit.effects import Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers.checks import RIGHT, keep, marked, opens, puts
from handlers.context import Context
from handlers.guards import place_with_right
from handlers.menus import MEMBER_COMMANDS

Callback: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]
# As the page shows them; of commands those for this bot, and all.
KINDS: Final = (
    "join",
    "leave",
    "pin",
    "title",
    "photo",
    "video",
    "other",
    "commands",
    "all_commands",
)
ABREAST: Final = 2


def is_disabled(context: Context, command: str) -> bool:
    """Whether a command is switched off here for whoever gives it: for members, in the group."""
    place = context.place
    if place is None or command not in place.policy.disabled:
        return False
    speaker = context.speaker
    if speaker is None:
        return not context.is_anonymous_admin
    return not place.is_administrator(speaker.id)


def unless_disabled(command: str, callback: Callback) -> Callback:
    """Let a command be ignored where a community has switched it off for its members."""

    async def attend(update: Update, context: Context) -> None:
        if not is_disabled(context, command):
            await callback(update, context)

    return attend


def page_of_tidying(place: Place) -> tuple[Lines, Keyboard]:
    """Return the page on which one chooses what goes again."""
    chosen = place.policy.tidy
    row = [
        puts(
            marked(Text(f"tidy-{kind.replace('_', '-')}"), is_chosen=kind in chosen),
            place,
            "tidy",
            f"{'-' if kind in chosen else '+'}{kind}",
        )
        for kind in KINDS
    ]
    rows = tuple(tuple(row[at : at + ABREAST]) for at in range(0, len(row), ABREAST))
    return Lines(Text("tidy-about")), (*rows, (opens(Text("settings-back"), place),))


def page_of_commands(place: Place) -> tuple[Lines, Keyboard]:
    """Return the page on which switched-off commands are listed, and switched on again."""
    disabled = sorted(place.policy.disabled & frozenset(MEMBER_COMMANDS))
    lines = [Text("commands-about")]
    lines.append(Text("commands-disabled") if disabled else Text("commands-none"))
    row = [
        puts(Text("commands-enable", command=name), place, "disabled", f"-{name}")
        for name in disabled
    ]
    rows = tuple(tuple(row[at : at + ABREAST]) for at in range(0, len(row), ABREAST))
    return Lines(*lines), (*rows, (opens(Text("settings-back"), place),))


async def choose_for_tidying(context: Context, place: Place, key: str, value: str) -> Place | None:
    """Keep what was chosen on one of these pages; None for what is no choice there."""
    known = KINDS if key == "tidy" else MEMBER_COMMANDS
    if value[:1] not in {"+", "-"} or value[1:] not in known:
        return None
    before = place.policy.tidy if key == "tidy" else place.policy.disabled
    # Which way it goes is said, so that a press told twice changes nothing twice.
    wanted = before | {value[1:]} if value[0] == "+" else before - {value[1:]}
    return await keep(context, place, key, sorted(wanted), before=sorted(before))


async def say_disable(_: Update, context: Context) -> None:
    """Switch commands off for members in this group; by themselves, list those that are."""
    await _switch(context, is_on=False)


async def say_enable(_: Update, context: Context) -> None:
    """Switch commands on again."""
    await _switch(context, is_on=True)


async def _switch(context: Context, *, is_on: bool) -> None:
    if context.place is None:
        raise Refusal(Text("commands-in-group"))
    place = await place_with_right(context, context.place.chat_id, RIGHT)
    asked = [word.lstrip("/").split("@")[0].lower() for word in context.args or []]
    if not asked:
        context.say(*page_of_commands(place))
        return
    unknown = [name for name in asked if name not in MEMBER_COMMANDS]
    if unknown:
        near = get_close_matches(unknown[0], MEMBER_COMMANDS, n=1)
        if near:
            raise Refusal(Text("commands-unknown-near", command=unknown[0], near=near[0]))
        raise Refusal(Text("commands-unknown", command=unknown[0]))
    before = place.policy.disabled
    wanted = before - set(asked) if is_on else before | set(asked)
    await keep(context, place, "disabled", sorted(wanted), before=sorted(before))
    commands = " ".join(f"/{name}" for name in dict.fromkeys(asked))
    said = "commands-are-on" if is_on else "commands-are-off"
    context.say(Text(said, commands=commands))
