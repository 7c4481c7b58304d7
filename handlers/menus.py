"""Which commands are shown to whom, and answers that are for one person's eyes."""

from collections.abc import Iterable
from typing import Final

from bot.features.places import Place, known_of, place_of
from bot.features.roles.rules import Act
from bot.kit.effects import Button, Delivery, Keyboard, Picture, Priority, post
from bot.kit.texts import Text, Words
from handlers.context import Context, start_link

# Telegram's menu holds no more and takes none of a longer list; /help tells of all.
MOST_IN_MENU: Final = 100
# Command -> who sees it in /help and in Telegram's own menu.
MEMBER_COMMANDS: Final = (
    "checkin",
    "challenge",
    "draw",
    "draws",
    "chain",
    "packet",
    "polls",
    "events",
    "ask",
    "answers",
    "solved",
    "qa",
    "here",
    "me",
    "profile",
    "welcome",
    "buddy",
    "points",
    "top",
    "why",
    "badges",
    "season",
    "tags",
    "tiers",
    "benefits",
    "pass",
    "thanks",
    "gift",
    "best",
    "digest",
    "submit",
    "mysubmissions",
    "about",
    "rules",
    "report",
    "complain",
    "appeal",
    "cases",
    "language",
    "stop",
    "quiet",
    "privacy",
    "mydata",
    "forget",
    "help",
)
# Command -> what one has to be allowed for it to be shown; None is any administrator.
ADMIN_COMMANDS: Final[dict[str, Act | None]] = {
    "settings": "settings.change",
    "setup": None,
    "shadow": "settings.change",
    "check": "settings.change",
    "lock": "settings.change",
    "unlock": "settings.change",
    "locks": None,
    "block": "settings.change",
    "unblock": "settings.change",
    "blocked": "settings.change",
    "allow": "settings.change",
    "unallow": "settings.change",
    "forbid": "settings.change",
    "unforbid": "settings.change",
    "allowed": "settings.change",
    "disable": "settings.change",
    "enable": "settings.change",
    "setrules": "rules.edit",
    "pinrules": "rules.pin",
    "poll": "calendar.edit",
    "quiz": "calendar.edit",
    "event": "calendar.edit",
    "questions": "calendar.edit",
    "statement": "rules.edit",
    "campaigns": "calendar.edit",
    "giveaway": "calendar.edit",
    "role": "roles.change",
    "roles": None,
    "moderators": "figures.read",
    "audit": "audit.read",
    "staff": "settings.change",
    "groups": None,
    "group": "settings.change",
    "gate": "settings.change",
    "onboarding": "sources.edit",
    "reload": "roles.change",
    "buddies": "complaint.triage",
    "segment": "segments.edit",
    "segments": "segments.edit",
    "survey": "calendar.edit",
    "calendar": "calendar.edit",
    "preview": "calendar.edit",
    "submissions": "calendar.edit",
    "material": "calendar.edit",
    "materials": "calendar.edit",
    "pick": "calendar.edit",
    "unpick": "calendar.edit",
    "reports": "complaint.triage",
    "grant": "appeal.decide",
    "refuse": "appeal.decide",
    "warn": "sanction.warn",
    "unwarn": "sanction.warn",
    "spam": "checks.teach",
    "notspam": "checks.teach",
    "mute": "sanction.mute",
    "unmute": "sanction.mute",
    "kick": "sanction.kick",
    "ban": "sanction.ban",
    "unban": "sanction.ban",
    "purge": "message.remove",
    "purgeuser": "message.remove",
    "undo": "message.remove",
    "case": "complaint.triage",
    "raid": "raid.switch",
    "lockdown": "raid.switch",
    "tag": "tags.give",
    "untag": "tags.give",
    "badge": "tags.give",
    "note": "tags.give",
    "notes": "tags.give",
    "koc": "tiers.confirm",
    "tierflow": "audit.read",
    "link": "sources.edit",
    "links": "sources.edit",
    "sources": "sources.edit",
}


# What undoes another, or lists what another's answer lists, stands in /help alone.
BESIDE: Final = frozenset(
    {
        *("unlock", "locks", "unblock", "blocked", "unallow", "allowed", "unforbid", "enable"),
        *("unwarn", "unmute", "unban", "notspam", "lockdown", "purgeuser", "untag", "notes"),
        *("segments", "links", "refuse", "shadow", "pass", "season", "preview"),
    }
)


def offered(*names: str) -> list[str]:
    """Return the commands that Telegram's own menu offers, of those that somebody can use."""
    return [each for each in dict.fromkeys(names) if each not in BESIDE][:MOST_IN_MENU]


def commands_for(places: Iterable[Place], person_id: int | None) -> list[str]:
    """Return the commands of the staff that somebody can use in one of some places.

    Nobody in particular is some administrator: whatever the group itself may say is shown.
    """
    if person_id is None:
        return list(ADMIN_COMMANDS)
    known = list(places)
    return [
        name
        for name, act in ADMIN_COMMANDS.items()
        if any(
            place.allows(person_id, act) if act else place.role_of(person_id) is not None
            for place in known
        )
    ]


async def offer_commands(context: Context, place: Place, person_id: int) -> None:
    """Have Telegram offer somebody in a group what their role lets them do there."""
    await context.step.places.read(context.uow, [place.chat_id])
    changed = place_of(context.uow, place.chat_id) or place
    if not changed.standing.is_here:
        return
    arguments: dict[str, object] = {
        "scope": {"type": "chat_member", "chat_id": place.chat_id, "user_id": person_id}
    }
    has_role = person_id in changed.roles
    if has_role:
        names = offered(*MEMBER_COMMANDS, *commands_for([changed], person_id))
        arguments["commands"] = [_listed(context, name, changed.language) for name in names]
    context.uow.owe(
        Delivery(
            key=f"commands:{place.chat_id}:{person_id}:{context.uow.stamp()}",
            chat_id=place.chat_id,
            method="setMyCommands" if has_role else "deleteMyCommands",
            arguments=arguments,
            is_repeatable=True,
            priority=Priority.CHATTER,
            person_id=person_id,
        )
    )


def _listed(context: Context, name: str, language: str) -> dict[str, str]:
    description = context.catalog.plain(Text(f"command-{name}"), language)
    return {"command": name, "description": description}


def is_for_all(context: Context) -> bool:
    """Whether others than the asker and the staff read along."""
    return context.place is not None and not context.place.is_back_room


async def answer_privately(
    context: Context, words: Words, keyboard: Keyboard = (), *, picture: Picture | None = None
) -> None:
    """Answer a command where the asker alone, or the staff, reads it: by DM from a group."""
    if not is_for_all(context):
        context.say(words, keyboard, picture=picture)
        return
    person_id, message = context.person.id, context.message
    link = start_link(context.bot, "hello")
    opens = ((Button(Text("open-dm"), url=link),),)
    known = known_of(context.uow, person_id)
    if known is None or known.can_dm is not True:
        context.say(Text("answer-needs-dm"), opens)
        return
    key = f"private:{message.chat.id}:{message.message_id}"
    context.uow.owe(
        post(
            key,
            person_id,
            words,
            keyboard=keyboard,
            person_id=person_id,
            priority=Priority.ANSWER,
            picture=picture,
        )
    )
    context.say(Text("answered-by-dm"), opens)
