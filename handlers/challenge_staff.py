"""What the staff see to in a challenge, and what is posted where it takes place."""

import csv
import io

from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import Turnout
from bot.features.challenges.bending import Evidence, evidence_at, rejections_of
from bot.features.challenges.bending import reject as turn_down
from bot.features.challenges.paying import given_out
from bot.features.challenges.queries import (
    challenge_by_id,
    entrants_of,
    signed_among,
    standings_of,
)
from bot.features.challenges.rules import Challenge
from bot.features.members.queries import person_by_id
from bot.features.places import Place
from bot.kit.effects import Delivery, Keyboard, Priority, Then, pack_keyboard, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns, challenge_texts
from handlers.context import Context
from handlers.targets import replied_to

KIND = "challenge"
POSTED = "challenges.posted"
_HEADS = (
    *("person_id", "name", "team", "done", "best_streak", "made_up", "missed"),
    *("rejected", "finished", "left", "days"),
)


async def reject(context: Context, place: Place, said: str) -> None:
    """Turn down the evidence that is replied to, with a reason."""
    message = context.message
    replied = replied_to(message)
    shown: Evidence | None = None
    if replied is not None and context.place is not None:
        shown = await evidence_at(
            context.uow, place.community_id, message.chat.id, replied.message_id
        )
    if shown is None:
        raise Refusal(Text("challenge-reject-how"))
    if not said:
        raise Refusal(Text("challenge-reject-why"))
    challenge = await challenge_by_id(context.uow, shown.challenge_id)
    if challenge is None or challenge.state != "open":
        raise Refusal(Text("challenge-reject-late"))
    taken = await turn_down(context.uow, challenge, shown, said, by=context.person.id)
    if taken is None:
        raise Refusal(Text("challenge-reject-how"))
    person = await person_by_id(context.uow, shown.person_id)
    name = person.name if person is not None else "…"
    head = Text("challenge-rejected", name=name, title=challenge.plan.title, reason=said[:200])
    is_today = shown.day == challenge.today(context.uow.now)
    again = "challenge-rejected-again" if is_today else "challenge-rejected-day"
    context.say(Lines(head, *_taken_back(*taken), Text(again, day=shown.day)))


def _taken_back(points: int, team: int) -> list[Text]:
    own = [Text("challenge-rejected-points", points=points)] if points else []
    return own + ([Text("challenge-rejected-team", points=team)] if team else [])


async def export(context: Context, challenge: Challenge) -> None:
    """Send the results as a file, to whoever asked, by DM."""
    written = await _table(context.uow, challenge)
    uow, reader_id = context.uow, context.person.id
    uow.owe(
        Delivery(
            key=f"challenge-export:{challenge.id}:{uow.stamp()}",
            chat_id=reader_id,
            method="sendDocument",
            arguments={
                "document": {"name": f"{challenge.plan.key}.csv", "content": written},
                "words": pack(Text("challenge-export", title=challenge.plan.title)),
            },
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=reader_id,
        )
    )
    if context.place is not None:
        context.say(Text("answered-by-dm"))


async def take_up(uow: UnitOfWork, place: Place, challenge: Challenge, *, by: int | None) -> None:
    """Let a challenge that has just begun be seen: its card, and its campaign."""
    await campaigning.open_(
        uow,
        place,
        kind=KIND,
        item_id=challenge.id,
        title=challenge.plan.title,
        objective=challenge.plan.objective,
        made_by=by,
    )
    post_card(uow, challenge)


def post_card(uow: UnitOfWork, challenge: Challenge) -> None:
    """Post the live card of a challenge that has just begun."""
    words, keyboard = challenge_texts.card(challenge, (), 0, challenge.today(uow.now))
    uow.owe(
        post(
            f"challenge-card:{challenge.id}",
            challenge.chat_id,
            words,
            keyboard=keyboard,
            thread_id=challenge.thread_id,
            then=Then(POSTED, {"challenge_id": challenge.id}),
        )
    )


async def edit_card(uow: UnitOfWork, challenge: Challenge, key: str) -> None:
    """Bring the live card up to date."""
    if challenge.card_id is None:
        return
    words, keyboard = await current_card(uow, challenge)
    arguments = {"message_id": challenge.card_id, "words": pack(words)}
    if keyboard:
        arguments["keyboard"] = pack_keyboard(keyboard)
    uow.owe(
        Delivery(
            key=f"challenge-edit:{challenge.id}:{key}",
            chat_id=challenge.chat_id,
            method="editMessageText",
            arguments=arguments,
            is_repeatable=True,
            priority=Priority.CHATTER,
        )
    )


async def current_card(uow: UnitOfWork, challenge: Challenge) -> tuple[Lines, Keyboard]:
    """Return the card as it stands."""
    day = challenge.today(uow.now)
    known = {each.person_id: each.name for each in await entrants_of(uow, challenge.id)}
    signed = await signed_among(uow, challenge, day)
    names = [known[each] for each in signed if each in known]
    return challenge_texts.card(challenge, names, len(known), day)


async def celebrate(uow: UnitOfWork, challenge: Challenge) -> None:
    """Post the results where the challenge took place."""
    standings = await standings_of(uow, challenge)
    turnout = Turnout(
        participants=sum(1 for each in standings if each.history.signed),
        actions=sum(len(each.history.signed) for each in standings),
        points=await given_out(uow, challenge),
    )
    await campaigning.close(uow, kind=KIND, item_id=challenge.id, turnout=turnout)
    words = challenge_texts.results(challenge, standings)
    uow.owe(
        post(
            f"challenge-results:{challenge.id}",
            challenge.chat_id,
            Lines(*words.texts, "", campaigns.rating_ask()),
            keyboard=campaigns.rating_row(KIND, challenge.id),
            thread_id=challenge.thread_id,
        )
    )


async def _table(uow: UnitOfWork, challenge: Challenge) -> str:
    standings = await standings_of(uow, challenge, with_left=True)
    rejected = await rejections_of(uow, challenge.id)
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_HEADS)
    for each in standings:
        progress, history = each.progress, each.history
        person_id = each.entrant.person_id
        table.writerow(
            (
                *(person_id, _cell(each.entrant.name), each.entrant.team or ""),
                *(progress.done, progress.best, len(history.made_up), progress.missed),
                *(rejected.get(person_id, 0), int(progress.is_finished)),
                int(not each.entrant.is_here),
                " ".join(day.isoformat() for day in sorted(history.signed)),
            )
        )
    return written.getvalue()


def _cell(name: str) -> str:
    # What a spreadsheet would take for a formula stays a name.
    return f"'{name}" if name[:1] in {"=", "+", "-", "@", "\t", "\r"} else name
