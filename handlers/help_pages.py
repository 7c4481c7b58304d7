"""What there is to do: a member's commands on one page, the staff's by what they are for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.context import Context, start_link
from handlers.menus import MEMBER_COMMANDS, commands_for, is_for_all

# Heading -> what stands below it, if it is among the commands of whoever asks.
MEMBER_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "daily": (
        *("checkin", "challenge", "polls", "draw", "draws", "events", "here", "points"),
        *("top", "badges", "season", "thanks"),
        "gift",
    ),
    "you": ("me", "profile", "tags", "tiers", "benefits", "pass", "why", "language"),
    "together": (
        *("ask", "answers", "solved", "qa", "chain", "packet", "submit", "mysubmissions", "best"),
        *("about", "rules", "welcome", "buddy", "report", "complain", "appeal", "cases"),
    ),
    "quiet": ("digest", "stop", "quiet", "privacy", "mydata", "forget", "help"),
}
STAFF_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "order": (
        *("warn", "unwarn", "mute", "unmute", "kick", "ban", "unban", "purge", "purgeuser"),
        *("undo", "case", "reports", "grant", "refuse", "raid", "lockdown"),
    ),
    "checks": (
        *("check", "shadow", "lock", "unlock", "locks", "block", "unblock", "blocked"),
        *("allow", "unallow", "forbid", "unforbid", "allowed", "spam", "notspam"),
    ),
    "newcomers": ("gate", "onboarding", "buddies", "link", "links", "sources"),
    "members": (
        "tag",
        "untag",
        "badge",
        "note",
        "notes",
        "segment",
        "segments",
        "koc",
        "tierflow",
    ),
    "activities": (
        *("poll", "quiz", "event", "questions", "survey", "calendar", "preview", "campaigns"),
        *("giveaway", "submissions", "pick", "unpick", "material", "materials"),
    ),
    "words": ("setrules", "pinrules", "statement"),
    "house": (
        *("settings", "setup", "disable", "enable", "role", "roles", "moderators", "staff"),
        *("groups", "group", "audit", "import", "reload"),
    ),
}
# What has no section of its own.
OTHERS: Final = "others"


@buttons.says("help")
@dataclass(frozen=True, slots=True)
class OpenHelp:
    """Show what the staff's commands of a section do; "" is the whole page."""

    section: str


async def page(context: Context, head: Text) -> tuple[Lines, Keyboard]:
    """Return what whoever asks can do here, under a heading each."""
    lines: list[Text | str] = [head]
    own = _sections(MEMBER_SECTIONS, MEMBER_COMMANDS)
    staff = _sections(STAFF_SECTIONS, await _staff_commands(context))
    if not staff:
        for section, names in own.items():
            lines += ["", Text("help-section", section=section), *map(_line, names)]
        return Lines(*lines), ()
    # Whoever can use a hundred commands is shown them in rows, and told of a row by its button.
    lines += ["", *map(_row, own.items()), "", Text("help-admins"), *map(_row, staff.items())]
    return Lines(*lines), _ways(context, [*own, *staff])


async def tap_help(_: Update, context: Context, button: OpenHelp) -> None:
    """Turn to a section of the staff's commands, or back."""
    staff = _sections(STAFF_SECTIONS, await _staff_commands(context))
    rows = {**_sections(MEMBER_SECTIONS, MEMBER_COMMANDS), **staff} if staff else {}
    if is_for_all(context) or (button.section and button.section not in rows):
        context.toast(Text("button-stale"), alert=True)
        return
    context.toast()
    if not button.section:
        context.rewrite(*await page(context, Text("help-head")))
        return
    title = Text("help-staff-section", section=button.section)
    back = Button(Text("help-back"), data=buttons.pack(OpenHelp("")))
    context.rewrite(Lines(title, *map(_line, rows[button.section])), ((back,),))


def _sections(
    sections: Mapping[str, tuple[str, ...]], names: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return the sections that hold something, with what they hold of some commands."""
    here = list(names)
    known = {name for listed in sections.values() for name in listed}
    whole = {**sections, OTHERS: tuple(name for name in here if name not in known)}
    kept = {
        section: tuple(name for name in listed if name in here)
        for section, listed in whole.items()
    }
    return {section: listed for section, listed in kept.items() if listed}


def _ways(context: Context, staff: Iterable[str]) -> Keyboard:
    """Return the buttons that tell more; from a group they lead to the DM."""
    if is_for_all(context):
        return ((Button(Text("help-by-dm"), url=start_link(context.bot, "help")),),)
    ways = [
        Button(Text("help-open", section=section), data=buttons.pack(OpenHelp(section)))
        for section in staff
    ]
    return tuple(tuple(ways[at : at + 2]) for at in range(0, len(ways), 2))


def _row(row: tuple[str, tuple[str, ...]]) -> Text:
    section, names = row
    commands = " ".join(f"/{name}" for name in names)
    return Text("help-staff-line", section=section, commands=commands)


def _line(command: str) -> Text:
    return Text("help-line", command=command, what=Text(f"command-{command}"))


async def _staff_commands(context: Context) -> list[str]:
    """Return what the person can use here as one of the staff: in a DM, in any of their groups."""
    place, person = context.place, context.speaker
    if person is None:
        return commands_for((), None) if context.is_anonymous_admin else []
    if place is not None and not place.is_back_room:
        return commands_for([place], person.id)
    if place is not None:
        whole = await context.step.places.of_community(context.uow, place.community_id)
        return commands_for(whole, person.id)
    home = await context.own_home()
    places = await context.administered()
    return commands_for([*places, *([home] if home else [])], person.id)
