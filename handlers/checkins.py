"""The daily sign-in, by word, command and button."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, assert_never

from telegram import Update

from bot.features.checkins.calendar import KIND, Spot, is_current, plan_card
from bot.features.checkins.rules import daily
from bot.features.checkins.service import (
    AlreadyCheckedIn,
    CheckedIn,
    NotOpen,
    Outcome,
    Signing,
    SwitchedOff,
    check_in,
    signed_on,
)
from bot.features.members.service import sight
from bot.features.places import Place, Places, place_of
from bot.features.points.rules import standing_of
from bot.features.raids.queries import is_quiet
from bot.kit.effects import Button, Due, Keyboard, Planned, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.context import Context

# A sign-in that waited longer than this for the bot is counted, but no longer answered.
STALE_S = 15 * 60
# How much later a card is tried again in a chat that has other worries.
QUIET_FOR = timedelta(minutes=5)


def sign_in_keyboard() -> Keyboard:
    """Return the keyboard with which anybody signs in."""
    return ((Button(Text("checkin-button"), data=buttons.pack(buttons.CheckIn())),),)


async def say_check_in(_: Update, context: Context) -> None:
    """Sign in by word or command."""
    place = await context.home()
    message = context.message
    sight(context.uow, place.community_id, context.person.id, message.at)
    way = "command" if message.is_command else "word"
    outcome = await check_in(
        context.uow,
        Signing(
            community_id=place.community_id,
            person_id=context.person.id,
            chat_id=message.chat.id,
            zone=place.zone,
            way=way,
            at=message.at,
        ),
        place.policy.checkins,
    )
    if (context.uow.now - message.at).total_seconds() > STALE_S:
        return
    if isinstance(outcome, SwitchedOff) and way == "word":
        return
    context.say(Lines(*_told(outcome, place, context.person.name)))


async def tap_check_in(_: Update, context: Context, _button: buttons.CheckIn) -> None:
    """Sign in by button: the answer is a toast."""
    place = await context.home()
    sight(context.uow, place.community_id, context.person.id, context.uow.now)
    outcome = await check_in(
        context.uow,
        Signing(
            community_id=place.community_id,
            person_id=context.person.id,
            chat_id=place.chat_id,
            zone=place.zone,
            way="button",
            at=None,
            is_catching_up=context.uow.is_catching_up,
        ),
        place.policy.checkins,
    )
    _announce(context, outcome, place)
    pressed = context.press.message
    if isinstance(outcome, CheckedIn) and pressed is not None and context.place is not None:
        context.rewrite(card(outcome.signed_today, place), sign_in_keyboard())


def _announce(context: Context, outcome: Outcome, place: Place) -> None:
    toast = _toast(outcome)
    reached = _level_up(outcome, place) if isinstance(outcome, CheckedIn) else []
    for each in reached:
        toast = Text("checkin-toast-level", toast=toast, level=each)
    has_bonus = isinstance(outcome, CheckedIn) and outcome.bonus > 0
    context.toast(toast, alert=has_bonus or bool(reached))


class CardPoster:
    """Posts a planned sign-in card and plans the next; one that is late is left out."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def __call__(self, uow: UnitOfWork, due: Planned) -> None:
        """Post the card of one day, unless the community has decided otherwise since."""
        details = due.details
        place = await self._place(uow, details)
        if place is None:
            return
        if await is_quiet(uow, place.chat_id):
            # While a chat is raided, nothing is said there that can wait.
            at, key = uow.now + QUIET_FOR, f"{KIND}:later:{place.chat_id}:{uow.stamp()}"
            uow.schedule(Due(key, KIND, at, dict(details), place.community_id))
            return
        signed = await signed_on(
            uow, place.community_id, daily(place.zone, place.policy.checkins).day_of(uow.now)
        )
        uow.owe(
            post(
                f"card:{place.chat_id}:{details['day']}",
                place.chat_id,
                card(signed, place),
                keyboard=sign_in_keyboard(),
            )
        )
        plan_card(uow, spot_of(place))

    async def on_late(self, uow: UnitOfWork, due: Planned) -> None:
        """Leave out a card whose hour is long past, and plan the next."""
        place = await self._place(uow, due.details)
        if place is not None:
            plan_card(uow, spot_of(place))

    async def _place(self, uow: UnitOfWork, details: Mapping[str, Any]) -> Place | None:
        chat_id = int(details["chat_id"])
        await self._places.read(uow, [chat_id])
        place = place_of(uow, chat_id)
        if place is None or place.chat_kind != "main" or not place.standing.is_here:
            return None
        return place if is_current(spot_of(place), details["at"], details["zone"]) else None


def spot_of(place: Place) -> Spot:
    """Return where a place's sign-in card hangs."""
    return Spot(place.chat_id, place.community_id, place.zone, place.policy.checkins)


def card(signed_today: int, place: Place) -> Lines:
    """Return the words of the sign-in card."""
    terms = place.policy.checkins
    return Lines(
        Text("checkin-card", points=terms.points),
        Text("checkin-card-count", signed=signed_today),
    )


def _told(outcome: Outcome, place: Place, name: str) -> list[Text]:
    match outcome:
        case CheckedIn():
            lines = [
                Text(
                    "checkin-done",
                    name=name,
                    streak=outcome.streak,
                    earned=outcome.earned,
                    points=outcome.points,
                )
            ]
            if outcome.bonus:
                lines.append(Text("checkin-bonus", streak=outcome.streak, bonus=outcome.bonus))
            elif outcome.next_bonus is not None:
                length, extra = outcome.next_bonus
                lines.append(Text("checkin-next-bonus", days=length - outcome.streak, bonus=extra))
            return lines + _level_up(outcome, place)
        case AlreadyCheckedIn():
            return [Text("checkin-already", streak=outcome.streak, points=outcome.points)]
        case NotOpen():
            return [_not_open(outcome)]
        case SwitchedOff():
            return [Text("checkin-off")]
        case _:
            assert_never(outcome)


def _toast(outcome: Outcome) -> Text:
    match outcome:
        case CheckedIn():
            earned = outcome.earned + outcome.bonus
            name = "checkin-toast-bonus" if outcome.bonus else "checkin-toast"
            return Text(name, streak=outcome.streak, earned=earned, points=outcome.points)
        case AlreadyCheckedIn():
            return Text("checkin-already", streak=outcome.streak, points=outcome.points)
        case NotOpen():
            return _not_open(outcome)
        case SwitchedOff():
            return Text("checkin-off")
        case _:
            assert_never(outcome)


def _not_open(outcome: NotOpen) -> Text:
    hours = " · ".join(f"{each.begins:%H:%M}–{each.ends:%H:%M}" for each in outcome.windows)
    return Text("checkin-not-open", hours=hours)


def _level_up(outcome: CheckedIn, place: Place) -> list[Text]:
    levels = place.policy.levels
    if place.policy.telling.announcing == "off":
        return []
    before = standing_of(outcome.before, levels)
    after = standing_of(outcome.experience, levels)
    if after.level == before.level:
        return []
    if after.name is None:
        return [Text("level-up", level=after.level)]
    return [Text("level-up-named", level=after.level, name=after.name)]
