"""Tiers as members see them: the public table, one's own way up, and what a rung brings."""

from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.features.places import Place
from bot.features.roles.rules import Act
from bot.features.segments.rules import Clause, Unread, clauses_in, parse
from bot.features.segments.service import holds
from bot.features.segments.words import key_of
from bot.features.tiers import wording
from bot.features.tiers.queries import View, ladders_of, view_of
from bot.features.tiers.rules import ACTIVITY, VALUE, Benefit, Ladder, Rung
from bot.kit.days import local_day
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, Words
from handlers import buttons
from handlers.context import Context
from handlers.menus import answer_privately
from handlers.targets import Asked, said_after_command

CONFIRM: Final[Act] = "tiers.confirm"
_WORDS: Final = frozenset({"tier", "tiers", "层级", "分层", "档位"})


@buttons.says("benefit")
@dataclass(frozen=True, slots=True)
class OpenBenefit:
    """Open what is behind a benefit, by its place on the page; asked of the presser anew."""

    community_id: int
    number: int


async def show_tiers(_: Update, context: Context) -> None:
    """Show what each rung asks for and brings, as it is played by."""
    place = await context.home()
    ladders = await ladders_of(context.uow, place)
    if not ladders:
        raise Refusal(Text("tiers-off"))
    lines: list[Text | str] = [Text("tiers-head", community=place.community_name)]
    for ladder in ladders:
        lines += ["", *table_of(ladder)]
    lines += ["", Text("tiers-foot", days=ladders[0].grace_days)]
    context.say(Lines(*lines))


def table_of(ladder: Ladder) -> list[Text]:
    """Return a ladder as everybody may read it: each rung, what it asks for and brings."""
    lines = [Text(f"tiers-ladder-{ladder.key}")] if ladder.key == VALUE else []
    for rank, rung in enumerate(ladder.rungs):
        asks = wording.all_asked(rung) if rung.needs else Text("tier-asks-nothing")
        word = "tiers-line-confirmed" if rung.is_confirmed else "tiers-line"
        lines.append(Text(word, tier=wording.titled(rung), asks=asks))
        lines += wording.brings(ladder, rank)
    return lines


async def explain(context: Context, place: Place, asked: Asked) -> Words | None:
    """Explain why somebody stands where they do: each figure held against what is asked."""
    if asked.word not in _WORDS:
        return None
    person = context.person
    if not asked.is_self and place.role_of(person.id) is None:
        raise Refusal(Text("refused-not-admin"))
    ladders = await ladders_of(context.uow, place)
    if not ladders:
        return Text("tiers-off")
    lines: list[Text | str] = []
    for ladder in _seen(context, ladders, asked):
        view = await view_of(context.uow, place, asked.person_id, ladder)
        lines += ["", *_explained(view, asked.name)] if lines else _explained(view, asked.name)
    return Lines(*lines)


async def me_lines(context: Context, place: Place) -> list[Text]:
    """Return where one stands, since when, and what is missing for the next rung, for a card."""
    lines: list[Text] = []
    asked = Asked(context.person.id, "", is_self=True, word="")
    for ladder in _seen(context, await ladders_of(context.uow, place), asked):
        view = await view_of(context.uow, place, context.person.id, ladder)
        lines += _stands(context, place, view)
    return lines


async def show_benefits(_: Update, context: Context) -> None:
    """Show what there is to have, with a button each, to the asker alone."""
    place = await context.home()
    if not place.policy.tiers.benefits:
        raise Refusal(Text("benefits-none"))
    words = Text("benefits-head", community=place.community_name)
    await answer_privately(context, words, _benefit_buttons(place))


async def tap_benefit(_: Update, context: Context, button: OpenBenefit) -> None:
    """Open a benefit for whom it is meant now; everybody else is told what is missing."""
    here = await context.step.places.of_community(context.uow, button.community_id)
    place = next((each for each in here if not each.is_back_room), None)
    benefits = () if place is None else place.policy.tiers.benefits
    if place is None or not 0 <= button.number < len(benefits) or context.place is not None:
        context.toast(Text("button-stale"), alert=True)
        return
    benefit = benefits[button.number]
    title = _titled(benefit)
    scope = place.scope(context.uow.now)
    try:
        held = await holds(
            context.uow, scope, context.step.vocabulary, benefit.only, context.person.id
        )
    except Unread:
        context.toast(Text("benefit-broken"), alert=True)
        return
    if not held.is_in:
        failing = {written for written, does, _ in held.clauses if not does}
        context.toast(await _refusal(context, place, benefit, failing), alert=True)
        return
    context.toast()
    opens: Keyboard = ((Button(title, url=benefit.url),),)
    words = Text("benefit-opened", title=title)
    context.rewrite(words, (*opens, *_benefit_buttons(place)))


def _seen(context: Context, ladders: tuple[Ladder, ...], asked: Asked) -> tuple[Ladder, ...]:
    """Return the ladders that may be told of here: what somebody spends is not for a group."""
    is_private = not asked.is_self or context.place is None or context.place.is_back_room
    return tuple(each for each in ladders if is_private or each.key != VALUE)


def _explained(view: View, name: str) -> list[Text]:
    ladder, standing = view.ladder, view.standing
    rank = 0 if standing is None else standing.rank
    rungs = ladder.rungs[: rank + 2]
    lines: list[Text]
    if standing is None:
        lines = [Text("why-tier-none", name=name)]
    else:
        tier = wording.titled(_rung(ladder, rank))
        lines = [Text("why-tier", name=name, tier=tier, day=standing.since)]
        if standing.below_since is not None:
            lines.append(Text("why-tier-below", day=standing.below_since, days=ladder.grace_days))
    for rung in rungs[max(0, rank) :]:
        if rung.needs:
            lines.append(Text("why-tier-asks", tier=wording.titled(rung)))
            lines += wording.against(rung, view.figures)
    return lines


def _stands(context: Context, place: Place, view: View) -> list[Text]:
    ladder, standing = view.ladder, view.standing
    if standing is None:
        return [Text("me-tier-none")] if ladder.key == ACTIVITY else []
    rung = _rung(ladder, standing.rank)
    lines = [Text("me-tier", tier=wording.titled(rung), day=standing.since)]
    needed = wording.all_missing(rung, view.figures)
    if needed is not None and standing.below_since is not None and context.place is None:
        today = local_day(context.uow.now, place.zone)
        left = max(1, ladder.grace_days - (today - standing.below_since).days)
        lines.append(Text("me-tier-below", needs=needed, days=left))
    if standing.rank + 1 < len(ladder.rungs):
        lines.append(_next(ladder.rungs[standing.rank + 1], view))
    return lines


def _next(rung: Rung, view: View) -> Text:
    tier, needed = wording.titled(rung), wording.all_missing(rung, view.figures)
    if needed is not None:
        return Text("me-tier-next", tier=tier, needs=needed)
    return Text("me-tier-staff" if rung.is_confirmed else "me-tier-tonight", tier=tier)


def _rung(ladder: Ladder, rank: int) -> Rung:
    # A ladder that was made shorter: whoever stood above stands on the last rung until tonight.
    return ladder.rungs[min(rank, len(ladder.rungs) - 1)]


def _titled(benefit: Benefit) -> Text:
    return Text("tier-title", zh=benefit.titles["zh-CN"], en=benefit.titles["en"])


def _benefit_buttons(place: Place) -> Keyboard:
    return tuple(
        (Button(_titled(each), data=buttons.pack(OpenBenefit(place.community_id, number))),)
        for number, each in enumerate(place.policy.tiers.benefits)
    )


async def _refusal(context: Context, place: Place, benefit: Benefit, failing: set[str]) -> Text:
    """Say for whom a benefit is, and what somebody still needs where it is for a rung."""
    for clause in clauses_in(parse(benefit.only)):
        found = _rung_meant(place, clause) if clause.word == "tier" else None
        if found is None:
            continue
        ladder, rung = found
        view = await view_of(context.uow, place, context.person.id, ladder)
        if view.standing is not None and ladder.rungs.index(rung) <= view.standing.rank:
            continue
        needed = wording.all_missing(rung, view.figures)
        if needed is None:
            return Text("benefit-soon", tier=wording.titled(rung))
        return Text("benefit-locked", tier=wording.titled(rung), needs=needed)
    return Text("benefit-not-yours", only=" · ".join(sorted(failing))[:100])


def _rung_meant(place: Place, clause: Clause) -> tuple[Ladder, Rung] | None:
    """Return the rung that a condition names, alone or behind its ladder's name."""
    said = clause.value or clause.name or ""
    ladder_said = clause.name if clause.value is not None else None
    for ladder in place.policy.tiers.every:
        if ladder_said is not None and key_of(ladder_said) != key_of(ladder.key):
            continue
        for rung in ladder.rungs:
            if key_of(said) in {key_of(rung.key), *map(key_of, rung.titles.values())}:
                return ladder, rung
    return None


def asks_for_flow(context: Context) -> bool:
    """Whether what is behind the command asks for the week's moves."""
    return said_after_command(context.message).strip().casefold() in {"flow", "流动", "变化"}
