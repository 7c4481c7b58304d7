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
