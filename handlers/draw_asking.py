"""Words that a draw asks for by DM: its title, its prizes, its rules, where a prize is to go."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from bot.features.draws import awarding, keeping
from bot.features.draws.queries import draw_by_id
from bot.features.draws.reading import MOST_RULES, MOST_TITLE, prizes_in
from bot.features.draws.rules import Draw, Plan
from bot.kit.effects import Due, Planned, Reply
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import draw_texts
from handlers.context import Context
from handlers.draw_naming import place_for
from handlers.guards import community_with_act
from models.dues import dues

# Somebody's next words by DM are an answer until this falls due.
ASKED: Final = "draws.asked"
ASKS_FOR: Final = timedelta(minutes=30)
ACT: Final = "calendar.edit"


async def ask(context: Context, draw: Draw, what: str) -> None:
    """Ask for words by DM; in a group a line does it, which everybody there knows how to write."""
    pressed = context.press.message
    if context.place is not None or pressed is None:
        text = Text("draw-ask-in-group", number=str(draw.id), what=what)
        context.toast(text, alert=True)
        return
    wait_for(context, draw, what)
    await _take(context.uow, context.person.id, keeps_last=True)
    context.toast()
    context.uow.speak(
        Reply(pressed.chat.id, Text(f"draw-ask-{what}", title=draw.plan.title), context.language)
    )


def wait_for(context: Context, draw: Draw, what: str) -> None:
    """Take somebody's next words by DM as what a draw asks for."""
    uow, person_id = context.uow, context.person.id
    uow.schedule(
        Due(
            key=f"{ASKED}:{person_id}:{uow.stamp()}",
            kind=ASKED,
            due_at=uow.now + ASKS_FOR,
            details={"draw_id": draw.id, "what": what},
            person_id=person_id,
        )
    )


async def lapse(_: UnitOfWork, __: Planned) -> None:
    """Ask no more: nobody answered, and what is said from now on is meant otherwise."""


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as what a draw asked for; if one did."""
    uow, person_id = context.uow, context.person.id
    asked = await _asked(uow, person_id)
    words = context.message.text or ""
    if asked is None or not words.strip():
        return False
    draw = await draw_by_id(uow, asked[0])
    what = asked[1]
    if draw is None or (what != "contact" and draw.state != "draft"):
        await _take(uow, person_id)
        return False
    if what == "contact":
        kept = await awarding.keep_contact(uow, draw, person_id, words)
        await _take(uow, person_id)
        if kept:
            context.say(Text("draw-contact-kept", title=draw.plan.title))
        return kept
    await community_with_act(context, draw.community_id, ACT)
    plan = _with(draw.plan, what, words)
    await _take(uow, person_id)
    changed = await keeping.change(uow, draw, plan, by=person_id)
    place = await place_for(context, changed)
    context.say(*draw_texts.preview(changed, place.zone))
    return True


def _with(plan: Plan, what: str, words: str) -> Plan:
    match what:
        case "title":
            return replace(plan, title=" ".join(words.split())[:MOST_TITLE])
        case "prizes":
            prizes = prizes_in(words)
            if prizes is None:
                raise Refusal(Lines(Text("draw-bad-prizes"), Text("draw-how-prizes")))
            return replace(plan, prizes=prizes)
        case _:
            return replace(plan, rules=words.strip()[:MOST_RULES])


async def _asked(uow: UnitOfWork, person_id: int) -> tuple[int, str] | None:
    found = await uow.execute(
        select(dues.c.details)
        .where(
            dues.c.person_id == person_id,
            dues.c.kind == ASKED,
            dues.c.state == "waiting",
            dues.c.due_at > uow.now,
        )
        .order_by(dues.c.id.desc())
        .limit(1)
    )
    details = found.scalar()
    return None if details is None else (int(details["draw_id"]), str(details["what"]))


async def _take(uow: UnitOfWork, person_id: int, *, keeps_last: bool = False) -> None:
    held = (dues.c.person_id == person_id, dues.c.kind == ASKED, dues.c.state == "waiting")
    found = await uow.execute(select(dues.c.id).where(*held).order_by(dues.c.id.desc()))
    done = list(found.scalars())[1 if keeps_last else 0 :]
    await uow.execute(
        update(dues).where(dues.c.id.in_(done)).values(state="done", settled_at=uow.now)
    )
