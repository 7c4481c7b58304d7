"""Points: what one holds, and why."""

from datetime import time

from telegram import Update

from bot.features.checkins import rules as checkin_rules
from bot.features.checkins.service import record_of
from bot.features.places import Place
from bot.features.points.rules import standing_of
from bot.features.points.service import Entry, balance_of, entries_of
from bot.kit.days import local_day
from bot.kit.texts import Lines, Text, Words
from handlers.context import Context
from handlers.settings import zone_name
from handlers.targets import Asked

SHOWN_ENTRIES = 10
SHOWN_DAYS = 10
RULES_WITH_A_NAME = frozenset(
    {"chat", "checkin", "streak", "thanks", "buddy", "penalty", "gift", "grant", "fine"}
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
    lines += [_entry(entry) for entry in entries]
    if not entries:
        lines.append(Text("points-none"))
    return Lines(*lines)


async def _streak_explained(context: Context, place: Place) -> Lines:
    terms = place.policy.checkins
    record = await record_of(
        context.uow, place.community_id, context.person.id, zone=place.zone, terms=terms
    )
    today = local_day(context.uow.now, place.zone, terms.cutoff)
    lines: list[Text | str] = [
        Text("why-streak-head", streak=record.streak, zone=zone_name(place.zone.key))
    ]
    for back in range(SHOWN_DAYS):
        day = today - back * checkin_rules.ONE_DAY
        if day in record.days:
            lines.append(
                Text("why-streak-signed", day=day, n=checkin_rules.streak_ending(record.days, day))
            )
        elif day == today:
            lines.append(Text("why-streak-today", day=day))
        else:
            lines.append(Text("why-streak-missed", day=day))
            break
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


def _reason(rule: str) -> Text:
    return Text(f"points-rule-{rule}" if rule in RULES_WITH_A_NAME else "points-rule-other")
