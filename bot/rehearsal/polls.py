"""Polls: made by the bot or by people, voted in, and closed in time without a word."""

from typing import Any

from bot.rehearsal.errors import ActError
from bot.rehearsal.render import Json
from bot.rehearsal.state import Poll
from bot.rehearsal.world import World


def make_poll(world: World, asked: Json, *, by_bot: bool) -> Poll:
    """A new poll from `{question, options: [texts], type?, is_anonymous?, …}`."""
    if not isinstance(asked, dict) or not asked.get("question") or not asked.get("options"):
        raise ActError('A poll is {"question": text, "options": [texts]}.')
    poll_id = str(5_000_000_000_000_000 + world.new_id())
    options: list[Any] = asked["options"]
    data: Json = {
        "id": poll_id,
        "question": asked["question"],
        "options": [
            {
                "persistent_id": str(index),
                **(option if isinstance(option, dict) else {"text": option}),
                "voter_count": 0,
            }
            for index, option in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": bool(asked.get("is_closed", False)),
        "is_anonymous": bool(asked.get("is_anonymous", True)),
        "type": asked.get("type", "regular"),
        "allows_multiple_answers": bool(asked.get("allows_multiple_answers", False)),
        "allows_revoting": bool(asked.get("allows_revoting", asked.get("type") != "quiz")),
        "members_only": bool(asked.get("members_only", False)),
    }
    for name in (
        *("question_entities", "explanation", "explanation_entities", "open_period"),
        *("close_date", "correct_option_ids", "description"),
    ):
        if asked.get(name) is not None:
            data[name] = asked[name]
    closes = asked.get("close_date")
    if asked.get("open_period"):
        closes = world.clock.date() + asked["open_period"]
        data["close_date"] = closes
    made = Poll(
        data,
        [],
        closes_at=closes,
        by_bot=by_bot,
        correct=list(asked.get("correct_option_ids") or ()),
    )
    world.state.polls[poll_id] = made
    return made


def vote(world: World, poll: Poll, voter: int, options: list[int]) -> None:
    """Count a vote or its retraction; the bot hears of its own polls alone."""
    close_when_due(world, poll)
    data = poll.data
    if data["is_closed"]:
        raise ActError("The poll is closed.", 409)
    if any(not 0 <= option < len(data["options"]) for option in options):
        raise ActError("The poll has no such option.", 404)
    if len(options) > 1 and not data["allows_multiple_answers"]:
        raise ActError("The poll takes one option.", 409)
    if poll.votes.get(voter) and not data["allows_revoting"]:
        raise ActError("An answer to this poll stands.", 409)
    if options:
        poll.votes[voter] = sorted(set(options))
    else:
        poll.votes.pop(voter, None)
    _count(poll)
    if not poll.by_bot:
        return
    world.deliver("poll", data)
    if not data["is_anonymous"]:
        world.deliver(
            "poll_answer",
            {
                "poll_id": data["id"],
                "user": world.user(voter),
                "option_ids": sorted(set(options)),
                "option_persistent_ids": [
                    data["options"][index]["persistent_id"] for index in sorted(set(options))
                ],
            },
        )


def _count(poll: Poll) -> None:
    for index, option in enumerate(poll.data["options"]):
        option["voter_count"] = sum(1 for chosen in poll.votes.values() if index in chosen)
    poll.data["total_voter_count"] = len(poll.votes)


def close_when_due(world: World, poll: Poll) -> bool:
    """Close a poll whose time is over; the bot gets no update of that."""
    due = poll.closes_at is not None and poll.closes_at <= world.clock.now()
    if due and not poll.data["is_closed"]:
        poll.data["is_closed"] = True
        tell(world, poll)
        return True
    return False


def close_due(world: World) -> None:
    """Close every poll whose time is over."""
    for poll in list(world.state.polls.values()):
        close_when_due(world, poll)


def tell(world: World, poll: Poll) -> None:
    """Tell the page of every message that shows this poll."""
    for chat_id, message_id in poll.messages:
        chat = world.state.chats.get(chat_id)
        stored = chat.messages.get(message_id) if chat else None
        if chat is not None and stored is not None:
            world.tell_message(chat, stored)
