"""How the page reads messages and people."""

from typing import TYPE_CHECKING

from bot.rehearsal.render import Json
from bot.rehearsal.state import Person, Stored

if TYPE_CHECKING:
    from bot.rehearsal.world import World


def message(world: "World", stored: Stored) -> Json:
    """A `Message` with what became of it: deleted, reacted to, voted in."""
    drawn = dict(world.message_drawn(stored))
    drawn["deleted"] = stored.deleted
    drawn["reactions"] = stored.reactions
    if "poll" in drawn and (poll := world.state.polls.get(drawn["poll"]["id"])):
        votes: dict[int, list[int]] = {}
        for voter, options in poll.votes.items():
            for option in options:
                votes.setdefault(option, []).append(voter)
        drawn["votes"] = votes
    return drawn


def person(of: Person) -> Json:
    """A person with their standing towards the bot."""
    return {
        "id": of.id,
        "first_name": of.first_name,
        "last_name": of.last_name,
        "username": of.username,
        "language_code": of.language_code,
        "is_bot": of.is_bot,
        "started": of.started,
        "blocked": of.blocked,
    }
