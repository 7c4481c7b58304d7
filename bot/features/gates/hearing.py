"""Hear what somebody before a gate answers, and let what follows from it follow."""

from enum import Enum, auto
from typing import Any, Final

from sqlalchemy import update

from bot.features.gates.planning import plan_review
from bot.features.gates.queries import Candidate, candidate_by_id, gate_of
from bot.features.gates.rules import PRESSED, WORDED, is_answered, is_pressed_right, tries_of
from bot.features.gates.service import admit, hand_to_staff, turn_away
from bot.features.place import Place
from bot.features.restrictions.bans import take_turn
from bot.features.restrictions.service import reasons_of
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.gates import candidates

# Of five answers the staff's card has room for so much of each.
LONGEST_ANSWER: Final = 400


class Heard(Enum):
    """What became of an answer."""

    PASSED = auto()
    STILL_HELD = auto()
    WRONG = auto()
    OUT = auto()
    LATE = auto()
    NEXT = auto()
    REVIEW = auto()
    OVER = auto()


async def press(uow: UnitOfWork, place: Place, candidate: Candidate, choice: int) -> Heard:
    """Hear a press of somebody's own; a second one finds it decided."""
    if candidate.kind not in PRESSED:
        return Heard.OVER
    is_right = is_pressed_right(candidate.terms, candidate.seed, choice)
    return await _hear(uow, place, candidate, is_right=is_right)


async def say(uow: UnitOfWork, place: Place, candidate: Candidate, words: str) -> Heard:
    """Hear words of somebody's own: an answer, a code, or the next answer to a questionnaire."""
    if candidate.kind == "questionnaire":
        return await _note_answer(uow, candidate, words)
    if candidate.kind not in WORDED:
        return Heard.OVER
    is_right = await opens(uow, place, candidate, words)
    return await _hear(uow, place, candidate, is_right=is_right)


async def opens(uow: UnitOfWork, place: Place, candidate: Candidate, words: str) -> bool:
    """Whether words are a right answer, or a code that is good."""
    match candidate.kind:
        case "question":
            return is_answered(words, candidate.terms.answers)
        case "code":
            # Codes are those of now: one that leaked and was taken off opens nothing.
            return is_answered(words, (await gate_of(uow, place)).codes)
        case _:
            return False


async def _hear(uow: UnitOfWork, place: Place, candidate: Candidate, *, is_right: bool) -> Heard:
    # Whoever answers by DM has no turn in the community yet: what was read before may be old.
    await take_turn(uow, candidate.chat_id)
    candidate = await candidate_by_id(uow, candidate.id) or candidate
    closed = _closed(uow, candidate)
    if closed is not None:
        return closed
    if not is_right:
        return await _count_wrong(uow, candidate)
    if not await admit(uow, place, candidate):
        return Heard.OVER
    is_held = candidate.way == "group" and bool(
        await reasons_of(uow, candidate.chat_id, candidate.person_id)
    )
    return Heard.STILL_HELD if is_held else Heard.PASSED


def _closed(uow: UnitOfWork, candidate: Candidate) -> Heard | None:
    """Return why no answer counts any more, or None where one does."""
    if not candidate.is_open:
        return Heard.LATE if candidate.state == "expired" else Heard.OVER
    is_late = candidate.deadline is not None and uow.now > candidate.deadline
    if is_late and candidate.terms.failure == "remove":
        return Heard.LATE
    if candidate.state == "review" and candidate.tries >= tries_of(candidate.terms):
        # Whoever used up their tries cannot go on guessing: people decide.
        return Heard.REVIEW
    return None


async def _count_wrong(uow: UnitOfWork, candidate: Candidate) -> Heard:
    # Counted in the row itself: two wrong answers at the same moment are two.
    counted = await uow.execute(
        update(candidates)
        .where(candidates.c.id == candidate.id, candidates.c.settled_at.is_(None))
        .values(tries=candidates.c.tries + 1)
        .returning(candidates.c.tries)
    )
    tries = counted.scalar()
    if tries is None:
        return Heard.OVER
    if tries < tries_of(candidate.terms):
        return Heard.WRONG
    is_kept = candidate.terms.failure == "keep"
    if is_kept:
        done = await hand_to_staff(uow, candidate)
    else:
        done = await turn_away(uow, candidate, "failed")
    return Heard.OUT if done else Heard.OVER


async def _note_answer(uow: UnitOfWork, candidate: Candidate, words: str) -> Heard:
    await take_turn(uow, candidate.chat_id)
    candidate = await candidate_by_id(uow, candidate.id) or candidate
    if not candidate.is_open or candidate.state != "waiting":
        return Heard.LATE if candidate.state == "expired" else Heard.OVER
    is_late = candidate.deadline is not None and uow.now > candidate.deadline
    if is_late and candidate.terms.failure == "remove":
        return Heard.LATE
    answers = [*candidate.answers, storable(words.strip(), LONGEST_ANSWER)]
    is_whole = len(answers) >= len(candidate.terms.questions)
    values: dict[str, Any] = {"answers": answers}
    if is_whole:
        values |= {"state": "review", "deadline": None}
    await uow.execute(update(candidates).where(candidates.c.id == candidate.id).values(values))
    if is_whole:
        plan_review(uow, candidate.id)
    return Heard.REVIEW if is_whole else Heard.NEXT
