"""Tiers in words: rungs, what they ask for, and what somebody is told of their own way."""

from collections.abc import Iterable

from bot.features.tiers.rules import Figures, Lack, Ladder, Need, Rung, weighed
from bot.kit.texts import Lines, Text


def titled(rung: Rung) -> Text:
    """Return what a rung is called, in whichever language it is read."""
    return Text("tier-title", zh=rung.titles["zh-CN"], en=rung.titles["en"])


def asked(need: Need) -> Text:
    """Return what a rung asks for, such as "8 active days"."""
    return Text(f"tier-count-{_word(need)}", count=need.least)


def missing(lack: Lack) -> Text:
    """Return what somebody still needs, such as "3 more active days"."""
    return Text(f"tier-more-{_word(lack.need)}", count=lack.missing)


def all_asked(rung: Rung) -> Text:
    """Return all that a rung asks for, with its days, as one text."""
    days = next((need.measure.days for need in rung.needs), 0)
    return Text("tier-asks", needs=joined(asked(need) for need in rung.needs), days=days)


def all_missing(rung: Rung, figures: Figures) -> Text | None:
    """Return all that somebody still needs for a rung; None where nothing is missing."""
    lacks = [lack for lack in weighed(rung, figures) if lack.missing]
    return joined(missing(lack) for lack in lacks) if lacks else None


def against(rung: Rung, figures: Figures) -> list[Text]:
    """Return each figure held against what a rung asks for."""
    return [
        Text(
            "tier-against",
            need=asked(lack.need),
            days=lack.need.measure.days,
            has=lack.has,
            is_met="no" if lack.missing else "yes",
        )
        for lack in weighed(rung, figures)
    ]


def joined(parts: Iterable[Text]) -> Text:
    """Return texts as one, separated as the reader's language does it."""
    whole: Text | None = None
    for part in parts:
        whole = part if whole is None else Text("tier-and", first=whole, second=part)
    return whole or Text("tier-nothing")


def promoted(community: str, ladder: Ladder, rank: int, figures: Figures) -> Lines:
    """Return the news that somebody has come higher, with the reasons."""
    rung = ladder.rungs[rank]
    head = Text("tier-promoted", community=community, tier=titled(rung))
    return Lines(head, *against(rung, figures), *brings(ladder, rank))


def confirmed(community: str, ladder: Ladder, rank: int) -> Lines:
    """Return the news that staff let somebody onto a rung."""
    head = Text("tier-confirmed", community=community, tier=titled(ladder.rungs[rank]))
    return Lines(head, *brings(ladder, rank))


def warned(community: str, ladder: Ladder, rank: int, figures: Figures, days: int) -> Lines:
    """Return the gentle word before somebody comes lower: what would keep them where they are."""
    rung = ladder.rungs[rank]
    head = Text("tier-warned", community=community, tier=titled(rung), days=days)
    needed = all_missing(rung, figures)
    return Lines(head) if needed is None else Lines(head, Text("tier-warned-how", needs=needed))


def brings(ladder: Ladder, rank: int) -> list[Text]:
    """Return what a rung brings: words of the community's own, and groups that it opens."""
    rung, lines = ladder.rungs[rank], []
    if rung.perks:
        lines.append(Text("tier-perks", zh=rung.perks["zh-CN"], en=rung.perks["en"]))
    below = ladder.rungs[rank - 1].opens if rank else ()
    if set(rung.opens) - set(below):
        lines.append(Text("tier-opens"))
    return lines


def _word(need: Need) -> str:
    return need.measure.dimension.value.replace("_", "-")
