"""Setting polls up: by a line, from a template, in a short talk by DM."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select, update
from telegram import Update

from bot.features.places import Place, place_of
from bot.features.polls import keeping
from bot.features.polls.queries import poll_by_id
from bot.features.polls.reading import Wish, wish_in
from bot.features.polls.rules import Poll
from bot.kit.effects import Button, Due, Keyboard, Planned
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons, poll_texts
from handlers.context import Context
from handlers.guards import community_with_act
from handlers.poll_buttons import BeginPoll, MakePollFrom, TweakPoll
from models.dues import dues

ACT: Final = "calendar.edit"
# Somebody was asked for a question and its answers.
ASKED: Final = "polls.asked"
WAITS: Final = timedelta(hours=1)
TEMPLATES: Final = ("yesno", "scale", "weekday")
_HOUR: Final = timedelta(hours=1)
LASTS: Final = (
    *(_HOUR, 4 * _HOUR, 24 * _HOUR, 72 * _HOUR, 168 * _HOUR),
    None,
)


def topic_of(context: Context, place: Place) -> int | None:
    """Return the topic in which a command was given, where that is where it belongs."""
    is_here = context.place is not None and context.place.chat_id == place.chat_id
    message = context.message
    return message.message_thread_id if is_here and message.is_topic_message else None


async def make(context: Context, place: Place, said: str) -> None:
    """Draft a poll as somebody wrote it, and show how it would be."""
    wish = wish_in(said, context.uow.now, place.zone)
    await _show_draft(context, place, wish, topic_of(context, place))


async def offer(context: Context, place: Place) -> None:
    """Ask what the poll shall be, and offer templates; by DM the answer is waited for."""
    lines = [Text("poll-new"), Text("poll-new-how")]
    if context.message.chat.is_private:
        key = f"{ASKED}:{context.person.id}:{context.message.message_id}"
        _wait(context, key, {"community_id": place.community_id})
        lines.append(Text("poll-new-talk"))
    context.say(Lines(*lines), _templates(place))


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as the question and the answers they were asked for."""
    waiting = await _awaited(context)
    if waiting is None:
        return False
    place = await community_with_act(context, int(waiting["community_id"]), ACT)
    wish = wish_in(context.message.words, context.uow.now, place.zone)
    draft = await poll_by_id(context.uow, int(waiting.get("poll_id", 0)))
    await _done_waiting(context)
    if draft is None or draft.state != "draft":
        await _show_draft(context, place, wish, None)
        return True
    changed = await keeping.reword(context.uow, draft, wish)
    context.say(*poll_texts.preview(changed, place.zone))
    return True


async def lapse(uow: UnitOfWork, due: Planned) -> None:
    """Wait no longer for words."""


async def tap_template(_: Update, context: Context, button: MakePollFrom) -> None:
    """Draft a poll from a template."""
    place = await community_with_act(context, button.community_id, ACT)
    if button.template not in TEMPLATES:
        context.toast(Text("button-stale"), alert=True)
        return
    said = context.catalog.plain(Text(f"poll-words-{button.template}"), context.language)
    question, *options = said.splitlines()
    drafted = await keeping.draft(
        context.uow, place, Wish(question, tuple(options)), by=context.person.id
    )
    context.toast()
    context.rewrite(*poll_texts.preview(drafted, place.zone))


async def tap_tweak(_: Update, context: Context, button: TweakPoll) -> None:
    """Change one thing about a draft to its next value."""
    poll, place = await _draft(context, button.poll_id)
    match button.what:
        case "names":
            changes: dict[str, Any] = {"is_anonymous": not poll.is_anonymous}
        case "several":
            changes = {"takes_several": not poll.takes_several}
        case "ends":
            at = LASTS.index(poll.lasts) + 1 if poll.lasts in LASTS else 0
            changes = {"lasts": LASTS[at % len(LASTS)]}
        case "words" if context.place is None:
            key = f"{ASKED}:{poll.id}:{context.uow.stamp()}"
            details = {"community_id": place.community_id, "poll_id": poll.id}
            _wait(context, key, details)
            context.toast(Text("poll-words-how"), alert=True)
            return
        case _:
            text = "poll-words-here" if button.what == "words" else "button-stale"
            context.toast(Text(text), alert=True)
            return
    changed = await keeping.change(context.uow, poll, **changes)
    context.toast()
    context.rewrite(*poll_texts.preview(changed, place.zone))


async def tap_begin(_: Update, context: Context, button: BeginPoll) -> None:
    """Begin a drafted poll, or drop it."""
    poll, place = await _draft(context, button.poll_id)
    if not button.is_sure:
        await keeping.drop(context.uow, poll)
        context.toast()
        context.rewrite(Text("poll-dropped"))
        return
    await context.step.places.read(context.uow, [poll.chat_id])
    place = place_of(context.uow, poll.chat_id) or place
    begun = await keeping.begin(context.uow, place, poll, by=context.person.id)
    if begun is None:
        context.toast(Text("button-stale"), alert=True)
        return
    context.toast()
    context.rewrite(Text("poll-begun", question=begun.question, n=begun.id))


async def _show_draft(context: Context, place: Place, wish: Wish, thread_id: int | None) -> None:
    drafted = await keeping.draft(
        context.uow, place, wish, thread_id=thread_id, by=context.person.id
    )
    context.say(*poll_texts.preview(drafted, place.zone))


async def _draft(context: Context, poll_id: int) -> tuple[Poll, Place]:
    poll = await poll_by_id(context.uow, poll_id)
    if poll is None or poll.state != "draft":
        raise Refusal(Text("button-stale"))
    return poll, await community_with_act(context, poll.community_id, ACT)


def _templates(place: Place) -> Keyboard:
    return tuple(
        (
            Button(
                Text(f"poll-template-{name}"),
                data=buttons.pack(MakePollFrom(place.community_id, name)),
            ),
        )
        for name in TEMPLATES
    )


def _wait(context: Context, key: str, details: dict[str, Any]) -> None:
    uow = context.uow
    uow.schedule(Due(key, ASKED, uow.now + WAITS, details, person_id=context.person.id))


async def _awaited(context: Context) -> dict[str, Any] | None:
    found = await context.uow.execute(
        select(dues.c.details)
        .where(
            dues.c.kind == ASKED,
            dues.c.person_id == context.person.id,
            dues.c.state == "waiting",
            dues.c.due_at > context.uow.now,
        )
        .order_by(dues.c.id.desc())
        .limit(1)
    )
    return found.scalar()


async def _done_waiting(context: Context) -> None:
    await context.uow.execute(
        update(dues)
        .where(
            dues.c.kind == ASKED,
            dues.c.person_id == context.person.id,
            dues.c.state == "waiting",
        )
        .values(state="done", settled_at=context.uow.now)
    )
