"""Points: what one holds, and why."""

from datetime import date, time
from itertools import islice

from telegram import Update

from bot.features.checkins.rules import Mark, daily, replayed
from bot.features.checkins.service import record_of
from bot.features.places import Place
from bot.features.points.rules import standing_of
from bot.features.points.service import Entry, balance_of, entries_of
from bot.kit.texts import Lines, Text, Words
from handlers import expiries
from handlers.context import Context
from handlers.settings import zone_name
from handlers.targets import Asked

SHOWN_ENTRIES = 10
SHOWN_DAYS = 10
RULES_WITH_A_NAME = frozenset(
    {"chat", "checkin", "streak", "thanks", "buddy", "penalty", "gift", "grant", "fine"}
    | {"expiry", "import"}
    | {"challenge", "milestone", "team", "makeup", "rejected"}
    | {"draw", "draw-refund", "draw-prize"}
)


async def show_points(_: Update, context: Context) -> None:
    """Show what one holds, and the newest entries with their reasons."""
    context.say(await _points_shown(context, await context.home()))


async def explain(context: Context, place: Place, asked: Asked) -> Words | None:
    """Explain one's own streak day by day, or one's points."""
    if not asked.is_self:
        return None
    if asked.word in {"streak", "连续", "签到", "打卡"}:
        return await _streak_explained(context, place)
    if asked.word in {"points", "积分"}:
        return await _points_shown(context, place)
    return None


async def _points_shown(context: Context, place: Place) -> Lines:
    balance = await balance_of(context.uow, place.community_id, context.person.id)
    standing = standing_of(balance.experience, place.policy.levels)
    entries = await entries_of(
        context.uow, place.community_id, context.person.id, limit=SHOWN_ENTRIES
    )
    lines: list[Text | str] = [
        Text(
            "points-head",
            name=context.person.name,
            points=balance.points,
            experience=balance.experience,
            level=standing.level,
        )
    ]
    if (going := await expiries.soon(context, place)) is not None:
        lines.append(going)
    lines += [_entry(entry) for entry in entries]
    if not entries:
        lines.append(Text("points-none"))
    return Lines(*lines)


async def _streak_explained(context: Context, place: Place) -> Lines:
    terms = place.policy.checkins
    record = await record_of(
        context.uow, place.community_id, context.person.id, zone=place.zone, terms=terms
    )
    today = daily(place.zone, terms).day_of(context.uow.now)
    lines: list[Text | str] = [
        Text("why-streak-head", streak=record.streak, zone=zone_name(place.zone.key))
    ]
    days = replayed(record.history, today)
    lines += [day_told(day, mark, streak) for day, mark, streak in islice(days, SHOWN_DAYS)]
    if terms.cutoff != time(0):
        lines.append(Text("why-streak-cutoff", cutoff=f"{terms.cutoff:%H:%M}"))
    return Lines(*lines)


def _entry(entry: Entry) -> Text:
    day, why = entry.local_day, _reason(entry.rule)
    if entry.reason:
        why = Text("points-rule-because", why=why, reason=entry.reason)
    if entry.points < 0:
        return Text("points-entry-less", day=day, points=-entry.points, why=why)
    return Text("points-entry", day=day, points=entry.points, why=why)


def day_told(day: date, mark: Mark, streak: int) -> Text:
    """Say what a day was to a streak."""
    if mark in {Mark.SIGNED, Mark.MADE_UP}:
        return Text(f"why-streak-{mark}", day=day, n=streak)
    return Text(f"why-streak-{mark}", day=day)


def _reason(rule: str) -> Text:
    return Text(f"points-rule-{rule}" if rule in RULES_WITH_A_NAME else "points-rule-other")
