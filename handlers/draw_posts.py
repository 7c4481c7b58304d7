"""What is posted because of a draw: the card, the list, the dice, the winners and the proof."""

from typing import Any, Final

from bot.features.draws import keeping, proofs
from bot.features.draws.closing import proof_of
from bot.features.draws.queries import Seat, excluded_of, seats_held, seed_of
from bot.features.draws.rules import DICE, Draw, seats_of
from bot.features.places import Place
from bot.kit.effects import (
    Button,
    Delivery,
    Keyboard,
    Priority,
    Then,
    pack_keyboard,
    post,
)
from bot.kit.texts import Lines, Text, Words, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons, campaigns, draw_texts
from handlers.draw_buttons import DeclinePrize, NoDie

POSTED: Final = "draws.posted"
ROOTED: Final = "draws.rooted"
THROWN: Final = "draws.thrown"


def post_card(uow: UnitOfWork, place: Place, draw: Draw) -> None:
    """Post the live card of a draw that has just begun."""
    words, keyboard = draw_texts.card(draw, place.zone)
    then = Then(POSTED, {"draw_id": draw.id})
    _say(uow, draw, "card", words, keyboard=keyboard, then=then)


async def edit_card(uow: UnitOfWork, place: Place, draw: Draw, key: str) -> None:
    """Bring the live card up to date."""
    if draw.card_id is None:
        return
    held = await seats_held(uow, draw.id) if draw.state == "drawn" else []
    words, keyboard = draw_texts.card(draw, place.zone, held)
    arguments: dict[str, Any] = {"message_id": draw.card_id, "words": pack(words)}
    if keyboard:
        arguments["keyboard"] = pack_keyboard(keyboard)
    uow.owe(
        Delivery(
            key=f"draw-edit:{draw.id}:{key}",
            chat_id=draw.chat_id,
            method="editMessageText",
            arguments=arguments,
            is_repeatable=True,
            priority=Priority.CHATTER,
        )
    )


async def post_list(uow: UnitOfWork, draw: Draw, public: str) -> None:
    """Post the list of everybody who is in it, with its root; the dice come in reply."""
    excluded = await excluded_of(uow, draw.id)
    lines = [
        Text(
            "draw-list",
            title=draw.plan.title,
            number=str(draw.id),
            count=public.count("\n"),
        )
    ]
    for why in ("left", "banned", "outside"):
        count = sum(each == why for _, each in excluded)
        if count:
            lines.append(Text("draw-list-excluded", why=why, count=count))
    lines.append(Text("draw-root", root=draw.root or ""))
    lines.append(Text("draw-list-dice" if draw.plan.has_dice else "draw-list-no-dice"))
    name = f"hearth-draw-{draw.id}-list.csv"
    then = Then(ROOTED, {"draw_id": draw.id})
    _send(uow, draw, "list", Lines(*lines), name, public, then=then)


def throw(uow: UnitOfWork, draw: Draw) -> None:
    """Owe the next throw, in reply to the list: one after the other, each with a key."""
    arguments: dict[str, Any] = {"emoji": "🎰"} | _where(draw, draw.root_id)
    then = Then(THROWN, {"draw_id": draw.id, "tries": draw.tries})
    uow.owe(
        Delivery(
            key=throw_key(draw),
            chat_id=draw.chat_id,
            method="sendDice",
            arguments=arguments,
            is_repeatable=False,
            then=then,
        )
    )


def throw_key(draw: Draw) -> str:
    """Return the key of the throw that is awaited."""
    return f"draw-throw:{draw.id}:{draw.tries}"


def ask_for_die(uow: UnitOfWork, draw: Draw) -> None:
    """Ask before everybody whether a throw is there, of which nobody knows."""
    words = Text("draw-die-unknown", n=len(draw.dice) + 1, all=DICE, title=draw.plan.title)
    data = buttons.pack(NoDie(draw.id, draw.tries))
    keyboard = ((Button(Text("draw-die-none"), data=data),),)
    _say(uow, draw, f"die:{draw.tries}", words, keyboard=keyboard, reply_to=draw.root_id)


async def announce(uow: UnitOfWork, place: Place, draw: Draw) -> None:
    """Tell from what is stored who won, with the seed, the proof, and a word to each by DM."""
    held = await seats_held(uow, draw.id)
    seed = await seed_of(uow, draw.id)
    asked = draw.plan.winners
    lines: list[Text | str] = [
        Text("draw-drawn", title=draw.plan.title, number=str(draw.id)),
        *(draw_texts.winners(draw.plan, held) or [Text("draw-nobody")]),
    ]
    if len(held) < asked:
        lines.append(Text("draw-fewer", winners=len(held), seats=asked))
    to_claim = any(each.state == "offered" for each in held)
    if to_claim:
        lines += ["", Text("draw-claim-within", hours=draw.plan.claim_hours)]
    lines += ["", _dice(draw), Text("draw-seed", seed=(seed or b"").hex())]
    keyboard = draw_texts.claim_keyboard(draw) if to_claim else ()
    if draw.entrants:
        lines += ["", campaigns.rating_ask()]
        keyboard = (*keyboard, *campaigns.rating_row(keeping.KIND, draw.id))
    _say(uow, draw, "winners", Lines(*lines), keyboard=keyboard, reply_to=draw.root_id)
    proof = await proof_of(uow, draw)
    name = proofs.document_name(draw.id)
    words = Text("draw-proof", number=str(draw.id))
    _send(uow, draw, "proof", words, name, proofs.written(proof))
    for each in held:
        tell_winner(uow, place, draw, each)


def tell_winner(uow: UnitOfWork, place: Place, draw: Draw, held: Seat) -> None:
    """Tell a winner by DM, with the way to claim; a prize is news that was asked for."""
    prize = seats_of(draw.plan.prizes)[held.number - 1]
    lines: list[Text | str] = [
        Text(
            "draw-won" if held.turn == 0 else "draw-won-standby",
            title=draw.plan.title,
            prize=draw_texts.prize_name(prize),
            community=place.community_name,
        )
    ]
    keyboard: Keyboard = ()
    if held.state == "offered" and held.claim_by is not None:
        lines.append(Text("draw-won-claim", at=held.claim_by.astimezone(place.zone)))
        drop = buttons.pack(DeclinePrize(draw.id, is_sure=False))
        claim = draw_texts.claim_keyboard(draw)[0]
        keyboard = ((*claim, Button(Text("draw-button-decline"), data=drop)),)
    else:
        lines.append(Text("draw-won-paid"))
    key = f"draw-won:{draw.id}:{held.number}:{held.turn}"
    uow.owe(post(key, held.person_id, Lines(*lines), keyboard=keyboard, person_id=held.person_id))


async def tell_called_off(uow: UnitOfWork, draw: Draw, why: Text) -> None:
    """Tell that nothing will be drawn, and reveal the seed all the same."""
    seed = await seed_of(uow, draw.id)
    lines = [Text("draw-called-off", title=draw.plan.title, number=str(draw.id)), why]
    if draw.plan.price and draw.entrants:
        lines.append(Text("draw-given-back", price=draw.plan.price))
    lines.append(Text("draw-seed", seed=(seed or b"").hex()))
    _say(uow, draw, "off", Lines(*lines), reply_to=draw.card_id)


def tell_in_public(uow: UnitOfWork, draw: Draw, key: str, words: Words) -> None:
    """Say something about a draw where it takes place, once a key."""
    _say(uow, draw, key, words, reply_to=draw.root_id or draw.card_id)


async def send_proof(uow: UnitOfWork, draw: Draw, chat_id: int, thread_id: int | None) -> None:
    """Send the proof once more, to whoever asks for it."""
    proof = await proof_of(uow, draw)
    arguments: dict[str, Any] = {
        "document": {"name": proofs.document_name(draw.id), "content": proofs.written(proof)},
        "words": pack(Text("draw-proof", number=str(draw.id))),
    }
    if thread_id is not None:
        arguments["message_thread_id"] = thread_id
    uow.owe(
        Delivery(
            key=f"draw-proof-again:{draw.id}:{uow.stamp()}",
            chat_id=chat_id,
            method="sendDocument",
            arguments=arguments,
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=chat_id if chat_id > 0 else None,
        )
    )


def _dice(draw: Draw) -> Text:
    if not draw.dice:
        return Text("draw-thrown-none")
    return Text("draw-thrown", values=" · ".join(map(str, draw.values)))


def _say(
    uow: UnitOfWork,
    draw: Draw,
    what: str,
    words: Words,
    *,
    keyboard: Keyboard = (),
    then: Then | None = None,
    reply_to: int | None = None,
) -> None:
    uow.owe(
        post(
            f"draw-{what}:{draw.id}",
            draw.chat_id,
            words,
            keyboard=keyboard,
            thread_id=draw.thread_id,
            then=then,
            reply_to=reply_to,
        )
    )


def _send(  # noqa: PLR0917 — which file, with which words
    uow: UnitOfWork,
    draw: Draw,
    what: str,
    words: Words,
    name: str,
    content: str,
    *,
    then: Then | None = None,
) -> None:
    uow.owe(
        Delivery(
            key=f"draw-{what}:{draw.id}",
            chat_id=draw.chat_id,
            method="sendDocument",
            arguments={"document": {"name": name, "content": content}, "words": pack(words)}
            | _where(draw, draw.root_id),
            # The list says the same however often it is posted; the dice wait for it.
            is_repeatable=then is not None,
            then=then,
        )
    )


def _where(draw: Draw, reply_to: int | None) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    if draw.thread_id is not None:
        arguments["message_thread_id"] = draw.thread_id
    if reply_to is not None:
        arguments["reply_parameters"] = {
            "message_id": reply_to,
            "allow_sending_without_reply": True,
        }
    return arguments
