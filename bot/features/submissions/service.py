"""Draft what a member makes, hand it in, publish or decline it, and take it back."""

from typing import Any, Final

from sqlalchemy import insert, null, update

from bot.features.audits.service import note
from bot.features.cases.removing import take_away
from bot.features.communities.locking import lock
from bot.features.members.service import sight
from bot.features.picks.service import drop as drop_pick
from bot.features.place import Place
from bot.features.points.service import Grant, award
from bot.features.submissions.queries import (
    COLUMNS,
    cards_of,
    drawn,
    handed_in_on,
    submission_by_id,
)
from bot.features.submissions.rules import Content, State, Submission, Terms
from bot.kit.days import local_day
from bot.kit.effects import Delivery, Then
from bot.kit.names import storable
from bot.kit.refusal import Refusal
from bot.kit.texts import Text, Words, pack
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox
from models.submissions import submissions

RULE: Final = "submission"
# Due work: what was published has gone out, or has not; and what was taken back is gone, or not.
POSTED: Final = "submission.posted"
TAKEN: Final = "submission.taken"


async def ask(uow: UnitOfWork, place: Place, person_id: int) -> None:
    """Wait for what somebody says next; what they were about to hand in gives way."""
    await _begin(uow, place, person_id, {"state": "asked"})


async def draft(uow: UnitOfWork, place: Place, person_id: int, content: Content) -> Submission:
    """Keep what somebody wants to hand in until they press; the draft before it gives way."""
    values = {
        "state": "draft",
        "words": storable(content.words.strip(), len(content.words)),
        "file_id": content.file_id,
        "is_photo": content.file_id is not None,
    }
    return await _begin(uow, place, person_id, values)


async def change(uow: UnitOfWork, submission: Submission, **changes: bool) -> Submission:
    """Choose whether the name stands below it, or whether the library may keep it."""
    changed = await uow.execute(
        update(submissions)
        .where(submissions.c.id == submission.id, submissions.c.state == "draft")
        .values(**changes)
        .returning(*COLUMNS)
    )
    found = drawn(changed.first())
    if found is None:
        raise Refusal(Text("button-stale"))
    return found


async def drop(uow: UnitOfWork, person_id: int) -> bool:
    """Drop what somebody was about to hand in; whether there was anything."""
    return await _give_way(uow, person_id) > 0


async def hand_in(uow: UnitOfWork, submission: Submission, place: Place) -> Submission | None:
    """Hand a draft in; None where it is none any more. Refuses more than so many a day."""
    person_id, terms = submission.person_id or 0, place.policy.submissions
    # Two drafts at one moment must not both find room in the day.
    await lock(uow, submission.community_id)
    today = local_day(uow.now, place.zone)
    count = await handed_in_on(uow, submission.community_id, person_id, today)
    if count >= terms.per_day:
        raise Refusal(Text("submission-enough", count=terms.per_day))
    return await _move(uow, submission, "draft", state="waiting", made_at=uow.now, local_day=today)


async def publish(uow: UnitOfWork, submission: Submission, words: Words, *, by: int) -> bool:
    """Owe the group what somebody handed in, as it was shown; of two presses one does."""
    owed = await _move(
        uow,
        submission,
        "waiting",
        state="owed",
        decided_by=by,
        decided_at=uow.now,
        failure=None,
    )
    if owed is None:
        return False
    key = f"{_post_key(owed.id)}{uow.stamp()}"
    then = Then(POSTED, {"submission_id": owed.id})
    uow.owe(delivery(owed, key, owed.chat_id, words, then=then))
    _note(uow, owed, "audit-submission-published", by)
    return True


async def decline(uow: UnitOfWork, submission: Submission, *, by: int) -> bool:
    """Decide that something is not published; of two presses one does."""
    declined = await _move(
        uow, submission, "waiting", state="declined", decided_by=by, decided_at=uow.now
    )
    if declined is None:
        return False
    _note(uow, declined, "audit-submission-declined", by)
    return True


async def settle(
    uow: UnitOfWork, submission_id: int, *, is_sent: bool, sent_id: int | None, failure: str
) -> Submission | None:
    """Take down what became of publishing; returns it where there is something to tell, once.

    Points come with the post, once for each. What Telegram would not have waits for the staff
    again, and what was taken back on the way is taken down.
    """
    submission = await submission_by_id(uow, submission_id)
    if submission is None:
        return None
    if not is_sent:
        back: dict[str, Any] = {"state": "waiting", "decided_by": None, "decided_at": None}
        return await _move(uow, submission, "owed", failure=failure[:255], **back)
    if submission.state == "withdrawn" and sent_id is not None:
        await _move(uow, submission, "withdrawn", message_id=sent_id)
        _take_down(uow, submission, sent_id)
        return None
    kept: dict[str, Any] = {} if submission.in_library else {"words": None, "file_id": None}
    return await _move(
        uow, submission, "owed", state="published", message_id=sent_id, failure=None, **kept
    )


async def reward(uow: UnitOfWork, submission: Submission, place: Place) -> int:
    """Give its author the points for what was published; returns how many that was."""
    terms: Terms = place.policy.submissions
    if submission.person_id is None or not terms.points:
        return 0
    sight(uow, submission.community_id, submission.person_id, uow.now)
    grant = Grant(
        community_id=submission.community_id,
        person_id=submission.person_id,
        experience=terms.points,
        points=terms.points,
        rule=RULE,
        source_type="submission",
        source_id=str(submission.id),
        local_day=local_day(uow.now, place.zone),
        key=f"{RULE}:{submission.id}",
        actor_id=submission.decided_by,
        chat_id=submission.chat_id,
    )
    return terms.points if await award(uow, grant) else 0


async def withdraw(uow: UnitOfWork, submission: Submission) -> bool:
    """Take back what one handed in, wherever it has come; of two presses one does."""
    gone = await _move(
        uow, submission, submission.state, state="withdrawn", words=None, file_id=None
    )
    if gone is None:
        return False
    await call_off(uow, submission.id)
    if submission.message_id is not None:
        await drop_pick(uow, submission.chat_id, submission.message_id)
        _take_down(uow, submission, submission.message_id)
    # The staff's copy of it goes as well.
    await take_copies(uow, submission.id, "copy")
    return True


async def take_copies(uow: UnitOfWork, submission_id: int, *kinds: str) -> None:
    """Take away what the staff was shown of a submission."""
    for chat_id, kind, message_id in await cards_of(uow, submission_id):
        if kind in kinds and message_id is not None:
            take_away(uow, chat_id, message_id, None)


async def call_off(uow: UnitOfWork, submission_id: int) -> None:
    """Keep its words in no delivery any more, and send none that was not sent yet."""
    of_it = outbox.c.key.startswith(f"submission:{submission_id}:")
    await uow.execute(
        update(outbox)
        .where(of_it, outbox.c.state == "owed")
        .values(state="expired", reason="taken back", settled_at=uow.now)
    )
    await uow.execute(
        update(outbox).where(of_it, outbox.c.settled_at.is_not(None)).values(arguments=null())
    )


def delivery(
    submission: Submission, key: str, chat_id: int, words: Words, *, then: Then
) -> Delivery:
    """Owe a chat what somebody handed in: a message, or a photo with the words below."""
    photo = {} if submission.file_id is None else {"photo": submission.file_id}
    return Delivery(
        key=key,
        chat_id=chat_id,
        method="sendPhoto" if photo else "sendMessage",
        arguments={"words": pack(words), **photo},
        is_repeatable=False,
        person_id=submission.person_id,
        then=then,
    )


def _take_down(uow: UnitOfWork, submission: Submission, message_id: int) -> None:
    then = Then(TAKEN, {"submission_id": submission.id})
    take_away(uow, submission.chat_id, message_id, None, then=then)


async def _begin(
    uow: UnitOfWork, place: Place, person_id: int, values: dict[str, Any]
) -> Submission:
    await _give_way(uow, person_id)
    row = {
        "community_id": place.community_id,
        "chat_id": place.chat_id,
        "person_id": person_id,
        "is_photo": False,
        "is_named": True,
        "in_library": False,
        "made_at": uow.now,
    }
    made = await uow.execute(insert(submissions).values(row | values).returning(*COLUMNS))
    begun: Any = made.one()
    return Submission(*begun)


async def _give_way(uow: UnitOfWork, person_id: int) -> int:
    # Kept empty for a day: its button must not become that of the next draft.
    gone = await uow.execute(
        update(submissions)
        .where(submissions.c.person_id == person_id, submissions.c.state.in_(("asked", "draft")))
        .values(state="dropped", words=None, file_id=None)
    )
    return gone.rowcount


async def _move(
    uow: UnitOfWork, submission: Submission, before: State, **values: Any
) -> Submission | None:
    """Change a submission if it still stands where it did."""
    moved = await uow.execute(
        update(submissions)
        .where(submissions.c.id == submission.id, submissions.c.state == before)
        .values(**values)
        .returning(*COLUMNS)
    )
    return drawn(moved.first())


def _post_key(submission_id: int) -> str:
    return f"submission:{submission_id}:post:"


def _note(uow: UnitOfWork, submission: Submission, what: str, by: int) -> None:
    note(
        uow,
        community_id=submission.community_id,
        category="settings",
        what=what,
        actor_id=by,
        subject_id=submission.person_id,
        chat_id=submission.chat_id,
        after={"submission": submission.id},
    )
