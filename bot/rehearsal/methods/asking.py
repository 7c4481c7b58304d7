"""Polls and quizzes of the bot."""

from typing import Any

from bot.rehearsal import entities
from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.polls import make_poll
from bot.rehearsal.render import Json
from bot.rehearsal.sending import deliver, destination

MAX_OPTIONS = 12
LONGEST_S = 2_628_000


def _options(call: Call) -> list[Json]:
    raw = call.params["options"]
    if not isinstance(raw, list):
        raise bad("can't parse options JSON object")
    if not raw:
        raise bad("poll must have at least 1 answer option")
    if len(raw) > MAX_OPTIONS:
        raise bad(f"poll can't have more than {MAX_OPTIONS} options")
    drawn: list[Json] = []
    for option in raw:
        item = {"text": option} if isinstance(option, str) else option
        if not isinstance(item, dict):
            raise bad("can't parse InputPollOption: Object expected")
        text, marked = call.formatted("text", within=item)
        if not text:
            raise bad("poll options must be non-empty")
        if entities.length(text) > 100:
            raise bad("poll options length must not exceed 100")
        drawn.append({"text": text} | ({"text_entities": marked} if marked else {}))
    return drawn


def _quiz(call: Call, count: int) -> Json:
    correct = call.get("correct_option_ids")
    if correct is None or not isinstance(correct, list) or not correct:
        raise bad("poll must have at least one correct option identifier")
    if any(not isinstance(c, int) or not 0 <= c < count for c in correct):
        raise bad("wrong correct option ID specified")
    if correct != sorted(set(correct)):
        raise bad("correct option identifiers must be strictly increasing")
    drawn: Json = {"correct_option_ids": correct}
    explanation, marked = call.formatted("explanation")
    if entities.length(explanation) > 200 or explanation.count("\n") > 2:
        raise bad("poll explanation is too long")
    if explanation:
        drawn["explanation"] = explanation
        if marked:
            drawn["explanation_entities"] = marked
    return drawn


def _timing(call: Call) -> Json:
    period, date = call.get("open_period"), call.get("close_date")
    if period and date:
        raise bad("close_date and open_period can't be specified together")
    if date:
        ahead = date - call.world.clock.date()
        if not 5 <= ahead <= LONGEST_S:
            raise bad("poll close date must be 5-2628000 seconds in the future")
    return {"open_period": period, "close_date": date}


@method
def send_poll(call: Call) -> Any:
    """Ask everybody."""
    chat = destination(call, "can_send_polls")
    if chat.type == "channel" and not call.get("is_anonymous", True):
        raise bad("non-anonymous polls can't be sent to channel chats")
    question, marked = call.formatted("question")
    if not question:
        raise bad("poll question must be non-empty")
    kind = call.get("type") or "regular"
    if kind not in {"regular", "quiz"}:
        raise bad("unsupported poll type")
    options = _options(call)
    asked: Json = {
        "question": question,
        "question_entities": marked or None,
        "options": options,
        "type": kind,
        "is_anonymous": call.get("is_anonymous", True),
        "allows_multiple_answers": call.get("allows_multiple_answers", False),
        "allows_revoting": call.get("allows_revoting", kind == "regular"),
        "members_only": call.get("members_only", False),
        "is_closed": call.get("is_closed", False),
    }
    asked |= _timing(call)
    if kind == "quiz":
        asked |= _quiz(call, len(options))
    description, described = call.formatted("description")
    if description:
        asked |= {"description": description, "description_entities": described or None}
    poll = make_poll(call.world, asked, by_bot=True)
    try:
        stored = deliver(call, chat, {"poll": poll.data})
    except BaseException:
        del call.world.state.polls[poll.data["id"]]
        raise
    poll.messages.append((chat.id, stored.id))
    return call.world.message_drawn(stored)
