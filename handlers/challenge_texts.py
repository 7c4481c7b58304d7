"""How a challenge reads: its card, its page, the preview, one's own days."""

from collections.abc import Sequence
from datetime import date

from bot.features.challenges.queries import Entrant, Standing
from bot.features.challenges.rules import Challenge, Plan, Progress
from bot.features.challenges.service import Signed
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.challenge_buttons import (
    BeginChallenge,
    DrawDays,
    JoinChallenge,
    MakeUpDay,
    RemindMe,
    ShowMyDays,
    SignChallenge,
    TeamUp,
    Tweak,
)
from handlers.settings import zone_name

MOST_NAMES = 20
TWEAKS = ("title", "days", "by", "mode", "rest", "reward", "team", "start")


def card(
    challenge: Challenge, signed: Sequence[str], entrants: int, day: date
) -> tuple[Lines, Keyboard]:
    """Return the live card of a day: who is in, and how many."""
    plan = challenge.plan
    lines: list[Text | str] = [Text("challenge-title", title=plan.title)]
    if day < plan.starts_on:
        lines.append(Text("challenge-card-soon", day=plan.starts_on, days=plan.days))
    elif day > plan.ends_on or challenge.state != "open":
        lines.append(Text("challenge-card-over"))
        return Lines(*lines), ()
    elif not plan.course.asks(day):
        lines.append(Text("challenge-card-rest"))
    else:
        lines.append(Text("challenge-card-day", n=plan.number_of(day), days=plan.days))
        part = plan.part_of(day)
        if part is not None:
            lines.append(Text("challenge-part", part=part))
        lines.append(Text("challenge-card-in", signed=len(signed), entrants=entrants))
        if signed:
            more = max(0, len(signed) - MOST_NAMES)
            names = ", ".join(signed[:MOST_NAMES])
            lines.append(
                Text("challenge-card-names-more", names=names, more=more)
                if more
                else Text("challenge-card-names", names=names)
            )
    lines.append(how(plan))
    return Lines(*lines), card_keyboard(challenge)


def how(plan: Plan) -> Text:
    """Say how one checks in."""
    word = plan.keyword or f"#{plan.key}"
    return Text(f"challenge-how-{plan.kind}", word=word, least=max(2, plan.least))


def card_keyboard(challenge: Challenge) -> Keyboard:
    """Return the buttons below the card."""
    join = Button(Text("challenge-button-join"), data=buttons.pack(JoinChallenge(challenge.id)))
    mine = Button(Text("challenge-button-mine"), data=buttons.pack(ShowMyDays(challenge.id)))
    if challenge.plan.kind != "button":
        return ((join, mine),)
    sign = Button(Text("challenge-button-sign"), data=buttons.pack(SignChallenge(challenge.id)))
    return ((sign,), (join, mine))


def details(plan: Plan) -> list[Text]:
    """Say what a challenge is like, line by line."""
    lines = [
        Text(
            "challenge-when",
            days=plan.days,
            first=plan.starts_on,
            last=plan.ends_on,
            zone=zone_name(plan.zone),
        ),
        Text(
            "challenge-goal-row" if plan.is_consecutive else "challenge-goal-sum",
            days=plan.wanted,
        ),
        how(plan),
        Text("challenge-reward", points=plan.reward),
    ]
    return [*lines, *_terms(plan), *_freedoms(plan)]


def _terms(plan: Plan) -> list[Text]:
    lines = []
    if plan.milestones:
        told = " · ".join(f"{days} → +{points}" for days, points in plan.milestones)
        lines.append(Text("challenge-milestones", told=told))
    if plan.rest:
        lines.append(Text("challenge-rest", days=_weekdays(plan.rest)))
    if plan.cutoff.hour or plan.cutoff.minute:
        lines.append(Text("challenge-cutoff", at=f"{plan.cutoff:%H:%M}"))
    if plan.team_size:
        lines.append(Text("challenge-teams", size=plan.team_size, points=plan.team_reward))
    if plan.only is not None:
        lines.append(Text("challenge-only", only=plan.only))
    if plan.parts:
        lines.append(Text("challenge-parts", count=len(plan.parts), first=plan.parts[0]))
    return lines


def _freedoms(plan: Plan) -> list[Text]:
    lines = []
    if plan.makeup_quota:
        lines.append(
            Text(
                "challenge-makeups",
                cards=plan.makeup_quota,
                days=plan.makeup_days,
                price=plan.makeup_price,
            )
        )
    if plan.makeup_every:
        lines.append(Text("challenge-cards", days=plan.makeup_every))
    if plan.pause_days:
        lines.append(Text("challenge-pauses", days=plan.pause_days))
    return lines


def preview(challenge: Challenge) -> tuple[Lines, Keyboard]:
    """Return how a draft reads, with what can be changed and the way to begin."""
    tweaks = [
        Button(Text(f"challenge-tweak-{what}"), data=buttons.pack(Tweak(challenge.id, what)))
        for what in TWEAKS
    ]
    begin = buttons.pack(BeginChallenge(challenge.id, is_sure=True))
    drop = buttons.pack(BeginChallenge(challenge.id, is_sure=False))
    rows = [tuple(tweaks[at : at + 4]) for at in range(0, len(tweaks), 4)]
    steps = (("challenge-begin", begin), ("challenge-drop", drop))
    rows.append(tuple(Button(Text(label), data=data) for label, data in steps))
    plan = challenge.plan
    return (
        Lines(
            Text("challenge-preview"),
            "",
            Text("challenge-title", title=plan.title),
            *details(plan),
            campaigns.aim_line(plan.objective),
            "",
            Text("challenge-preview-foot", key=plan.key),
        ),
        tuple(rows),
    )


def line(plan: Plan, progress: Progress | None) -> Text:
    """Return a challenge as a line of a list, with how far somebody has come if they take part."""
    if progress is None:
        return Text("challenges-line", title=plan.title, key=plan.key, last=plan.ends_on)
    return Text(
        "challenges-line-in",
        title=plan.title,
        key=plan.key,
        last=plan.ends_on,
        done=progress.done,
        wanted=progress.wanted,
    )


def signed(outcome: Signed, plan: Plan, name: str) -> list[Text]:
    """Say that somebody is in for a day, and what came of it."""
    progress = outcome.progress
    lines = [
        Text(
            "challenge-signed",
            name=name,
            title=plan.title,
            done=progress.done,
            wanted=progress.wanted,
            streak=progress.streak,
            earned=outcome.earned,
        )
    ]
    lines += [
        Text("challenge-milestone", days=days, points=points)
        for days, points in outcome.milestones
    ]
    if outcome.cards:
        lines.append(Text("challenge-card-earned"))
    if outcome.team:
        lines.append(Text("challenge-team-complete", points=outcome.team))
    if outcome.is_finish:
        lines.append(Text("challenge-finished", name=name, title=plan.title))
    return lines


def own(progress: Progress, plan: Plan) -> list[Text]:
    """Say how far somebody has come."""
    lines = [Text("challenge-own", done=progress.done, wanted=progress.wanted)]
    lines.append(Text("challenge-own-streak", streak=progress.streak, best=progress.best))
    if progress.is_finished:
        lines.append(Text("challenge-own-finished"))
    elif progress.missed and plan.is_consecutive:
        lines.append(Text("challenge-own-missed", missed=progress.missed))
    return lines


def makeup_rows(challenge: Challenge, missed: Sequence[date], *, is_free: bool) -> Keyboard:
    """Return a button for each of the days that can be made up for, oldest first."""
    rows = []
    for day in missed[:3]:
        price = 0 if is_free else challenge.plan.makeup_price
        data = buttons.pack(MakeUpDay(challenge.id, day.isoformat()))
        rows.append((Button(Text("challenge-button-makeup", day=day, price=price), data=data),))
    return tuple(rows)


def own_keyboard(
    challenge: Challenge, entrant: Entrant | None, missed: Sequence[date], *, is_free: bool
) -> Keyboard:
    """Return what somebody can do about a challenge, by DM."""
    if challenge.state != "open":
        return ()
    if entrant is None:
        return (card_keyboard(challenge)[-1][:1],)
    rows: list[tuple[Button, ...]] = []
    if challenge.plan.kind == "button":
        rows += card_keyboard(challenge)[:1]
    bell = "challenge-button-quiet" if entrant.wants_reminders else "challenge-button-bell"
    second = [
        Button(Text(bell), data=buttons.pack(RemindMe(challenge.id))),
        Button(Text("challenge-button-calendar"), data=buttons.pack(DrawDays(challenge.id))),
    ]
    rows.append(tuple(second))
    if challenge.plan.team_size and entrant.team is None:
        data = buttons.pack(TeamUp(challenge.id))
        rows.append((Button(Text("challenge-button-team"), data=data),))
    return (*rows, *makeup_rows(challenge, missed, is_free=is_free))


def results(challenge: Challenge, standings: Sequence[Standing]) -> Lines:
    """Return the ceremony: who finished, and how far the others came."""
    finished = [each for each in standings if each.progress.is_finished]
    lines: list[Text | str] = [
        Text("challenge-results", title=challenge.plan.title, days=challenge.plan.days),
        Text("challenge-results-count", finished=len(finished), entrants=len(standings)),
    ]
    shown = [each for each in standings if each.progress.done][:10]
    medals = ("🥇", "🥈", "🥉")
    for at, each in enumerate(shown):
        is_perfect = each.progress.is_perfect
        lines.append(
            Text(
                "challenge-result-perfect" if is_perfect else "challenge-result",
                medal=medals[at] if at < len(medals) else f"{at + 1}.",
                name=each.entrant.name,
                done=each.progress.done,
                best=each.progress.best,
            )
        )
    return Lines(*lines)


def _weekdays(rest: str) -> Text:
    names = [Text(f"challenge-weekday-{each}") for each in rest]
    joined = names[0]
    for each in names[1:]:
        joined = Text("challenge-weekday-and", days=joined, more=each)
    return joined
