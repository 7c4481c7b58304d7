"""The buttons on a complaint's card: whoever presses is looked at anew, and one of two has it."""

from datetime import datetime
from typing import Final

from telegram import Update

from bot.features.audits.service import post_log
from bot.features.clauses.service import rulebook_of
from bot.features.complaints.deciding import (
    Held,
    act,
    ask_for,
    claim,
    close,
    release,
)
from bot.features.complaints.kept import Complaint
from bot.features.complaints.queries import (
    complainants_of,
    complaint_by_id,
    history_of,
    waiting,
)
from bot.features.complaints.rules import DEEDS, may_see
from bot.features.complaints.teaching import teach_by
from bot.features.complaints.thanking import thank
from bot.features.members.queries import names_of
from bot.features.moderation.rules import trust_of
from bot.features.places import Place
from bot.features.roles.service import spend_action
from bot.kit.days import local_day
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.case_texts import person
from handlers.complaint_cards import card_of, rules_keyboard
from handlers.complaint_desk import Cards
from handlers.context import Context
from handlers.guards import (
    ROSTER_HOLDS,
    community_with_act,
    place_with_act,
    require_act,
)
from handlers.menus import answer_privately
from handlers.targets import said_after_command

MOST_LISTED: Final = 15
LOOKS: Final = frozenset({"rules", "back", "more"})
ASKABLE: Final = frozenset({"warn", "mute1h", "mute1d", "ban"})


async def tap_see_to(_: Update, context: Context, button: buttons.SeeTo) -> None:
    """See to a complaint: take it up, act, dismiss it, or look closer."""
    complaint = await complaint_by_id(context.uow, button.complaint_id)
    cards = Cards(context.step.places)
    place = None if complaint is None else await cards.place_of(context.uow, complaint)
    is_there = complaint is not None and complaint.state != "asked"
    if complaint is None or place is None or not is_there or button.deed not in DEEDS:
        context.toast(Text("button-stale"), alert=True)
        return
    place = await _admit(context, complaint, place)
    if button.deed in LOOKS:
        await _look(context, complaint, place, button)
        return
    outcome = await _do(context, complaint, place, button)
    if isinstance(outcome, Held):
        await _tell_held(context, outcome)
        return
    context.toast(_toast(context, outcome, button.deed))
    # Of what Telegram has to do first, nobody is told before it is done.
    if outcome.state == "closed" and outcome.case_id is None:
        await thank(context.uow, outcome)
        await _log(context, outcome)
    await cards.show(context.uow, outcome.id)


async def show_reports(_: Update, context: Context) -> None:
    """List what waits for the staff, or show one card again: for the asker's eyes alone."""
    place = await require_act(context, "complaint.triage")
    said = said_after_command(context.message).removeprefix("#")
    if said:
        await _show_again(context, int(said) if said.isdecimal() and len(said) <= 9 else 0)
        return
    role = place.role_of(context.person.id)
    found = [
        each
        for each in await waiting(context.uow, place.community_id)
        if may_see(role, is_for_heads=each.is_for_heads) and each.person_id != context.person.id
    ][:MOST_LISTED]
    if not found:
        await answer_privately(context, Text("reports-none"))
        return
    lines = [_listed(each, context.uow.now) for each in found]
    await answer_privately(context, Lines(Text("reports-head"), *lines, Text("reports-foot")))


async def _show_again(context: Context, number: int) -> None:
    complaint = await complaint_by_id(context.uow, number)
    place = None
    if complaint is not None:
        place = await Cards(context.step.places).place_of(context.uow, complaint)
    if complaint is None or place is None or complaint.state == "asked":
        raise Refusal(Text("reports-no-such", number=number))
    await _admit(context, complaint, place)
    await answer_privately(context, *await card_of(context.uow, complaint, place))


def _listed(complaint: Complaint, now: datetime) -> Text:
    return Text(
        "reports-line",
        number=complaint.id,
        kind=Text(f"reports-kind-{complaint.kind}"),
        state=Text(f"complaint-own-{complaint.state}"),
        minutes=int((now - complaint.at).total_seconds() / 60),
    )


async def _admit(context: Context, complaint: Complaint, place: Place) -> Place:
    """Refuse whoever is no staff, is a party to it, or may not see what is for the heads."""
    person_id = context.person.id
    if complaint.kind == "private":
        place = await community_with_act(context, complaint.community_id, "complaint.triage")
        is_party = person_id in await complainants_of(context.uow, complaint.id)
    else:
        place = await place_with_act(context, place.chat_id, "complaint.triage")
        is_party = person_id == complaint.person_id
    if is_party:
        raise Refusal(Text("complaint-own-matter"))
    if not may_see(place.role_of(person_id), is_for_heads=complaint.is_for_heads):
        raise Refusal(Text("complaint-for-heads"))
    return place


async def _do(
    context: Context, complaint: Complaint, place: Place, button: buttons.SeeTo
) -> Complaint | Held:
    uow, by = context.uow, context.person.id
    match button.deed:
        case "claim":
            return await claim(uow, complaint, by, place.policy.complaints)
        case "release":
            return await release(uow, complaint, by)
        case "dismiss":
            return await close(uow, complaint, by, "dismissed")
        case "done":
            return await close(uow, complaint, by, "handled")
        case "ham" | "spam":
            return await _teach(context, complaint, place, button)
        case _:
            return await _act(context, complaint, place, button)


async def _act(
    context: Context, complaint: Complaint, place: Place, button: buttons.SeeTo
) -> Complaint | Held:
    uow, by, deed = context.uow, context.person.id, DEEDS[button.deed]
    _protect(complaint, place)
    if not place.allows(by, deed.act) and place.allows(by, "sanction.request"):
        return await ask_for(uow, complaint, by, button.deed)
    await place_with_act(context, place.chat_id, deed.act)
    await spend_action(
        uow,
        place.community_id,
        by,
        most=place.policy.staff.actions_per_minute,
        chat_id=place.chat_id,
        name=context.person.name,
    )
    read_at = place.roster_read_at
    return await act(
        uow,
        complaint,
        deed,
        place,
        by=by,
        local_day=local_day(uow.now, place.zone),
        clause=button.clause,
        verify=read_at is None or uow.now - read_at > ROSTER_HOLDS,
    )


def _protect(complaint: Complaint, place: Place) -> None:
    """Refuse what no button may do: there is nobody to do it to, or it is one of the staff."""
    if complaint.kind == "private" or complaint.person_id is None:
        raise Refusal(Text("button-stale"))
    if complaint.is_for_heads or place.is_administrator(complaint.person_id):
        raise Refusal(Text("complaint-about-staff"))


async def _teach(
    context: Context, complaint: Complaint, place: Place, button: buttons.SeeTo
) -> Complaint | Held:
    """Take a verdict on what a check doubted: spam goes, anything else stays."""
    await place_with_act(context, place.chat_id, "checks.teach")
    by, is_spam = context.person.id, button.deed == "spam"
    if is_spam:
        outcome = await _act(context, complaint, place, button)
    else:
        outcome = await close(context.uow, complaint, by, "dismissed")
    if not isinstance(outcome, Held):
        await teach_by(context.uow, complaint, is_spam=is_spam, by=by)
    return outcome


async def _look(
    context: Context, complaint: Complaint, place: Place, button: buttons.SeeTo
) -> None:
    if button.deed == "more" and complaint.person_id is not None:
        context.toast(await _history(context, complaint, place, complaint.person_id), alert=True)
        return
    words, keyboard = await card_of(context.uow, complaint, place, clause=button.clause)
    if button.deed == "rules":
        book = await rulebook_of(context.uow, complaint.community_id)
        keyboard = rules_keyboard(complaint, book.clauses)
        if not keyboard:
            raise Refusal(Text("complaint-no-rules"))
    context.toast()
    context.rewrite(words, keyboard)


async def _history(context: Context, complaint: Complaint, place: Place, person_id: int) -> Text:
    found = await history_of(context.uow, complaint.community_id, person_id)
    trust = trust_of(
        found.known_since, found.messages, context.uow.now, place.policy.moderation.tenures
    )
    since = found.known_since
    return Text(
        "complaint-history",
        days=0 if since is None else (context.uow.now - since).days,
        messages=found.messages,
        cases=found.cases,
        undone=found.undone,
        complaints=found.complaints,
        trust=Text(f"complaint-trust-{trust}"),
    )


async def _tell_held(context: Context, held: Held) -> None:
    if held.by is None:
        context.toast(Text("button-stale"), alert=True)
        return
    if held.by == context.person.id:
        context.toast(Text("complaint-held-by-you"))
        return
    names = await names_of(context.uow, {held.by})
    told = "complaint-held" if held.outcome is None else "complaint-over"
    context.toast(Text(told, name=names.get(held.by, "?")), alert=True)


async def _log(context: Context, outcome: Complaint) -> None:
    """Tell the log chat of what no case tells it."""
    told = Text(
        "complaint-log",
        number=outcome.id,
        outcome=Text(f"complaint-outcome-{outcome.outcome}"),
        name=person(context.person.id, {context.person.id: context.person.name}),
    )
    key = f"complaint:{outcome.id}"
    await post_log(context.uow, outcome.community_id, told, category="complaints", key=key)


def _toast(context: Context, outcome: Complaint, deed: str) -> Text:
    if outcome.asked_by == context.person.id and deed in ASKABLE and outcome.state == "open":
        return Text("complaint-toast-asked")
    return Text(f"complaint-toast-{outcome.outcome or outcome.state}")
