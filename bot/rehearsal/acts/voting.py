"""People vote in polls."""

from bot.rehearsal import polls
from bot.rehearsal.acts.deed import Deed, deed
from bot.rehearsal.errors import ActError
from bot.rehearsal.render import Json


@deed("vote")
def vote(it: Deed) -> Json:
    """Choose options in a poll; none takes the vote back."""
    chat = it.chat()
    stored = it.message(chat)
    shown = stored.data.get("poll")
    poll = it.world.state.polls.get(shown["id"]) if shown else None
    if poll is None:
        raise ActError("This message is no poll.")
    options = it.get("options", [])
    if not isinstance(options, list) or not all(isinstance(o, int) for o in options):
        raise ActError('"options" must be a list of numbers.')
    polls.vote(it.world, poll, it.me.id, options)
    polls.tell(it.world, poll)
    return {"message": it.world.shown(stored)}


@deed("close_poll")
def close_poll(it: Deed) -> Json:
    """Close somebody's poll as an administrator; the bot hears of the end of its own."""
    chat = it.chat()
    it.power(chat, "can_pin_messages")
    stored = it.message(chat)
    shown = stored.data.get("poll")
    poll = it.world.state.polls.get(shown["id"]) if shown else None
    if poll is None:
        raise ActError("This message is no poll.")
    polls.close_when_due(it.world, poll)
    if poll.data["is_closed"]:
        raise ActError("The poll is closed.", 409)
    poll.data["is_closed"] = True
    if poll.by_bot:
        it.world.deliver("poll", poll.data)
    polls.tell(it.world, poll)
    return {"message": it.world.shown(stored)}
