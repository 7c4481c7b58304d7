"""What the bot did with a replayed group, in a few lines for its owner."""

from sqlalchemy import func, select

from bot.kit.database import Database
from models.activity import daily_activity
from models.checkins import checkins
from models.members import members
from models.moderation import findings
from models.points import ledger
from models.updates import failed_updates

MOST_NAMED = 5


async def summary(database: Database) -> list[str]:
    """Return what was counted, earned and taken away; every number from the database."""
    async with database.reading() as connection:
        people = await connection.scalar(select(func.count()).select_from(members))
        told = {
            row.kind: (row.times, row.members)
            for row in await connection.execute(
                select(
                    daily_activity.c.kind,
                    func.sum(daily_activity.c.times).label("times"),
                    func.count(daily_activity.c.person_id.distinct()).label("members"),
                ).group_by(daily_activity.c.kind)
            )
        }
        days = await connection.scalar(select(func.count(daily_activity.c.local_day.distinct())))
        signed = await connection.scalar(select(func.count()).select_from(checkins))
        earned = await connection.execute(
            select(ledger.c.rule, func.sum(ledger.c.points).label("points"))
            .group_by(ledger.c.rule)
            .order_by(func.sum(ledger.c.points).desc())
        )
        points = ", ".join(f"{row.points} for {row.rule}" for row in earned) or "none"
        taken = (
            await connection.execute(
                select(findings.c.check, findings.c.mode, func.count().label("times"))
                .group_by(findings.c.check, findings.c.mode)
                .order_by(func.count().desc())
                .limit(MOST_NAMED)
            )
        ).all()
        failed = await connection.scalar(select(func.count()).select_from(failed_updates))
    messages, speakers = told.get("message", (0, 0))
    lines = [
        f"  {people} members known; {messages} messages by {speakers} of them on {days} days.",
        f"  Points: {points}. Sign-ins: {signed}.",
    ]
    lines += [
        f"  {'Acted on' if row.mode == 'on' else 'Would have acted on'} {row.times} "
        f"by the check {row.check}."
        for row in taken
    ]
    if not taken:
        lines.append("  No check found anything.")
    if failed:
        lines.append(f"  {failed} updates could not be handled: see failed_updates.")
    return lines
