"""Polls, as members and staff live them."""

from typing import Any

import pytest

from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Unknown
from handlers import buttons
from handlers.poll_buttons import (
    BeginPoll,
    ClosePoll,
    ExportPoll,
    MakePollFrom,
    ShowMissing,
    TweakPoll,
)
from models.activity import daily_activity
from models.campaigns import campaigns
from models.members import members
from models.polls import ballots, polls, votes
from models.tags import taggings
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids, texts, value
from tests.polls.playing import Telegram, answer, closed
from tests.polls.playing import votes as cast

pytestmark = pytest.mark.feature("A1")

SAID = "/poll Which evening? ends=2h\nFriday\nSaturday\nSunday"


async def begun(town: Town, said: str = SAID) -> tuple[Person, Telegram, str]:
    """Let an admin ask; returns the admin, Telegram, and its name for the poll."""
    ada = await town.with_admin()
    await ada.says(said)
    (row,) = await town.rows(polls)
    await ada.presses(buttons.pack(BeginPoll(row["id"], is_sure=True)))
    telegram = Telegram(town)
    await telegram.settles()
    town.said.clear()
    return ada, telegram, telegram.named[0]


def told(calls: list[Owed]) -> dict[str, tuple[int, int]]:
    """Return each option's count and share from the result."""
    found: dict[str, tuple[int, int]] = {}
    for text in texts(calls):
        if text.id in {"poll-result", "poll-result-best"}:
            values: dict[str, Any] = dict(text.values)
            found[values["option"]] = (values["count"], values["share"])
    return found


async def ended(town: Town, telegram: Telegram) -> list[Owed]:
    """Let the poll's time run out and the votes be counted."""
    town.passes(hours=2)
    calls = await telegram.settles()
    town.passes(seconds=5)
    return calls + await telegram.settles()


async def test_a_line_a_look_and_a_press_ask_the_group(town_on_both: Town) -> None:
    """The preview comes first; begun, Telegram's own poll is sent with names on purpose."""
    town = town_on_both
    ada = await town.with_admin()

    preview = await ada.says(SAID)
    (row,) = await town.rows(polls)
    telegram = Telegram(town)
    await telegram.settles()
    before = list(telegram.asked)
    begin = await ada.presses(buttons.pack(BeginPoll(row["id"], is_sure=True)))
    again = await ada.presses(buttons.pack(BeginPoll(row["id"], is_sure=True)))
    await telegram.settles()
    (ballot,) = await town.rows(ballots)

    assert ids(preview)[0] == "poll-preview"
    assert before == []
    assert "poll-begun" in ids(begin)
    assert ids(again) == ["button-stale"]
    assert telegram.asked == [
        {
            "question": "Which evening?",
            "options": [{"text": "Friday"}, {"text": "Saturday"}, {"text": "Sunday"}],
            "is_anonymous": False,
            "allows_multiple_answers": False,
        }
    ]
    assert (ballot["state"], ballot["telegram_id"]) == ("open", telegram.named[0])


async def test_the_bot_closes_it_and_tells_shares_once(town_on_both: Town) -> None:
    """Votes change, are taken back and come again; at the end each counts once."""
    town = town_on_both
    _ada, telegram, poll = await begun(town)
    mei, bo, cy = (town.person(name) for name in ("Mei", "Bo", "Cy"))
    await cast(mei, poll, 0)
    await cast(mei, poll, 1)
    await cast(bo, poll, 1)
    await cast(cy, poll, 2)
    await cast(cy, poll)

    calls = await ended(town, telegram)
    later = await ended(town, telegram)

    assert [each.method for each in calls].count("stopPoll") == 1
    assert told(calls) == {"Friday": (0, 0), "Saturday": (2, 100), "Sunday": (0, 0)}
    assert value(calls, "poll-results-n", "n") == 2
    assert later == []
    assert [row["state"] for row in await town.rows(polls)] == ["closed"]
    assert await town.rows(failed_updates) == []


async def test_answers_before_the_polls_name_is_known_count(town_on_both: Town) -> None:
    """Telegram may tell votes before it has answered what the poll is called."""
    town = town_on_both
    ada = await town.with_admin()
    await ada.says(SAID)
    (row,) = await town.rows(polls)
    await ada.presses(buttons.pack(BeginPoll(row["id"], is_sure=True)))
    mei, telegram = town.person(), Telegram(town)
    telegram.next_names = ["early"]
    await cast(mei, "early", 2)
    await cast(mei, "nobody's", 1)

    await telegram.settles()
    calls = await ended(town, telegram)

    assert told(calls)["Sunday"] == (1, 100)


async def test_an_older_update_never_takes_a_newer_ones_place(town_on_both: Town) -> None:
    """Replays and stragglers change nothing; after a quiet week numbers may begin anew."""
    town = town_on_both
    _ada, telegram, poll = await begun(town, SAID.replace("2h", "10d"))
    mei = town.person()
    await cast(mei, poll, 1, number=500_000)
    await cast(mei, poll, 0, number=499_999)
    assert [row["options"] for row in await town.rows(votes)] == [[1]]

    town.passes(days=8)
    await cast(mei, poll, 2, number=77_777)

    assert [row["options"] for row in await town.rows(votes)] == [[2]]
    assert telegram.named == [poll]


async def test_outsiders_of_a_forwarded_copy_are_flagged(town_on_both: Town) -> None:
    """A copy elsewhere shares the poll: Telegram is asked who is in, and they alone count."""
    town = town_on_both
    _ada, telegram, poll = await begun(town)
    mei, stranger = town.person("Mei"), town.person("Stranger")
    telegram.outsiders.add(stranger.id)
    await mei.says("hello everybody, nice to be here")
    await cast(mei, poll, 0)
    await cast(stranger, poll, 1)
    asked = await telegram.settles()

    calls = await ended(town, telegram)

    assert [each.arguments for each in asked if each.method == "getChatMember"] == [
        {"user_id": stranger.id}
    ]
    assert told(calls)["Friday"] == (1, 100)
    assert value(calls, "poll-results-outsiders", "n") == 1
    assert stranger.id not in {row["person_id"] for row in await town.rows(members)}


async def test_a_restart_in_the_middle_loses_nothing(town_on_both: Town) -> None:
    """Votes, the end and the result are rows: it is closed late, and told once."""
    town = town_on_both
    _ada, telegram, poll = await begun(town)
    mei = town.person()
    await cast(mei, poll, 0)
    await town.restart()
    await cast(town.person("Bo"), poll, 0)
    town.passes(hours=9)
    await town.restart()
    await telegram.settles()
    await town.restart()

    calls = await ended(town, telegram)

    assert told(calls)["Friday"] == (2, 100)


async def test_a_poll_closed_by_somebody_else_is_counted(town_on_both: Town) -> None:
    """Closed in Telegram's own page, it is told from what was voted; the end is no news then."""
    town = town_on_both
    _ada, telegram, poll = await begun(town)
    await cast(town.person(), poll, 2)
    await town.takes(closed(poll, (0, 0, 1)))
    telegram.refuses_stop = "poll has already been closed"
    town.passes(seconds=5)

    calls = await telegram.settles()
    later = await ended(town, telegram)
    await town.takes(closed(poll, (0, 0, 1)))

    assert told(calls)["Sunday"] == (1, 100)
    assert later == []


async def test_a_vote_after_the_count_changes_nothing(town: Town) -> None:
    """What is told stays true."""
    _ada, telegram, poll = await begun(town)
    mei = town.person()
    await cast(mei, poll, 0)
    await ended(town, telegram)

    await cast(mei, poll, 1)

    assert [row["options"] for row in await town.rows(votes)] == [[0]]


async def test_an_anonymous_poll_is_told_from_telegrams_count(town: Town) -> None:
    """No name is ever known; the answer to closing it has the numbers."""
    ada, telegram, _poll = await begun(town, SAID + "\nanonymous: yes")
    telegram.counts = [1, 3, 0]
    (row,) = await town.rows(polls)
    refused = await ada.says(f"/poll missing {row['id']}")

    calls = await ended(town, telegram)

    assert telegram.asked[0]["is_anonymous"] is True
    assert told(calls) == {"Friday": (1, 25), "Saturday": (3, 75), "Sunday": (0, 0)}
    assert ids(refused) == ["poll-names-none"]


async def test_several_answers_are_shares_of_the_voters(town: Town) -> None:
    """Each may choose several; the shares are of those who voted."""
    _ada, telegram, poll = await begun(town, SAID + "\nseveral: yes")
    await cast(town.person("Mei"), poll, 0, 1)
    await cast(town.person("Bo"), poll, 1)

    calls = await ended(town, telegram)

    assert telegram.asked[0]["allows_multiple_answers"] is True
    assert told(calls) == {"Friday": (1, 50), "Saturday": (2, 100), "Sunday": (0, 0)}
    assert "poll-results-several" in ids(calls)


async def test_an_option_gives_its_tag_and_takes_it_back(town_on_both: Town) -> None:
    """A tag's rule asks for an option by name or number; a change of mind moves the tag."""
    town = town_on_both
    ada, _telegram, poll = await begun(town)
    await ada.says('/tag new weekend poll="Which evening?" option=Saturday')
    await ada.says('/tag new late poll="Which evening?" option=3')
    mei = town.person()
    await mei.says("good morning everybody, how are you")
    await cast(mei, poll, 1)
    first = await town.count(taggings)
    await cast(mei, poll, 2)
    second = await town.rows(taggings)
    await cast(mei, poll)

    assert first == 1
    assert [row["evidence"]["option"] for row in second] == [3]
    assert await town.count(taggings) == 0
    voted = [row for row in await town.rows(daily_activity) if row["kind"] == "member_voted"]
    assert [row["times"] for row in voted] == [1]


async def test_the_staff_see_who_has_not_voted(town: Town) -> None:
    """Only they, only by DM, and of named polls alone."""
    ada, _telegram, poll = await begun(town)
    mei, bo = town.person("Mei"), town.person("Bo")
    for each in (ada, mei, bo):
        await each.says("good morning everybody, how are you")
    await cast(mei, poll, 1)
    (row,) = await town.rows(polls)

    answer_ = await ada.says("/poll missing")
    calls = await town.settles()
    forged = await mei.presses(buttons.pack(ShowMissing(row["id"])))

    assert ids(answer_) == ["answered-by-dm"]
    assert value(calls, "poll-missing-names", "names") == "Ada, Bo"
    assert {each.chat_id for each in calls} == {ada.id}
    assert ids(forged) == ["refused-not-admin"]


async def test_the_votes_are_had_as_a_file(town: Town) -> None:
    """Each voter is a row, and no name is a formula."""
    ada, _telegram, poll = await begun(town)
    await cast(town.person("=HYPERLINK(1)"), poll, 1)
    (row,) = await town.rows(polls)

    await ada.presses(buttons.pack(ExportPoll(row["id"])))
    calls = [each for each in await town.settles() if each.method == "sendDocument"]

    content = calls[0].arguments["document"]["content"]
    assert "'=HYPERLINK(1)" in content
    assert content.splitlines()[1].endswith("Saturday")


async def test_a_talk_by_dm_sets_a_poll_up(town: Town) -> None:
    """Asked, the next words are the question and its answers; a button asks for others."""
    ada = await town.with_admin()
    await ada.says("good morning everybody")
    offer = await ada.whispers("/poll")
    wrong = await ada.whispers("Only a question?")
    drafted = await ada.whispers("Tea or coffee?\nTea\nCoffee")
    (row,) = await town.rows(polls)
    await ada.presses(buttons.pack(TweakPoll(row["id"], "words")), chat_id=ada.id)
    reworded = await ada.whispers("Juice?\nYes\nNo")
    puzzled = await ada.whispers("and now?")
    (changed,) = await town.rows(polls)

    assert "poll-new-talk" in ids(offer)
    assert ids(wrong) == ["poll-fault-options"]
    assert ids(drafted)[0] == ids(reworded)[0] == "poll-preview"
    assert (changed["id"], changed["question"]) == (row["id"], "Juice?")
    assert "poll-preview" not in ids(puzzled)
    assert changed["chat_id"] == GROUP


async def test_a_template_and_a_few_presses_set_a_poll_up(town: Town) -> None:
    """Names, answers and the end are changed one press each."""
    ada = await town.with_admin()
    await ada.says("/poll")
    (member, *_) = await town.rows(members) or [{"community_id": 1}]
    await ada.presses(buttons.pack(MakePollFrom(member["community_id"], "scale")))
    (row,) = await town.rows(polls)
    for what in ("names", "several", "ends", "ends", "nonsense"):
        await ada.presses(buttons.pack(TweakPoll(row["id"], what)))
    (row,) = await town.rows(polls)
    dropped = await ada.presses(buttons.pack(BeginPoll(row["id"], is_sure=False)))

    assert len(row["options"]) == 5
    assert (row["is_anonymous"], row["takes_several"]) == (True, True)
    assert row["lasts_s"] == 7 * 86_400
    assert ids(dropped) == ["poll-dropped"]
    assert await town.rows(polls) == []


async def test_members_ask_nothing(town: Town) -> None:
    """It takes a role; forged buttons begin, change and close nothing."""
    ada = await town.with_admin()
    mei = town.person()
    await ada.says(SAID)
    (row,) = await town.rows(polls)
    number = row["id"]

    for button in (
        BeginPoll(number, is_sure=True),
        TweakPoll(number, "names"),
        MakePollFrom(row["community_id"], "yesno"),
    ):
        assert ids(await mei.presses(buttons.pack(button))) == ["refused-not-admin"]
    refused = await mei.says(SAID)
    closing = await mei.presses(buttons.pack(ClosePoll(number, ada.id, "yes")))

    assert ids(refused) == ["refused-not-admin"]
    assert ids(closing) == ["button-not-yours"]
    assert [each["state"] for each in await town.rows(polls)] == ["draft"]


async def test_the_staff_close_a_poll_early(town: Town) -> None:
    """Asked again first; the second press of the same button finds it closing."""
    ada, telegram, poll = await begun(town)
    await cast(town.person(), poll, 1)
    (row,) = await town.rows(polls)
    ask = await ada.says("/poll close")
    kept = await ada.presses(buttons.pack(ClosePoll(row["id"], ada.id, "no")))
    yes = await ada.presses(buttons.pack(ClosePoll(row["id"], ada.id, "yes")))
    twice = await ada.presses(buttons.pack(ClosePoll(row["id"], ada.id, "yes")))
    await telegram.settles()
    town.passes(seconds=5)
    calls = await telegram.settles()
    listed = await ada.says("/polls")

    assert ids(ask) == ["poll-close-ask"]
    assert (ids(kept), ids(yes)[-1]) == (["poll-close-kept"], "poll-closing")
    assert ids(twice) == ["button-stale"]
    assert told(calls)["Saturday"] == (1, 100)
    assert "polls-closed" in ids(listed)


async def test_it_is_asked_in_the_topic_where_it_was_set_up(town: Town) -> None:
    """The poll and its result stand in the topic of the command, or in the one that was named."""
    ada = await town.with_admin()
    telegram = Telegram(town)
    await ada.says(SAID, message_thread_id=7, is_topic_message=True)
    (row,) = await town.rows(polls)
    await ada.presses(buttons.pack(BeginPoll(row["id"], is_sure=True)))
    await telegram.settles()
    calls = await ended(town, telegram)
    await ada.says(SAID + "\ntopic: https://t.me/c/1/9")

    results = next(each for each in calls if "poll-results" in ids([each]))
    assert telegram.asked[0]["message_thread_id"] == 7
    assert results.arguments["message_thread_id"] == 7
    assert [each["thread_id"] for each in await town.rows(polls)] == [7, 9]


async def test_what_telegram_refuses_is_told_to_whoever_asked(town: Town) -> None:
    """Where polls may not be sent, the maker hears why; nothing is left open."""
    ada = await town.with_admin()
    await ada.says(SAID)
    (row,) = await town.rows(polls)
    await ada.presses(buttons.pack(BeginPoll(row["id"], is_sure=True)))
    telegram = Telegram(town)
    telegram.refuses_send = "not enough rights to send polls"

    calls = await telegram.settles()

    assert ids(calls)[-1] == "poll-lost"
    assert [each["state"] for each in await town.rows(polls)] == ["lost"]


async def test_limits_are_said_before_anything_is_kept(town: Town) -> None:
    """Each fault has its own clear answer, and leaves no draft."""
    ada = await town.with_admin()
    said = {
        "/poll " + "x" * 301 + "\nYes\nNo": "poll-fault-question-long",
        "/poll Tea?\nYes": "poll-fault-options",
        "/poll Tea?\nYes\n" + "n" * 101: "poll-fault-option-long",
        "/poll Tea? ends=soon\nYes\nNo": "wish-unread",
        "/poll Tea? colour=red\nYes\nNo": "wish-unknown",
    }
    for words, expected in said.items():
        assert ids(await ada.says(words))[0] == expected
    assert await town.rows(polls) == []


async def test_a_chat_that_votes_is_nobody(town: Town) -> None:
    """An anonymous administrator's vote names no person and is not kept."""
    _ada, _telegram, poll = await begun(town)
    update = answer(town.person(), poll, [0])
    update["poll_answer"]["voter_chat"] = town.chat(GROUP)
    del update["poll_answer"]["user"]

    await town.takes(update)

    assert await town.rows(votes) == []
    assert await town.rows(failed_updates) == []


async def test_what_a_poll_is_for_is_held_against_what_came(town: Town) -> None:
    """The turnout is on the report card; a poll with an objective asks how it was liked."""
    _ada, telegram, poll = await begun(town, SAID + "\nfor: choose our evening\ntarget: 2")
    await cast(town.person("Mei"), poll, 0)
    await cast(town.person("Bo"), poll, 1)

    calls = await ended(town, telegram)
    (kept,) = await town.rows(campaigns)

    assert (kept["kind"], kept["objective"], kept["target"]) == ("poll", "choose our evening", 2)
    assert (kept["figures"]["participants"], kept["figures"]["actions"]) == (2, 2)
    assert "campaign-rate-ask" in ids(calls)


async def test_a_poll_that_may_never_have_been_sent_can_be_given_up(town: Town) -> None:
    """Nobody is stuck with one of which Telegram never said what became of it."""
    ada = await town.with_admin()
    await ada.says(SAID)
    (row,) = await town.rows(polls)
    await ada.presses(buttons.pack(BeginPoll(row["id"], is_sure=True)))
    await town.settles(
        lambda call: Unknown("no answer in time") if call.method == "sendPoll" else None
    )

    closing = await ada.presses(buttons.pack(ClosePoll(row["id"], ada.id, "yes")))

    assert ids(closing)[-1] == "poll-given-up"
    assert [each["state"] for each in await town.rows(polls)] == ["lost"]
