"""What hangs on a community and on a chat: every table that has to go along when a group moves."""

from typing import Final

from sqlalchemy import Column, Table

from models.activity import activity, daily_activity, daily_answers
from models.appeals import appeal_cards, appeals
from models.audits import audits
from models.badges import badges, honours
from models.buddies import buddies, pairings
from models.calendar import occurrences
from models.campaigns import campaigns
from models.cases import cases, evidence
from models.chains import chains
from models.challenges import challenges, forgiven_days
from models.checkins import checkins
from models.clauses import clauses, pinned_rules, rule_drafts, rulebooks
from models.communities import chats
from models.complaints import complaint_cards, complaints
from models.contacts import contacts
from models.draws import draws
from models.dues import dues
from models.events import events
from models.expiries import expiries
from models.gates import candidates, gates
from models.gifts import gifts
from models.giveaways import giveaways
from models.lessons import lessons
from models.levels import levels
from models.materials import materials
from models.members import members
from models.moderation import findings, traces
from models.onboarding import onboarding_steps, onboardings
from models.outbox import outbox
from models.packets import packets
from models.picks import digest_readers, picks
from models.points import ledger
from models.polls import ballots, polls
from models.profiles import profiles
from models.questions import question_sessions, questions
from models.quizzes import banks, daily_quizzes, quizzes
from models.raids import raids
from models.restrictions import restrictions
from models.roles import roles
from models.seasons import seasons
from models.segments import segments
from models.settings import settings
from models.sources import journeys, sources
from models.statements import statements
from models.submissions import submission_cards, submissions
from models.surveys import surveys
from models.tags import notes, taggings, tags
from models.tasks import tasks
from models.tiers import nominations, passes, spends, tier_changes, tiers

# Every column that holds a chat's id without a foreign key that would follow it by itself.
LOOSE_CHAT_IDS: Final[tuple[Column[int], ...]] = (
    activity.c.chat_id,
    audits.c.chat_id,
    campaigns.c.chat_id,
    occurrences.c.chat_id,
    tasks.c.chat_id,
    chains.c.chat_id,
    packets.c.chat_id,
    giveaways.c.chat_id,
    challenges.c.chat_id,
    draws.c.chat_id,
    polls.c.chat_id,
    events.c.chat_id,
    question_sessions.c.chat_id,
    questions.c.chat_id,
    ballots.c.chat_id,
    quizzes.c.chat_id,
    daily_quizzes.c.chat_id,
    checkins.c.chat_id,
    findings.c.chat_id,
    traces.c.chat_id,
    outbox.c.chat_id,
    complaints.c.chat_id,
    complaint_cards.c.chat_id,
    appeal_cards.c.chat_id,
    raids.c.chat_id,
    cases.c.chat_id,
    evidence.c.chat_id,
    restrictions.c.chat_id,
    sources.c.chat_id,
    candidates.c.chat_id,
    levels.c.chat_id,
    statements.c.chat_id,
    surveys.c.chat_id,
    picks.c.chat_id,
    submissions.c.chat_id,
    submission_cards.c.chat_id,
    onboardings.c.chat_id,
    onboardings.c.card_chat_id,
    passes.c.chat_id,
    ledger.c.chat_id,
    chats.c.parent_id,
)
# What hangs on a community, each with the columns by which two rows are about the same thing.
OF_COMMUNITY: Final[tuple[tuple[Table, tuple[str, ...]], ...]] = (
    (activity, ("id",)),
    (findings, ("chat_id", "message_id", "check")),
    (traces, ("chat_id", "message_id")),
    (dues, ("id",)),
    (audits, ("id",)),
    (roles, ("person_id",)),
    # Rules are a whole: those that a community has are not mixed with another's.
    (rulebooks, ()),
    (clauses, ()),
    (rule_drafts, ("id",)),
    (pinned_rules, ("chat_id",)),
    (statements, ("id",)),
    (cases, ("key",)),
    (lessons, ("id",)),
    (restrictions, ("chat_id", "person_id", "reason")),
    (complaints, ("id",)),
    (appeals, ("id",)),
    (raids, ("id",)),
    (settings, ("key",)),
    (occurrences, ("entry_key", "slot", "chat_id")),
    (tasks, ("entry_key", "slot")),
    (daily_activity, ("local_day", "person_id", "kind")),
    (campaigns, ("id",)),
    (chains, ("id",)),
    (packets, ("id",)),
    (giveaways, ("id",)),
    (challenges, ("key",)),
    (draws, ("id",)),
    (polls, ("id",)),
    (events, ("id",)),
    (question_sessions, ("id",)),
    (questions, ("id",)),
    (ballots, ("id",)),
    (banks, ("key",)),
    (quizzes, ("id",)),
    (daily_quizzes, ()),
    (surveys, ("key",)),
    (materials, ("name",)),
    (picks, ("key",)),
    (digest_readers, ("person_id",)),
    (submissions, ("id",)),
    (forgiven_days, ("challenge_id", "local_day")),
    (checkins, ("person_id", "challenge_id", "local_day", "window")),
    (ledger, ("person_id", "key")),
    (daily_answers, ("local_day", "person_id", "answered_id")),
    (sources, ("key",)),
    (journeys, ("person_id",)),
    (tags, ("key",)),
    (taggings, ("tag_id", "person_id")),
    (notes, ("id",)),
    (badges, ("key",)),
    (honours, ("badge_id", "person_id")),
    (segments, ("key",)),
    (gates, ("chat_id",)),
    (candidates, ("id",)),
    (onboardings, ("person_id",)),
    (onboarding_steps, ("person_id", "step")),
    (buddies, ("person_id",)),
    (pairings, ("newcomer_id",)),
    (tiers, ("ladder", "person_id")),
    (tier_changes, ("ladder", "person_id", "local_day")),
    (nominations, ("ladder", "person_id")),
    (passes, ("id",)),
    (spends, ("ref",)),
    (profiles, ("person_id", "field")),
    (contacts, ("key",)),
    (levels, ("person_id",)),
    (gifts, ("key",)),
    (expiries, ("month",)),
    (seasons, ("key",)),
    (members, ("person_id",)),
)
