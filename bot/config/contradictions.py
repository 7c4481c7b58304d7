"""Settings that are each well-formed and cannot both be meant: refused in words."""

from collections.abc import Iterator
from datetime import time
from itertools import pairwise

from bot.config.faults import Fault, show
from bot.config.gate import Gate
from bot.config.settings import Checkins, Moderation, Points, Settings, Updates
from bot.features.gates.rules import lacks

_TAKEN_PATHS = ("/healthz", "/readyz", "/metrics")


def contradictions(settings: Settings) -> Iterator[tuple[frozenset[str], Fault]]:
    """Yield each contradiction, with the keys that take part in it."""
    for keys, fault in (
        *_of_updates(settings.updates, settings.webhook_secret),
        *_of_checkins(settings.checkins),
        *_of_points(settings.points),
        *_of_tenures(settings.moderation),
        *_of_retention(settings),
        *_of_sanctions(settings),
        *_of_gate(settings.gate),
        *_of_tiers(settings),
    ):
        yield frozenset(keys), fault


def _of_updates(updates: Updates, secret: str | None) -> Iterator[tuple[tuple[str, ...], Fault]]:
    if updates.webhook_path in _TAKEN_PATHS:
        yield (
            ("updates.webhook_path",),
            Fault(
                "updates.webhook_path",
                show(updates.webhook_path),
                f"a path other than {', '.join(_TAKEN_PATHS)}",
                "These serve health and metrics: choose another.",
            ),
        )
    if updates.mode != "webhook":
        return
    if not updates.webhook_url:
        yield (
            ("updates.mode", "updates.webhook_url"),
            Fault(
                "updates.webhook_url",
                "nothing",
                'the address at which Telegram reaches the bot, since updates.mode is "webhook"',
                'Set it to "https://your.domain", or set updates.mode to "polling".',
            ),
        )
    if secret is None:
        yield (
            ("updates.mode", "HEARTH_WEBHOOK_SECRET"),
            Fault(
                "HEARTH_WEBHOOK_SECRET",
                "nothing",
                'a secret, since updates.mode is "webhook" and anybody could forge updates',
                "Set it in the environment to 32 or more letters and digits.",
            ),
        )


def _of_checkins(checkins: Checkins) -> Iterator[tuple[tuple[str, ...], Fault]]:
    spans = [
        (_after(checkins.cutoff, window.begins), _after(checkins.cutoff, window.ends) or 24 * 60)
        for window in checkins.windows
    ]
    keys = ("checkins.windows", "checkins.cutoff")
    for at, (window, (begins, ends)) in enumerate(zip(checkins.windows, spans, strict=True)):
        if begins >= ends:
            yield (
                keys,
                Fault(
                    f"checkins.windows[{at}]",
                    f"{window.begins:%H:%M} to {window.ends:%H:%M}",
                    "an end after the beginning, within one day of sign-ins",
                    f"A day begins at checkins.cutoff ({checkins.cutoff:%H:%M}): "
                    "end the window by then.",
                ),
            )
    for at, (before, after) in enumerate(pairwise(spans), 1):
        if after[0] < before[1]:
            yield (
                keys,
                Fault(
                    f"checkins.windows[{at}]",
                    "a window that begins before the one above it has ended",
                    "windows in the order of the day that do not overlap",
                    "Move its beginning, or put the earlier window first.",
                ),
            )


def _after(cutoff: time, moment: time) -> int:
    """Return the minutes from the cut-off to a time of day."""
    minutes = moment.hour * 60 + moment.minute - cutoff.hour * 60 - cutoff.minute
    return minutes % (24 * 60)


def _of_points(points: Points) -> Iterator[tuple[tuple[str, ...], Fault]]:
    if points.chat_min > points.chat_max:
        yield (
            ("points.chat_min", "points.chat_max"),
            Fault(
                "points.chat_min",
                show(points.chat_min),
                f"at most points.chat_max, which is {points.chat_max}",
                "Lower the one or raise the other.",
            ),
        )
    elif points.chat_max > points.chat_daily_cap:
        yield (
            ("points.chat_max", "points.chat_daily_cap"),
            Fault(
                "points.chat_daily_cap",
                show(points.chat_daily_cap),
                f"at least points.chat_max, which is {points.chat_max}",
                "Raise it, or set points.chat_min and points.chat_max to 0 for no chat points.",
            ),
        )
    if points.curve == "list" and not points.levels:
        yield (
            ("points.curve", "points.levels"),
            Fault(
                "points.levels",
                "nothing",
                'the experience of each level, since points.curve is "list"',
                "Write it as [100, 250, 475], or choose another curve.",
            ),
        )
    if points.curve != "list" and points.levels:
        yield (
            ("points.curve", "points.levels"),
            Fault(
                "points.levels",
                f"a list of {len(points.levels)}",
                f'nothing, since points.curve is "{points.curve}" and has levels of its own',
                'Set points.curve to "list", or remove the levels.',
            ),
        )


def _of_tenures(moderation: Moderation) -> Iterator[tuple[tuple[str, ...], Fault]]:
    if moderation.trusted_after < moderation.newcomer_for:
        yield (
            ("moderation.newcomer_for", "moderation.trusted_after"),
            Fault(
                "moderation.trusted_after",
                f"{moderation.trusted_after}",
                f"at least moderation.newcomer_for, which is {moderation.newcomer_for}",
                "Nobody is trusted while still a newcomer: raise it, or lower the other.",
            ),
        )
    if moderation.trusted_messages < moderation.newcomer_messages:
        yield (
            ("moderation.newcomer_messages", "moderation.trusted_messages"),
            Fault(
                "moderation.trusted_messages",
                show(moderation.trusted_messages),
                f"at least moderation.newcomer_messages, which is {moderation.newcomer_messages}",
                "Nobody is trusted while still a newcomer: raise it, or lower the other.",
            ),
        )


def _of_retention(settings: Settings) -> Iterator[tuple[tuple[str, ...], Fault]]:
    activity, daily = settings.retention.activity, settings.retention.daily_activity
    if daily < activity:
        yield (
            ("retention.activity", "retention.daily_activity"),
            Fault(
                "retention.daily_activity",
                f"{daily.days} days",
                f"at least retention.activity, which is {activity.days} days",
                "The days are the summary that outlives the single acts: keep them longer.",
            ),
        )


def _of_tiers(settings: Settings) -> Iterator[tuple[tuple[str, ...], Fault]]:
    kept = settings.retention.daily_activity.days
    for name in ("activity", "value"):
        for at, rung in enumerate(getattr(settings.tiers, name)):
            longest = max((need.measure.days for need in rung.needs), default=0)
            if longest > kept:
                yield (
                    (f"tiers.{name}", "retention.daily_activity"),
                    Fault(
                        f"tiers.{name}[{at}].window",
                        f"{longest} days",
                        f"at most retention.daily_activity, which is {kept} days",
                        "What is not kept any more cannot be counted: shorten it.",
                    ),
                )


def _of_sanctions(settings: Settings) -> Iterator[tuple[tuple[str, ...], Fault]]:
    ladder = settings.sanctions.ladder
    for at, (before, after) in enumerate(pairwise(ladder), 1):
        if after.weight <= before.weight:
            yield (
                ("sanctions.ladder",),
                Fault(
                    f"sanctions.ladder[{at}]",
                    f"a step at {after.weight} behind one at {before.weight}",
                    "steps of growing weight",
                    "Write each weight once, the smallest first.",
                ),
            )
    evidence, outbox = settings.sanctions.evidence_lasts, settings.retention.outbox
    if evidence < outbox:
        yield (
            ("sanctions.evidence_lasts", "retention.outbox"),
            Fault(
                "sanctions.evidence_lasts",
                f"{evidence.days} days",
                f"at least retention.outbox, which is {outbox.days} days",
                "A notice that was sent quotes the reason: it must be forgotten no later.",
            ),
        )


def _of_gate(gate: Gate) -> Iterator[tuple[tuple[str, ...], Fault]]:
    missing = lacks(gate.terms)
    if missing is not None:
        yield (
            ("gate.kind", f"gate.{missing}"),
            Fault(
                f"gate.{missing}",
                "nothing",
                f'what a gate of the kind "{gate.kind}" asks for',
                f"Fill in {missing}, or choose another kind.",
            ),
        )
