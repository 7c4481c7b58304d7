"""What quizzes do when it is due: begin, ask, score, tell the board, ask the day's question."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import update

from bot.features.members.queries import names_of
from bot.features.places import Place, Places, place_of
from bot.features.polls import ballots, voting
from bot.features.quizzes import daily, keeping, service
from bot.features.quizzes.ending import Ending, finish
from bot.features.quizzes.queries import (
    board_of,
    players_of,
    question_by_id,
    quiz_by_id,
    round_of,
    round_with,
)
from bot.features.quizzes.rules import Question, Quiz
from bot.kit.effects import Delivery, Due, Keyboard, Planned, Priority, Then, pack_keyboard, post
from bot.kit.texts import Lines, Words, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import campaigns, quiz_files, quiz_texts
from handlers.quiz_making import POSTED
from models.quizzes import quizzes

CARD: Final = f"{keeping.KIND}.card"
ASKED: Final = f"{keeping.KIND}.asked"
CARD_EVERY_S: Final = 5


def plan_card(uow: UnitOfWork, quiz: Quiz) -> None:
    """Have the lobby's card brought up to date, with whatever else happens in these seconds."""
    slot = int(uow.now.timestamp()) // CARD_EVERY_S + 1
    uow.schedule(
        Due(
            key=f"{CARD}:{quiz.id}:{slot}",
            kind=CARD,
            due_at=datetime.fromtimestamp(slot * CARD_EVERY_S, uow.now.tzinfo),
            community_id=quiz.community_id,
            details={"quiz_id": quiz.id, "slot": slot},
        )
    )


class QuizTeller:
    """Does what is due about quizzes."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work."""
        return {
            POSTED: self.posted,
            CARD: self.card,
            keeping.NEXT: self.go_on,
            f"{keeping.KIND}.sent": self.sent,
            f"{keeping.KIND}.counted": self.count,
            ASKED: self.asked,
            service.SHUT: self.shut,
            service.STUCK: self.stuck,
            daily.DAILY: self.ask_daily,
            **quiz_files.workers(self._places),
        }

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Remember which message is the card."""
        quiz_id, sent_id = int(due.details["quiz_id"]), due.details["sent_id"]
        await uow.execute(update(quizzes).where(quizzes.c.id == quiz_id).values(card_id=sent_id))
        quiz = await quiz_by_id(uow, quiz_id)
        if quiz is not None and await players_of(uow, quiz_id):
            plan_card(uow, quiz)

    async def card(self, uow: UnitOfWork, due: Planned) -> None:
        """Show who waits in the lobby."""
        quiz = await quiz_by_id(uow, int(due.details["quiz_id"]))
        if quiz is None or quiz.state != "lobby":
            return
        waiting = await players_of(uow, quiz.id)
        names = await names_of(uow, set(waiting))
        words, keyboard = quiz_texts.lobby(
            quiz, [names[each] for each in waiting if each in names]
        )
        _edit_card(uow, quiz, words, keyboard, str(due.details["slot"]))

    async def go_on(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask the next round, or tell the board behind the last one."""
        quiz_id, last = int(due.details["quiz_id"]), int(due.details["round"])
        coming = await service.next_round(uow, quiz_id, last)
        if coming is None:
            await self._finish(uow, quiz_id, last)
            return
        quiz, number, question = coming
        if question.is_choice:
            await service.ask_choice(uow, quiz, number, question)
        else:
            _ask_words(uow, quiz, number, question)
        if number == 1 and not quiz.is_daily:
            _edit_card(uow, quiz, quiz_texts.standings(quiz, (), {}), (), "begun")

    async def sent(self, uow: UnitOfWork, due: Planned) -> None:
        """Take down that a round is being asked; one that was not is passed over."""
        number = int(due.details["ballot_id"])
        ballot = await ballots.sent(uow, due)
        asked = await round_with(uow, number)
        if asked is None:
            return
        quiz = await keeping.anew(uow, asked.quiz_id)
        if ballot is None:
            kept = await ballots.ballot_by_id(uow, number)
            if kept is not None and kept.state == "lost":
                await service.give_up(uow, quiz.id, asked.number)
            return
        await service.open_round(
            uow, quiz, asked.number, message_id=None, closes_at=ballot.closes_at
        )
        await voting.found_early(uow, ballot)

    async def count(self, uow: UnitOfWork, due: Planned) -> None:
        """Score a round whose poll is closed."""
        ballot = await ballots.settle(uow, int(due.details["ballot_id"]))
        asked = await round_with(uow, ballot.id) if ballot is not None else None
        if ballot is None or asked is None:
            return
        quiz = await service.close_choice(uow, asked, ballot)
        if quiz is not None and not quiz.is_daily and asked.number < quiz.rounds:
            await _show_standings(uow, quiz, asked.number)

    async def asked(self, uow: UnitOfWork, due: Planned) -> None:
        """Take down which message is a question that is answered in words."""
        quiz_id, number = int(due.details["quiz_id"]), int(due.details["round"])
        quiz = await keeping.anew(uow, quiz_id)
        if due.details["sent_id"] is None:
            await service.give_up(uow, quiz_id, number)
            return
        closes_at = uow.now + timedelta(seconds=quiz.seconds)
        if await service.open_round(
            uow, quiz, number, message_id=int(due.details["sent_id"]), closes_at=closes_at
        ):
            service.plan_shut(uow, quiz, number, closes_at)

    async def shut(self, uow: UnitOfWork, due: Planned) -> None:
        """Close a round that was answered in words, and tell what was right."""
        quiz_id, number = int(due.details["quiz_id"]), int(due.details["round"])
        asked = await round_of(uow, quiz_id, number)
        quiz = await service.close_words(uow, quiz_id, number)
        if quiz is None or asked is None:
            return
        question = await question_by_id(uow, asked.question_id)
        had = await service.right_in(uow, quiz_id, number)
        names = await names_of(uow, set(had))
        told = quiz_texts.answered(question, [names[each] for each in had if each in names])
        _post(uow, quiz, f"quiz-answer:{quiz_id}:{number}", told, reply_to=asked.message_id)
        if number < quiz.rounds:
            await _show_standings(uow, quiz, number)

    async def stuck(self, uow: UnitOfWork, due: Planned) -> None:
        """Go on where a round was never told of."""
        await service.give_up(uow, int(due.details["quiz_id"]), int(due.details["round"]))

    async def ask_daily(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask the question of the day."""
        chat_id = await daily.chat_of(uow, due)
        place = await self._place(uow, chat_id) if chat_id is not None else None
        if place is not None:
            await daily.ask(uow, place)

    async def _finish(self, uow: UnitOfWork, quiz_id: int, last: int) -> None:
        quiz = await quiz_by_id(uow, quiz_id)
        if quiz is None or quiz.round != last or quiz.state not in {"lobby", "open"}:
            return
        place = await self._place(uow, quiz.chat_id)
        ending = await finish(uow, place, quiz_id) if place is not None else None
        if ending is not None:
            await _tell_board(uow, ending)

    async def _place(self, uow: UnitOfWork, chat_id: int) -> Place | None:
        await self._places.read(uow, [chat_id])
        return place_of(uow, chat_id)


async def _tell_board(uow: UnitOfWork, ending: Ending) -> None:
    quiz = ending.quiz
    names = await names_of(uow, {each.person_id for each in ending.board})
    if quiz.is_daily:
        asked = await round_of(uow, quiz.id, 1)
        if asked is not None and ending.rounds:
            question = await question_by_id(uow, asked.question_id)
            told = quiz_texts.day_told(ending, question, names)
            ballot = await ballots.ballot_of(uow, keeping.KIND, quiz.id)
            reply_to = ballot.message_id if ballot is not None else None
            _post(uow, quiz, f"quiz-board:{quiz.id}", told, reply_to=reply_to)
        return
    words: Lines = quiz_texts.board(ending, names)
    keyboard: Keyboard = ()
    if ending.board:
        words = Lines(*words.texts, "", campaigns.rating_ask())
        keyboard = campaigns.rating_row(keeping.CAMPAIGN, quiz.id)
    _post(uow, quiz, f"quiz-board:{quiz.id}", words, keyboard=keyboard)


async def _show_standings(uow: UnitOfWork, quiz: Quiz, number: int) -> None:
    places = await board_of(uow, quiz.id)
    names = await names_of(uow, {each.person_id for each in places})
    _edit_card(uow, quiz, quiz_texts.standings(quiz, places, names), (), f"round-{number}")


def _ask_words(uow: UnitOfWork, quiz: Quiz, number: int, question: Question) -> None:
    details = {"quiz_id": quiz.id, "round": number}
    key = f"quiz-asked:{quiz.id}:{number}"
    _post(
        uow,
        quiz,
        key,
        quiz_texts.asked(quiz, number, question),
        then=Then(ASKED, details),
        expires_at=uow.now + service.PATIENCE,
    )
    service.plan_stuck(uow, quiz, number)


def _post(uow: UnitOfWork, quiz: Quiz, key: str, words: Words, **more: Any) -> None:
    uow.owe(post(key, quiz.chat_id, words, thread_id=quiz.thread_id, **more))


def _edit_card(uow: UnitOfWork, quiz: Quiz, words: Words, keyboard: Keyboard, key: str) -> None:
    if quiz.card_id is None:
        return
    arguments: dict[str, Any] = {"message_id": quiz.card_id, "words": pack(words)}
    if keyboard:
        arguments["keyboard"] = pack_keyboard(keyboard)
    uow.owe(
        Delivery(
            key=f"quiz-card:{quiz.id}:{key}",
            chat_id=quiz.chat_id,
            method="editMessageText",
            arguments=arguments,
            is_repeatable=True,
            priority=Priority.CHATTER,
        )
    )
