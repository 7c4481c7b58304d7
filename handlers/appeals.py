"""Appeals: begun by DM by whom a case is about, decided by buttons or in reply to the card."""

from collections.abc import Sequence
from typing import Final

from telegram import Update

from bot.features.appeals.queries import (
    Appeal,
    appeal_by_id,
    appeal_of_case,
    asked_of,
    other_side_asked_in,
    own,
    shown_in,
)
from bot.features.appeals.rules import REASONS, is_appealable, may_decide
from bot.features.appeals.service import (
    Decided,
    begin,
    decide,
    drop_asked,
    hear_actor,
    other_side_key,
    show_again,
    submit,
)
from bot.features.audits.service import post_log
from bot.features.cases.queries import case_by_id, own_cases
from bot.features.cases.rules import Case
from bot.features.members.queries import names_of, person_by_id
from bot.kit.days import local_day
from bot.kit.effects import Button, Keyboard, Reply, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.appeal_cards import card_of, reasons_keyboard
from handlers.appeal_desk import Bench
from handlers.case_texts import person
from handlers.context import Context, start_link
from handlers.guards import place_with_act
from handlers.targets import replied_to, said_after_command

MOST_SHOWN: Final = 5
MOST_CASES: Final = 100


async def say_appeal(_: Update, context: Context) -> None:
    """Begin an appeal by a case's number, or show what can be appealed and what became of it."""
    if not context.message.chat.is_private:
        link = start_link(context.bot, "appeals")
        context.say(Text("appeal-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    said = said_after_command(context.message).removeprefix("#").strip()
    if not said:
        await show_appeals(context)
        return
    number = int(said) if said.isdecimal() and len(said) <= 9 else 0
    found = [
        case
        for case in await own_cases(context.uow, context.person.id, limit=MOST_CASES)
        if case.number == number
    ]
    home = await context.own_home()
    here = home.community_id if home is not None else 0
    found.sort(key=lambda case: case.community_id != here)
    await ask_for_words(context, next(iter(found), None))


async def begin_by_link(context: Context, payload: str) -> None:
    """Begin an appeal that a button or link names; only the person concerned can."""
    said = payload.removeprefix("appeal-")
    is_id = said.isdecimal() and len(said) <= 16
    await ask_for_words(context, await case_by_id(context.uow, int(said)) if is_id else None)


async def tap_begin(_: Update, context: Context, button: buttons.BeginAppeal) -> None:
    """Begin an appeal from the list."""
    case = await case_by_id(context.uow, button.case_id)
    words = await _begun(context, case)
    context.toast()
    context.rewrite(words, _never_mind())


async def show_appeals(context: Context) -> None:
    """Show which of one's own cases can be appealed, and what became of earlier appeals."""
    uow, person_id = context.uow, context.person.id
    made = {each.case_id: each for each in await own(uow, person_id, most=MOST_CASES)}
    cases = await own_cases(uow, person_id, limit=MOST_CASES)
    lines = [
        Text("appeal-own", number=case.number, state=Text(f"appeal-state-{made[case.id].state}"))
        for case in cases
        if case.id in made
    ][:MOST_SHOWN]
    free = [
        case for case in cases if case.id not in made and is_appealable(case, uow.now) == "yes"
    ][:MOST_SHOWN]
    head = Text("appeal-which") if free else Text("appeal-nothing")
    context.say(Lines(head, "", *lines) if lines else head, _choose(free))


def _choose(cases: Sequence[Case]) -> Keyboard:
    return tuple(
        (
            Button(
                Text(
                    "appeal-button-case",
                    number=case.number,
                    what=Text(f"case-kind-{case.action}"),
                ),
                data=buttons.pack(buttons.BeginAppeal(case.id)),
            ),
        )
        for case in cases
    )


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as their appeal, or as the other side of one; if it is."""
    if await _take_other_side(context):
        return True
    uow, person_id = context.uow, context.person.id
    if await asked_of(uow, person_id) is None:
        return False
    words = context.message.words.strip()
    appeal = await submit(uow, person_id, words) if words else None
    if appeal is None:
        context.say(Text("appeal-words-please"))
        return True
    is_shown = await Bench(context.step.places).show(uow, appeal.id)
    if not is_shown:
        show_again(uow, appeal.id, tries=0)
    await _ask_other_side(context, appeal)
    context.say(Text("appeal-taken" if is_shown else "appeal-kept"))
    return True


async def never_mind(context: Context) -> bool:
    """Drop an appeal for which no words came; whether there was one."""
    return await drop_asked(context.uow, context.person.id)


async def tap_decide(_: Update, context: Context, button: buttons.DecideAppeal) -> None:
    """Grant an appeal or refuse it, or turn to the reasons for that."""
    appeal = await appeal_by_id(context.uow, button.appeal_id)
    if appeal is None or button.word not in {"grant", "refuse", "back", *REASONS}:
        raise Refusal(Text("button-stale"))
    case = await _admit(context, appeal)
    if button.word not in {"refuse", "back"}:
        answer = "" if button.word == "grant" else button.word
        context.toast(await _decide(context, appeal, case, answer))
        return
    if appeal.state != "open":
        context.toast(await _over(context, Decided(appeal.decided_by, appeal.state)))
        return
    place = await place_with_act(context, case.chat_id, "appeal.decide")
    words, keyboard = await card_of(context.uow, appeal, case, place)
    context.toast()
    context.rewrite(words, reasons_keyboard(appeal) if button.word == "refuse" else keyboard)


async def say_grant(_: Update, context: Context) -> None:
    """Grant the appeal whose card is replied to."""
    appeal = await _meant(context)
    case = await _admit(context, appeal)
    context.say(await _decide(context, appeal, case, ""))


async def say_refuse(_: Update, context: Context) -> None:
    """Refuse the appeal whose card is replied to, for the reason that is given."""
    appeal = await _meant(context)
    case = await _admit(context, appeal)
    reason = said_after_command(context.message)
    if not reason:
        raise Refusal(Text("appeal-refuse-how"))
    context.say(await _decide(context, appeal, case, reason))


async def _meant(context: Context) -> Appeal:
    message = context.message
    replied = replied_to(message)
    appeal_id = None
    if replied is not None:
        appeal_id = await shown_in(context.uow, message.chat.id, replied.message_id)
    appeal = None if appeal_id is None else await appeal_by_id(context.uow, appeal_id)
    if appeal is None:
        raise Refusal(Text("appeal-reply-to-card"))
    return appeal


async def _admit(context: Context, appeal: Appeal) -> Case:
    """Return the case that an appeal is against; refuses whoever may not decide about it."""
    case = await case_by_id(context.uow, appeal.case_id)
    if case is None:
        raise Refusal(Text("button-stale"))
    await place_with_act(context, case.chat_id, "appeal.decide")
    may = may_decide(context.person.id, actor_id=case.actor_id, appellant_id=appeal.person_id)
    if may == "own-case":
        raise Refusal(Text("appeal-own-case"))
    if may == "own-deed":
        raise Refusal(Text("appeal-own-deed"))
    return case


async def _decide(context: Context, appeal: Appeal, case: Case, answer: str) -> Text:
    """Decide, and return what whoever decided is told; a granted one has no answer."""
    uow = context.uow
    place = await place_with_act(context, case.chat_id, "appeal.decide")
    outcome = await decide(
        uow,
        appeal,
        case,
        by=context.person.id,
        is_granted=not answer,
        local_day=local_day(uow.now, place.zone),
        answer=answer,
    )
    if isinstance(outcome, Decided):
        return await _over(context, outcome)
    await _log(context, outcome, case)
    bench = Bench(context.step.places)
    if outcome.state == "refused":
        await bench.tell_refused(uow, outcome)
    await bench.show(uow, outcome.id)
    return Text(f"appeal-toast-{outcome.state}")


async def _log(context: Context, appeal: Appeal, case: Case) -> None:
    state = Text(f"appeal-state-{appeal.state}")
    told = Text("appeal-log", number=case.number, state=state, name=_speaker(context))
    key = f"appeal:{appeal.id}"
    await post_log(context.uow, case.community_id, told, category="appeals", key=key)


def _speaker(context: Context) -> Text:
    # Mentioned by id, so that being forgotten finds it in what was sent.
    return person(context.person.id, {context.person.id: context.person.name})


async def _over(context: Context, decided: Decided) -> Text:
    if decided.by is None:
        return Text("button-stale")
    names = await names_of(context.uow, {decided.by})
    return Text("appeal-over", name=names.get(decided.by, "?"))


async def ask_for_words(context: Context, case: Case | None) -> None:
    """Ask the person concerned by DM for their words about a case."""
    words = await _begun(context, case)
    asked = Reply(context.person.id, words, context.own_language, keyboard=_never_mind())
    context.uow.speak(asked)


async def _begun(context: Context, case: Case | None) -> Text:
    # Somebody else's case is answered as one that is not there: nobody learns which there are.
    if case is None or case.person_id != context.person.id:
        raise Refusal(Text("appeal-no-such"))
    held = await appeal_of_case(context.uow, case.id)
    if held is not None and held.state != "asked":
        state = Text(f"appeal-state-{held.state}")
        raise Refusal(Text("appeal-once", number=case.number, state=state))
    verdict = is_appealable(case, context.uow.now)
    if verdict != "yes":
        raise Refusal(Text(f"appeal-not-{verdict}", number=case.number))
    await begin(context.uow, case)
    return Text("appeal-ask", number=case.number)


def _never_mind() -> tuple[tuple[Button, ...], ...]:
    data = buttons.pack(buttons.NeverMind("appeal"))
    return ((Button(Text("never-mind"), data=data),),)


async def _ask_other_side(context: Context, appeal: Appeal) -> None:
    """Ask whoever acted for a line, where the bot may write to them; they need not answer."""
    case = await case_by_id(context.uow, appeal.case_id)
    actor_id = case.actor_id if case is not None else None
    actor = None if actor_id is None else await person_by_id(context.uow, actor_id)
    if case is None or actor is None or not actor.can_dm:
        return
    told = Text("appeal-ask-actor", number=case.number, name=_speaker(context))
    context.uow.owe(post(other_side_key(appeal.id), actor.id, told, person_id=actor.id))


async def _take_other_side(context: Context) -> bool:
    replied, words = context.message.reply_to_message, context.message.words.strip()
    if replied is None or not words:
        return False
    appeal_id = await other_side_asked_in(context.uow, context.person.id, replied.message_id)
    if appeal_id is None:
        return False
    appeal = await hear_actor(context.uow, appeal_id, words)
    if appeal is None:
        context.say(Text("appeal-side-late"))
        return True
    await Bench(context.step.places).show(context.uow, appeal.id)
    context.say(Text("appeal-side-taken"))
    return True
