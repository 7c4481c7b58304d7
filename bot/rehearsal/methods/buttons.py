"""Answers to presses of buttons."""

from typing import Any

from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad

ANSWERABLE_S = 900.0


@method
def answer_callback_query(call: Call) -> Any:
    """Show a toast or an alert to whoever pressed; late answers are refused."""
    world = call.world
    now = world.clock.now()
    query = world.state.queries.get(call.params["callback_query_id"])
    if query is None or now - query.at > ANSWERABLE_S:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    url = call.get("url")
    if url and not url.startswith(("https://", "http://", "tg://", "t.me/")):
        raise bad("URL_INVALID")
    answer = {
        "text": call.get("text") or None,
        "show_alert": call.get("show_alert", False),
        "url": url or None,
    }
    query.answered = True
    waiting = world.waiting.get(query.id)
    if waiting is not None and not waiting.done():
        waiting.set_result(answer)
    world.events.say("callback", query_id=query.id, person=query.person, **answer)
    if len(world.state.queries) > 500:
        for old in [q.id for q in world.state.queries.values() if now - q.at > ANSWERABLE_S]:
            del world.state.queries[old]
    world.changed()
    return True
