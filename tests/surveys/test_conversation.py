"""Surveys, as members and staff live them."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.features.surveys.rules import ticket_of
from bot.kit.effects import Edit, Effect, Reply
from bot.runtime.gateway import Owed
from handlers import buttons
from handlers.survey_buttons import (
    DONE,
    SKIP,
    AnswerSurvey,
    BeginSurvey,
    EndSurvey,
    OpenSurvey,
    TweakSurvey,
)
from models.campaigns import campaigns
from models.contacts import contacts
from models.surveys import survey_invitations, survey_responses, surveys
from models.updates import failed_updates
from tests.checkins.test_races import replicas
from tests.conversation import BOT, GROUP, Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("D8")

WALK = """/survey new Our walk {options}
1. How was it? 1-5
2. What did you like?
- The walk
- The food -> 4
3. Which days? (several)
- Saturday
- Sunday
4. Anything else?"""


async def begun(town: Town, options: str = "", said: str = WALK) -> Person:
    """Let an admin begin a survey; returns the admin."""
    ada = await town.with_admin()
    await ada.whispers("/start")
    await ada.says(said.format(options=options))
    (row,) = await town.rows(surveys)
    await ada.presses(buttons.pack(BeginSurvey(row["id"], is_sure=True)))
    return ada


async def member(town: Town, name: str = "Mei") -> Person:
    """Somebody who is in the group, and whom the bot may write to."""
    person = town.person(name)
    await person.says("Good morning")
    await person.whispers("/start")
    return person


async def number(town: Town) -> int:
    """Return the number of the only survey."""
    (row,) = await town.rows(surveys)
    return int(row["id"])


def keys(effects: Sequence[Effect | Owed]) -> list[AnswerSurvey]:
    """Return what can be pressed at the question that was shown last."""
    shown = [each for each in effects if isinstance(each, Edit | Reply) and each.keyboard]
    rows = shown[-1].keyboard if shown else ()
    found = [buttons.unpack(key.data) for row in rows for key in row]
    return [each for each in found if isinstance(each, AnswerSurvey)]


async def chooses(person: Person, shown: Sequence[Effect | Owed], choice: int) -> list[Effect]:
    """Press a choice of the question that was shown last."""
    key = next(each for each in keys(shown) if each.value == choice)
    return await person.presses(buttons.pack(key), chat_id=person.id)


async def opens(town: Town, person: Person) -> list[Effect]:
    """Begin to answer."""
    data = buttons.pack(OpenSurvey(await number(town)))
    return await person.presses(data, chat_id=person.id)


def reply_to(shown: Sequence[Effect | Owed]) -> dict[str, Any]:
    """What Telegram adds to a message that replies to the question that was shown last."""
    rows = [[{"text": "…", "callback_data": buttons.pack(key)}] for key in keys(shown)]
    return {
        "reply_to_message": {
            "message_id": 5,
            "date": 0,
            "chat": {"id": 1, "type": "private"},
            "from": BOT,
            "text": "…",
            "reply_markup": {"inline_keyboard": rows},
        }
    }


async def walks_through(town: Town, person: Person) -> list[Effect]:
    """Answer every question of the walk; returns what is said in the end."""
    said = await opens(town, person)
    for choice in (5, 0, 1):
        said = await chooses(person, said, choice)
    said = await chooses(person, said, DONE)
    return await person.whispers("  More of it  ", **reply_to(said))


async def test_a_survey_is_looked_at_before_it_is_posted(town_on_both: Town) -> None:
    """The preview says what it would be; begun, the card stands in the group with a link."""
    town = town_on_both
    ada = await town.with_admin()
    await ada.whispers("/start")
    preview = await ada.whispers(WALK.format(options="days=14"))
    survey = await number(town)

    changed = await ada.presses(buttons.pack(TweakSurvey(survey, "days")), chat_id=ada.id)
    said = await ada.presses(buttons.pack(BeginSurvey(survey, is_sure=True)), chat_id=ada.id)
    sent = [each for each in await town.settles() if "survey-title" in ids([each])]
    (row,) = await town.rows(surveys)

    assert ids(preview)[0] == "survey-preview"
    assert value(changed, "survey-lasts", "days") == 30
    assert "survey-begun-group" in ids(said)
    assert ids(sent)[:2] == ["survey-title", "survey-card"]
    assert sent[0].chat_id == GROUP
    assert sent[0].arguments["keyboard"][0][0]["url"].endswith(f"?start=sv-{survey}")
    assert (row["state"], row["card_id"] is not None, row["asked"]) == ("open", True, 0)
    again = await ada.presses(buttons.pack(BeginSurvey(survey, is_sure=True)), chat_id=ada.id)
    assert ids(again) == ["button-stale"]


async def test_an_anonymous_answer_leads_to_nobody(town_on_both: Town) -> None:
    """The answers stand under a hash alone; that somebody has begun stands elsewhere."""
    town = town_on_both
    await begun(town)
    mei = await member(town)

    said = await opens(town, mei)
    token = keys(said)[0].token
    assert await town.count(survey_responses) == 0
    await town.restart()
    said = await chooses(mei, said, 5)
    said = await chooses(mei, said, 0)
    said = await chooses(mei, said, 1)
    assert [each.value for each in keys(said)] == [0, 1, DONE, SKIP]
    said = await chooses(mei, said, DONE)
    await town.restart()
    said = await mei.whispers("  More of it  ", **reply_to(said))

    assert ids(said) == ["survey-thanks-nameless"]
    (row,) = await town.rows(survey_responses)
    assert row["answers"] == {"0": 5, "1": [0], "2": [1], "3": "More of it"}
    assert (row["person_id"], row["asked_at"], row["ticket"]) == (None, None, ticket_of(token))
    assert [each["has_begun"] for each in await town.rows(survey_invitations)] == [True]
    assert str(mei.id) not in str(row)
    assert ids(await opens(town, mei)) == ["survey-not-again"]


async def test_nothing_owed_holds_a_token(town: Town) -> None:
    """Questions are answers to a press, and never rows that would be kept."""
    await begun(town)
    mei = await member(town)
    await town.settles()

    await walks_through(town, mei)

    assert await town.settles() == []


async def test_under_a_name_somebody_goes_on_where_they_stopped(town_on_both: Town) -> None:
    """Words need no reply there, and the branch leads past what does not concern them."""
    town = town_on_both
    await begun(town, "anonymous=no")
    mei = await member(town)
    said = await chooses(mei, await opens(town, mei), 4)
    await chooses(mei, said, 1)
    await town.restart()

    said = await opens(town, mei)
    assert value(said, "survey-progress", "number") == 4
    said = await mei.whispers("Thank you all")

    assert ids(said) == ["survey-thanks"]
    (row,) = await town.rows(survey_responses)
    assert (row["person_id"], row["is_complete"]) == (mei.id, True)
    assert row["answers"] == {"0": 4, "1": [1], "3": "Thank you all"}


async def test_words_much_later_answer_nothing(town: Town) -> None:
    """What is written an hour after the question is about something else."""
    await begun(town, "anonymous=no")
    mei = await member(town)
    said = await chooses(mei, await opens(town, mei), SKIP)
    await chooses(mei, said, 1)
    town.passes(hours=1)

    said = await mei.whispers("Where is the library?")

    assert "survey-thanks" not in ids(said)


async def test_replays_and_double_taps_count_once(town_on_both: Town) -> None:
    """The same update again is nothing; a second tap is told that it is answered."""
    town = town_on_both
    await begun(town)
    mei = await member(town)
    said = await opens(town, mei)
    key = next(each for each in keys(said) if each.value == 5)
    press = town.press(mei, buttons.pack(key), chat_id=mei.id)

    await town.takes(press)
    await town.takes(press)
    again = await mei.presses(buttons.pack(key), chat_id=mei.id)

    assert ids(again) == ["survey-not-stale"]
    (row,) = await town.rows(survey_responses)
    assert row["answers"] == {"0": 5}


async def test_sixty_four_presses_at_once_are_one_answer(town_on_both: Town) -> None:
    """Whoever hands themselves many tokens is counted once all the same."""
    town = town_on_both
    await begun(town)
    mei = await member(town)
    survey = await number(town)
    forged = [AnswerSurvey(survey, 0, 5, f"{n:022d}") for n in range(64)]
    presses = [town.press(mei, buttons.pack(key), chat_id=mei.id) for key in forged]

    async with replicas(town, 4) as bots:
        await asyncio.gather(*(bots[at % 4].takes(press) for at, press in enumerate(presses)))

    assert await town.count(survey_responses) == 1
    assert await town.rows(failed_updates) == []


@pytest.mark.parametrize(
    ("at", "choice", "token"),
    [(0, 9, "t"), (0, -7, "t"), (7, 0, "t"), (-1, 0, "t"), (3, 0, "t"), (0, 5, "")],
)
async def test_forged_answers_are_none(town: Town, at: int, choice: int, token: str) -> None:
    """Numbers beyond the scale, questions that there are not, no token at all."""
    await begun(town)
    mei = await member(town)
    forged = AnswerSurvey(await number(town), at, choice, token)

    said = await mei.presses(buttons.pack(forged), chat_id=mei.id)

    assert set(ids(said)) <= {"survey-not-misfit", "survey-not-stale", "button-stale"}
    assert all(not row["answers"] for row in await town.rows(survey_responses))


async def test_strangers_and_those_outside_the_segment_are_turned_away(town: Town) -> None:
    """A stranger is sent to the group; a member is told what they lack."""
    await begun(town, 'only="points>=1000"')
    mei = await member(town)
    stranger = town.person("Tom")
    await stranger.whispers("/start")

    said = await mei.whispers(f"/start sv-{await number(town)}")
    strange = await stranger.whispers(f"/start sv-{await number(town)}")

    assert ids(said)[0] == "survey-not-uninvited"
    assert "segment-clause" in ids(said)[1]
    assert ids(strange) == ["refused-no-community"]
    assert ids(await stranger.whispers("/start sv-999")) == ["button-stale"]


async def test_a_sample_is_asked_by_dm_and_then_left_in_peace(town_on_both: Town) -> None:
    """Whom the bot may write to is asked once; the next survey passes them over."""
    town = town_on_both
    people = [await member(town, f"M{n}") for n in range(4)]
    quiet = town.person("Quiet")
    await quiet.says("I never pressed Start")
    ada = await begun(town, "to=dm sample=50 rest=30")

    sent = await town.settles()
    asked = {each.chat_id for each in sent if "survey-ask" in ids([each])}
    (row,) = await town.rows(surveys)
    assert (len(asked), row["asked"]) == (3, 3)
    assert asked <= {each.id for each in (*people, ada)}
    await town.restart()
    assert await town.settles() == []

    await ada.whispers(WALK.format(options="to=dm rest=30 key=second"))
    second = max(each["id"] for each in await town.rows(surveys))
    await ada.presses(buttons.pack(BeginSurvey(second, is_sure=True)), chat_id=ada.id)
    sent = await town.settles()

    assert asked.isdisjoint(each.chat_id for each in sent if "survey-ask" in ids([each]))
    uninvited = next(each for each in people if each.id in asked)
    data = buttons.pack(OpenSurvey(second))
    said = await uninvited.presses(data, chat_id=uninvited.id)
    assert ids(said) == ["survey-not-uninvited"]


async def test_whoever_stopped_such_messages_is_not_written_to(town: Town) -> None:
    """They count as not asked."""
    mei = await member(town)
    await mei.whispers("/stop activities")
    await begun(town, "to=dm")

    sent = await town.settles()

    assert mei.id not in {each.chat_id for each in sent}
    states = {row["person_id"]: row["state"] for row in await town.rows(contacts)}
    assert states[mei.id] == "stopped"


async def test_its_days_end_it_and_the_staff_are_told(town_on_both: Town) -> None:
    """The card says so, whoever may decide reads the result, and late answers are met kindly."""
    town = town_on_both
    ada = await begun(town, "days=3 anonymous=no")
    await town.settles()
    mei = await member(town)
    await walks_through(town, mei)
    town.passes(days=3)
    await town.restart()

    sent = await town.settles()

    assert "survey-card-over" in ids(sent)
    assert [each.chat_id for each in sent if "survey-results" in ids([each])] == [ada.id]
    assert value(sent, "survey-results-n", "begun") == 1
    late = await member(town, "Late")
    assert ids(await opens(town, late)) == ["survey-not-closed"]
    assert await town.settles() == []


async def test_of_few_nameless_answers_nothing_is_shown(town: Town) -> None:
    """Below ten neither the page nor the file tells anything."""
    ada = await begun(town)
    for n in range(9):
        await walks_through(town, await member(town, f"M{n}"))

    page = await ada.whispers("/survey s1")
    file = await ada.whispers("/survey export s1")
    assert "survey-too-few" in ids(page)
    assert "survey-quote" not in ids(page)
    assert ids(file) == ["survey-too-few"]

    await walks_through(town, await member(town, "M9"))
    page = await ada.whispers("/survey s1")
    await ada.whispers("/survey export s1")
    (sent,) = [each for each in await town.settles() if each.method == "sendDocument"]

    assert value(page, "survey-csat", "count") == 10
    rows = sent.arguments["document"]["content"].splitlines()
    assert len(rows) == 11
    assert rows[0] == "How was it?,What did you like?,Which days?,Anything else?,complete"
    assert rows[1] == "5,The walk,Sunday,More of it,1"


@pytest.mark.feature("D9")
async def test_the_promoter_score_is_asked_and_told(town: Town) -> None:
    """Ready made in the community's language, with margin, n and response rate."""
    ada = await town.with_admin()
    await ada.whispers("/start")
    await ada.whispers("/survey nps anonymous=no")
    survey = await number(town)
    (row,) = await town.rows(surveys)
    assert row["rest_days"] == 90
    await ada.presses(buttons.pack(BeginSurvey(survey, is_sure=True)), chat_id=ada.id)
    for n, score in enumerate((10, 10, 9, 9, 9, 9, 8, 7, 6, 0)):
        person = await member(town, f"M{n}")
        await chooses(person, await opens(town, person), score)

    page = await ada.whispers("/survey s1")

    assert value(page, "survey-nps", "score") == 40.0
    assert value(page, "survey-nps", "margin") == 49.6
    assert value(page, "survey-results-n", "complete") == 0
    # Nobody was there when it was posted: whoever answered was asked.
    assert value(page, "survey-rate", "rate") == 1.0


async def test_closing_early_asks_first(town: Town) -> None:
    """Another's press counts for nothing, and what is closed stays closed."""
    ada = await begun(town)
    mei = await member(town)
    survey = await number(town)
    assert ids(await ada.whispers("/survey end s1")) == ["survey-end-ask"]
    data = buttons.pack(EndSurvey(survey, ada.id, is_sure=True))

    stolen = await mei.presses(data, chat_id=mei.id)
    first = await ada.presses(data, chat_id=ada.id)
    again = await ada.presses(data, chat_id=ada.id)

    assert ids(stolen) == ["button-not-yours"]
    assert "survey-results" in ids(first)
    assert ids(again) == ["button-stale"]


@pytest.mark.parametrize("said", ["/survey new Title\n1. Only?\n- one", "/survey nope", "/survey"])
async def test_members_set_no_survey_up(town: Town, said: str) -> None:
    """Only those with the role for it may, and they are told so."""
    await town.with_admin()
    mei = await member(town)

    await mei.says(said)

    assert await town.count(surveys) == 0


async def test_what_is_wrong_with_a_survey_is_told(town: Town) -> None:
    """The line, the option or the condition, and nothing is kept."""
    ada = await town.with_admin()
    await ada.whispers("/start")

    assert ids(await ada.whispers("/survey new Empty"))[0] == "survey-no-questions"
    wrong = await ada.whispers("/survey new T dyas=7\n1. One?")
    assert ids(wrong) == ["wish-unknown-near"]
    bad = await ada.whispers('/survey new T only="pionts>3"\n1. One?')
    assert [each.id for each in texts(bad)]
    assert await town.count(surveys) == 0


@pytest.mark.feature("A17")
async def test_a_survey_is_held_against_what_it_is_for(town: Town) -> None:
    """The preview says what it is for; closed, the campaign knows who took part."""
    ada = await begun(town, 'for="Plan the spring" target=2 anonymous=no')
    mei = await member(town)
    await walks_through(town, mei)
    data = EndSurvey(await number(town), ada.id, is_sure=True)
    await ada.presses(buttons.pack(data), chat_id=ada.id)

    (row,) = await town.rows(campaigns)
    assert (row["kind"], row["objective"], row["target"]) == ("survey", "Plan the spring", 2)
    assert row["closed_at"] is not None
    assert (row["figures"]["participants"], row["figures"]["actions"]) == (1, 4)
