"""Tells of cases once Telegram has answered: to the group, the member, the moderator, the log."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import update

from bot.features.audits.service import log_chats
from bot.features.cases import fleeting
from bot.features.cases.queries import MOST_UNTOLD, case_by_id, untold_in
from bot.features.cases.reaching import reach_out
from bot.features.cases.removals import NOTICES, plan_notice
from bot.features.cases.rules import Case, cause_of, is_echo, is_soft, values_of
from bot.features.cases.service import EXPIRY, REMOVED, SETTLED, UNDONE, expire, settle
from bot.features.members.queries import reachable_among
from bot.features.places import Place, Places, place_of
from bot.features.restrictions import service as restrictions
from bot.kit.effects import Planned
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import case_posts as posts
from handlers import vouching
from handlers.case_texts import Story, deed_lines, person, stories_of, story_of
from models.cases import cases


class CaseTeller:
    """Says what became of cases; each is written down in the same transaction, so told once."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work about cases and restrictions."""
        return {
            SETTLED: self.settled,
            UNDONE: self.undone,
            REMOVED: self.removed,
            EXPIRY: let_expire,
            NOTICES: self.gathered,
            posts.NOTED: self.noted,
            posts.WHISPERED: self.whispered,
            fleeting.SENT: fleeting.plan_end,
            fleeting.ENDS: self.ended,
            vouching.LAPSE: vouching.lapse,
            restrictions.ENDING: restrictions.end,
            restrictions.TOLD: restrictions.pass_on,
            restrictions.AGAIN: restrictions.tell_again,
        }

    async def settled(self, uow: UnitOfWork, due: Planned) -> None:
        """Take in what Telegram made of a case, and tell it to whom it concerns."""
        held = await case_by_id(uow, int(due.details["case_id"]))
        if held is None:
            return
        place = await self._place(uow, held)
        zone = place.zone if place is not None else UTC
        state, failure = str(due.details["state"]), due.details["failure"]
        day = uow.now.astimezone(zone).date()
        case = await settle(uow, held.id, state, failure, local_day=day)
        if case is None or place is None:
            return
        if case.state == "applied" and place.policy.sanctions.reach == "community":
            others = await self._places.of_community(uow, case.community_id)
            await reach_out(uow, case, others, local_day=day)
        story = await story_of(uow, case, place)
        if case.state == "failed":
            await _tell_failure(uow, story)
        else:
            await _tell_deed(uow, story)

    async def undone(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell that a case was taken back, or that Telegram would not have it."""
        case = await case_by_id(uow, int(due.details["case_id"]))
        place = None if case is None else await self._place(uow, case)
        if case is None or place is None:
            return
        story = await story_of(uow, case, place)
        if due.details["state"] == "done":
            await _tell_undoing(uow, story, due.details)
        else:
            await _tell_stuck_undoing(uow, story, due.details)

    async def removed(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell whoever ordered it that a message could not be taken away."""
        if due.details["state"] == "done":
            return
        case = await case_by_id(uow, int(due.details["case_id"]))
        if case is None or case.actor_id is None:
            return
        why = posts.why_not(due.details["failure"], is_deletion=True)
        words = Text("case-not-removed", number=str(case.number), why=why)
        asked_in = case.asked_in or {}
        if case.is_silent or "chat_id" not in asked_in:
            await posts.tell_person(uow, case.actor_id, f"case:{case.id}:kept", words)
        else:
            uow.owe(posts.answer(case, "kept", words, asked_in))

    async def gathered(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell a group in one message what checks did there in the last seconds."""
        chat_id = int(due.details["chat_id"])
        untold = await untold_in(uow, chat_id)
        if not untold:
            return
        await posts.mark_told(uow, untold, uow.now)
        await self._places.read(uow, [chat_id])
        place = place_of(uow, chat_id)
        if place is not None and place.standing.is_here:
            stories = await stories_of(uow, untold, place)
            public = await _not_told_alone(uow, stories)
            if public:
                uow.owe(posts.notice_of_checks(public, place))
        if len(untold) == MOST_UNTOLD:
            plan_notice(uow, chat_id)

    async def noted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep where a case was told; one that was taken back meanwhile is told anew."""
        if due.details["state"] != "done" or due.details["sent_id"] is None:
            return
        if "lasts_s" in due.details:
            await fleeting.plan_end(uow, due)
        case_id = int(due.details["case_id"])
        await uow.execute(
            update(cases)
            .where(cases.c.id == case_id)
            .values(notice_id=int(due.details["sent_id"]))
        )
        case = await case_by_id(uow, case_id)
        place = None if case is None else await self._place(uow, case)
        if case is not None and case.state == "undone" and place is not None:
            posts.rewrite_notice(uow, await story_of(uow, case, place))

    async def ended(self, uow: UnitOfWork, due: Planned) -> None:
        """Take a notice down whose time is over; a case that it told of has none any more."""
        await fleeting.take_down(uow, due)
        case_id = due.details.get("case_id")
        if case_id is not None:
            of_it = cases.c.id == int(case_id)
            await uow.execute(update(cases).where(of_it).values(notice_id=None))

    async def whispered(self, uow: UnitOfWork, due: Planned) -> None:
        """Have the group told after all what a member could not be told in private."""
        if due.details["state"] == "done" or not due.details["is_alone"]:
            return
        case = await case_by_id(uow, int(due.details["case_id"]))
        if case is not None and case.state == "applied":
            await posts.mark_told(uow, [case], None)
            plan_notice(uow, case.chat_id)

    async def _place(self, uow: UnitOfWork, case: Case) -> Place | None:
        await self._places.read(uow, [case.chat_id])
        return place_of(uow, case.chat_id)


async def _not_told_alone(uow: UnitOfWork, stories: Sequence[Story]) -> list[Story]:
    """Log what checks took away and tell the senders by DM; returns what the group is told.

    Whatever weighs more was logged and told when Telegram had done it.
    """
    removed = [each for each in stories if each.case.action == "remove"]
    reachable = await reachable_among(uow, {each.case.person_id for each in removed})
    is_logged = bool(removed) and bool(await log_chats(uow, removed[0].case.community_id))
    alone = set()
    for each in removed:
        is_new = not await _is_retold(uow, each.case, reachable)
        if is_new:
            posts.audit(uow, each.case, "audit-case-done", after=values_of(each.case))
        if is_logged and is_new:
            await posts.log_deed(uow, each)
        if each.case.person_id in reachable and is_new and await posts.whisper(uow, each):
            alone.add(each.case.id)
    return [
        each
        for each in stories
        if each.case.id not in alone or not is_soft(each.case, each.weighs, each.terms)
    ]


async def _is_retold(uow: UnitOfWork, case: Case, reachable: Collection[int]) -> bool:
    return case.person_id in reachable and await posts.was_whispered(uow, case)


async def let_expire(uow: UnitOfWork, due: Planned) -> None:
    """Note that a timed sanction has ended by itself."""
    await expire(uow, int(due.details["case_id"]))


async def _tell_deed(uow: UnitOfWork, story: Story) -> None:
    case = story.case
    posts.audit(uow, case, "audit-case-done", after=values_of(case))
    if is_echo(case):
        # What is told of the first says where it holds as well.
        await posts.mark_told(uow, [case], uow.now)
        return
    await posts.log_deed(uow, story)
    if case.is_silent:
        await posts.mark_told(uow, [case], uow.now)
        words = Lines(Text("case-silently"), *deed_lines(story))
        await posts.tell_person(uow, case.actor_id, f"case:{case.id}:silent", words)
        return
    is_private = await posts.whisper(uow, story)
    if case.actor_id is not None:
        await posts.mark_told(uow, [case], uow.now)
        uow.owe(posts.notice(story))
        asked_in = case.asked_in or {}
        if asked_in.get("chat_id", case.chat_id) != case.chat_id:
            words = Lines(*deed_lines(story))
            uow.owe(posts.answer(case, "applied", words, asked_in))
    elif is_private and is_soft(case, story.weighs, story.terms):
        await posts.mark_told(uow, [case], uow.now)
    else:
        plan_notice(uow, case.chat_id)


async def _tell_failure(uow: UnitOfWork, story: Story) -> None:
    case = story.case
    why = posts.why_not(case.failure)
    posts.audit(uow, case, "audit-case-failed", after=values_of(case))
    head = Text(f"case-failed-{case.action}", person=story.subject, why=why)
    if is_echo(case):
        head = Text("case-failed-echo", person=story.subject, chat=story.place.title, why=why)
    await posts.log(uow, story, "failed", head, can_undo=False)
    await posts.mark_told(uow, [case], uow.now)
    if case.actor_id is None:
        return
    words = Lines(head, Text("case-nothing-done", number=str(case.number)))
    asked_in = case.asked_in or {}
    key = f"case:{case.id}:failed"
    is_public = "chat_id" in asked_in and not case.is_silent
    if not is_public and await posts.tell_person(uow, case.actor_id, key, words):
        return
    if "chat_id" in asked_in:
        uow.owe(posts.answer(case, "failed", words, asked_in))


async def _tell_undoing(uow: UnitOfWork, story: Story, details: Mapping[str, Any]) -> None:
    case = story.case
    by = person(case.undone_by or 0, story.names)
    before = {"action": case.action, "state": "applied"}
    after = {"state": "undone"}
    posts.audit(uow, case, "audit-case-undone", before=before, after=after)
    if is_echo(case) and not details.get("asked_in"):
        return
    head = Text("case-undone", number=str(case.number), person=story.subject, by=by)
    await posts.log(uow, story, "undone", head, can_undo=False)
    if case.notice_id is not None:
        posts.rewrite_notice(uow, story)
    asked_in = details.get("asked_in")
    if asked_in:
        uow.owe(posts.answer(case, "undone", head, asked_in))
    if not details.get("is_appeal"):
        words = Text("case-you-undone", number=str(case.number), chat=story.place.title)
        await posts.tell_person(uow, case.person_id, f"case:{case.id}:dm:undone", words)


async def _tell_stuck_undoing(uow: UnitOfWork, story: Story, details: Mapping[str, Any]) -> None:
    case = story.case
    failure = details.get("failure")
    after = {"state": "undone", "cause": "refused"}
    posts.audit(uow, case, "audit-case-stuck", after=after)
    number, subject = str(case.number), story.subject
    if cause_of(failure) == "banned":
        words = Text("case-undone-banned", number=number, person=subject)
    else:
        why = posts.why_not(failure)
        words = Text("case-undo-failed", number=number, person=subject, why=why)
    await posts.log(uow, story, "stuck", words, can_undo=False)
    asked_in = details.get("asked_in")
    if asked_in:
        uow.owe(posts.answer(case, "stuck", words, asked_in))
    else:
        await posts.tell_person(uow, case.undone_by, f"case:{case.id}:stuck", words)
