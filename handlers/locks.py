"""Locks: which kinds of message may not be sent, by the names that administrators know."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from telegram import Update

from bot.features.moderation.checks.kinds import NAMES, Terms
from bot.features.moderation.kinds import BITS, KINDS, SETS, mask_of, names_of
from bot.features.moderation.rules import bounded
from bot.features.places import Place
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers.checks import keep
from handlers.context import Context
from handlers.guards import require_act

_NAME: Final = re.compile(r"\w+")
KEY: Final = "checks.kinds.locked"
# With which name each group of kinds begins.
GROUPS: Final = (
    ("contents", "text"),
    ("origins", "forward"),
    ("leads", "command"),
    ("writing", "spoiler"),
)


async def say_lock(_: Update, context: Context) -> None:
    """Lock kinds of message; by itself, show what is locked."""
    await _turn(context, is_locking=True)


async def say_unlock(_: Update, context: Context) -> None:
    """Open kinds of message again."""
    await _turn(context, is_locking=False)


async def show_locks(_: Update, context: Context) -> None:
    """Show what is locked, and what can be."""
    await _show(context)


async def _show(context: Context) -> None:
    place = await require_act(context, "settings.change")
    locked = names_of(mask_of(_locked(place)))
    name = place.community_name
    lines: list[Text | str] = [Text("locks-head" if locked else "locks-none", name=name)]
    lines += [Text("locks-item", name=each, kind=Text(f"kind-{each}")) for each in locked]
    lines += [*_idle(place), "", Text("locks-how")]
    lines += [Text(f"locks-{group}", names=" ".join(names)) for group, names in _grouped()]
    context.say(Lines(*lines))


def _grouped() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the names of what can be locked as people look for them."""
    begins = [(group, KINDS.index(name)) for group, name in GROUPS]
    for (group, at), (_, end) in pairwise((*begins, ("", len(KINDS)))):
        yield group, KINDS[at:end]
    yield "sets", tuple(SETS)


async def _turn(context: Context, *, is_locking: bool) -> None:
    asked = _NAME.findall(" ".join(context.args or []).lower())
    if not asked:
        await _show(context)
        return
    place = await require_act(context, "settings.change")
    _refuse_unknown(asked)
    before = _locked(place)
    mask, wanted = mask_of(before), mask_of(asked)
    mask = mask | wanted if is_locking else mask & ~wanted
    after = [name for name, bit in BITS.items() if mask & bit]
    if mask == mask_of(before):
        context.say(Lines(Text("lock-same"), *_idle(place)))
        return
    place = await keep(context, place, KEY, after, before=list(before))
    said = "lock-locked" if is_locking else "lock-unlocked"
    lines = [Text(said, names=" ".join(dict.fromkeys(asked)))]
    context.say(Lines(*lines, *(_idle(place) if is_locking else ())))


def _locked(place: Place) -> tuple[str, ...]:
    stance = place.policy.moderation.checks.get("kinds")
    return stance.locked if isinstance(stance, Terms) else ()


def _idle(place: Place) -> list[Text]:
    """Say so where locks are not in force, so that nobody relies on them."""
    terms = place.policy.moderation
    stance = terms.checks.get("kinds")
    mode = bounded(stance.mode, terms.mode) if stance is not None else "off"
    return [] if mode == "on" else [Text("locks-idle", mode=mode)]


def _refuse_unknown(asked: list[str]) -> None:
    for name in asked:
        if name in NAMES:
            continue
        near = get_close_matches(name, NAMES, n=1)
        if near:
            raise Refusal(Text("lock-unknown-near", name=name, near=near[0]))
        raise Refusal(Text("lock-unknown", name=name))
