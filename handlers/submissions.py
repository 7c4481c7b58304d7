"""What members hand in: asked for by DM or marked in the group, shown once more, taken back."""

from typing import Final

from telegram import Update

from bot.features.challenges.hearing import is_evidence
from bot.features.messages import ChatMessage, Replied
from bot.features.places import Place, known_of, place_of
from bot.features.submissions import service
from bot.features.submissions.queries import (
    asked_of,
    draft_of,
    figures_of,
    handed_in_on,
    own,
    submission_by_id,
    waiting_in,
)
from bot.features.submissions.rules import (
    BACK,
    SHOWN,
    Content,
    Submission,
    fault_in,
    is_tagged,
    most_of,
    untagged,
)
from bot.kit.days import local_day
from bot.kit.effects import Button, React, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers import buttons, challenges, submission_desk, submission_texts
from handlers.context import Context, start_link
from handlers.guards import groups_of, require_act
from handlers.menus import answer_privately
from handlers.submission_buttons import HandIn, TweakSubmission, WithdrawSubmission
from handlers.targets import replied_to, said_after_command

SEEN: Final = "👀"
COMMAND: Final = "/submit"
LINK: Final = "submit"
_OTHERS: Final = (
    "video",
    "video_note",
    "voice",
    "audio",
    "animation",
    "document",
    "sticker",
    "poll",
)


async def say_submit(_: Update, context: Context) -> None:
    """Take what stands behind the command or what it replies to, or ask for it by DM."""
    message = context.message
    words, replied = said_after_command(message), replied_to(message)
    place = await _front(context)
    if words:
        await _take(context, place, Content(words))
    elif replied is not None and not _is_bots(replied):
        await _take(context, place, _of_reply(context, replied))
    elif message.chat.is_private:
        await _ask(context, place)
    else:
        link = start_link(context.bot, LINK)
        context.say(Text("submission-by-dm"), ((Button(Text("open-dm"), url=link),),))


def is_for(message: ChatMessage) -> bool:
    """Whether a message in a group hands something in, or says why something is declined."""
    return is_tagged(message.words) or submission_desk.is_reason(message)


async def hear(update: Update, context: Context) -> None:
    """Take what somebody marked in the group, or the reason in reply to a card."""
    message, place = context.message, context.place
    if is_evidence(context.uow, message):
        await challenges.say_evidence(update, context)
    if await submission_desk.take_reason(context) or context.speaker is None:
        return
    is_own = message.forward_origin is None and is_tagged(message.words)
    if place is None or place.is_back_room or not is_own:
        return
    words, replied = untagged(message.words), replied_to(message)
    if not words and not message.photo and replied is not None:
        await _take(context, place, _of_reply(context, replied))
    else:
        await _take(context, place, _content(message, words))


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as what they hand in; if they were asked, or marked it."""
    message = context.message
    if await submission_desk.take_reason(context):
        return True
    words, first = message.words, message.words.split(maxsplit=1)[:1]
    if first == [COMMAND]:
        words = words[len(COMMAND) :].strip()
    elif is_tagged(words):
        words = untagged(words)
    elif await asked_of(context.uow, context.person.id) is None:
        return False
    if message.media_group_id is not None:
        _refuse_album(context)
        return True
    place = await _front(context)
    origin = message.forward_origin
    if origin is not None and (
        origin.sender_user is None or origin.sender_user.id != context.person.id
    ):
        raise Refusal(Text("submission-not-yours"))
    await _take(context, place, _content(message, words))
    return True


async def begin_by_link(context: Context) -> None:
    """Show what somebody was about to hand in, or ask for it."""
    draft = await draft_of(context.uow, context.person.id)
    if draft is None:
        await _ask(context, await _front(context))
        return
    await context.step.places.read(context.uow, [draft.chat_id])
    place = place_of(context.uow, draft.chat_id) or await _front(context)
    context.say(*await submission_texts.preview(context.uow, draft, place))


async def never_mind(context: Context) -> bool:
    """Wait no longer for something to be handed in; whether it was waited for."""
    return await service.drop(context.uow, context.person.id)


async def tap_tweak(_: Update, context: Context, button: TweakSubmission) -> None:
    """Choose whether the name stands below, or whether the library may keep it."""
    draft, place = await _own(context, button.submission_id)
    match button.what:
        case "name":
            draft = await service.change(context.uow, draft, is_named=not draft.is_named)
        case "library":
            draft = await service.change(context.uow, draft, in_library=not draft.in_library)
        case _:
            raise Refusal(Text("button-stale"))
    context.toast()
    context.rewrite(*await submission_texts.preview(context.uow, draft, place))


async def tap_hand_in(_: Update, context: Context, button: HandIn) -> None:
    """Hand one's own draft in, or leave it."""
    draft, place = await _own(context, button.submission_id)
    if draft.state != "draft":
        raise Refusal(Text("button-stale"))
    if not button.is_sure:
        await service.drop(context.uow, context.person.id)
        context.toast()
        context.rewrite(Text("submission-left"))
        return
    handed = await service.hand_in(context.uow, draft, place)
    if handed is None:
        raise Refusal(Text("button-stale"))
    cards = submission_desk.Cards(context.step.places)
    is_seen = await cards.bring(context.uow, handed, place)
    context.toast()
    context.rewrite(Text("submission-taken", seen="yes" if is_seen else "no"))


async def show_mine(_: Update, context: Context) -> None:
    """Show somebody what they handed in and what became of it, with the way to take it back."""
    place = await _front(context)
    mine = [
        each
        for each in await own(context.uow, context.person.id, SHOWN)
        if each.community_id == place.community_id
    ]
    if not mine:
        await answer_privately(context, Text("submissions-none"))
        return
    words = submission_texts.mine(mine, place, place.policy.submissions)
    await answer_privately(context, *words)


async def tap_withdraw(_: Update, context: Context, button: WithdrawSubmission) -> None:
    """Take back what one handed in, once one is sure."""
    submission, _place = await _own(context, button.submission_id)
    if submission.state not in BACK:
        raise Refusal(Text("submission-back-already"))
    if button.step == "ask":
        context.toast()
        context.rewrite(*submission_texts.withdrawing(submission))
        return
    context.toast()
    if button.step != "yes":
        context.rewrite(Text("submission-stays"))
        return
    if await service.withdraw(context.uow, submission):
        await submission_desk.Cards(context.step.places).show(context.uow, submission.id)
    context.rewrite(Text("submission-withdrawn"))


async def show_desk(_: Update, context: Context) -> None:
    """Show the staff what waits, and what members made in the last thirty days."""
    place = await require_act(context, submission_desk.ACT)
    uow, community_id = context.uow, place.community_id
    waiting = await waiting_in(uow, community_id)
    figures = await figures_of(uow, community_id, uow.now - submission_texts.FIGURES_OF)
    desk = submission_texts.desk(place.community_name, waiting, figures)
    await answer_privately(context, *desk)


async def _ask(context: Context, place: Place) -> None:
    await _spare(context, place)
    await service.ask(context.uow, place, context.person.id)
    data = buttons.pack(buttons.NeverMind(LINK))
    count = place.policy.submissions.per_day
    asked = Text("submission-ask", community=place.community_name, count=count)
    context.say(asked, ((Button(Text("never-mind"), data=data),),))


async def _take(context: Context, place: Place, content: Content) -> None:
    """Keep what somebody wants to hand in, and show it to them by DM once more."""
    await _spare(context, place)
    fault = fault_in(content)
    if fault is not None:
        raise Refusal(Text(f"submission-{fault}", most=most_of(content)))
    draft = await service.draft(context.uow, place, context.person.id, content)
    words, keyboard = await submission_texts.preview(context.uow, draft, place)
    message, person_id = context.message, context.person.id
    if message.chat.is_private:
        context.say(words, keyboard)
        return
    known = known_of(context.uow, person_id)
    if known is None or known.can_dm is not True:
        link = start_link(context.bot, LINK)
        context.say(Text("submission-open-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    key = f"submission:{draft.id}:preview"
    context.uow.owe(post(key, person_id, words, keyboard=keyboard, person_id=person_id))
    context.uow.speak(React(message.chat.id, message.message_id, SEEN))


async def _spare(context: Context, place: Place) -> None:
    """Refuse where nothing is taken, or no more today."""
    most = place.policy.submissions.per_day
    if not most:
        raise Refusal(Text("submission-off"))
    today = local_day(context.uow.now, place.zone)
    count = await handed_in_on(context.uow, place.community_id, context.person.id, today)
    if count >= most:
        raise Refusal(Text("submission-enough", count=most))


async def _front(context: Context) -> Place:
    """Return the group in which it would be published: this one, or by DM the main one."""
    home = await context.home()
    if context.place is not None and not home.is_back_room and home.chat_kind != "channel":
        return home
    fronts = await groups_of(context, home.community_id)
    return next((each for each in fronts if each.standing.is_here), home)


async def _own(context: Context, submission_id: int) -> tuple[Submission, Place]:
    submission = await submission_by_id(context.uow, submission_id)
    if submission is None:
        raise Refusal(Text("button-stale"))
    if submission.person_id != context.person.id:
        raise Refusal(Text("button-not-yours"))
    await context.step.places.read(context.uow, [submission.chat_id])
    place = place_of(context.uow, submission.chat_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    return submission, place


def _content(message: ChatMessage | Replied, words: str) -> Content:
    if any(getattr(message, kind) is not None for kind in _OTHERS):
        raise Refusal(Text("submission-only-photos"))
    return Content(words, message.photo[-1].file_id if message.photo else None)


def _of_reply(context: Context, replied: Replied) -> Content:
    author = replied.sender
    is_own = author is not None and author.id == context.person.id
    if not is_own or replied.sender_chat is not None or replied.forward_origin is not None:
        raise Refusal(Text("submission-not-yours"))
    return _content(replied, untagged(replied.words))


def _is_bots(replied: Replied) -> bool:
    return replied.sender is not None and replied.sender.is_bot


def _refuse_album(context: Context) -> None:
    # The pictures of an album come one by one, and are answered once.
    message = context.message
    key = f"submission-album:{message.chat.id}:{message.media_group_id}"
    person_id = context.person.id
    context.uow.owe(post(key, person_id, Text("submission-album"), person_id=person_id))
