"""Polls in a town: Telegram's side of them."""

import itertools
from collections.abc import Sequence
from typing import Any

from bot.kit.effects import Effect
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Rejected
from tests.conversation import Person, Town

_numbers = itertools.count(90_000)


class Telegram:
    """Takes polls as Telegram does: names them, counts, says who is in the group."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.named: list[str] = []
        self.next_names: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self.outsiders: set[int] = set()
        self.counts: list[int] | None = None
        self.refuses_stop: str | None = None
        self.refuses_send: str | None = None

    def __call__(self, call: Owed) -> Outcome | None:  # noqa: PLR0911 — one for each call
        """Answer a call."""
        match call.method:
            case "sendPoll" if self.refuses_send:
                return Rejected(self.refuses_send)
            case "sendPoll":
                name = self.next_names.pop(0) if self.next_names else f"poll-{next(_numbers)}"
                self.named.append(name)
                self.asked.append(call.arguments)
                poll = {"id": name, "options": call.arguments["options"]}
                return Done({"message_id": next(_numbers), "poll": poll})
            case "stopPoll" if self.refuses_stop:
                return Rejected(self.refuses_stop)
            case "stopPoll":
                counts = self.counts or []
                options = [{"text": "…", "voter_count": n} for n in counts]
                return Done({"id": "x", "options": options, "total_voter_count": sum(counts)})
            case "getChatMember" if call.arguments["user_id"] in self.outsiders:
                return Done({"status": "left"})
            case "getChatMember":
                return Done({"status": "member"})
            case _:
                return None

    async def settles(self) -> list[Owed]:
        """Let everything owed go out and everything due be done."""
        return await self.town.settles(self)


def answer(
    person: Person, poll: str, options: Sequence[int], *, number: int | None = None
) -> dict[str, Any]:
    """An answer to a poll as Telegram sends it."""
    return {
        "update_id": next(_numbers) if number is None else number,
        "poll_answer": {
            "poll_id": poll,
            "user": person.account,
            "option_ids": list(options),
            "option_persistent_ids": [str(each) for each in options],
        },
    }


def closed(poll: str, counts: Sequence[int]) -> dict[str, Any]:
    """The news that a poll was closed, as Telegram sends it."""
    return {
        "update_id": next(_numbers),
        "poll": {
            "id": poll,
            "question": "?",
            "options": [
                {"text": str(n), "voter_count": count, "persistent_id": str(n)}
                for n, count in enumerate(counts)
            ],
            "total_voter_count": sum(counts),
            "is_closed": True,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        },
    }


async def votes(
    person: Person, poll: str, *options: int, number: int | None = None
) -> list[Effect]:
    """Let somebody vote."""
    return await person.town.takes(answer(person, poll, options, number=number))
