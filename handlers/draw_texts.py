"""How a draw reads: its card, the preview, who won."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.features.draws.queries import Seat
from bot.features.draws.rules import MOST_WORTH, Draw, Plan, Prize, seats_of
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.draw_buttons import BeginDraw, ClaimPrize, EnterDraw, ShowTicket, TweakDraw

TWEAKS = (
    *("title", "prizes", "rules", "winners", "ends", "price"),
    *("dice", "claim", "every"),
)
MOST_NAMES = 50


def card(draw: Draw, zone: ZoneInfo, held: Sequence[Seat] = ()) -> tuple[Lines, Keyboard]:
    """Return the live card of a draw, by where it stands."""
    head = Text("draw-title", title=draw.plan.title, number=str(draw.id))
    match draw.state:
        case "open":
            lines = Lines(head, *details(draw.plan, zone), "", *_bonds(draw), Text("draw-foot"))
            return lines, card_keyboard(draw)
        case "frozen":
            return Lines(head, Text("draw-card-frozen"), *_bonds(draw)), ()
        case "cancelled":
            return Lines(head, Text("draw-card-cancelled"), *_bonds(draw)), ()
        case _:
            names = winners(draw.plan, held) or [Text("draw-nobody")]
            return Lines(head, Text("draw-card-drawn"), *names, "", *_bonds(draw)), ()


def card_keyboard(draw: Draw) -> Keyboard:
    """Return the buttons below an open draw."""
    enter = buttons.pack(EnterDraw(draw.id))
    mine = buttons.pack(ShowTicket(draw.id))
    return (
        (
            Button(Text("draw-button-enter", entrants=draw.entrants), data=enter),
            Button(Text("draw-button-ticket"), data=mine),
        ),
    )


def details(plan: Plan, zone: ZoneInfo) -> list[Text]:
    """Say what a draw is like, line by line."""
    lines = [prize_line(prize) for prize in plan.prizes]
    if plan.worth is not None:
        lines.append(Text("draw-worth", worth=plan.worth))
    if plan.rules:
        lines.append(Text("draw-rules", rules=plan.rules))
    lines.append(
        Text("draw-how") if plan.word is None else Text("draw-how-by-word", word=plan.word)
    )
    if plan.only is not None:
        lines.append(Text("draw-only", only=plan.only))
    lines.append(Text("draw-price", price=plan.price) if plan.price else Text("draw-free"))
    lines += [
        Text("draw-bonus", condition=each.condition, tickets=each.tickets) for each in plan.bonus
    ] or [Text("draw-equal")]
    return [*lines, *_ends(plan, zone)]


def prize_line(prize: Prize) -> Text:
    """Say what can be won."""
    if prize.points:
        return Text("draw-prize-points", points=prize.points, count=prize.count)
    return Text("draw-prize", name=prize.name, count=prize.count)


def prize_name(prize: Prize) -> Text | str:
    """Return what a prize is called."""
    return Text("draw-points", points=prize.points) if prize.points else prize.name


def preview(draw: Draw, zone: ZoneInfo) -> tuple[Lines, Keyboard]:
    """Return how a draft reads, with what can be changed and the way to begin."""
    tweaks = [
        Button(Text(f"draw-tweak-{what}"), data=buttons.pack(TweakDraw(draw.id, what)))
        for what in TWEAKS
    ]
    rows = [tuple(tweaks[at : at + 3]) for at in range(0, len(tweaks), 3)]
    begin = Button(Text("draw-begin"), data=buttons.pack(BeginDraw(draw.id, is_sure=True)))
    drop = Button(Text("draw-drop"), data=buttons.pack(BeginDraw(draw.id, is_sure=False)))
    lines: list[Text | str] = [
        Text("draw-preview"),
        "",
        Text("draw-title", title=draw.plan.title, number=str(draw.id)),
        *details(draw.plan, zone),
        "",
    ]
    lines.append(campaigns.aim_line(draw.plan.objective))
    if not draw.plan.rules:
        lines.append(Text("draw-preview-no-rules", number=str(draw.id)))
    lines.append(Text("draw-preview-law", most=MOST_WORTH))
    lines.append(Text("draw-preview-foot", number=str(draw.id)))
    return Lines(*lines), (*rows, (begin, drop))


def winners(plan: Plan, held: Sequence[Seat]) -> list[Text]:
    """Say who has which prize; those beyond a message's room are in the file."""
    prizes = seats_of(plan.prizes)
    lines = [
        Text(
            "draw-winner",
            prize=prize_name(prizes[each.number - 1]),
            name=each.name,
            ticket=str(each.ticket),
        )
        for each in held[:MOST_NAMES]
    ]
    if len(held) > MOST_NAMES:
        lines.append(Text("draw-winners-more", more=len(held) - MOST_NAMES))
    return lines


def claim_keyboard(draw: Draw) -> Keyboard:
    """Return the button with which a winner claims, in the group as by DM."""
    data = buttons.pack(ClaimPrize(draw.id))
    return ((Button(Text("draw-button-claim"), data=data),),)


def line(draw: Draw, names: Sequence[str], zone: ZoneInfo) -> Text:
    """Return a draw as a line of the public record."""
    if draw.state == "drawn" and draw.settled_at is not None:
        return Text(
            "draws-line-drawn",
            number=str(draw.id),
            title=draw.plan.title,
            day=draw.settled_at.astimezone(zone).date(),
            entrants=draw.entrants,
            names=", ".join(names) or "–",
        )
    return Text(
        f"draws-line-{draw.state}",
        number=str(draw.id),
        title=draw.plan.title,
        entrants=draw.entrants,
    )


def _ends(plan: Plan, zone: ZoneInfo) -> list[Text]:
    lines = []
    if plan.ends_at is not None:
        lines.append(Text("draw-ends", at=plan.ends_at.astimezone(zone)))
    if plan.most is not None:
        lines.append(Text("draw-ends-full", most=plan.most))
    if not lines:
        lines.append(Text("draw-ends-by-hand"))
    if any(not prize.points for prize in plan.prizes):
        lines.append(Text("draw-claim-within", hours=plan.claim_hours))
    if plan.every is not None:
        lines.append(Text("draw-every", every=plan.every))
    return lines


def _bonds(draw: Draw) -> list[Text]:
    """Say what binds the organiser: the seal, the seed's hash, the hash of the rules."""
    seal = "draw-seal" if draw.plan.has_dice else "draw-seal-no-dice"
    lines = [
        Text(seal),
        Text("draw-commitment", commitment=draw.commitment),
        Text("draw-rules-hash", digest=draw.rules_hash),
    ]
    if draw.root is not None:
        lines.append(Text("draw-root", root=draw.root))
    return lines
