"""Every table that holds a person, with its export and its forgetting: one table of them all."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import String, cast, delete, null, select, update

from bot.features.appeals.forgetting import export_appeals, forget_appeals
from bot.features.cases.forgetting import STAFF as DECIDERS
from bot.features.cases.forgetting import forget_cases, forget_restrictions
from bot.features.complaints.forgetting import STAFF, export_complaints, forget_complaints
from bot.features.gates.forgetting import forget_candidates
from bot.features.privacy.activities import ACTIVITIES
from bot.features.privacy.boards import BOARDS
from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, entombed, erased, owned
from bot.features.privacy.tiers import TIERS
from bot.features.profiles.queries import export_profiles
from bot.features.tags.notes import export_notes
from bot.features.tags.queries import export_taggings
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity, daily_activity, daily_answers
from models.appeals import appeal_cards, appeals
from models.audits import audits
from models.badges import badges, honours
from models.buddies import buddies, pairings
from models.cases import cases, evidence
from models.checkins import checkins
from models.clauses import rule_drafts, rulebooks
from models.communities import administrators, chats, communities
from models.complaints import complainants, complaint_cards, complaints
from models.contacts import contact_choices, contacts
from models.dues import dues
from models.gates import candidates, gates
from models.gifts import gifts
from models.lessons import lessons
from models.levels import levels
from models.members import members, memberships, people
from models.moderation import findings, traces
from models.onboarding import onboarding_steps, onboardings
from models.outbox import lanes, outbox
from models.points import ledger
from models.profiles import profiles
from models.raids import raid_arrivals, raids
from models.restrictions import restrictions
from models.roles import roles
from models.seasons import season_winners
from models.segments import segment_members, segments
from models.settings import settings
from models.sources import journeys, sources
from models.statements import statements
from models.tags import notes, taggings, tags


async def _forget_outbox(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    # A delivery to the person is dropped, whatever became of it: there is nobody left to owe it
    # to. What the person is only mentioned in (a removal, say) stays owed, without the mention.
    dropped = await uow.execute(delete(outbox).where(outbox.c.chat_id == person_id))
    # What was sent and names the person, as the news of a sanction does, says nothing any more.
    named = cast(outbox.c.arguments, String).contains(str(person_id))
    await uow.execute(
        update(outbox).where(named, outbox.c.settled_at.is_not(None)).values(arguments=null())
    )
    cleared = await uow.execute(
        update(outbox).where(outbox.c.person_id == person_id).values(person_id=None)
    )
    return dropped.rowcount + cleared.rowcount


async def _forget_member(uow: UnitOfWork, person_id: int, tombstone: int) -> int:
    # The tombstone keeps the sums that the ledger's rows add up to, and nothing else.
    changed = await uow.execute(
        update(members)
        .where(members.c.person_id == person_id)
        .values(
            person_id=tombstone,
            joined_at=None,
            messages=0,
            chat_paid_at=None,
            chat_paid_day=None,
            chat_paid_today=0,
            chat_fingerprint=None,
        )
    )
    return changed.rowcount


async def _export_outbox(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    # A file with a person's data that was sent before is only named: it would hold the one before
    # it, and so on, and each be twice as long as the last.
    rows = await _outbox.export(uow, person_id)
    for row in rows:
        arguments = row["arguments"] or {}
        for name in ("document", "photo"):
            if isinstance(arguments.get(name), dict):
                arguments = arguments | {name: {"name": arguments[name]["name"]}}
        row["arguments"] = row["arguments"] and arguments
    return rows


async def _forget_administrator(uow: UnitOfWork, person_id: int, tombstone: int) -> int:
    # Rosters are cached by their version: a new one makes every replica read them again.
    his = select(administrators.c.chat_id).where(administrators.c.person_id == person_id)
    await uow.execute(update(chats).where(chats.c.id.in_(his)).values(roster_version=uow.stamp()))
    return await _administrators.forget(uow, person_id, tombstone)


async def _forget_roles(uow: UnitOfWork, person_id: int, _tombstone: int) -> int:
    # Roles are cached with the policy of their community.
    his = select(roles.c.community_id).where(roles.c.person_id == person_id)
    await uow.execute(
        update(communities).where(communities.c.id.in_(his)).values(version=uow.stamp())
    )
    gone = await uow.execute(delete(roles).where(roles.c.person_id == person_id))
    cleared = await uow.execute(
        update(roles).where(roles.c.granted_by == person_id).values(granted_by=None)
    )
    return gone.rowcount + cleared.rowcount


_taggings: Final = owned(
    taggings, "person_id", "actor_id", purpose="kept-why-taggings", term="kept-term-member"
)
_notes: Final = owned(
    notes, "person_id", "author_id", purpose="kept-why-notes", term="kept-term-member"
)
_candidates: Final = owned(
    candidates, "person_id", "settled_by", purpose="kept-why-candidates", term="kept-term-gates"
)
_roles: Final = erased(
    roles, "person_id", "granted_by", purpose="kept-why-roles", term="kept-term-roles"
)
_members: Final = entombed(
    members, "person_id", purpose="kept-why-members", term="kept-term-member"
)
_outbox: Final = erased(
    outbox, "person_id", "chat_id", purpose="kept-why-outbox", term="kept-term-outbox"
)
_administrators: Final = erased(
    administrators, "person_id", purpose="kept-why-administrators", term="kept-term-roster"
)

_appeals: Final = erased(
    appeals, "person_id", "decided_by", purpose="kept-why-appeals", term="kept-term-appeals"
)
_complaints: Final = erased(
    complaints, "person_id", *STAFF, purpose="kept-why-complaints", term="kept-term-complaints"
)

_cases: Final = erased(
    cases, "person_id", *DECIDERS, purpose="kept-why-cases", term="kept-term-cases"
)
_restrictions: Final = erased(
    restrictions, "person_id", purpose="kept-why-restrictions", term="kept-term-restrictions"
)

_lessons: Final = emptied(
    lessons,
    "person_id",
    "teacher_id",
    values={},
    purpose="kept-why-lessons",
    term="kept-term-lessons",
)


async def _export_lessons(uow: UnitOfWork, person_id: int) -> list[dict[str, Any]]:
    # The hashes say nothing to anybody, and are many.
    rows = await _lessons.export(uow, person_id)
    return [row | {"features": len(row["features"])} for row in rows]


# Children before parents: the row in `people` goes last.
PERSONAL: Final[Inventory] = (
    erased(activity, "person_id", purpose="kept-why-activity", term="kept-term-activity"),
    erased(daily_activity, "person_id", purpose="kept-why-daily-activity", term="kept-term-daily"),
    erased(
        daily_answers,
        "person_id",
        "answered_id",
        purpose="kept-why-daily-answers",
        term="kept-term-daily",
    ),
    emptied(
        sources, "created_by", values={}, purpose="kept-why-sources", term="kept-term-handiwork"
    ),
    erased(journeys, "person_id", purpose="kept-why-journeys", term="kept-term-member"),
    emptied(tags, "owner_id", values={}, purpose="kept-why-tags", term="kept-term-handiwork"),
    replace(_taggings, export=export_taggings),
    emptied(badges, "owner_id", values={}, purpose="kept-why-badges", term="kept-term-handiwork"),
    owned(honours, "person_id", "actor_id", purpose="kept-why-honours", term="kept-term-member"),
    replace(_notes, export=export_notes),
    emptied(
        segments, "made_by", values={}, purpose="kept-why-segments", term="kept-term-handiwork"
    ),
    erased(
        segment_members,
        "person_id",
        purpose="kept-why-segment-members",
        term="kept-term-member",
    ),
    emptied(gates, "changed_by", values={}, purpose="kept-why-gates", term="kept-term-handiwork"),
    replace(_candidates, forget=forget_candidates),
    erased(onboardings, "person_id", purpose="kept-why-onboardings", term="kept-term-member"),
    erased(
        onboarding_steps,
        "person_id",
        purpose="kept-why-onboarding-steps",
        term="kept-term-member",
    ),
    erased(
        pairings, "newcomer_id", "buddy_id", purpose="kept-why-pairings", term="kept-term-member"
    ),
    erased(buddies, "person_id", purpose="kept-why-buddies", term="kept-term-member"),
    *TIERS,
    replace(
        erased(profiles, "person_id", purpose="kept-why-profiles", term="kept-term-member"),
        export=export_profiles,
    ),
    erased(
        contact_choices, "person_id", purpose="kept-why-contact-choices", term="kept-term-member"
    ),
    erased(contacts, "person_id", purpose="kept-why-contacts", term="kept-term-contacts"),
    *ACTIVITIES,
    erased(checkins, "person_id", purpose="kept-why-checkins", term="kept-term-member"),
    owned(gifts, "person_id", "actor_id", purpose="kept-why-gifts", term="kept-term-member"),
    erased(levels, "person_id", purpose="kept-why-levels", term="kept-term-member"),
    *BOARDS,
    erased(season_winners, "person_id", purpose="kept-why-seasons", term="kept-term-member"),
    entombed(ledger, "person_id", "actor_id", purpose="kept-why-ledger", term="kept-term-ledger"),
    emptied(
        findings,
        "sender_id",
        values={"sender_id": 0},
        purpose="kept-why-findings",
        term="kept-term-findings",
    ),
    # The lesson outlives whoever wrote the message: no word and no name is left in it.
    replace(_lessons, export=_export_lessons),
    erased(traces, "sender_id", purpose="kept-why-traces", term="kept-term-traces"),
    emptied(
        settings, "changed_by", values={}, purpose="kept-why-settings", term="kept-term-settings"
    ),
    emptied(raids, "began_by", values={}, purpose="kept-why-raids", term="kept-term-activity"),
    erased(
        raid_arrivals, "person_id", purpose="kept-why-raid-arrivals", term="kept-term-activity"
    ),
    erased(evidence, "person_id", purpose="kept-why-evidence", term="kept-term-evidence"),
    replace(_cases, forget=forget_cases),
    replace(_restrictions, forget=forget_restrictions),
    replace(_appeals, export=export_appeals, forget=forget_appeals),
    erased(appeal_cards, "chat_id", purpose="kept-why-appeal-cards", term="kept-term-appeals"),
    replace(_complaints, export=export_complaints, forget=forget_complaints),
    erased(
        complainants,
        "person_id",
        purpose="kept-why-complainants",
        term="kept-term-complaints",
    ),
    erased(
        complaint_cards,
        "chat_id",
        purpose="kept-why-complaint-cards",
        term="kept-term-complaints",
    ),
    replace(_roles, forget=_forget_roles),
    entombed(audits, "actor_id", "subject_id", purpose="kept-why-audits", term="kept-term-audits"),
    emptied(
        rulebooks, "published_by", values={}, purpose="kept-why-rulebooks", term="kept-term-rules"
    ),
    erased(rule_drafts, "person_id", purpose="kept-why-rule-drafts", term="kept-term-rule-drafts"),
    emptied(
        statements,
        "person_id",
        values={"words": None},
        purpose="kept-why-statements",
        term="kept-term-statements",
    ),
    replace(_outbox, export=_export_outbox, forget=_forget_outbox),
    # The lane of somebody's DM has the person's own id.
    erased(lanes, "chat_id", purpose="kept-why-lanes", term="kept-term-lanes"),
    erased(dues, "person_id", purpose="kept-why-dues", term="kept-term-dues"),
    replace(_administrators, forget=_forget_administrator),
    erased(memberships, "person_id", purpose="kept-why-memberships", term="kept-term-member"),
    replace(_members, forget=_forget_member),
    erased(people, "id", purpose="kept-why-people", term="kept-term-member"),
)
