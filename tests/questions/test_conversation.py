"""Questions, as members, experts and staff live them."""

from typing import Any

import pytest

from handlers import buttons
from handlers.question_buttons import BeginSession, CloseSession, VoteQuestion
from models.campaigns import campaigns
from models.points import ledger
from models.questions import question_replies, question_sessions, question_votes, questions
from models.updates import failed_updates
from tests.conversation import BOT, GROUP, Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("A9")


def answering(message: dict[str, Any]) -> dict[str, Any]:
    """What makes a message the reply to another."""
    return {"reply_to_message": message["message"]}


async def told(town: Town, person: Person, text: str, **more: Any) -> dict[str, Any]:
    """Let somebody say something; returns the update."""
    update = town.message(person, text, **more)
    await town.takes(update)
    return update


def post_of(town: Town, post_id: int, text: str) -> dict[str, Any]:
    """A post of the bot's, to be replied to."""
    return {
        "reply_to_message": {
            "message_id": post_id,
            "date": int(town.clock.now().timestamp()),
            "chat": town.chat(GROUP),
            "from": BOT,
            "text": text,
        }
    }


async def session(town: Town, said: str = "/qa Running well expert=@wei") -> tuple[Person, Person]:
    """Let an admin begin a session; returns the admin and the expert."""
    ada = await town.with_admin()
    wei = town.person("Wei", extra={"username": "wei"})
    await wei.says("hello")
    await ada.says(said)
    await ada.presses(buttons.pack(BeginSession(1, is_sure=True)))
    await town.settles()
    town.said.clear()
    return ada, wei


async def test_only_what_nobody_answered_is_listed(town_on_both: Town) -> None:
    """After two hours, the oldest first, without a word of it; a reply takes it off the list."""
    town = town_on_both
    ada = await town.with_admin()
    await ada.whispers("/start")
    mei, bo = town.person("Mei"), town.person("Bo")
    lost = await told(town, mei, "Where is the secret meeting?")
    found = await told(town, bo, "几点开始？")
    await told(town, bo, "and a statement.")
    await told(town, bo, "nobody knows, me neither?", **answering(found))
    await told(town, mei, "at eight", **answering(found))
    early = await ada.whispers("/questions")
    town.passes(hours=3)

    listed = await ada.whispers("/questions")
    refused = await mei.says("/questions")
    rows = await town.rows(questions)

    assert ids(early) == ["questions-all-answered"]
    assert value(listed, "questions-unanswered", "n") == 2
    assert [dict(each.values)["name"] for each in texts(listed)[1:]] == ["Mei", "Bo"]
    assert ids(refused) == ["refused-not-admin"]
    assert {row["words"] for row in rows} == {None}
    assert lost["message"]["message_id"] in {row["message_id"] for row in rows}
    assert await town.rows(failed_updates) == []


async def test_solved_thanks_the_helper_once(town_on_both: Town) -> None:
    """The asker's word in reply to the answer pays once; nobody else's does, nor one's own."""
    town = town_on_both
    mei, bo = town.person("Mei"), town.person("Bo")
    await bo.says("good morning everybody")
    asked = await told(town, mei, "Where is it?")
    answer = await told(town, bo, "next to the tower", **answering(asked))

    stranger = await town.person("Cy").says("/solved", **answering(answer))
    first = await mei.says("/solved", **answering(answer))
    await town.restart()
    again = await mei.says("/solved", **answering(answer))
    own = await told(town, bo, "And when?")
    himself = await told(town, bo, "ah, at eight", **answering(own))
    alone = await bo.says("/solved", **answering(himself))
    nothing = await bo.says("/solved")
    paid = [row for row in await town.rows(ledger) if row["rule"] == "solved"]

    assert ids(stranger) == ["solved-none"]
    assert value(first, "solved", "points") == 10
    assert ids(again) == ["solved-before"]
    assert ids(alone) == ["solved-self"]
    assert ids(nothing) == ["solved-how"]
    assert [(row["person_id"], row["points"]) for row in paid] == [(bo.id, 10)]


async def test_a_session_collects_votes_and_answers(town_on_both: Town) -> None:
    """Asked by command, by reply and by DM; votes once each; the expert's reply is the answer."""
    town = town_on_both
    ada, wei = await session(town)
    (row,) = await town.rows(question_sessions)
    mei, bo = town.person("Mei"), town.person("Bo")
    await told(town, mei, "/ask How do I begin?")
    await told(town, bo, "Which shoes?", **post_of(town, row["card_id"], "🎙 Running well"))
    posted = await town.settles()
    (first, second) = await town.rows(questions)
    vote = buttons.pack(VoteQuestion(second["id"]))
    voted = await mei.presses(vote)
    await ada.presses(vote)
    unvoted = await ada.presses(vote)
    own = await bo.presses(vote)
    listed = await wei.says("/qa")
    reply = post_of(town, second["post_id"], "❓ Which shoes?")
    await told(town, mei, "I like the red ones", **reply)
    await told(town, wei, "Light ones that fit", **reply)
    town.passes(seconds=6)
    edited = await town.settles()

    assert [ids([each])[0] for each in posted] == ["question-post", "question-post"]
    assert ids(voted) == ["question-voted"]
    assert ids(unvoted) == ["question-unvoted"]
    assert ids(own) == ["question-own"]
    assert await town.count(question_votes) == 1
    assert value(listed, "questions-line", "n") == second["id"]
    assert value(edited, "question-answer", "words") == "Light ones that fit"
    assert value(edited, "question-answer", "name") == "Wei"
    answers = {each["id"]: each["answer"] for each in await town.rows(questions)}
    assert answers == {first["id"]: None, second["id"]: "Light ones that fit"}


async def test_an_answer_by_dm_is_posted_with_the_question(town_on_both: Town) -> None:
    """The group sees both; nobody but the expert may; the archive finds it by either's words."""
    town = town_on_both
    ada, wei = await session(town)
    mei = town.person("Mei")
    await told(town, mei, "/ask How do I begin?")
    await town.settles()

    staff = await ada.whispers("/answer 1 Just run")
    done = await wei.whispers("/answer 1 慢慢来, slowly at first")
    posted = await town.settles()
    hit = await mei.says("/answers SLOWLY")
    asked = await mei.says("/answers begin")
    miss = await mei.says("/answers 100%")

    assert ids(staff) == ["question-not-yours"]
    assert ids(done) == ["question-answered"]
    assert {each.chat_id for each in posted if "question-post" in ids([each])} == {GROUP}
    assert ids(hit)[:2] == ids(asked)[:2] == ["answers-question", "answers-answer"]
    assert ids(miss) == ["answers-none"]


async def test_a_session_ends_once_with_what_came_of_it(town_on_both: Town) -> None:
    """Closed by its own end or by hand, told with stars; then nothing is taken any more."""
    town = town_on_both
    _ada, _wei = await session(town, "/qa Running well expert=@wei ends=2h target=1")
    mei = town.person("Mei")
    await told(town, mei, "/ask How do I begin?")
    await town.settles()
    town.passes(hours=2)
    await town.restart()

    calls = await town.settles()
    late = await mei.presses(buttons.pack(VoteQuestion(1)))
    forged = await mei.presses(buttons.pack(CloseSession(1, mei.id, is_sure=True)))
    (campaign,) = await town.rows(campaigns)

    assert value(calls, "questions-over", "n") == 1
    assert "campaign-rate-ask" in ids(calls)
    assert campaign["figures"]["participants"] == 1
    assert ids(late) == ["button-stale"]
    assert ids(forged) == ["refused-not-admin"]


async def test_enough_is_enough_and_a_replay_asks_once(town_on_both: Town) -> None:
    """Five questions each; the same update twice is one."""
    town = town_on_both
    await session(town)
    mei = town.person("Mei")
    update = await told(town, mei, "/ask Number 0?")
    await town.takes(update)
    for number in range(1, 5):
        await told(town, mei, f"/ask Number {number}?")

    sixth = await mei.says("/ask Number 5?")

    assert ids(sixth) == ["question-enough"]
    assert await town.count(questions) == 5


async def test_questions_and_answers_are_forgotten(town_on_both: Town) -> None:
    """The asker's go as a whole; an expert's words go, the question stays."""
    town = town_on_both
    _ada, wei = await session(town)
    mei, bo = town.person("Mei"), town.person("Bo")
    for each in (mei, bo):
        await told(town, each, f"/ask How does {each.first_name} begin?")
    await wei.whispers("/answer 1 slowly")
    await wei.whispers("/answer 2 dolphin")
    asked = await told(town, bo, "Where?")
    await told(town, mei, "there", **answering(asked))

    for each in (mei, wei):
        await each.whispers("/forget")
        await each.presses(f"forget|{each.id}|1", chat_id=each.id)

    rows = await town.rows(questions)
    assert {row["person_id"] for row in rows} == {bo.id}
    assert {row["answer"] for row in rows} == {None}
    assert await town.rows(question_replies) == []
    (held,) = await town.rows(question_sessions)
    assert held["expert_id"] is None


async def test_a_move_takes_questions_along(town_on_both: Town) -> None:
    """A group that becomes a supergroup keeps its session."""
    town = town_on_both
    await session(town)
    mei, new = town.person("Mei"), GROUP - 77
    await told(town, mei, "/ask How do I begin?")
    await town.takes(town.message(mei, "", migrate_to_chat_id=new))

    await told(town, mei, "/ask And then?", chat_id=new)

    assert {row["chat_id"] for row in await town.rows(questions)} == {new}
    assert await town.count(questions) == 2
