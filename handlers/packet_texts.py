"""How a red packet reads: its card, its preview, how one is given."""

from collections.abc import Sequence

from bot.features.packets.rules import MOST_POINTS, MOST_SHARES, Packet, Share, Wish, luckiest
from bot.features.packets.service import KIND
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.packet_buttons import BeginPacket, GrabShare, TweakPacket

MOST_NAMES = 50


def usage(*, may_spend: bool) -> Lines:
    """Tell how a red packet is given."""
    lines = [Text("packet-how", points=MOST_POINTS, shares=MOST_SHARES), Text("packet-how-more")]
    return Lines(*lines, *([Text("packet-how-staff")] if may_spend else []))


def card(packet: Packet, taken: Sequence[Share], giver: str) -> tuple[Lines, Keyboard]:
    """Return the live card: what is left, who took what, and in the end who was luckiest."""
    wish = packet.wish
    lines: list[Text | str] = [
        Text("packet-title", title=wish.title),
        Text("packet-of", giver=giver) if giver else Text("packet-of-all"),
        _size(wish),
        *_for_whom(wish),
        Text("packet-taken", taken=wish.count - packet.left, shares=wish.count),
    ]
    shown = taken[-MOST_NAMES:]
    if shown:
        told = ", ".join(f"{each.name} {each.worth}" for each in shown)
        lines += ["", Text("packet-takers", told=told, more=len(taken) - len(shown))]
    if packet.state == "open":
        grab = Button(Text("packet-button"), data=buttons.pack(GrabShare(packet.id)))
        return Lines(*lines), ((grab,),)
    lines += ["", *_ending(packet, taken)]
    if wish.is_own:
        return Lines(*lines), ()
    return Lines(*lines, "", campaigns.rating_ask()), campaigns.rating_row(KIND, packet.id)


def preview(packet: Packet, *, may_spend: bool) -> tuple[Lines, Keyboard]:
    """Return how a draft reads, with what can be changed and the way to give it."""
    wish = packet.wish
    lines: list[Text | str] = [
        Text("packet-preview"),
        "",
        Text("packet-title", title=wish.title),
        _size(wish),
        Text("packet-pays-own" if wish.is_own else "packet-pays-all", points=wish.total),
        Text("packet-lasts", span=campaigns.span_of(wish.lasts)),
        *_for_whom(wish),
        *([] if wish.is_own else [campaigns.aim_line(wish.objective)]),
    ]
    tweaks = ("even", "ends", "age", *(("from",) if may_spend else ()))
    changes = tuple(
        Button(Text(f"packet-tweak-{what}"), data=buttons.pack(TweakPacket(packet.id, what)))
        for what in tweaks
    )
    steps = (("packet-begin", True), ("packet-drop", False))
    ways = tuple(
        Button(Text(label), data=buttons.pack(BeginPacket(packet.id, is_sure=is_sure)))
        for label, is_sure in steps
    )
    return Lines(*lines), (changes, ways)


def _size(wish: Wish) -> Text:
    told = "packet-size-even" if wish.is_even else "packet-size"
    return Text(told, points=wish.total, shares=wish.count)


def _for_whom(wish: Wish) -> list[Text]:
    lines = []
    if wish.age:
        lines.append(Text("packet-age", days=max(1, wish.age.days)))
    if wish.only is not None:
        lines.append(Text("packet-only", only=wish.only))
    return lines


def _ending(packet: Packet, taken: Sequence[Share]) -> list[Text]:
    best = None if packet.wish.is_even else luckiest(taken)
    lines = [] if best is None else [Text("packet-luckiest", name=best.name, points=best.worth)]
    if not packet.left:
        return [*lines, Text("packet-empty")]
    told = "packet-back" if packet.wish.is_own else "packet-over"
    return [*lines, Text(told, points=packet.wish.total - sum(each.worth for each in taken))]
