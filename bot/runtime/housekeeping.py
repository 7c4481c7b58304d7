"""Forgets, once a day and a little at a time, what is kept for a while only."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Delete, Select, Table, and_, delete, select, tuple_

from bot.config.settings import Retention
from bot.features.appeals.forgetting import purge_appeals
from bot.features.cases.keeping import forget_evidence
from bot.features.complaints.forgetting import purge_complaints
from bot.features.submissions.forgetting import purge_submissions
from bot.kit.effects import Due, Planned
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.settlements import purge
from models.activity import activity, daily_activity, daily_answers
from models.audits import audits
from models.chains import chains, links
from models.clauses import rule_drafts
from models.communities import communities
from models.contacts import contacts
from models.events import events
from models.gates import candidates
from models.giveaways import giveaways, pieces
from models.heartbeats import downtimes, heartbeats
from models.materials import materials
from models.moderation import traces
from models.packets import packets, shares
from models.polls import ballots, polls, votes
from models.questions import question_replies, question_sessions, questions
from models.quizzes import quizzes
from models.raids import raids
from models.statements import statements
from models.updates import failed_updates, seen_updates

KIND: Final = "house.keeping"

_HOUR: Final = time(3, 30)
_CHUNK: Final = 2000
_A_DAY: Final = timedelta(days=1)
_DRAFTS_LAST: Final = timedelta(days=1)
# What members wrote or won in an activity that is over.
_ACTIVITIES_LAST: Final = timedelta(days=90)
_QUESTIONS_LAST: Final = timedelta(days=365)
_CONTACTS_LAST: Final = timedelta(days=14)
# Behind its expiry, so that it can be looked up what a post was about.
_MATERIALS_LAST: Final = timedelta(days=30)
_NEXT_CHUNK: Final = timedelta(seconds=2)


class Housekeeping:
    """The worker that deletes: a chunk of each table a time, so that nobody waits for it."""

    def __init__(self, retention: Retention, *, chunk: int = _CHUNK) -> None:
        self._retention = retention
        self._chunk = chunk

    async def __call__(self, uow: UnitOfWork, due: Planned) -> None:
        """Delete a chunk of each kind; come again soon if there was more, else tomorrow."""
        now, kept = uow.now, self._retention
        deletions = [
            self._oldest(seen_updates, seen_updates.c.seen_at < now - kept.updates),
            self._oldest(failed_updates, failed_updates.c.at < now - kept.failed_updates),
            self._oldest(activity, activity.c.at < now - kept.activity),
            self._oldest(daily_activity, _days_before(daily_activity, now - kept.daily_activity)),
            self._oldest(daily_answers, _days_before(daily_answers, now - kept.daily_activity)),
            # Purged once a day: what would outlive its term before the next night goes now.
            self._oldest(traces, traces.c.at < now + _A_DAY - kept.traces),
            self._oldest(audits, audits.c.at < now - kept.audits),
            self._oldest(rule_drafts, rule_drafts.c.at < now - _DRAFTS_LAST),
            self._oldest(statements, _given_up(now)),
            self._oldest(links, links.c.chain_id.in_(_closed(chains, now))),
            self._oldest(shares, shares.c.packet_id.in_(_closed(packets, now))),
            self._oldest(polls, _left_lying(polls, now)),
            self._oldest(quizzes, _left_lying(quizzes, now)),
            self._oldest(votes, _nowhere(now)),
            self._oldest(pieces, pieces.c.giveaway_id.in_(_closed(giveaways, now))),
            self._oldest(events, _unposted(now)),
            self._oldest(materials, materials.c.expires_at < now - _MATERIALS_LAST),
            self._oldest(question_sessions, _never_begun(now)),
            self._oldest(question_replies, question_replies.c.at < now - kept.activity),
            self._oldest(questions, _in_passing(now - kept.activity)),
            self._oldest(questions, questions.c.asked_at < now - _QUESTIONS_LAST),
            self._oldest(downtimes, downtimes.c.ended_at < now - kept.activity),
            self._oldest(heartbeats, heartbeats.c.beat_at < now - kept.activity),
            self._oldest(raids, raids.c.ended_at < now - kept.activity),
            self._oldest(candidates, candidates.c.settled_at < now - kept.activity),
            # A week's budget is counted from them, however short the rest is kept.
            self._oldest(contacts, contacts.c.at < now - max(kept.activity, _CONTACTS_LAST)),
        ]
        gone = [(await uow.execute(deletion)).rowcount for deletion in deletions]
        gone.append(await purge(uow, now - kept.outbox, most=self._chunk))
        gone.append(await purge_appeals(uow, by=now + _A_DAY, most=self._chunk))
        gone.append(
            await purge_complaints(
                uow, by=now + _A_DAY, before=now - kept.audits, most=self._chunk
            )
        )
        gone.append(
            await purge_submissions(
                uow, decided_before=now + _A_DAY - kept.submissions, most=self._chunk
            )
        )
        # What comes to its term before the next night goes now: nothing outlives it.
        gone.append(await forget_evidence(uow, by=now + _A_DAY, most=self._chunk))
        chunk = int(due.details.get("chunk", 0))
        if max(gone) >= self._chunk:
            at = now + _NEXT_CHUNK
            key = f"{KIND}:{now.date().isoformat()}:{chunk + 1}"
            uow.schedule(Due(key, KIND, at, details={"chunk": chunk + 1}))
        else:
            plan(uow)

    def _oldest(self, table: Table, condition: ColumnElement[bool]) -> Delete:
        keys: list[Column[Any]] = list(table.primary_key.columns)
        chosen = select(*keys).where(condition).limit(self._chunk)
        if len(keys) == 1:
            return delete(table).where(keys[0].in_(chosen))
        return delete(table).where(tuple_(*keys).in_(chosen))


def plan(uow: UnitOfWork) -> None:
    """Put the next night's housekeeping on the schedule."""
    at = datetime.combine(uow.now.date(), _HOUR, uow.now.tzinfo)
    if at <= uow.now:
        at += timedelta(days=1)
    uow.schedule(Due(f"{KIND}:{at.date().isoformat()}", KIND, at))


def _closed(table: Table, now: datetime) -> Select[tuple[int]]:
    return select(table.c.id).where(table.c.closed_at < now - _ACTIVITIES_LAST)


def _given_up(now: datetime) -> ColumnElement[bool]:
    return and_(statements.c.state == "draft", statements.c.at < now - _DRAFTS_LAST)


def _left_lying(table: Table, now: datetime) -> ColumnElement[bool]:
    return and_(table.c.state == "draft", table.c.made_at < now - _DRAFTS_LAST)


def _unposted(now: datetime) -> ColumnElement[bool]:
    return and_(events.c.state == "draft", events.c.made_at < now - _DRAFTS_LAST)


def _never_begun(now: datetime) -> ColumnElement[bool]:
    mine = question_sessions.c
    return and_(mine.state == "draft", mine.made_at < now - _DRAFTS_LAST)


def _in_passing(before: datetime) -> ColumnElement[bool]:
    return and_(questions.c.words.is_(None), questions.c.asked_at < before)


def _nowhere(now: datetime) -> ColumnElement[bool]:
    # Votes on polls whose name never became known.
    named = select(ballots.c.telegram_id).where(ballots.c.telegram_id.is_not(None))
    return and_(votes.c.at < now - _CONTACTS_LAST, votes.c.telegram_id.not_in(named))


def _days_before(table: Table, moment: datetime) -> ColumnElement[bool]:
    # The key begins with the community: naming them all lets it be searched instead of scanned.
    return and_(
        table.c.community_id.in_(select(communities.c.id)),
        table.c.local_day < moment.date(),
    )
