"""Taking part in challenges: joining, checking in, one's own days."""

from datetime import date
from typing import Final, assert_never

from telegram import Update

from bot.features.challenges import bending, service
from bot.features.challenges.hearing import heard
from bot.features.challenges.queries import (
    challenge_by_id,
    challenges_of,
    entrant_of,
    own_days,
)
from bot.features.challenges.rules import Challenge, cards_left, missed_days
from bot.features.challenges.service import AlreadyIn, NotNow, Outcome, Signed, Signing
from bot.features.members.service import sight
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, challenge_making, challenge_pages, challenge_texts
from handlers.challenge_buttons import JoinChallenge, SignChallenge
from handlers.challenge_naming import at_hand, named, only_one
from handlers.checkins import STALE_S
from handlers.context import Context
from handlers.targets import said_after_command

VERBS: Final = {
    "new": "new",
    "新建": "new",
    "set": "set",
    "修改": "set",
    "end": "end",
    "结束": "end",
    "export": "export",
    "导出": "export",
    "reject": "reject",
    "驳回": "reject",
    "pause": "pause",
    "请假": "pause",
    "makeup": "makeup",
    "补卡": "makeup",
    "board": "board",
    "榜单": "board",
}


async def say_challenge(_: Update, context: Context) -> None:
    """List the open challenges, show one, or do something about one."""
    word, *rest = said_after_command(context.message).split(maxsplit=1) or [""]
    said = rest[0] if rest else ""
    verb = VERBS.get(word.casefold())
    match verb:
        case "new":
            await challenge_making.make(context, said)
        case "set" | "end" | "export" | "reject":
            await challenge_making.manage(context, verb, said)
        case "pause":
            await _pause(context, said)
        case "makeup":
            await _make_up(context, said)
        case "board":
            await challenge_pages.show_board(context, await named(context, said))
        case _ if word:
            whole = said_after_command(context.message)
            await challenge_pages.show(context, await named(context, whole))
        case _:
            await _list(context)


async def say_evidence(_: Update, context: Context) -> None:
    """Check in by showing something: a text, a photo, a link, a word."""
    found = heard(context.uow, context.message)
    challenge = await challenge_by_id(context.uow, found.challenge_id) if found else None
    if found is None or challenge is None or context.place is None:
        return
    message, person = context.message, context.person
    sight(context.uow, challenge.community_id, person.id, message.at)
    is_stale = (context.uow.now - message.at).total_seconds() > STALE_S
    if not found.is_right:
        if not is_stale and await entrant_of(context.uow, challenge.id, person.id):
            context.say(Lines(Text("challenge-wrong-kind"), challenge_texts.how(challenge.plan)))
        return
    signing = Signing(
        person.id, message.chat.id, challenge.plan.kind, message.at, message.message_id
    )
    outcome = await service.sign(context.uow, challenge, signing)
    # Whoever shows more than one thing a day, an album even, is not told each time.
    is_quiet = isinstance(outcome, AlreadyIn) or (
        isinstance(outcome, NotNow) and not found.is_addressed
    )
    if not is_stale and not is_quiet:
        context.say(_told(outcome, challenge, person.name), _offer(outcome, challenge))


async def tap_sign(_: Update, context: Context, button: SignChallenge) -> None:
    """Check in by button: the answer is a toast."""
    challenge, _place = await at_hand(context, button.challenge_id)
    if challenge.plan.kind != "button":
        context.toast(challenge_texts.how(challenge.plan), alert=True)
        return
    sight(context.uow, challenge.community_id, context.person.id, context.uow.now)
    pressed = context.press.message
    outcome = await service.sign(
        context.uow,
        challenge,
        Signing(
            context.person.id,
            pressed.chat.id if pressed is not None and context.place is not None else None,
            "button",
            None,
            is_catching_up=context.uow.is_catching_up,
        ),
    )
    is_loud = isinstance(outcome, NotNow) or (
        isinstance(outcome, Signed) and bool(outcome.milestones or outcome.is_finish)
    )
    lines = _told(outcome, challenge, context.person.name).texts
    toast = lines[0] if isinstance(lines[0], Text) else None
    for more in lines[1:]:
        toast = Text("challenge-toast-more", toast=toast or "", more=more)
    context.toast(toast, alert=is_loud)


async def tap_join(_: Update, context: Context, button: JoinChallenge) -> None:
    """Take part in a challenge, if one is among those that it is for."""
    challenge, place = await at_hand(context, button.challenge_id)
    sight(context.uow, challenge.community_id, context.person.id, context.uow.now)
    is_new = await service.enter(
        context.uow, place, challenge, context.step.vocabulary, context.person.id
    )
    name = "challenge-joined" if is_new else "challenge-joined-before"
    context.toast(Text(name, title=challenge.plan.title), alert=is_new)
    if context.place is None:
        context.rewrite(*await challenge_pages.page(context, challenge))


async def _list(context: Context) -> None:
    place = await context.home()
    running = await challenges_of(context.uow, place.community_id, "open", newest=False)
    if not running:
        context.say(Text("challenges-none"))
        return
    lines: list[Text | str] = [Text("challenges-head", community=place.community_name)]
    rows: list[tuple[Button, ...]] = []
    for each in running:
        _, progress = await own_days(context.uow, each, context.person.id)
        is_in = await entrant_of(context.uow, each.id, context.person.id) is not None
        lines.append(challenge_texts.line(each.plan, progress if is_in else None))
        if not is_in:
            data = buttons.pack(JoinChallenge(each.id))
            rows.append((Button(Text("challenges-join", title=each.plan.title), data=data),))
    context.say(Lines(*lines), tuple(rows))


async def _pause(context: Context, said: str) -> None:
    challenge, rest = await only_one(context, said)
    days = int(rest) if rest.isdecimal() and len(rest) <= 3 else 1
    first, last = await bending.pause(context.uow, challenge, context.person.id, days)
    context.say(Text("challenge-paused", title=challenge.plan.title, first=first, last=last))


async def _make_up(context: Context, said: str) -> None:
    challenge, rest = await only_one(context, said)
    history, _ = await own_days(context.uow, challenge, context.person.id)
    open_days = missed_days(challenge.plan, history, challenge.today(context.uow.now))
    try:
        day = date.fromisoformat(rest)
    except ValueError:
        entrant = await entrant_of(context.uow, challenge.id, context.person.id)
        is_free = cards_left(challenge.plan, history) > 0
        rows = challenge_texts.makeup_rows(challenge, open_days, is_free=is_free)
        text = "challenge-makeup-which" if open_days and entrant else "challenge-makeup-none"
        context.say(Text(text, title=challenge.plan.title), rows if open_days and entrant else ())
        return
    progress, _new = await bending.make_up(context.uow, challenge, context.person.id, day)
    context.say(Text("challenge-made-up", day=day, streak=progress.streak))


def _offer(outcome: Outcome, challenge: Challenge) -> Keyboard:
    if isinstance(outcome, NotNow) and outcome.why == "outside":
        return (challenge_texts.card_keyboard(challenge)[-1][:1],)
    return ()


def _told(outcome: Outcome, challenge: Challenge, name: str) -> Lines:
    plan = challenge.plan
    match outcome:
        case Signed():
            return Lines(*challenge_texts.signed(outcome, plan, name))
        case AlreadyIn(progress=progress):
            return Lines(Text("challenge-already", done=progress.done, wanted=progress.wanted))
        case NotNow(why=why):
            return Lines(Text(f"challenge-now-{why}", title=plan.title, day=plan.starts_on))
        case _:
            assert_never(outcome)
