"""The limits of a check, by command: `/check flood most 8` for what no button can say."""

import re
from datetime import time, timedelta
from difflib import get_close_matches
from typing import Any, Final, Literal, get_args, get_origin

from telegram import Update

from bot.features.places import Place
from bot.features.settings.terms import (
    LONGEST_SPAN,
    MOST_NUMBER,
    Described,
    Odd,
    described,
    span_shown,
    stored,
    with_choice,
)
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.checks import keep, limits_of, page_of_all, page_of_one
from handlers.context import Context
from handlers.guards import fronts_of, require_act

NONE: Final = frozenset({"-", "none", "无"})
_FLAGS: Final = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}


async def say_check(_: Update, context: Context) -> None:
    """Show a check, or change one of its limits."""
    if context.place is None and len(await fronts_of(context)) != 1:
        raise Refusal(Text("commands-in-group"))
    place = await require_act(context, "settings.change")
    name, key, *said = [*(context.args or []), "", ""][: max(2, len(context.args or []))]
    if not name:
        context.say(*page_of_all(place))
        return
    check = _check_named(place, name.lower())
    if key:
        place = await _change(context, place, check, key=key.lower(), said=" ".join(said))
    context.say(*page_of_one(place, check))


def _check_named(place: Place, name: str) -> str:
    checks = place.policy.moderation.checks
    if name not in checks:
        near = get_close_matches(name, checks, n=1)
        if near:
            raise Refusal(Text("check-unknown-near", name=name, near=near[0]))
        raise Refusal(Text("check-unknown", name=name, names=", ".join(checks)))
    return name


async def _change(context: Context, place: Place, name: str, *, key: str, said: str) -> Place:
    stance = place.policy.moderation.checks[name]
    known = limits_of(stance)
    if key not in known:
        raise Refusal(Text("check-limit-unknown", key=key, keys=", ".join(known)))
    of = described(type(stance))[key]
    try:
        value = stored(getattr(with_choice(stance, key, _read(of, said)), key))
    except Odd:
        raise Refusal(
            Text("check-limit-odd", value=said, key=key, expected=expected_of(of))
        ) from None
    before = stored(getattr(stance, key))
    return await keep(context, place, f"checks.{name}.{key}", value, before=before)


def expected_of(of: Described) -> Text:
    """Return what a limit may be, in words."""
    hint = _plain(of.hint)
    if of.options is not None:
        kind = "some" if of.is_list else "one"
        return Text(f"check-expects-{kind}", options=", ".join(of.options))
    if get_origin(hint) is Literal:
        return Text("check-expects-one", options=", ".join(get_args(hint)))
    if hint is bool:
        return Text("check-expects-flag")
    if hint is time:
        return Text("check-expects-time")
    if hint is timedelta:
        least, most = of.least or timedelta(0), of.most or LONGEST_SPAN
        return Text("check-expects-span", least=span_shown(least), most=span_shown(most))
    most = (1 if hint is float else MOST_NUMBER) if of.most is None else of.most
    return Text("check-expects-number", least=str(of.least or 0), most=str(most))


def _read(of: Described, said: str) -> Any:
    """Return what somebody wrote for a limit as it would be stored."""
    hint, said = _plain(of.hint), said.strip()
    if of.is_list:
        return [] if said.lower() in NONE else re.findall(r"[^\s,，、]+", said.lower())
    if hint is time and said.lower() in NONE:
        return None
    if hint is bool:
        return _FLAGS.get(said.lower())
    if hint is timedelta:
        found = re.fullmatch(r"([0-9]{1,9})([smhd])", said.lower())
        return int(found[1]) * _UNITS[found[2]] if found else None
    if hint in {int, float}:
        number = re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", said)
        return None if number is None else float(said) if number[1] else int(said)
    return said


def _plain(hint: Any) -> Any:
    """Return the type of what a limit is where it is something."""
    return next((each for each in get_args(hint) if each is time), hint)
