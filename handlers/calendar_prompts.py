"""Prompts of the calendar: opened as campaigns when posted, summed up when their time is over."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.features.calendar import occurring
from bot.features.calendar.entries import Entry
from bot.features.calendar.occurring import Occurrence
from bot.features.calendar.talk import Post, Talk, talk_about
from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import Turnout
from bot.features.complaints.rules import link_to
from bot.features.members.queries import names_of
from bot.features.places import Place, Places, place_of
from bot.kit.effects import Due, Planned, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns

KIND: Final = "prompt"
CLOSE: Final = "calendar.prompt"


async def follow(
    uow: UnitOfWork,
    places: Places,
    entry: Entry,
    occurrence: Occurrence,
    sent: Mapping[str, Any],
) -> None:
    """Follow what is said to a prompt that was just posted, for as long as its entry says."""
    await places.read(uow, [occurrence.chat_id])
    place = place_of(uow, occurrence.chat_id)
    if place is None:
        return
    topic = str(sent.get("topic", ""))
    texts = entry.content["texts"]
    await campaigning.open_(
        uow,
        place,
        kind=KIND,
        item_id=occurrence.id,
        title=str(texts[occurrence.turn % len(texts)]).splitlines()[0][:80],
        objective=None,
        made_by=None,
    )
    details = {
        "occurrence_id": occurrence.id,
        "message_id": int(sent["sent_id"]),
        "thread_id": int(topic) if topic.isdecimal() else None,
        "since": uow.now.isoformat(),
    }
    at = uow.now + timedelta(hours=int(entry.content["hours"]))
    key = f"{CLOSE}:{occurrence.id}"
    uow.schedule(Due(key, CLOSE, at, details, community_id=place.community_id))


class PromptTeller:
    """Sums up what was said to a prompt."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {CLOSE: self.close}

    async def close(self, uow: UnitOfWork, due: Planned) -> None:
        """Close a prompt: who took part, and the answers that were liked most."""
        details = due.details
        occurrence = await occurring.by_id(uow, int(details["occurrence_id"]))
        if occurrence is None:
            return
        prompt = _prompt(details, occurrence.chat_id, uow.now)
        talk = await talk_about(uow, prompt)
        turnout = Turnout(participants=talk.people, actions=talk.messages)
        report = await campaigning.close(uow, kind=KIND, item_id=occurrence.id, turnout=turnout)
        await self._places.read(uow, [occurrence.chat_id])
        place = place_of(uow, occurrence.chat_id)
        # To an empty room nobody sums up; those who planned it hear of it by its report.
        if report is None or place is None or not talk.people:
            return
        words = await _summary(uow, place, talk)
        uow.owe(
            post(
                f"calendar-prompt:{occurrence.id}",
                occurrence.chat_id,
                words,
                keyboard=campaigns.rating_row(KIND, occurrence.id),
                thread_id=prompt.thread_id,
                reply_to=prompt.message_id,
            )
        )


def _prompt(details: Mapping[str, Any], chat_id: int, now: datetime) -> Post:
    thread_id = details["thread_id"]
    return Post(
        chat_id=chat_id,
        message_id=int(details["message_id"]),
        since=datetime.fromisoformat(details["since"]),
        until=now,
        thread_id=None if thread_id is None else int(thread_id),
    )


async def _summary(uow: UnitOfWork, place: Place, talk: Talk) -> Lines:
    names = await names_of(uow, {each.person_id for each in talk.top})
    lines: list[Text | str] = [
        Text("prompt-closed", people=talk.people, messages=talk.messages),
    ]
    top = [each for each in talk.top if each.person_id in names]
    if top:
        lines.append(Text("prompt-top"))
    for number, each in enumerate(top, 1):
        link = link_to(place.chat_id, each.message_id, place.username)
        lines.append(
            Text(
                "prompt-liked" if link else "prompt-liked-bare",
                number=number,
                name=names[each.person_id],
                reactions=each.reactions,
                **({"link": link} if link else {}),
            )
        )
    return Lines(*lines)
