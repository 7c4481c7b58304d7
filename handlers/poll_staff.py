"""What the staff do about a poll: close it, see who has not voted, take the votes along."""

import csv
import io
from typing import Final

from telegram import Update

from bot.features.members.queries import names_of
from bot.features.polls import ballots, keeping, voting
from bot.features.polls.ballots import Ballot
from bot.features.polls.queries import poll_by_id
from bot.features.polls.rules import Poll, shares
from bot.kit.effects import Button, Delivery, Keyboard, Priority, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, Words, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons, poll_texts
from handlers.context import Context
from handlers.guards import community_with_act
from handlers.poll_buttons import ClosePoll, ExportPoll, ShowMissing
from handlers.poll_making import ACT

MOST_NAMES: Final = 100


async def manage(context: Context, verb: str, poll: Poll) -> None:
    """Do what a command asks about a poll."""
    if verb == "close":
        _require_open(poll)
        context.say(*_sure(poll, context.person.id))
        return
    if verb == "missing":
        tell(context, await _missing(context.uow, poll))
    else:
        await _export(context.uow, poll, context.person.id)
    if context.place is not None:
        context.say(Text("answered-by-dm"))


async def tap_close(_: Update, context: Context, button: ClosePoll) -> None:
    """Close a poll after a second look."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    poll = await _at_hand(context, button.poll_id)
    _require_open(poll)
    if button.step == "ask":
        context.toast()
        context.rewrite(*_sure(poll, context.person.id))
        return
    if button.step == "no":
        context.toast()
        context.rewrite(Text("poll-close-kept", question=poll.question))
        return
    if await keeping.give_up(context.uow, poll):
        context.toast()
        context.rewrite(Text("poll-given-up", question=poll.question))
        return
    if not await keeping.close(context.uow, poll, by=context.person.id):
        context.toast(Text("button-stale"), alert=True)
        return
    context.toast()
    context.rewrite(Text("poll-closing", question=poll.question))


async def tap_missing(_: Update, context: Context, button: ShowMissing) -> None:
    """Tell whoever of the staff asks who has not voted, by DM."""
    poll = await _at_hand(context, button.poll_id)
    tell(context, await _missing(context.uow, poll))
    context.toast(Text("poll-by-dm"))


async def tap_export(_: Update, context: Context, button: ExportPoll) -> None:
    """Send whoever of the staff asks the votes as a file, by DM."""
    poll = await _at_hand(context, button.poll_id)
    await _export(context.uow, poll, context.person.id)
    context.toast(Text("poll-by-dm"))


def tell(context: Context, words: Words) -> None:
    """Write to whoever asks, by DM, what is for the staff's eyes."""
    uow, person_id = context.uow, context.person.id
    key = f"poll-told:{person_id}:{uow.stamp()}"
    uow.owe(post(key, person_id, words, person_id=person_id, priority=Priority.ANSWER))


async def _at_hand(context: Context, poll_id: int) -> Poll:
    poll = await poll_by_id(context.uow, poll_id)
    if poll is None or poll.state == "draft":
        raise Refusal(Text("button-stale"))
    await community_with_act(context, poll.community_id, ACT)
    return poll


def _require_open(poll: Poll) -> None:
    if poll.state != "open":
        raise Refusal(Text("poll-over", question=poll.question))


def _sure(poll: Poll, asker_id: int) -> tuple[Words, Keyboard]:
    row = tuple(
        Button(Text(f"poll-close-{step}"), data=buttons.pack(ClosePoll(poll.id, asker_id, step)))
        for step in ("yes", "no")
    )
    return Text("poll-close-ask", question=poll.question), (row,)


async def _missing(uow: UnitOfWork, poll: Poll) -> Lines | Text:
    ballot = await _named_ballot(uow, poll)
    missing = await voting.missing_from(uow, ballot)
    names = await names_of(uow, set(missing))
    return poll_texts.missing(poll, sorted(names.values(), key=str.casefold), MOST_NAMES)


async def _named_ballot(uow: UnitOfWork, poll: Poll) -> Ballot:
    ballot = await ballots.ballot_of(uow, keeping.KIND, poll.id)
    if ballot is None or poll.is_anonymous:
        raise Refusal(Text("poll-names-none"))
    return ballot


async def _export(uow: UnitOfWork, poll: Poll, reader_id: int) -> None:
    ballot = await ballots.ballot_of(uow, keeping.KIND, poll.id)
    if ballot is None:
        raise Refusal(Text("button-stale"))
    table = _totals if poll.is_anonymous else _votes
    document = {"name": f"poll-{poll.id}.csv", "content": await table(uow, poll, ballot)}
    uow.owe(
        Delivery(
            key=f"poll-export:{poll.id}:{uow.stamp()}",
            chat_id=reader_id,
            method="sendDocument",
            arguments={
                "document": document,
                "words": pack(Text("poll-export", question=poll.question)),
            },
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=reader_id,
        )
    )


async def _totals(uow: UnitOfWork, poll: Poll, ballot: Ballot) -> str:
    result = await ballots.result_of(uow, ballot)
    parts = shares(result, takes_several=poll.takes_several)
    rows = [
        (cell(option), count, part)
        for option, count, part in zip(poll.options, result.counts, parts, strict=True)
    ]
    return written([("option", "votes", "share_percent"), *rows])


async def _votes(uow: UnitOfWork, poll: Poll, ballot: Ballot) -> str:
    casts = await ballots.casts_of(uow, ballot)
    names = await names_of(uow, {each.person_id for each in casts})
    rows = [
        (
            each.person_id,
            cell(names.get(each.person_id, "")),
            int(each.is_member is not False),
            cell(" | ".join(poll.options[at] for at in sorted(each.options))),
        )
        for each in casts
    ]
    return written([("person_id", "name", "counts", "answers"), *rows])


def written(rows: list[tuple[object, ...]]) -> str:
    """Write a table as a spreadsheet reads it, in any language."""
    page = io.StringIO()
    csv.writer(page).writerows(rows)
    return "\ufeff" + page.getvalue()


def cell(words: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in {"=", "+", "-", "@", "\t", "\r"} else words
