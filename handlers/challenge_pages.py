"""A challenge's page and one's own days in it: in words, by day, as a picture."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import islice

from telegram import Update

from bot.features.challenges import bending, service
from bot.features.challenges.queries import (
    challenge_by_id,
    challenge_named,
    entrant_of,
    own_days,
    standings_of,
)
from bot.features.challenges.rules import Challenge, Plan, cards_left, missed_days
from bot.features.checkins.rules import ONE_DAY, History, Mark, mark_of, replayed
from bot.features.members.queries import is_member
from bot.features.places import Place
from bot.kit.calendars import Calendar, Cell, draw_calendar
from bot.kit.drawing import is_drawable
from bot.kit.effects import Keyboard, Picture, Reply
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, Words
from handlers import challenge_texts, challenge_titles
from handlers.challenge_buttons import DrawDays, MakeUpDay, RemindMe, ShowMyDays, TeamUp
from handlers.challenge_naming import at_hand
from handlers.context import Context, start_link
from handlers.points import SHOWN_DAYS, day_told
from handlers.targets import Asked


async def begin_by_link(context: Context, payload: str) -> bool:
    """Show somebody's own days to whoever came by a card's button; False for another link."""
    number = payload.removeprefix(challenge_titles.LINK)
    if not number.isdecimal() or len(number) > 15:
        return False
    challenge = await challenge_by_id(context.uow, int(number))
    if challenge is None:
        return False
    if challenge.state == "draft":
        is_own = challenge.made_by == context.person.id
        if is_own:
            context.say(*await challenge_titles.question(context, challenge))
        return is_own
    if not await is_member(context.uow, challenge.community_id, context.person.id):
        return False
    context.say(*await page(context, challenge))
    return True


async def show(context: Context, challenge: Challenge) -> None:
    """Show a challenge; by DM with one's own days."""
    if context.place is None:
        context.say(*await page(context, challenge))
        return
    lines = [
        Text("challenge-title", title=challenge.plan.title),
        *challenge_texts.details(challenge.plan),
    ]
    keyboard = challenge_texts.card_keyboard(challenge) if challenge.state == "open" else ()
    context.say(Lines(*lines), keyboard)


async def show_board(context: Context, challenge: Challenge) -> None:
    """Show who has come how far."""
    standings = await standings_of(context.uow, challenge)
    context.say(challenge_texts.results(challenge, standings))


async def page(context: Context, challenge: Challenge) -> tuple[Lines, Keyboard]:
    """Return a challenge's page with one's own days and what one can do about them."""
    entrant = await entrant_of(context.uow, challenge.id, context.person.id)
    history, progress = await own_days(context.uow, challenge, context.person.id)
    plan = challenge.plan
    lines: list[Text | str] = [Text("challenge-title", title=plan.title)]
    lines += challenge_texts.details(plan)
    missed: Sequence[date] = ()
    if entrant is not None:
        missed = missed_days(plan, history, challenge.today(context.uow.now))
        lines += ["", *challenge_texts.own(progress, plan)]
        cards = cards_left(plan, history)
        if cards:
            lines.append(Text("challenge-own-cards", cards=cards))
        if entrant.team is not None:
            lines.append(Text("challenge-own-team", team=entrant.team))
    is_free = cards_left(plan, history) > 0
    keyboard = challenge_texts.own_keyboard(challenge, entrant, missed, is_free=is_free)
    return Lines(*lines), keyboard


async def tap_my_days(_: Update, context: Context, button: ShowMyDays) -> None:
    """Open the DM with one's own days."""
    challenge, _place = await at_hand(context, button.challenge_id)
    context.toast(url=start_link(context.bot, f"{challenge_titles.LINK}{challenge.id}"))


async def tap_remind(_: Update, context: Context, button: RemindMe) -> None:
    """Switch reminders over."""
    challenge, _place = await at_hand(context, button.challenge_id)
    is_on = await service.remind(context.uow, challenge, context.person.id)
    context.toast(Text("challenge-bell-on" if is_on else "challenge-bell-off"))
    if context.place is None:
        context.rewrite(*await page(context, challenge))


async def tap_team(_: Update, context: Context, button: TeamUp) -> None:
    """Take a seat in a team."""
    challenge, _place = await at_hand(context, button.challenge_id)
    team, taken = await service.team_up(context.uow, challenge, context.person.id)
    size = challenge.plan.team_size
    context.toast(Text("challenge-team-joined", team=team, taken=taken, size=size), alert=True)
    if context.place is None:
        context.rewrite(*await page(context, challenge))


async def tap_make_up(_: Update, context: Context, button: MakeUpDay) -> None:
    """Make up for a day."""
    challenge, _place = await at_hand(context, button.challenge_id)
    try:
        day = date.fromisoformat(button.day)
    except ValueError as error:
        raise Refusal(Text("button-stale")) from error
    progress, _new = await bending.make_up(context.uow, challenge, context.person.id, day)
    context.toast(Text("challenge-made-up", day=day, streak=progress.streak), alert=True)
    if context.place is None:
        context.rewrite(*await page(context, challenge))


async def tap_draw(_: Update, context: Context, button: DrawDays) -> None:
    """Show one's own days as a picture."""
    challenge, _place = await at_hand(context, button.challenge_id)
    pressed = context.press.message
    if pressed is None or not is_drawable():
        context.toast(Text("me-no-picture"), alert=True)
        return
    context.toast()
    caption = Text("challenge-title", title=challenge.plan.title)
    picture = await _picture(context, challenge)
    context.uow.speak(
        Reply(
            pressed.chat.id,
            caption,
            context.language,
            reply_to=None if context.place is None else pressed.message_id,
            picture=picture,
        )
    )


async def explain(context: Context, place: Place, asked: Asked) -> Words | None:
    """Explain one's own streak in a challenge day by day: /why streak 21."""
    word, _, name = asked.word.partition(" ")
    if not asked.is_self or word not in {"streak", "连续", "打卡"} or not name.strip():
        return None
    challenge = await challenge_named(context.uow, place.community_id, name)
    if challenge is None or challenge.state == "draft":
        return None
    history, progress = await own_days(context.uow, challenge, context.person.id)
    today = challenge.today(context.uow.now)
    days = replayed(history, today, challenge.plan.course)
    told = [day_told(day, mark, streak) for day, mark, streak in islice(days, SHOWN_DAYS)]
    head = Text("challenge-why", title=challenge.plan.title, streak=progress.streak)
    return Lines(head, *told)


async def _picture(context: Context, challenge: Challenge) -> Picture:
    """Return one's days as a calendar, drawn when it is sent, in a thread."""
    plan, today = challenge.plan, challenge.today(context.uow.now)
    history, progress = await own_days(context.uow, challenge, context.person.id)

    def plain(text: Text) -> str:
        return context.catalog.plain(text, context.language)

    cells = _cells(plan, history, today)
    shown = {cell.mark for cell in cells} - {Mark.OPEN}
    calendar = Calendar(
        name=context.person.name,
        title=plan.title,
        weekdays=tuple(plain(Text(f"challenge-weekday-{n}")) for n in range(1, 8)),
        cells=tuple(cells),
        figures=(
            (f"{progress.done}/{progress.wanted}", plain(Text("challenge-figure-done"))),
            (str(progress.streak), plain(Text("challenge-figure-streak"))),
            (str(progress.best), plain(Text("challenge-figure-best"))),
        ),
        legend=tuple(
            (str(mark), plain(Text(f"challenge-mark-{mark}"))) for mark in Mark if mark in shown
        ),
    )
    return Picture("hearth-days.png", partial(draw_calendar, calendar))


def _cells(plan: Plan, history: History, today: date) -> list[Cell]:
    days = [plan.starts_on + number * ONE_DAY for number in range(plan.days)]
    return [
        Cell(day, str(mark_of(day, history, plan.course, today)), is_today=day == today)
        for day in days
    ]
