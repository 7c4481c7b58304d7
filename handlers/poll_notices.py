"""What polls do when it is due: take down that they were sent, close, count, tell."""

from collections.abc import Mapping
from typing import Any

from bot.features.places import Place, Places, place_of
from bot.features.polls import ballots, keeping, service, voting
from bot.features.polls.ballots import Ballot
from bot.features.polls.rules import Poll, Result
from bot.features.polls.voting import Voted
from bot.kit.effects import Keyboard, Planned, Priority, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns, poll_making, poll_texts


class PollTeller:
    """Does what is due about polls, and about the ballots of whoever asks."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work."""
        return {
            keeping.SENT: self.sent,
            keeping.COUNTED: self.count,
            ballots.CLOSE: self.close,
            ballots.STOPPED: self.stopped,
            voting.ASKED_ABOUT: self.told_of_voter,
            poll_making.ASKED: poll_making.lapse,
        }

    async def sent(self, uow: UnitOfWork, due: Planned) -> None:
        """Take down a ballot's name, and the votes that came before it was known."""
        ballot = await ballots.sent(uow, due)
        if ballot is None:
            await self._lost(uow, due)
            return
        for voted in await voting.found_early(uow, ballot):
            await self._follow(uow, voted)

    async def close(self, uow: UnitOfWork, due: Planned) -> None:
        """Close a ballot whose time is over."""
        await ballots.close(uow, int(due.details["ballot_id"]))

    async def stopped(self, uow: UnitOfWork, due: Planned) -> None:
        """Take down what Telegram counted."""
        await ballots.stopped(uow, due)

    async def told_of_voter(self, uow: UnitOfWork, due: Planned) -> None:
        """Let a vote count whose voter turned out to be a member."""
        voted = await voting.told_of_voter(uow, due)
        if voted is not None and voted.ballot.kind == keeping.KIND:
            await self._follow(uow, voted)

    async def count(self, uow: UnitOfWork, due: Planned) -> None:
        """Count a poll that is over, and tell what came of it, once."""
        ballot = await ballots.settle(uow, int(due.details["ballot_id"]))
        if ballot is None:
            return
        result = await ballots.result_of(uow, ballot)
        poll = await keeping.finish(uow, ballot, result)
        if poll is not None:
            _tell_results(uow, poll, ballot, result)

    async def _follow(self, uow: UnitOfWork, voted: Voted) -> None:
        place = await self._place(uow, voted.ballot.chat_id)
        if place is not None:
            await service.saw_vote(uow, place, voted)

    async def _place(self, uow: UnitOfWork, chat_id: int) -> Place | None:
        await self._places.read(uow, [chat_id])
        return place_of(uow, chat_id)

    async def _lost(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell whoever began a poll that Telegram did not take it."""
        ballot = await ballots.ballot_by_id(uow, int(due.details["ballot_id"]))
        if ballot is None or ballot.state != "lost":
            return
        poll = await keeping.lose(uow, ballot.item_id)
        if poll is None or poll.made_by is None:
            return
        why = str(due.details.get("failure") or "?")
        words = Text("poll-lost", question=poll.question, why=why)
        key = f"poll-lost:{poll.id}"
        uow.owe(post(key, poll.made_by, words, person_id=poll.made_by, priority=Priority.ANSWER))


def _tell_results(uow: UnitOfWork, poll: Poll, ballot: Ballot, result: Result) -> None:
    words = poll_texts.results(poll, result)
    keyboard: Keyboard = ()
    # Whoever asks in passing wants no stars for it.
    if poll.objective is not None:
        words = Lines(*words.texts, "", campaigns.rating_ask())
        keyboard = campaigns.rating_row(keeping.CAMPAIGN, poll.id)
    uow.owe(
        post(
            f"poll-results:{poll.id}",
            poll.chat_id,
            words,
            keyboard=keyboard,
            thread_id=poll.thread_id,
            reply_to=ballot.message_id,
        )
    )
