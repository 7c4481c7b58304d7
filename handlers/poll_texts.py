"""How a poll reads: its preview, its results, a line of the list."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.features.polls.rules import Poll, Result, best_of, shares
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.poll_buttons import BeginPoll, TweakPoll

BAR: Final = 10
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


def preview(poll: Poll, zone: ZoneInfo) -> tuple[Lines, Keyboard]:
    """Return a draft as it would be asked, with what can be changed about it."""
    lines: list[Text | str] = [Text("poll-preview"), "", *asked(poll), "", *terms(poll, zone)]
    lines.append(campaigns.aim_line(poll.objective))
    return Lines(*lines), _tweaks(poll)


def asked(poll: Poll) -> list[Text]:
    """Say what is asked, and what can be answered."""
    return [
        Text("poll-question", question=poll.question),
        *(Text("poll-option", n=n, option=option) for n, option in enumerate(poll.options, 1)),
    ]


def terms(poll: Poll, zone: ZoneInfo) -> list[Text]:
    """Say how it is asked: with names or without, how many answers, until when."""
    named = "poll-is-anonymous" if poll.is_anonymous else "poll-is-named"
    several = "poll-is-several" if poll.takes_several else "poll-is-single"
    lines = [Text(named), Text(several), ends(poll, zone)]
    if poll.thread_id is not None:
        lines.append(Text("poll-in-topic", topic=str(poll.thread_id)))
    return lines


def ends(poll: Poll, zone: ZoneInfo) -> Text:
    """Say when a poll closes."""
    if poll.state == "draft" and poll.lasts is not None:
        return Text("poll-lasts", lasts=span(poll.lasts))
    if poll.closes_at is None:
        return Text("poll-by-hand")
    return Text("poll-until", at=wall(poll.closes_at, zone))


def span(lasts: timedelta) -> Text:
    """Say how long something lasts, in its largest whole unit."""
    seconds = int(lasts.total_seconds())
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds % size == 0:
            return Text(f"poll-span-{unit}", n=seconds // size)
    return Text("poll-span-seconds", n=seconds)


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment as a wall shows it, for a text."""
    return at.astimezone(zone).replace(tzinfo=UTC)


def results(poll: Poll, result: Result) -> Lines:
    """Return what came of a poll: each option with its share, and of how many."""
    lines: list[Text | str] = [Text("poll-results", question=poll.question)]
    if not result.is_known:
        return Lines(*lines, Text("poll-results-unknown"))
    best = best_of(result)
    parts = shares(result, takes_several=poll.takes_several)
    for at, option in enumerate(poll.options):
        lines.append(
            Text(
                "poll-result-best" if at in best else "poll-result",
                option=option,
                bar=bar(parts[at]),
                share=parts[at],
                count=result.counts[at],
            )
        )
    lines.append("")
    lines.append(Text("poll-results-n", n=result.voters))
    if poll.takes_several and result.voters:
        lines.append(Text("poll-results-several"))
    if result.outsiders:
        lines.append(Text("poll-results-outsiders", n=result.outsiders))
    return Lines(*lines)


def bar(share: int) -> str:
    """Draw a share as a bar."""
    full = (share * BAR + 50) // 100
    return "▰" * full + "▱" * (BAR - full)


def listed(poll: Poll, zone: ZoneInfo) -> Text:
    """Return a poll as a line of a list."""
    if poll.state == "open":
        return Text("polls-open", n=poll.id, question=_short(poll.question), ends=ends(poll, zone))
    return Text(f"polls-{poll.state}", n=poll.id, question=_short(poll.question))


def missing(poll: Poll, names: Sequence[str], most: int) -> Lines:
    """Say who of those that are known has not voted."""
    lines: list[Text | str] = [Text("poll-missing", question=poll.question, n=len(names))]
    if names:
        lines.append(Text("poll-missing-names", names=", ".join(names[:most])))
    if len(names) > most:
        lines.append(Text("poll-missing-more", more=len(names) - most))
    return Lines(*lines, Text("poll-missing-known"))


def _short(question: str) -> str:
    return question if len(question) <= 60 else question[:59] + "…"


def _tweaks(poll: Poll) -> Keyboard:
    def tweak(what: str) -> Button:
        data = buttons.pack(TweakPoll(poll.id, what))
        return Button(Text(f"poll-tweak-{what}"), data=data)

    begin = buttons.pack(BeginPoll(poll.id, is_sure=True))
    drop = buttons.pack(BeginPoll(poll.id, is_sure=False))
    return (
        (tweak("names"), tweak("several")),
        (tweak("ends"), tweak("words")),
        (Button(Text("poll-begin"), data=begin), Button(Text("poll-drop"), data=drop)),
    )
