"""Quizzes, as members and staff live them: a night from the lobby to the board."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.features.quizzes import banking
from bot.features.quizzes.reading import read
from bot.kit.effects import React
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome
from handlers import buttons
from handlers.quiz_buttons import BeginQuiz, JoinQuiz, MakeQuizOf, StopQuiz, TweakQuiz
from models.campaigns import campaigns
from models.communities import communities
from models.members import members
from models.points import ledger
from models.quizzes import answers, banks, daily_quizzes, questions, quizzes, rounds
from models.updates import failed_updates
from tests.conversation import BOT, GROUP, Person, Town, ids, texts, value
from tests.polls.playing import Telegram, closed
from tests.polls.playing import votes as cast
from tests.quizzes import files

pytestmark = pytest.mark.feature("A2")

CHOICES = """question,A,B,answer
One?,right,wrong,A
Two?,right,wrong,A
Three?,right,wrong,A
"""
WORDS = "AUTHOR: x\nDESCRIPTION: Words\nPainter?:\n- 梵谷\n- Van Gogh\nSky?:\n- the Blue\n"


async def stocked(town: Town, content: str = CHOICES, name: str = "general.csv") -> Person:
    """Let there be an admin and a bank."""
    ada = await town.with_admin()
    held = read(content, name)
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection, now=town.clock.now(), chance=town.chance, dialect=town.database.dialect
        )
        community_id = (await uow.execute(select(communities.c.id))).scalars().first()
        assert community_id is not None
        bank = await banking.open_bank(
            uow, community_id, banking.key_of(name), title=held.title, author="", by=ada.id
        )
        await banking.take(uow, bank, held.questions)
        await uow.finish()
    return ada


async def begun(town: Town, said: str = "/quiz Night rounds=3 seconds=20 lobby=30") -> Telegram:
    """Let a quiz be set up, its lobby be posted, and the first question be asked."""
    ada = await stocked(town)
    await ada.says(said)
    (row,) = await town.rows(quizzes)
    await ada.presses(buttons.pack(BeginQuiz(row["id"], is_sure=True)))
    telegram = Telegram(town)
    await telegram.settles()
    town.passes(seconds=30)
    await telegram.settles()
    town.said.clear()
    return telegram


async def goes_on(town: Town, telegram: Telegram, seconds: float = 20) -> list[Owed]:
    """Let a round end, be counted, and the next one be asked."""
    calls = []
    for span in (seconds, 4, 5):
        town.passes(seconds=span)
        calls += await telegram.settles()
    return calls


def placed(calls: list[Owed]) -> list[tuple[str, int, int]]:
    """Who is where on the final board."""
    board = next(each for each in calls if "quiz-board" in ids([each]))
    found = []
    for text in texts([board]):
        values: dict[str, Any] = dict(text.values)
        if text.id == "quiz-place":
            found.append((values["name"], values["score"], values["right"]))
    return found


async def test_a_night_from_the_lobby_to_the_board(town_on_both: Town) -> None:
    """Three native quizzes one after the other; the quick have more; points are paid once."""
    town = town_on_both
    ada = await stocked(town)
    preview = await ada.says("/quiz start Night rounds=3 seconds=20 lobby=30 for=fun")
    (row,) = await town.rows(quizzes)
    await ada.presses(buttons.pack(BeginQuiz(row["id"], is_sure=True)))
    telegram = Telegram(town)
    lobby = await telegram.settles()
    mei, bo = town.person("Mei"), town.person("Bo")
    joined = await mei.presses(buttons.pack(JoinQuiz(row["id"])))
    again = await mei.presses(buttons.pack(JoinQuiz(row["id"])))
    town.passes(seconds=5)
    card = await telegram.settles()
    town.passes(seconds=25)
    await telegram.settles()
    for number in range(3):
        poll = telegram.named[number]
        await cast(mei, poll, 0)
        town.passes(seconds=3)
        await cast(bo, poll, 0 if number else 1)
        calls = await goes_on(town, telegram, 17)
    later = await goes_on(town, telegram)

    assert ids(preview)[0] == "quiz-preview"
    assert "quiz-lobby" in ids(lobby)
    assert (ids(joined), ids(again)) == (["quiz-joined"], ["quiz-joined-before"])
    assert value(card, "quiz-names", "names") == "Mei"
    asked = telegram.asked[0]
    assert (asked["type"], asked["is_anonymous"], asked["open_period"]) == ("quiz", False, 20)
    assert asked["question"].startswith("[1/3] ")
    assert placed(calls) == [("Mei", 45, 3), ("Bo", 26, 2)]
    assert later == []
    assert {row["points"] for row in await town.rows(ledger)} == {15, 10}
    (campaign,) = await town.rows(campaigns)
    assert campaign["figures"]["participants"] == 2
    assert await town.rows(failed_updates) == []


async def test_retractions_changes_and_early_answers_score_right(town_on_both: Town) -> None:
    """What stands at the end counts: once, whenever the poll's name became known."""
    town = town_on_both
    ada = await stocked(town)
    await ada.says("/quiz Night rounds=1 lobby=0")
    (row,) = await town.rows(quizzes)
    await ada.presses(buttons.pack(BeginQuiz(row["id"], is_sure=True)))
    telegram = Telegram(town)
    telegram.next_names = ["early"]
    mei, bo, cy = (town.person(name) for name in ("Mei", "Bo", "Cy"))
    await cast(mei, "early", 0)
    await telegram.settles()
    await cast(bo, "early", 0)
    await cast(bo, "early")
    await cast(cy, "early", 1)
    await cast(cy, "early", 0)
    calls = await goes_on(town, telegram)

    assert {name: right for name, _, right in placed(calls)} == {"Mei": 1, "Cy": 1}


async def test_outsiders_of_a_forwarded_copy_win_nothing(town_on_both: Town) -> None:
    """They are told of on the board, and have no points."""
    town = town_on_both
    telegram = await begun(town, "/quiz Night rounds=1 lobby=30")
    mei, stranger = town.person("Mei"), town.person("Stranger")
    telegram.outsiders.add(stranger.id)
    await cast(stranger, telegram.named[0], 0)
    await cast(mei, telegram.named[0], 0)
    await telegram.settles()

    calls = await goes_on(town, telegram)

    assert [name for name, _, _ in placed(calls)] == ["Mei"]
    assert value(calls, "quiz-board-outsiders", "n") == 1
    assert [row["person_id"] for row in await town.rows(ledger)] == [mei.id]


async def test_a_restart_in_the_middle_and_a_late_close_change_nothing(town_on_both: Town) -> None:
    """Down over the end of a round, the bot closes it late, scores it, and plays on."""
    town = town_on_both
    telegram = await begun(town)
    mei = town.person("Mei")
    await cast(mei, telegram.named[0], 0)
    await town.restart()
    town.passes(hours=3)
    telegram.refuses_stop = "poll has already been closed"
    await town.restart()
    # What was cast in time and told late is right, and not quick.
    await cast(town.person("Bo"), telegram.named[0], 0)
    await goes_on(town, telegram, 1)
    assert len(telegram.named) == 2
    await town.restart()
    await cast(mei, telegram.named[1], 0)
    await goes_on(town, telegram)
    calls = await goes_on(town, telegram)

    assert placed(calls) == [("Mei", 30, 2), ("Bo", 10, 1)]
    assert await town.rows(failed_updates) == []


async def test_a_round_closed_by_an_administrator_goes_on_at_once(town_on_both: Town) -> None:
    """It is scored from what was answered, once, and the next one comes."""
    town = town_on_both
    telegram = await begun(town)
    mei = town.person("Mei")
    await cast(mei, telegram.named[0], 0)
    await town.takes(closed(telegram.named[0], (1, 0)))
    await goes_on(town, telegram, 0)

    assert len(telegram.named) == 2
    assert [row["is_right"] for row in await town.rows(answers)] == [True]


async def test_a_round_that_cannot_be_asked_is_passed_over(town: Town) -> None:
    """Whatever Telegram refuses, the night goes on to its board."""
    ada = await stocked(town)
    await ada.says("/quiz Night rounds=3 lobby=0")
    (row,) = await town.rows(quizzes)
    await ada.presses(buttons.pack(BeginQuiz(row["id"], is_sure=True)))
    telegram = Telegram(town)
    telegram.refuses_send = "not enough rights to send polls"
    await telegram.settles()
    for _ in range(3):
        calls = await goes_on(town, telegram)
        if "quiz-board" in ids(calls):
            break

    assert {row["state"] for row in await town.rows(rounds)} == {"void"}
    assert {row["state"] for row in await town.rows(quizzes)} == {"closed"}


def reply_to(number: int) -> dict[str, Any]:
    """What makes a message a reply to one of the bot's."""
    return {
        "reply_to_message": {
            "message_id": number,
            "date": 1,
            "chat": {"id": GROUP, "type": "supergroup", "title": "Reading club"},
            "from": BOT,
            "text": "?",
        }
    }


async def test_answers_in_words_are_replies(town_on_both: Town) -> None:
    """However it is written, the first right one ends the round and is told."""
    town = town_on_both
    ada = await stocked(town, WORDS, "words.yaml")
    await ada.says("/quiz Words rounds=2 kind=text lobby=0 seconds=30")
    (row,) = await town.rows(quizzes)
    await ada.presses(buttons.pack(BeginQuiz(row["id"], is_sure=True)))
    telegram = Telegram(town)
    await telegram.settles()
    first = next(row for row in await town.rows(rounds) if row["state"] == "open")
    (asked,) = [
        each["words"] for each in await town.rows(questions) if each["id"] == first["question_id"]
    ]
    right = {"Painter?": "van-gogh!", "Sky?": "BLUE"}[asked]
    mei, bo = town.person("Mei"), town.person("Bo")
    wrong = await bo.says("a tree", **reply_to(first["message_id"]))
    loose = await bo.says(right)
    said = await mei.says(right, **reply_to(first["message_id"]))
    await mei.says(right, **reply_to(first["message_id"]))
    await bo.says(right, **reply_to(first["message_id"]))
    told = await goes_on(town, telegram, 2)

    assert not any(isinstance(each, React) for each in wrong + loose)
    assert [each.emoji for each in said if isinstance(each, React)] == ["🎉"]
    assert value(told, "quiz-answer-first", "names") == "Mei, Bo"
    assert {row["score"] for row in await town.rows(answers)} == {15}
    assert [row["state"] for row in await town.rows(rounds)].count("open") == 1


async def test_nothing_comes_twice_before_everything_was_asked(town: Town) -> None:
    """The next quiz asks what the last one did not."""
    ada = await stocked(town)
    asked: list[str] = []
    for _ in range(3):
        await ada.says("/quiz Night rounds=1 lobby=0")
        row = max(await town.rows(quizzes), key=lambda each: int(each["id"]))
        await ada.presses(buttons.pack(BeginQuiz(row["id"], is_sure=True)))
        telegram = Telegram(town)
        await telegram.settles()
        asked.append(telegram.asked[0]["question"])
        await goes_on(town, telegram)
        await goes_on(town, telegram)

    assert len(set(asked)) == 3


async def test_a_question_a_day_comes_at_its_hour(town: Town) -> None:
    """It is asked at noon, counted before the next one, and ends when it is switched off."""
    ada = await stocked(town)
    on = await ada.says("/quiz daily bank=general at=13:00 reward=3")
    telegram = Telegram(town)
    town.passes(hours=1)
    await telegram.settles()
    mei = town.person("Mei")
    await cast(mei, telegram.named[0], 0)
    town.passes(hours=23)
    calls = await telegram.settles()
    for _ in range(3):
        town.passes(seconds=5)
        calls += await telegram.settles()
    town.passes(hours=1)
    await telegram.settles()
    off = await ada.says("/quiz daily off")
    town.passes(hours=24)
    await telegram.settles()

    assert ids(on) == ["quiz-daily-on"]
    assert value(calls, "quiz-day-right", "right") == 1
    assert [row["points"] for row in await town.rows(ledger)] == [3]
    assert len(telegram.named) == 2
    assert ids(off) == ["quiz-daily-off"]
    assert await town.rows(daily_quizzes) == []


async def test_a_quiz_is_ended_early(town: Town) -> None:
    """After a second look; the board stands as it is."""
    telegram = await begun(town)
    ada = Person(town, 1001, "Ada")
    await cast(town.person("Mei"), telegram.named[0], 0)
    (row,) = await town.rows(quizzes)
    ask = await ada.says("/quiz stop")
    no = await ada.presses(buttons.pack(StopQuiz(row["id"], ada.id, is_sure=False)))
    yes = await ada.presses(buttons.pack(StopQuiz(row["id"], ada.id, is_sure=True)))
    calls = await telegram.settles() + await goes_on(town, telegram, 0)

    assert ids(ask) == ["quiz-stop-ask"]
    assert (ids(no), ids(yes)) == (["quiz-goes-on"], ["quiz-stopping"])
    assert placed(calls) == [("Mei", 15, 1)]


async def test_buttons_change_a_draft_one_thing_each(town: Town) -> None:
    """Each to its next value; members change nothing, and forged ones begin nothing."""
    ada = await stocked(town, files.CSV, "maths.csv")
    offer = await ada.says("/quiz")
    (bank,) = await town.rows(banks)
    await ada.presses(buttons.pack(MakeQuizOf(bank["community_id"], bank["id"])))
    (row,) = await town.rows(quizzes)
    mei = town.person("Mei")
    for what in ("rounds", "seconds", "reward", "lobby", "category", "kind", "nonsense"):
        await ada.presses(buttons.pack(TweakQuiz(row["id"], what)))
    forged = await mei.presses(buttons.pack(BeginQuiz(row["id"], is_sure=True)))
    (row,) = await town.rows(quizzes)
    dropped = await ada.presses(buttons.pack(BeginQuiz(row["id"], is_sure=False)))

    assert "quiz-bank-line" in ids(offer)
    assert (row["rounds"], row["seconds"], row["reward"]) == (15, 30, 10)
    assert (row["lobby_s"], row["category"], row["kind"]) == (120, "Maths", "choice")
    assert ids(forged) == ["refused-not-admin"]
    assert ids(dropped) == ["quiz-dropped"]


def document(town: Town, person: Person, name: str, caption: str = "") -> dict[str, Any]:
    """A file by DM, as Telegram sends it."""
    update = town.message(person, "", chat_id=person.id)
    del update["message"]["text"]
    update["message"] |= {
        "caption": caption,
        "document": {
            "file_id": "f",
            "file_unique_id": "u",
            "file_name": name,
            "file_size": 900,
        },
    }
    return update


async def test_a_bank_comes_as_a_file_by_dm(town_on_both: Town) -> None:
    """Asked for, it is read; each fault is told with its line, and the good ones are taken."""
    town = town_on_both
    ada = await town.with_admin()
    await ada.says("good morning everybody")
    content = files.CSV + f"Long?,{'x' * 101},No,,,A,,\n" + "What is 2 + 2?,3,4,,,B,,\n"

    def fetched(call: Owed) -> Outcome | None:
        return Done({"content": content}) if call.method == "getFile" else None

    ask = await ada.whispers("/quiz import maths")
    reads = await town.takes(document(town, ada, "questions.csv"))
    calls = await town.settles(fetched)
    await town.takes(document(town, ada, "questions.csv", "/quiz import"))
    again = await town.settles(fetched)
    (bank, other) = await town.rows(banks)

    assert ids(ask)[0] == "quiz-file-ask"
    assert ids(reads) == ["quiz-file-reads"]
    assert value(calls, "quiz-file-done", "n") == 3
    assert [
        dict(each.values)["line"] for each in texts(calls) if each.id == "quiz-file-fault"
    ] == [
        5,
        6,
    ]
    assert (bank["key"], other["key"]) == ("maths", "questions")
    assert value(again, "quiz-file-done", "n") == 3
    assert await town.count(questions) == 6


async def test_a_large_bank_is_taken_with_progress(town: Town) -> None:
    """Thousands come in parts, and how far it is is told."""
    ada = await town.with_admin()
    await ada.says("good morning everybody")
    content = "\n".join(files.trivia(2500))

    def fetched(call: Owed) -> Outcome | None:
        return Done({"content": content}) if call.method == "getFile" else None

    await town.takes(document(town, ada, "sums.yaml", "/quiz import"))
    calls = await town.settles(fetched)

    assert ids(calls).count("quiz-file-goes") == 2
    assert value(calls, "quiz-file-done", "n") == 2500
    assert await town.count(questions) == 2500


async def test_members_play_and_set_nothing_up(town: Town) -> None:
    """The command and the file are for the staff."""
    await stocked(town)
    mei = town.person("Mei")
    await mei.says("good morning everybody")

    refused = await mei.says("/quiz Night")
    whispered = await mei.whispers("/quiz import")
    file = await town.takes(document(town, mei, "a.csv", "/quiz import"))

    assert ids(refused) == ["refused-not-admin"]
    assert ids(whispered) == ["refused-not-admin"]
    assert ids(file) == ["refused-not-admin"]
    assert await town.count(members) >= 1
