"""What follows from a vote: it is a deed of a member's, and may give a tag."""

from typing import Final

from bot.features.facts import MemberVoted
from bot.features.places import Place
from bot.features.polls.queries import poll_by_id
from bot.features.polls.rules import Poll, changed
from bot.features.polls.voting import Voted
from bot.features.tags.reacting import chose
from bot.features.tags.rules import LONGEST_TITLE
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork

KIND: Final = "polls"


async def saw_vote(uow: UnitOfWork, place: Place, voted: Voted) -> None:
    """State that a member voted, the first time, and see to the tags of the options."""
    poll = await poll_by_id(uow, voted.ballot.item_id)
    if poll is None or not voted.now.is_member:
        return
    if voted.before is None:
        uow.state(
            MemberVoted(
                community_id=poll.community_id,
                person_id=voted.now.person_id,
                chat_id=poll.chat_id,
                at=uow.now,
                local_day=local_day(uow.now, place.zone),
                poll_id=poll.id,
            )
        )
    for option, is_chosen in changed(voted.before, voted.now).items():
        await _tag(uow, poll, voted.now.person_id, option, is_chosen=is_chosen)


async def _tag(
    uow: UnitOfWork, poll: Poll, person_id: int, option: int, *, is_chosen: bool
) -> None:
    # A rule names an option by what it says or by its number.
    for name in (poll.options[option][:LONGEST_TITLE].strip(), str(option + 1)):
        await chose(
            uow,
            poll.community_id,
            person_id,
            poll=poll.question[:LONGEST_TITLE].strip(),
            option=name,
            is_chosen=is_chosen,
            evidence={"poll": poll.id, "option": option + 1},
        )
