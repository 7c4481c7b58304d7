"""Telegram's edge: who answers what, all on this page. The order matters."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeAlias

from telegram import Message, Update
from telegram.ext import (
    ApplicationHandlerStop,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.features.cases.wording import manner_named
from bot.features.checkins import calendar
from bot.features.clauses import pinning
from bot.features.clauses.offering import CopyKeeper, bring_in
from bot.features.complaints.rules import reason_in
from bot.features.contacts import service as contacting
from bot.features.contacts.keeping import DeferredWriter, SettledReader
from bot.features.messages import ChatMessage
from bot.features.places import Place, Places
from bot.features.profiles import service as profiling
from bot.features.thanks.rules import WORDS as THANKS
from bot.kit.folding import fold
from bot.kit.unit_of_work import UnitOfWork
from handlers import (
    appeals,
    audits,
    backrooms,
    buttons,
    cards,
    case_lists,
    cases,
    checkins,
    checks,
    clauses,
    communities,
    complaint_presses,
    complaints,
    contacts,
    groups,
    guides,
    lessons,
    limits,
    listening,
    locks,
    members,
    moderation,
    notes,
    own_buttons,
    points,
    privacy,
    profiles,
    purges,
    raids,
    roles,
    segments,
    settings,
    sources,
    statements,
    tag_files,
    tag_lists,
    tags,
    thanks,
    tidying,
    vouching,
    why,
)
from handlers.appeal_desk import hearings
from handlers.case_notices import CaseTeller
from handlers.context import App, Context
from handlers.raid_notices import RaidTeller

# Does one kind of due work.
Worker: TypeAlias = Callable[[UnitOfWork, Any], Awaitable[None]]
COMMANDS = {
    "start": guides.start,
    "help": guides.show_help,
    "about": communities.show_about,
    "rules": clauses.show_rules,
    "rule": clauses.say_rule,
    "setrules": clauses.set_rules,
    "pinrules": clauses.pin_rules,
    "statement": statements.say_statement,
    "checkin": checkins.say_check_in,
    "me": cards.show_me,
    "points": points.show_points,
    "why": why.say_why,
    "language": members.ask_language,
    "profile": profiles.say_profile,
    "stop": contacts.say_stop,
    "quiet": contacts.say_quiet,
    "settings": settings.show_settings,
    "setup": communities.show_setup,
    "lock": locks.say_lock,
    "unlock": locks.say_unlock,
    "locks": locks.show_locks,
    "block": moderation.say_block,
    "unblock": moderation.say_unblock,
    "blocked": moderation.show_blocked,
    "allow": moderation.say_allow,
    "unallow": moderation.say_unallow,
    "forbid": moderation.say_forbid,
    "unforbid": moderation.say_unforbid,
    "allowed": moderation.show_allowed,
    "shadow": settings.show_shadow,
    "role": roles.say_role,
    "roles": roles.show_roles,
    "moderators": roles.show_moderators,
    "audit": audits.show_audit,
    "staff": backrooms.ask_staff,
    "groups": groups.show_groups,
    "group": groups.say_group,
    "segment": segments.say_segment,
    "segments": segments.show_segments,
    "check": limits.say_check,
    "disable": tidying.say_disable,
    "enable": tidying.say_enable,
    "raid": raids.say_raid,
    "lockdown": raids.say_lockdown,
    "privacy": privacy.show_privacy,
    "mydata": privacy.send_my_data,
    "forget": privacy.ask_forget,
    "thanks": thanks.say_thanks,
    "warn": cases.say_sanction,
    "mute": cases.say_sanction,
    "kick": cases.say_sanction,
    "ban": cases.say_sanction,
    "unmute": cases.say_lifting,
    "unban": cases.say_lifting,
    "unwarn": cases.say_unwarn,
    "spam": lessons.say_spam,
    "notspam": lessons.say_not_spam,
    "undo": cases.say_undo,
    "case": case_lists.say_case,
    "cases": case_lists.say_cases,
    "purge": purges.say_purge,
    "purgefrom": purges.say_purge_from,
    "purgeto": purges.say_purge_to,
    "purgeuser": purges.say_purge_user,
    "report": complaints.say_report,
    "complain": complaints.say_complain,
    "reports": complaint_presses.show_reports,
    "appeal": appeals.say_appeal,
    "grant": appeals.say_grant,
    "refuse": appeals.say_refuse,
    "tag": tags.say_tag,
    "untag": tags.say_untag,
    "tags": tag_lists.show_tags,
    "note": notes.say_note,
    "notes": notes.show_notes,
    "link": sources.say_link,
    "links": sources.show_links,
    "sources": sources.show_sources,
}

# Button -> who answers a press of it.
PRESSES: Mapping[type, Callable[[Update, Context, Any], Awaitable[None]]] = {
    buttons.CheckIn: checkins.tap_check_in,
    buttons.OpenSettings: settings.tap_settings,
    buttons.Choose: settings.tap_choice,
    buttons.ChooseLanguage: guides.tap_language,
    buttons.ForgetMe: privacy.tap_forget,
    buttons.CheckSetup: communities.tap_setup,
    buttons.ProveHuman: raids.tap_prove,
    buttons.SteerRaid: raids.tap_steer,
    buttons.PublishRules: clauses.tap_publish,
    statements.PublishStatement: statements.tap_publish,
    buttons.MakeOwner: roles.tap_owner,
    buttons.Serve: backrooms.tap_serve,
    buttons.SwitchLog: backrooms.tap_log,
    buttons.TurnAudit: audits.tap_audit,
    checks.SwitchOn: checks.tap_switch_on,
    buttons.SeeTo: complaint_presses.tap_see_to,
    buttons.BeginAppeal: appeals.tap_begin,
    buttons.DecideAppeal: appeals.tap_decide,
    buttons.NeverMind: listening.tap_never_mind,
    buttons.UndoCase: cases.tap_undo,
    buttons.AppealCase: cases.tap_appeal,
    buttons.Vouch: vouching.tap_vouch,
    buttons.ShowEvidence: case_lists.tap_evidence,
    buttons.TurnCases: case_lists.tap_cases,
    buttons.Purge: purges.tap_purge,
    segments.DropSegment: segments.tap_drop,
    groups.SteerGroup: groups.tap_group,
    own_buttons.AskField: profiles.tap_field,
    own_buttons.TellField: profiles.tap_answer,
    own_buttons.DrawMe: cards.tap_picture,
    own_buttons.ShowContacts: contacts.tap_contacts,
    own_buttons.NoMore: contacts.tap_no_more,
    own_buttons.WriteAbout: contacts.tap_write_about,
    own_buttons.BeQuiet: contacts.tap_quiet,
    tags.DropTag: tags.tap_drop,
    tag_lists.TagMe: tag_lists.tap_tag_me,
}


def register_all(app: App, *, sign_in_words: Iterable[str]) -> Callable[[ChatMessage], bool]:
    """Register every handler; returns which messages any of them is concerned with.

    Handlers see new messages alone: editing an old command must not run it again. What the
    returned question denies is never turned into the library's objects at all.
    """
    words = frozenset(said for word in sign_in_words if (said := _as_said(word)))
    new = filters.UpdateType.MESSAGE
    for name, callback in COMMANDS.items():
        app.add_handler(CommandHandler(name, tidying.unless_disabled(name, callback), filters=new))
    app.add_handler(MessageHandler(new & filters.COMMAND & _Manners(), cases.say_sanction))
    app.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, communities.saw_move))
    app.add_handler(
        MessageHandler(
            new & (filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.LEFT_CHAT_MEMBER),
            members.saw_arrivals,
        )
    )
    app.add_handler(
        MessageHandler(new & filters.StatusUpdate.NEW_CHAT_TITLE, communities.saw_title)
    )
    app.add_handler(MessageHandler(new & _Words(words), checkins.say_check_in))
    thanked = new & filters.REPLY & _Words(THANKS)
    app.add_handler(MessageHandler(thanked, thanks.say_thanks))
    called = new & filters.REPLY & filters.ChatType.GROUPS & listening.Calls()
    app.add_handler(MessageHandler(called, complaints.call_staff))
    spoken = filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
    app.add_handler(MessageHandler(new & spoken, listening.hear_private))
    app.add_handler(CallbackQueryHandler(press))
    app.add_handler(
        ChatMemberHandler(communities.saw_own_change, ChatMemberHandler.MY_CHAT_MEMBER)
    )
    app.add_handler(ChatMemberHandler(members.saw_change, ChatMemberHandler.CHAT_MEMBER))
    app.add_error_handler(_fail)

    def concerns(message: ChatMessage) -> bool:
        if message.is_service:
            return True
        return not message.is_to_all and (
            message.chat.is_private
            or message.is_command
            or (message.text is not None and _as_said(message.text) in words)
            or (thanks.helper_of(message) is not None and _as_said(message.words) in THANKS)
            or (message.reply_to_message is not None and reason_in(message.words) is not None)
        )

    return concerns


def workers(places: Places) -> Mapping[str, Worker]:
    """Return who does which kind of due work."""
    return {
        calendar.KIND: checkins.CardPoster(places),
        pinning.POSTED: CopyKeeper(places, pinning.settle_post),
        pinning.EDITED: CopyKeeper(places, pinning.settle_edit),
        **CaseTeller(places).workers(),
        **hearings(places),
        **purges.PurgeTeller().workers(),
        **sources.LinkKeeper().workers(),
        **tag_files.FileTaker().workers(),
        **tag_lists.keepers(places),
        **statements.StatementKeeper(places).workers(),
        **RaidTeller(places).workers(),
        **segments.SizeKeeper(places).workers(),
        contacting.DEFERRED: DeferredWriter(places),
        contacting.SETTLED: SettledReader(places),
        profiling.ASKED: profiling.lapse,
    }


async def bring_in_rules(uow: UnitOfWork, places: Iterable[Place]) -> list[int]:
    """Publish the rules of the file; returns the communities that were asked first."""
    fronts = {place.community_id: place for place in places if place.standing.is_here}
    return [
        community_id
        for community_id, place in fronts.items()
        if not await bring_in(uow, place, clauses.draft_keyboard)
    ]


def plan_first_cards(uow: UnitOfWork, places: Iterable[Place]) -> None:
    """Plan every card that is not planned yet, as after a change of the configuration."""
    for place in places:
        if place.standing.is_here and place.chat_kind == "main":
            calendar.plan_card(uow, checkins.spot_of(place))


def is_own_command(message: ChatMessage, username: str) -> bool:
    """Whether a message is a command that this bot answers, and is not meant for another."""
    word = message.words.split(maxsplit=1)[0] if message.is_command else ""
    name, at, whose = word.removeprefix("/").lower().partition("@")
    is_known = name in COMMANDS or manner_named(name) is not None
    return is_known and (not at or whose == username.lower())


async def press(update: Update, context: Context) -> None:
    """Hand a press to the feature whose button it is; forged and older ones are told so."""
    query = update.callback_query
    pressed = buttons.unpack(query.data if query else None)
    if pressed is None:
        await guides.tap_unknown(update, context)
    else:
        await PRESSES[type(pressed)](update, context, pressed)


class _Manners(filters.MessageFilter):
    """Lets through a sanction in one of its manners, such as /tmute or /dban, said to this bot."""

    def __init__(self) -> None:
        super().__init__("manners")

    def filter(self, message: Message) -> bool:
        """Whether the command is one of those that `manner_named` reads."""
        word = (message.text or "").split(maxsplit=1)[0]
        name, at, whose = word.removeprefix("/").partition("@")
        is_ours = not at or whose.lower() == message.get_bot().username.lower()
        return is_ours and manner_named(name) is not None


class _Words(filters.MessageFilter):
    """Lets through a message that is, as a whole, one of some words."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__("words")
        self._words = words

    def filter(self, message: object) -> bool:
        """Whether the text is one of the words."""
        text = getattr(message, "text", None)
        return isinstance(text, str) and _as_said(text) in self._words


def _as_said(text: str) -> str:
    # Nobody signs in with an essay: what is longer is not even folded.
    return fold(text).strip(" \t\n!！。.~～") if len(text) <= 32 else ""


async def _fail(_: object, context: Context) -> None:
    # The library goes on after a handler's exception; the step must be undone instead.
    context.bot_data.failure = context.error
    raise ApplicationHandlerStop
