"""Points: what one holds, and why."""

from datetime import time

from telegram import Update

from bot.features.checkins import rules as checkin_rules
from bot.features.checkins.service import record_of
from bot.features.points.rules import standing_of
from bot.features.points.service import balance_of, entries_of
from bot.kit.days import local_day
from bot.kit.texts import Lines, Text
from handlers.context import Context
from handlers.settings import zone_name

SHOWN_ENTRIES = 10
SHOWN_DAYS = 10
RULES_WITH_A_NAME = frozenset({"chat", "checkin", "streak", "thanks", "penalty"})


async def show_points(_: Update, context: Context) -> None:
    """Show what one holds, and the newest entries with their reasons."""
    place = await context.home()
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
    lines += [
        Text("points-entry", day=entry.local_day, points=entry.points, why=_reason(entry.rule))
        for entry in entries
    ]
    if not entries:
        lines.append(Text("points-none"))
    context.say(Lines(*lines))


async def say_why(update: Update, context: Context) -> None:
    """Explain a streak day by day, or point to what can be explained."""
    asked = " ".join(context.args or ()).casefold()
    if asked in {"streak", "连续", "签到", "打卡"}:
        await _explain_streak(context)
    elif asked in {"points", "积分"}:
        await show_points(update, context)
    else:
        context.say(Text("why-what"))


async def _explain_streak(context: Context) -> None:
    place = await context.home()
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
    context.say(Lines(*lines))


def _reason(rule: str) -> Text:
    return Text(f"points-rule-{rule}" if rule in RULES_WITH_A_NAME else "points-rule-other")
