"""One event as a calendar file, as RFC 5545 writes it."""

from datetime import UTC, datetime
from typing import Final

from bot.features.events.rules import Event

# Lines are folded before this many octets.
_MOST: Final = 73


def written(event: Event, now: datetime, *, with_link: bool) -> str:
    """Return the file; the link is in it for those alone who go."""
    plan = event.plan
    where = [plan.place or "", (plan.link or "") if with_link else ""]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hearth//Events//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:event-{event.community_id}-{event.id}@hearth",
        f"SEQUENCE:{event.version}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(plan.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"SUMMARY:{_escaped(plan.title)}",
    ]
    if any(where):
        lines.append(f"LOCATION:{_escaped(' · '.join(filter(None, where)))}")
    if plan.about:
        lines.append(f"DESCRIPTION:{_escaped(plan.about)}")
    lines += [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(plan.title)}",
        "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> str:
    # By octets, and never inside a character.
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > _MOST:
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
