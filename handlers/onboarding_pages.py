"""The onboarding as the staff see it: how far newcomers come, and the file behind it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Final

from telegram import Update

from bot.config.faults import ConfigFaults
from bot.features.calendar.entries import Plan
from bot.features.calendar.keeping import load as load_plan
from bot.features.onboarding.flows import Loaded, flow_in_force, load
from bot.features.onboarding.parts import WHOLE, Around, Fault
from bot.features.onboarding.queries import Funnel, Passed, funnel_of, standing_of
from bot.features.onboarding.rules import Flow
from bot.features.onboarding.service import gather
from bot.features.places import Place
from bot.features.profiles.rules import Terms as ProfileTerms
from bot.features.readers import readers_of
from bot.features.settings.policy import Policy
from bot.kit.effects import post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import calendar_loading
from handlers.calendar_notices import CalendarTeller
from handlers.context import Context
from handlers.guards import require_act
from handlers.menus import answer_privately
from handlers.onboarding_buttons import Rate

OVER: Final = timedelta(days=90)
MOST_FAULTS: Final = 20


async def say_onboarding(_: Update, context: Context) -> None:
    """Show how far newcomers came, step by step, and which step takes longest."""
    place = await require_act(context, "sources.edit")
    funnel = await funnel_of(context.uow, place.community_id, context.uow.now - OVER)
    flow = await flow_in_force(context.uow)
    await answer_privately(context, _shown(place, funnel, flow))


async def say_reload(_: Update, context: Context) -> None:
    """Read the configuration and the operator's flow again; a fault changes nothing in either.

    The staff are told of faults.
    """
    place = await require_act(context, "roles.change")
    policy, said = _reread(context, place.policy)
    loaded = await load(context.uow, policy.onboarding, around(policy, context))
    words = Lines(*said, *_loaded(loaded).texts, *await _schedule(context))
    await answer_privately(context, words)
    if loaded.faults:
        await _tell_staff(context, place, words)


async def _schedule(context: Context) -> tuple[Text | str, ...]:
    """Read the schedule again, where there is one; one with a fault changes nothing."""
    terms = context.step.places.standard.schedule
    if terms.path is None:
        return ()
    read = calendar_loading.read_all(terms, context.step.vocabulary.words, context.uow.now)
    settle = CalendarTeller(context.step.places).fall
    told = await load_plan(context.uow, read, settle=settle) if isinstance(read, Plan) else None
    return calendar_loading.reloaded(read, told).texts


async def tap_rate(_: Update, context: Context, button: Rate) -> None:
    """Keep how somebody's first week was; the last press counts."""
    uow = context.uow
    standing = await standing_of(uow, button.community_id, context.person.id)
    if standing is None or context.place is not None or not 1 <= button.score <= 5:
        context.toast(Text("button-stale"), alert=True)
        return
    await gather(uow, standing, score=button.score)
    context.toast()
    context.rewrite(Text("onboarding-rated", score=button.score))


def around(policy: Policy, context: Context) -> Around:
    """Return what the operator's flow may name."""
    return named_around(policy, context.step.vocabulary.words)


def named_around(policy: Policy, words: Collection[str]) -> Around:
    """Return what a flow may name, with the words of the language of segments."""
    file = policy.onboarding.file
    return Around(
        fields=tuple(field.key for field in policy.profiles.fields),
        words=tuple(words),
        tags=tuple(terms.key for terms in policy.tags),
        folder=None if file is None else file.parent,
    )


async def bring_in_flow(uow: UnitOfWork, policy: Policy, words: Collection[str]) -> Loaded:
    """Read the operator's flow as the bot starts; where it has faults, the last one runs on."""
    return await load(uow, policy.onboarding, named_around(policy, words))


def fault_line(fault: Fault) -> Text:
    """Return a fault as it is read: line, step, reason."""
    if fault.where == WHOLE:
        return Text("onboarding-fault-whole", line=str(fault.line), why=fault.why)
    return Text("onboarding-fault", line=str(fault.line), step=fault.where, why=fault.why)


def _reread(context: Context, policy: Policy) -> tuple[Policy, list[Text]]:
    """Read the configuration again; returns what the flow is read by now, and what came of it."""
    reread = context.bot_data.reread
    found = None if reread is None else reread()
    if found is None:
        return policy, []
    if isinstance(found, ConfigFaults):
        # Where nothing of it can be read, the key is the file: its folder is nobody's business.
        keys = ", ".join(each.key.rpartition("/")[2] for each in found.faults[:MOST_FAULTS])
        return policy, [Text("reload-faults", count=len(found.faults), keys=keys)]
    onboarding, fields = found.settings.onboarding.terms, found.settings.profile
    policy = replace(policy, onboarding=onboarding, profiles=ProfileTerms(fields))
    said = []
    if found.taken:
        said.append(Text("reload-taken", names=", ".join(found.taken)))
    if found.waiting:
        said.append(Text("reload-waiting", names=", ".join(found.waiting)))
    return policy, said


async def _tell_staff(context: Context, place: Place, words: Lines) -> None:
    here = context.message.chat.id
    for reader in await readers_of(context.uow, place, "roles.change"):
        if reader in {here, context.person.id}:
            continue
        key = f"onboarding-faults:{context.message.message_id}:{here}:{reader}"
        person_id = reader if reader > 0 else None
        context.uow.owe(post(key, reader, words, person_id=person_id))


def _loaded(loaded: Loaded) -> Lines:
    if loaded.faults:
        shown = [fault_line(each) for each in loaded.faults[:MOST_FAULTS]]
        return Lines(Text("onboarding-not-loaded", count=len(loaded.faults)), *shown)
    doubts = [Text("onboarding-doubt", fault=fault_line(each)) for each in loaded.doubts]
    if not loaded.is_news:
        return Lines(Text("onboarding-loaded-same"), *doubts[:MOST_FAULTS])
    names = {
        "added": ", ".join(loaded.added) or "–",
        "removed": ", ".join(loaded.removed) or "–",
    }
    return Lines(Text("onboarding-loaded", **names), *doubts[:MOST_FAULTS])


def _shown(place: Place, funnel: Funnel, flow: Flow) -> Lines:
    lines: list[Text | str] = [
        Text("onboarding-page", community=place.community_name, days=OVER.days),
    ]
    if not place.policy.onboarding.is_on:
        lines.append(Text("onboarding-page-off"))
    if not funnel.started:
        return Lines(*lines, Text("onboarding-page-none"))
    lines.append(
        Text(
            "onboarding-page-all",
            started=funnel.started,
            finished=funnel.finished,
            gone=funnel.left,
        )
    )
    lines += [_step(each) for each in _ordered(funnel, flow)]
    return Lines(*lines, *_told(funnel))


def _told(funnel: Funnel) -> list[Text]:
    """Return which step takes longest, and how the first week was."""
    lines = []
    slowest = max(
        (each for each in funnel.steps if each.took is not None),
        key=lambda each: (each.took or timedelta(0), each.step),
        default=None,
    )
    if slowest is not None:
        lines.append(Text("onboarding-page-slowest", step=slowest.step, time=_time(slowest.took)))
    if funnel.score is not None:
        score = f"{funnel.score:.1f}"
        lines.append(Text("onboarding-page-score", score=score, count=funnel.answers))
    return lines


def _ordered(funnel: Funnel, flow: Flow) -> list[Passed]:
    """Return the steps as the flow has them, behind them those of older ones."""
    names = [each.id for each in flow.steps]
    return sorted(
        funnel.steps,
        key=lambda each: (
            names.index(each.step) if each.step in names else len(names),
            -each.reached,
            each.step,
        ),
    )


def _step(passed: Passed) -> Text:
    return Text(
        "onboarding-page-step",
        step=passed.step,
        reached=passed.reached,
        done=passed.done,
        skipped=passed.skipped,
        time=_time(passed.took),
    )


def _time(took: timedelta | None) -> Text:
    if took is None:
        return Text("onboarding-time-none")
    seconds = took.total_seconds()
    if seconds < 90:
        return Text("onboarding-time-seconds", count=round(seconds))
    if seconds < 5400:
        return Text("onboarding-time-minutes", count=round(seconds / 60))
    return Text("onboarding-time-hours", count=round(seconds / 3600))
