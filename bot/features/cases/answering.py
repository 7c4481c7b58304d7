"""Answer a breach that a check found: one case a message, or an album."""

from bot.features.cases.evidence import Evidence
from bot.features.cases.removals import open_removal
from bot.features.cases.rules import Opened
from bot.features.cases.service import Order, add_evidence, case_keyed, open_case
from bot.features.facts import RuleBroken
from bot.features.places import place_of
from bot.kit.unit_of_work import UnitOfWork


async def answer_breach(uow: UnitOfWork, breach: RuleBroken) -> Opened | None:
    """Open the case that a check in force asks for; what is only to be reported is not one."""
    place = place_of(uow, breach.chat_id or 0)
    if place is None or breach.action == "report":
        return None
    kept: Evidence | None = uow.recall(("evidence", breach.chat_id, breach.message_id))
    terms = place.policy.sanctions
    order = Order(
        community_id=breach.community_id,
        chat_id=place.chat_id,
        person_id=breach.person_id,
        action=breach.action,
        # A removal that an edit makes a warning of is another case.
        key=f"{'removal' if breach.action == 'remove' else 'breach'}:{place.chat_id}:"
        f"{breach.album or breach.message_id}",
        local_day=breach.local_day,
        check=breach.check,
        clause=breach.clause,
        lasts=terms.mute_for if breach.action == "mute" else None,
        title=kept.title if kept is not None else None,
        evidence=(kept,) if kept is not None else (),
    )
    if order.action == "remove":
        await open_removal(uow, order, terms)
        return None
    opened = await open_case(uow, order, terms)
    if opened is None and (case := await case_keyed(uow, order.community_id, order.key)):
        # A late sibling of an album, or the message edited again: it belongs to the same case.
        add_evidence(uow, case, order.evidence)
    return opened
