"""Polls as the group sees them: set up, listed, voted in."""

from typing import Final

from telegram import Update

from bot.features.places import Place, place_of
from bot.features.polls import ballots, service, voting
from bot.features.polls.keeping import KIND
from bot.features.polls.queries import poll_by_id, polls_of
from bot.features.polls.rules import Poll
from bot.features.polls.voting import Voted
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons, poll_making, poll_staff, poll_texts
from handlers.context import Context
from handlers.guards import require_act
from handlers.poll_buttons import ClosePoll, ExportPoll, ShowMissing
from handlers.targets import replied_to, said_after_command

VERBS: Final = {
    **dict.fromkeys(("close", "end", "结束"), "close"),
    **dict.fromkeys(("missing", "who", "未投"), "missing"),
    **dict.fromkeys(("export", "导出"), "export"),
    **dict.fromkeys(("list", "列表"), "list"),
}


async def say_poll(update: Update, context: Context) -> None:
    """Set a poll up, or do something about one; whoever may not sees those there are."""
    said = said_after_command(context.message)
    word, *rest = said.split(maxsplit=1) or [""]
    verb = VERBS.get(word.casefold())
    if verb == "list":
        await show_polls(update, context)
        return
    place = await require_act(context, poll_making.ACT)
    if not said:
        await poll_making.offer(context, place)
    elif verb is None or (rest and not rest[0].strip("#").isdecimal()):
        await poll_making.make(context, place, said)
    else:
        poll = await _meant(context, place, rest[0] if rest else "")
        await poll_staff.manage(context, verb, poll)


async def show_polls(_: Update, context: Context) -> None:
    """List the polls that are open, and for the staff those that were."""
    place = await context.home()
    is_staff = place.allows(context.person.id, poll_making.ACT)
    states = ("open", "closed") if is_staff else ("open",)
    shown = await polls_of(context.uow, place.community_id, *states)
    if not shown:
        context.say(Text("polls-none-staff" if is_staff else "polls-none"))
        return
    lines = [poll_texts.listed(each, place.zone) for each in shown]
    keyboard = _deeds(shown, context.person.id) if is_staff else ()
    context.say(Lines(Text("polls-head", community=place.community_name), *lines), keyboard)


async def saw_vote(update: Update, context: Context) -> None:
    """Take a vote down, wherever it was cast."""
    cast = context.step.vote
    if cast is None:
        return
    voted = await voting.vote(context.uow, cast, update.update_id)
    if voted is not None:
        await _follow(context, voted)


async def saw_end(_: Update, context: Context) -> None:
    """See that a poll was closed, by the bot or by somebody else."""
    poll = context.step.poll
    if poll is not None:
        counts = [each.voter_count for each in poll.options]
        await ballots.saw_closed(context.uow, poll.id, counts, poll.total_voter_count)


async def _follow(context: Context, voted: Voted) -> None:
    if voted.ballot.kind != KIND:
        return
    await context.step.places.read(context.uow, [voted.ballot.chat_id])
    place = place_of(context.uow, voted.ballot.chat_id)
    if place is not None:
        await service.saw_vote(context.uow, place, voted)


async def _meant(context: Context, place: Place, said: str) -> Poll:
    """Return the poll that a number, a reply, or its being the only one names."""
    number = said.strip("#")
    if number.isdecimal() and len(number) <= 15:
        found = await poll_by_id(context.uow, int(number))
        if found is not None and found.community_id == place.community_id:
            return found
        raise Refusal(Text("poll-unknown", n=number))
    replied = replied_to(context.message)
    if replied is not None:
        ballot = await ballots.ballot_at(context.uow, context.message.chat.id, replied.message_id)
        found = await poll_by_id(context.uow, ballot.item_id) if ballot is not None else None
        if found is not None and ballot is not None and ballot.kind == KIND:
            return found
    running = await polls_of(context.uow, place.community_id, "open")
    if len(running) != 1:
        raise Refusal(Text("poll-which"))
    return running[0]


def _deeds(shown: list[Poll], asker_id: int) -> Keyboard:
    rows = []
    for each in shown:
        row = []
        if each.state == "open":
            close = buttons.pack(ClosePoll(each.id, asker_id, "ask"))
            row.append(Button(Text("poll-close", n=each.id), data=close))
        if not each.is_anonymous:
            who = buttons.pack(ShowMissing(each.id))
            row.append(Button(Text("poll-who", n=each.id), data=who))
        export = buttons.pack(ExportPoll(each.id))
        row.append(Button(Text("poll-csv", n=each.id), data=export))
        rows.append(tuple(row))
    return tuple(rows)
