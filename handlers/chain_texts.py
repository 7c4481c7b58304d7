"""How a chain reads: its card, its preview, what became of a line."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.features.chains.rules import Chain, Link, Seating, folded
from bot.features.chains.service import Put
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.chain_buttons import BeginChain, JoinChain, LeaveChain, TweakChain

# What the list may take of a message; title, description and buttons' lines have the rest.
MOST_UNITS = 2800
# The words that a language puts around a line and around the heads.
_AROUND = 12
TWEAKS = ("capacity", "ends")


def card(chain: Chain, seats: Seating, zone: tzinfo) -> tuple[Lines, Keyboard]:
    """Return the live card: who is on it, who waits, and how to get on it."""
    lines: list[Text | str] = [Text("chain-title", title=chain.wish.title)]
    if chain.wish.about:
        lines.append(Text("chain-about", about=chain.wish.about))
    lines += [_count(chain, seats), *_when(chain, zone), ""]
    if not seats.seated:
        lines.append(Text("chain-nobody"))
    shown, more = _folded([*seats.seated, *seats.waiting])
    seated = len(seats.seated)
    lines += map(_line, shown[:seated])
    if seats.waiting and len(shown) > seated:
        lines += ["", Text("chain-waiting", count=len(seats.waiting)), *map(_line, shown[seated:])]
    if more:
        lines.append(Text("chain-more", count=more))
    if chain.state != "open":
        return Lines(*lines), ()
    return Lines(*lines, "", Text("chain-how")), keyboard(chain)


def keyboard(chain: Chain) -> Keyboard:
    """Return the buttons below the card."""
    join = Button(Text("chain-button-join"), data=buttons.pack(JoinChain(chain.id)))
    out = Button(Text("chain-button-leave"), data=buttons.pack(LeaveChain(chain.id)))
    return ((join, out),)


def preview(chain: Chain) -> tuple[Lines, Keyboard]:
    """Return how a draft reads, with what can be changed and the way to begin."""
    wish = chain.wish
    lines: list[Text | str] = [
        Text("chain-preview"),
        "",
        Text("chain-title", title=wish.title),
        *([Text("chain-about", about=wish.about)] if wish.about else []),
        Text("chain-seats", capacity=wish.capacity or 0),
        Text("chain-lasts", span=campaigns.span_of(wish.lasts))
        if wish.lasts
        else Text("chain-lasts-open"),
        *([Text("chain-only", only=wish.only)] if wish.only else []),
        campaigns.aim_line(wish.objective),
    ]
    tweaks = tuple(
        Button(Text(f"chain-tweak-{what}"), data=buttons.pack(TweakChain(chain.id, what)))
        for what in TWEAKS
    )
    steps = (("chain-begin", True), ("chain-drop", False))
    ways = tuple(
        Button(Text(label), data=buttons.pack(BeginChain(chain.id, is_sure=is_sure)))
        for label, is_sure in steps
    )
    return Lines(*lines), (tweaks, ways)


def became(put: Put) -> Text:
    """Say what became of a line."""
    if put.waits_at:
        return Text("chain-waits", number=str(put.number), place=put.waits_at)
    return Text("chain-put" if put.is_new else "chain-changed", number=str(put.number))


def result(chain: Chain, seats: Seating) -> Lines:
    """Return what is said when a chain is closed."""
    count = Text(
        "chain-result",
        title=chain.wish.title,
        count=seats.taken,
        waiting=sum(each.quantity for each in seats.waiting),
    )
    return Lines(count, "", campaigns.rating_ask())


def _count(chain: Chain, seats: Seating) -> Text:
    if chain.wish.capacity is None:
        return Text("chain-count", count=seats.taken)
    return Text("chain-count-of", count=seats.taken, capacity=chain.wish.capacity)


def _when(chain: Chain, zone: tzinfo) -> list[Text]:
    if chain.state != "open":
        return [Text("chain-closed")]
    if chain.ends_at is None:
        return []
    ends_at = chain.ends_at.astimezone(zone)
    return [Text("chain-until", day=ends_at.date(), at=f"{ends_at:%H:%M}")]


def _folded(links: Sequence[Link]) -> tuple[Sequence[Link], int]:
    plain = [f"{each.number}{each.name}{each.words}{'.' * _AROUND}" for each in links]
    fit = folded(plain, MOST_UNITS)
    return links[:fit], len(links) - fit


def _line(link: Link) -> Text:
    return Text(
        "chain-line" if link.words else "chain-line-bare",
        number=str(link.number),
        name=link.name,
        words=link.words,
        quantity=link.quantity,
    )
