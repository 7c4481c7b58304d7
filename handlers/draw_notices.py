"""What falls due because of draws: the end, the dice, the winners, deadlines, the next one."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import update

from bot.features.draws import awarding, closing, keeping
from bot.features.draws.queries import count_in, draw_by_id, seat_at
from bot.features.draws.rules import Draw, is_full, seats_of
from bot.features.places import Place, Places, place_of
from bot.features.readers import readers_of
from bot.features.vocabulary import vocabulary
from bot.kit.effects import Planned, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import draw_posts, draw_texts
from models.draws import draws
from models.outbox import outbox

# How long a throw may be under way before somebody looks, and how often then.
WATCHES_AFTER: Final = timedelta(seconds=45)
WATCHES_EVERY: Final = timedelta(minutes=10)


class DrawTeller:
    """Does what falls due because of draws."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            draw_posts.POSTED: self.posted,
            keeping.CARD: self.card,
            keeping.END: self.end,
            draw_posts.ROOTED: self.rooted,
            draw_posts.THROWN: self.thrown,
            keeping.WATCH: self.watch,
            keeping.REVEAL: self.reveal,
            keeping.LAPSE: self.lapse,
            keeping.FILL: self.fill,
            keeping.AGAIN: self.again,
        }

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the card is."""
        draw = await draw_by_id(uow, int(due.details["draw_id"]))
        if draw is None or due.details["state"] != "done" or due.details["sent_id"] is None:
            return
        await uow.execute(
            update(draws).where(draws.c.id == draw.id).values(card_id=due.details["sent_id"])
        )
        keeping.plan_card(uow, draw)

    async def card(self, uow: UnitOfWork, due: Planned) -> None:
        """Bring the card up to date."""
        found = await self._found(uow, due)
        if found is not None:
            await draw_posts.edit_card(uow, found[1], found[0], str(due.details["slot"]))

    async def end(self, uow: UnitOfWork, due: Planned) -> None:
        """Close an open draw whose time has come, or that is full: freeze and post the list."""
        found = await self._found(uow, due, "open")
        if found is not None and is_over(found[0], uow):
            await close(uow, found[1], found[0])

    async def rooted(self, uow: UnitOfWork, due: Planned) -> None:
        """The list is posted: let the dice fall below it, or draw where there are none."""
        found = await self._found(uow, due, "frozen")
        if found is None:
            return
        draw, place = found
        if due.details["state"] != "done":
            why = Text("draw-stuck", reason=str(due.details["failure"] or "…"))
            await self._give_up(uow, place, draw, why)
            return
        await uow.execute(
            update(draws).where(draws.c.id == draw.id).values(root_id=due.details["sent_id"])
        )
        await go_on(uow, place, await keeping.anew(uow, draw.id))

    async def thrown(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep a throw and let the next one fall; behind the last one, draw."""
        found = await self._found(uow, due, "frozen")
        if found is None or due.details["tries"] != found[0].tries:
            return
        draw, place = found
        value, at = due.details.get("die"), due.details.get("sent_id")
        if due.details["state"] != "done":
            # It surely never was: the next try has a key of its own, and a while to pass.
            await self._throw_later(uow, draw)
        elif value is None or at is None:
            draw_posts.ask_for_die(uow, draw)
        else:
            kept = await closing.take_die(uow, draw, int(at), int(value), "thrown")
            if kept is not None:
                await go_on(uow, place, kept)

    async def watch(self, uow: UnitOfWork, due: Planned) -> None:
        """Look whether a throw is lost in the dark; if so, ask before everybody."""
        found = await self._found(uow, due, "frozen")
        if found is None or due.details["tries"] != found[0].tries:
            return
        draw = found[0]
        if due.details.get("is_retry"):
            draw_posts.throw(uow, draw)
            _watch(uow, draw, WATCHES_AFTER)
            return
        # Settled in the open, so that nobody sends it again in the dark.
        unknown = await uow.execute(
            update(outbox)
            .where(outbox.c.key == draw_posts.throw_key(draw), outbox.c.state == "unconfirmed")
            .values(state="failed", reason="asked before everybody", settled_at=uow.now)
        )
        if unknown.rowcount:
            draw_posts.ask_for_die(uow, draw)
        else:
            _watch(uow, draw, WATCHES_EVERY)

    async def reveal(self, uow: UnitOfWork, due: Planned) -> None:
        """Call a draw off whose dice never came: the seed is revealed in time all the same."""
        found = await self._found(uow, due, "frozen")
        if found is not None:
            await self._give_up(uow, found[1], found[0], Text("draw-too-late"))

    async def lapse(self, uow: UnitOfWork, due: Planned) -> None:
        """Take a prize back that was not claimed in time."""
        found = await self._found(uow, due, "drawn")
        if found is None:
            return
        details = due.details
        held = await seat_at(uow, found[0].id, int(details["number"]), int(details["turn"]))
        if held is not None:
            await awarding.vacate(uow, found[0], held, "lapsed")

    async def fill(self, uow: UnitOfWork, due: Planned) -> None:
        """Give a vacant seat to the next stand-by, and say so."""
        found = await self._found(uow, due, "drawn")
        if found is None:
            return
        draw, place = found
        passed = await awarding.fill(uow, place, draw, int(due.details["number"]))
        if passed is None:
            return
        prize = draw_texts.prize_name(seats_of(draw.plan.prizes)[passed.number - 1])
        key = f"seat:{draw.id}:{passed.number}:{due.details.get('turn', 0)}"
        if passed.held is None:
            words = Text("draw-seat-empty", title=draw.plan.title, prize=prize)
            draw_posts.tell_in_public(uow, draw, key, words)
            return
        held = passed.held
        words = Text(
            "draw-seat-filled",
            title=draw.plan.title,
            prize=prize,
            name=held.name,
            ticket=str(held.ticket),
        )
        draw_posts.tell_in_public(uow, draw, key, words)
        draw_posts.tell_winner(uow, place, draw, held)
        keeping.plan_card(uow, draw)

    async def again(self, uow: UnitOfWork, due: Planned) -> None:
        """Draft the next of a row of draws, and show it to the staff."""
        found = await self._found(uow, due, "drawn")
        drafted = found and await keeping.draft_next(uow, found[1], found[0])
        if found is None or not drafted:
            return
        place = found[1]
        words, keyboard = draw_texts.preview(drafted, place.zone)
        told = Lines(Text("draw-next", title=drafted.plan.title), "", *words.texts)
        for reader in await readers_of(uow, place, "calendar.edit"):
            uow.owe(post(f"draw-next:{drafted.id}:{reader}", reader, told, keyboard=keyboard))

    async def _throw_later(self, uow: UnitOfWork, draw: Draw) -> None:
        again = await closing.try_again(uow, draw)
        if again is not None:
            _watch(uow, again, WATCHES_EVERY, is_retry=True)

    async def _give_up(self, uow: UnitOfWork, place: Place, draw: Draw, why: Text) -> None:
        if await keeping.call_off(uow, place, draw, by=None):
            await draw_posts.tell_called_off(uow, draw, why)

    async def _found(
        self, uow: UnitOfWork, due: Planned, *states: str
    ) -> tuple[Draw, Place] | None:
        draw = await draw_by_id(uow, int(due.details["draw_id"]))
        if draw is None or draw.state == "draft":
            return None
        await self._places.read(uow, [draw.chat_id])
        place = place_of(uow, draw.chat_id)
        if place is None or (states and draw.state not in states):
            return None
        return draw, place


def is_over(draw: Draw, uow: UnitOfWork) -> bool:
    """Whether an open draw ends now: its time has come, or it is full."""
    plan = draw.plan
    ends_at = plan.ends_at or (draw.begun_at or uow.now) + keeping.LONGEST
    return ends_at <= uow.now or (plan.most is not None and draw.entrants >= plan.most)


async def close(uow: UnitOfWork, place: Place, draw: Draw) -> bool:
    """Freeze a draw and owe its list; whether it was open."""
    frozen = await closing.freeze(uow, place, draw, vocabulary())
    if frozen is None:
        return False
    await draw_posts.post_list(uow, *frozen)
    return True


async def go_on(uow: UnitOfWork, place: Place, draw: Draw) -> None:
    """Let the next die fall, or draw if all lie there: winners are told from what is stored."""
    tickets = await count_in(uow, draw.id)
    if not is_full(len(draw.dice), has_dice=draw.plan.has_dice, tickets=tickets):
        draw_posts.throw(uow, draw)
        _watch(uow, draw, WATCHES_AFTER)
        return
    drawn = await closing.decide(uow, place, draw)
    if drawn is not None:
        await draw_posts.announce(uow, place, drawn)


def _watch(uow: UnitOfWork, draw: Draw, after: timedelta, *, is_retry: bool = False) -> None:
    at = uow.now + after
    key = f"{draw.tries}:{int(at.timestamp())}"
    keeping.plan_work(uow, draw, keeping.WATCH, key, at=at, tries=draw.tries, is_retry=is_retry)
