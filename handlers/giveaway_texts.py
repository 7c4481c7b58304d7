"""How a giveaway reads: its card, its preview, a piece of one's own."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.features.giveaways.rules import MOST_PIECES, Fault, Giveaway, Wish
from bot.features.giveaways.service import KIND
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.giveaway_buttons import BeginGiveaway, ShowCode, TakePiece, TweakGiveaway

LINK = "giveaway-"
TWEAKS = ("ends", "hold", "age")
_SHOWN_FAULTS = 10


def usage() -> Lines:
    """Tell how a giveaway is started."""
    return Lines(Text("giveaway-how", most=MOST_PIECES), Text("giveaway-how-codes"))


def card(giveaway: Giveaway, zone: tzinfo, link: str) -> tuple[Lines, Keyboard]:
    """Return the live card: how many are left, and how to have one; never a code."""
    wish = giveaway.wish
    lines: list[Text | str] = [
        Text("giveaway-title", title=wish.title),
        Text("giveaway-left", left=giveaway.left, count=wish.count),
        *_for_whom(wish),
    ]
    if giveaway.state != "open":
        lines += [Text("giveaway-closed"), "", campaigns.rating_ask()]
        return Lines(*lines), campaigns.rating_row(KIND, giveaway.id)
    if giveaway.ends_at is not None:
        ends_at = giveaway.ends_at.astimezone(zone)
        lines.append(Text("giveaway-until", day=ends_at.date(), at=f"{ends_at:%H:%M}"))
    take = Button(Text("giveaway-button"), data=buttons.pack(TakePiece(giveaway.id)))
    mine = Button(Text("giveaway-button-mine"), url=link)
    return Lines(*lines), ((take,), (mine,))


def preview(
    giveaway: Giveaway, *, is_coded: bool, faults: Sequence[Fault] = ()
) -> tuple[Lines, Keyboard]:
    """Return how a draft reads, with what can be changed and the way to begin."""
    wish = giveaway.wish
    lines: list[Text | str] = [
        Text("giveaway-preview"),
        "",
        Text("giveaway-title", title=wish.title),
        Text("giveaway-codes" if is_coded else "giveaway-pieces", count=wish.count),
        Text("giveaway-lasts", span=campaigns.span_of(wish.lasts)),
        Text("giveaway-holds", span=campaigns.span_of(wish.holds)),
        *_for_whom(wish),
        campaigns.aim_line(wish.objective),
        *_faulty(faults),
    ]
    tweaks = tuple(
        Button(Text(f"giveaway-tweak-{what}"), data=buttons.pack(TweakGiveaway(giveaway.id, what)))
        for what in TWEAKS
    )
    steps = (("giveaway-begin", True), ("giveaway-drop", False))
    ways = tuple(
        Button(Text(label), data=buttons.pack(BeginGiveaway(giveaway.id, is_sure=is_sure)))
        for label, is_sure in steps
    )
    return Lines(*lines), (tweaks, ways)


def yours(giveaway: Giveaway, number: int, *, is_coded: bool) -> tuple[Text, Keyboard]:
    """Return the news, by DM, that somebody has a piece; the code itself takes a press."""
    if not is_coded:
        return Text("giveaway-yours", title=giveaway.wish.title, number=str(number)), ()
    show = Button(Text("giveaway-button-code"), data=buttons.pack(ShowCode(giveaway.id)))
    return Text("giveaway-yours-coded", title=giveaway.wish.title), ((show,),)


def _for_whom(wish: Wish) -> list[Text]:
    lines = []
    if wish.age:
        lines.append(Text("packet-age", days=max(1, wish.age.days)))
    if wish.only is not None:
        lines.append(Text("packet-only", only=wish.only))
    return lines


def _faulty(faults: Sequence[Fault]) -> list[Text]:
    lines = [Text(f"giveaway-fault-{each.kind}", line=each.number) for each in faults]
    if len(lines) > _SHOWN_FAULTS:
        more = Text("giveaway-faults-more", count=len(lines) - _SHOWN_FAULTS)
        return [*lines[:_SHOWN_FAULTS], more]
    return lines
