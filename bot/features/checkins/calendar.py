"""The daily sign-in card: planned as due work, posted once a day and group."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.features.checkins.rules import ONE_DAY, Terms
from bot.kit.days import moment_of
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork

KIND = "checkins.card"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a card hangs: a group, its community, zone and terms."""

    chat_id: int
    community_id: int
    zone: ZoneInfo
    terms: Terms


def plan_card(uow: UnitOfWork, spot: Spot) -> None:
    """Put a group's next sign-in card on the schedule, if the community wants one."""
    at = spot.terms.card_at
    if at is None or not spot.terms.is_on:
        return
    day, due_at = _next(uow.now, at, spot.zone)
    uow.schedule(
        Due(
            # The hour and the zone are part of the key: changed, it is another card, and the old
            # one finds itself outdated when it falls due.
            key=f"{KIND}:{spot.chat_id}:{day.isoformat()}:{at:%H%M}:{spot.zone.key}",
            kind=KIND,
            due_at=due_at,
            community_id=spot.community_id,
            details={
                "chat_id": spot.chat_id,
                "day": day.isoformat(),
                "at": f"{at:%H:%M}",
                "zone": spot.zone.key,
            },
            late_after=spot.terms.card_late,
        )
    )


def is_current(spot: Spot, at: str, zone: str) -> bool:
    """Whether a planned card is still what the community wants."""
    wanted = spot.terms.card_at
    return (
        spot.terms.is_on
        and wanted is not None
        and f"{wanted:%H:%M}" == at
        and spot.zone.key == zone
    )


def _next(now: datetime, at: time, zone: ZoneInfo) -> tuple[date, datetime]:
    day = now.astimezone(zone).date()
    due_at = moment_of(day, at, zone)
    while due_at <= now:
        day += ONE_DAY
        due_at = moment_of(day, at, zone)
    return day, due_at
