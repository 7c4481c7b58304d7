"""Reports and complaints as people live them: quietly told, seen to once, and answered."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.features.complaints.queries import response_minutes
from bot.features.settings.service import choose
from bot.kit.effects import Edit, React, Reply
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.outcomes import Rejected, Unreachable
from models.audits import audits
from models.cases import cases, evidence
from models.clauses import rule_drafts
from models.communities import chats, communities
from models.complaints import complainants, complaints
from models.lessons import lessons
from models.outbox import outbox
from models.roles import roles
from models.updates import failed_updates
from tests.checkins.test_races import replicas
from tests.complaints.scenes import (
    STAFF,
    Club,
    called,
    club,
    data_of,
    deeds_of,
    night,
    said_in,
    sent,
    words_of,
)
from tests.complaints.test_heat import QUARREL, QUIZ
from tests.conversation import GROUP, Town, ids, value

PHOTO = {"photo": [{"file_id": "pic-1", "file_unique_id": "u", "width": 9, "height": 9}]}


@pytest.fixture
async def here(town: Town) -> Club:
    """A club whose staff has a chat."""
    made = await club(town)
    await made.opens_staff_chat()
    return made


@pytest.fixture
async def here_on_both(town_on_both: Town) -> Club:
    """The same on each of the two databases."""
    made = await club(town_on_both)
    await made.opens_staff_chat()
    return made


async def reported(here: Club) -> Any:
    """Have Mei report what Tom said; returns the staff's card."""
    message = await here.hears(here.tom, "buy my coins now")
    await here.reports(here.mei, message, "/report it is spam")
    (card,) = sent(await here.town.settles(), STAFF)
    return card


class TestReporting:
    @pytest.mark.feature("R5")
    async def test_staff_sees_the_message_and_what_it_can_do(self, here: Club) -> None:
        """The card holds the words, the reason, the way there and the buttons; nobody's name."""
        message = await here.hears(here.tom, "buy my coins now")

        answer = await here.reports(here.mei, message, "/report it is spam")
        calls = await here.town.settles()

        (card,) = sent(calls, STAFF)
        assert words_of(card) == [
            "complaint-card-member",
            "complaint-card-who",
            "complaint-card-words",
            "complaint-card-voices",
            "complaint-card-reason",
        ]
        assert called(card, "complaint-card-who") == "Tom"
        assert said_in(card, "complaint-card-words")["words"] == "buy my coins now"
        assert said_in(card, "complaint-card-reason")["reason"] == "it is spam"
        assert "Mei" not in str(card.arguments)
        assert deeds_of(card) == [
            *("claim", "delete", "warn", "mute1h", "mute1d", "ban", "rules", "dismiss", "more"),
        ]
        assert ids(answer) == ["report-taken"]

    @pytest.mark.feature("R5")
    async def test_the_group_sees_nothing_of_it(self, here: Club) -> None:
        """The command goes, and whoever can be written to is answered by DM."""
        message = await here.hears(here.tom, "buy my coins now")

        answer = await here.reports(here.mei, message)
        calls = await here.town.settles()

        (reply,) = answer
        assert isinstance(reply, Reply)
        assert reply.chat_id == here.mei.id
        assert len(sent(calls, GROUP, "deleteMessage")) == 1
        assert sent(calls, GROUP) == []

    async def test_who_cannot_be_written_to_is_told_in_passing(self, here: Club) -> None:
        """The answer in the group takes itself away."""
        message = await here.hears(here.mei, "your picture is ugly")

        answer = await here.reports(here.tom, message)
        first = await here.town.settles()
        here.town.passes(minutes=1)
        later = await here.town.settles()

        (note,) = sent(first, GROUP)
        assert (answer, words_of(note)) == ([], ["report-taken"])
        assert len(sent(later, GROUP, "deleteMessage")) == 1

    @pytest.mark.parametrize("words", ["@admin", "hey @admins look", "＠管理员", "举报：广告"])
    async def test_calling_the_staff_is_a_report_too(self, here: Club, words: str) -> None:
        """@admin and 举报 in a reply report it, and are seen with a pair of eyes."""
        message = await here.hears(here.tom, "buy my coins now")

        answer = await here.reports(here.mei, message, words)

        (seen,) = answer
        assert isinstance(seen, React)
        assert (await here.complaint())["message_id"] == message["message_id"]

    async def test_calling_nobody_about_nothing_is_just_talk(self, here: Club) -> None:
        """@admin without a reply, in a topic's first level too, reports nothing."""
        root = {"message_id": 3, "date": 1, "chat": here.town.chat(GROUP)}

        alone = await here.mei.says("@admin")
        in_topic = await here.mei.says(
            "/report", reply_to_message=root, message_thread_id=3, is_topic_message=True
        )

        assert alone == []
        assert ids(in_topic) == ["report-how"]
        assert await here.town.rows(complaints) == []

    async def test_media_goes_along(self, here: Club) -> None:
        """A picture is shown by the id under which Telegram holds it, with its caption."""
        message = await here.hears(here.tom, "", caption="look", **PHOTO)

        await here.reports(here.mei, message)
        calls = await here.town.settles()

        (card,) = sent(calls, STAFF)
        (shown,) = sent(calls, STAFF, "sendPhoto")
        assert shown.arguments == {"photo": "pic-1"}
        assert said_in(card, "complaint-card-media") == {"kind": "photo"}
        assert said_in(card, "complaint-card-words") == {"words": "look"}

    @pytest.mark.feature("R5")
    async def test_many_voices_are_one_complaint(self, here: Club) -> None:
        """A second report is counted on the same card; a second one by the same member is not."""
        message = await here.hears(here.tom, "buy my coins now")
        await here.reports(here.mei, message)
        await here.town.settles()

        await here.reports(here.anna, message, "@admin")
        again = await here.reports(here.mei, message)
        calls = await here.town.settles()

        (edit,) = sent(calls, STAFF, "editMessageText")
        assert said_in(edit, "complaint-card-voices")["count"] == 2
        assert sent(calls, STAFF) == []
        assert ids(again) == ["report-again"]
        assert len(await here.town.rows(complainants)) == 2

    async def test_a_flood_of_reports_is_stopped_kindly(self, here: Club) -> None:
        """After as many as an hour allows, no more are passed on until the hour is over."""
        said = [await here.hears(here.tom, f"number {at}") for at in range(7)]
        answers = [ids(await here.reports(here.mei, each)) for each in said[:6]]
        here.town.passes(minutes=61)
        later = ids(await here.reports(here.mei, said[6]))

        assert answers == [["report-taken"]] * 5 + [["report-enough"]]
        assert later == ["report-taken"]

    async def test_who_cries_wolf_is_asked_to_choose(self, here: Club) -> None:
        """Five reports that led to nothing leave one an hour."""
        for at in range(5):
            message = await here.hears(here.tom, f"number {at}")
            await here.reports(here.mei, message)
            card = sent(await here.town.settles(), STAFF)[-1]
            await here.anna.presses(data_of(card, "dismiss"), chat_id=STAFF)
        here.town.passes(hours=2)
        more = [await here.hears(here.tom, f"more {at}") for at in range(2)]

        answers = [ids(await here.reports(here.mei, each)) for each in more]

        assert answers == [["report-taken"], ["report-doubted"]]

    async def test_what_cannot_be_reported(self, here: Club) -> None:
        """One's own message and the bot's are not; in a DM there is nothing to report."""
        mine = await here.hears(here.mei, "oops")
        bots = {"message_id": 8, "date": 1, "chat": here.town.chat(GROUP), "text": "hello"}
        bots["from"] = {"id": 424242, "is_bot": True, "first_name": "Hearth"}

        answers = [
            ids(await here.reports(here.mei, mine)),
            ids(await here.reports(here.mei, bots)),
            ids(await here.mei.whispers("/report")),
        ]

        assert answers == [["report-not-own"], ["report-not-me"], ["report-in-group"]]
        assert await here.town.rows(complaints) == []

    @pytest.mark.feature("R5")
    async def test_a_report_about_staff_goes_past_the_staff(self, here: Club) -> None:
        """Only who runs the group is shown it, and never the person it is about."""
        await here.owner.whispers("/start")
        message = await here.hears(here.anna, "you are all fools")

        answer = await here.reports(here.mei, message)
        calls = await here.town.settles()

        (card,) = sent(calls, here.owner.id)
        assert ids(answer) == ["report-taken-heads"]
        assert sent(calls, STAFF) == sent(calls, here.anna.id) == sent(calls, here.ben.id) == []
        assert "complaint-card-heads" in words_of(card)
        assert deeds_of(card) == ["claim", "done", "dismiss", "more"]
        for other in (here.anna, here.ben):
            refused = await other.presses(data_of(card, "dismiss"), chat_id=other.id)
            assert ids(refused)[0] in {"complaint-own-matter", "complaint-for-heads"}
        assert (await here.complaint())["state"] == "open"

    async def test_an_anonymous_admins_message_is_the_staffs(self, here: Club) -> None:
        """Nobody knows which of them it was, so it is for those who run the group."""
        message = {
            "message_id": 8,
            "date": 1,
            "chat": here.town.chat(GROUP),
            "text": "silence!",
            "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
            "sender_chat": here.town.chat(GROUP),
        }

        answer = await here.reports(here.mei, message)

        assert ids(answer) == ["report-kept"]
        assert (await here.complaint())["is_for_heads"]

    async def test_without_a_staff_chat_administrators_are_told(self, town: Town) -> None:
        """Each who may decide and can be written to has a card, and all are kept up to date."""
        here = await club(town)
        message = await here.hears(here.tom, "buy my coins now")
        await here.reports(here.mei, message)
        calls = await town.settles()
        (card,) = sent(calls, here.anna.id)

        await here.anna.presses(data_of(card, "claim"), chat_id=here.anna.id)
        edits = await town.settles()

        assert len(sent(calls, here.ben.id)) == 1
        assert "complaint-card-claimed" in words_of(sent(edits, here.ben.id, "editMessageText")[0])

    async def test_nobody_to_tell_is_said_and_tried_again(self, town: Town) -> None:
        """The report is kept, the reporter told so, and whoever becomes reachable sees it."""
        owner = await town.with_admin()
        mei, tom = town.person("Mei"), town.person("Tom")
        await mei.whispers("/start")
        spam = town.message(tom, "buy my coins now")
        await town.takes(spam)
        answer = await mei.says("/report", reply_to_message=spam["message"])
        before = await town.settles()

        await owner.whispers("/start")
        town.passes(minutes=61)
        after = await town.settles()

        assert ids(answer) == ["report-kept"]
        assert [len(sent(calls, owner.id)) for calls in (before, after)] == [0, 1]

    async def test_a_staff_chat_that_shuts_the_bot_out_is_gone_around(self, here: Club) -> None:
        """Where the card cannot be posted, an administrator has it by DM."""
        message = await here.hears(here.tom, "buy my coins now")
        await here.reports(here.mei, message)

        calls = await here.town.settles(
            lambda owed: Rejected("chat not found") if owed.chat_id == STAFF else None
        )

        assert len(sent(calls, here.anna.id)) + len(sent(calls, here.ben.id)) == 1


class TestSeeingToIt:
    @pytest.mark.feature("R5")
    async def test_one_of_two_has_it(self, here_on_both: Club) -> None:
        """Both press at once: the second is told who is on it already."""
        here = here_on_both
        card = await reported(here)

        said = await here.town.takes(
            here.town.press(here.anna, data_of(card, "claim"), chat_id=STAFF),
            here.town.press(here.ben, data_of(card, "claim"), chat_id=STAFF),
        )

        assert ids(said) == ["complaint-toast-claimed", "complaint-held"]
        assert value(said, "complaint-held", "name") == "Anna"
        assert (await here.complaint())["claimed_by"] == here.anna.id

    @pytest.mark.feature("R5")
    async def test_an_act_is_done_once(self, here_on_both: Club) -> None:
        """Two who ban at once make one case; the second is told it was dealt with."""
        here = here_on_both
        card = await reported(here)

        said = await here.town.takes(
            here.town.press(here.anna, data_of(card, "ban"), chat_id=STAFF),
            here.town.press(here.ben, data_of(card, "ban"), chat_id=STAFF),
            here.town.press(here.anna, data_of(card, "ban"), chat_id=STAFF),
        )
        calls = await here.town.settles()

        (case,) = await here.town.rows(cases)
        (kept,) = await here.town.rows(evidence)
        assert ids(said) == ["complaint-toast-banned", "complaint-over", "complaint-held-by-you"]
        assert (case["action"], case["actor_id"]) == ("ban", here.anna.id)
        assert (kept["words"], kept["person_id"]) == ("buy my coins now", here.tom.id)
        assert len(sent(calls, GROUP, "banChatMember")) == 1
        assert len(sent(calls, GROUP, "deleteMessage")) == 1

    @pytest.mark.feature("R5")
    async def test_the_card_ends_with_who_and_what(self, here: Club) -> None:
        """Once Telegram has done it, the card says so with the minutes, and nothing is pressed."""
        card = await reported(here)
        here.town.passes(minutes=7)

        await here.anna.presses(data_of(card, "mute1h"), chat_id=STAFF)
        calls = await here.town.settles()

        edit = sent(calls, STAFF, "editMessageText")[-1]
        ended = said_in(edit, "complaint-card-case")
        named = called(edit, "complaint-card-case")
        assert (named, ended["minutes"], ended["outcome"].id) == (
            "Anna",
            7,
            "complaint-outcome-muted",
        )
        assert deeds_of(edit) == []

    async def test_reporters_are_thanked_when_it_is_done(self, here: Club) -> None:
        """Not before Telegram has done it, once, and only those who can be written to."""
        card = await reported(here)
        await here.anna.presses(data_of(card, "ban"), chat_id=STAFF)

        calls = await here.town.settles()

        thanks = [
            each for each in sent(calls, here.mei.id) if "report-thanks-acted" in words_of(each)
        ]
        assert len(thanks) == 1

    async def test_what_telegram_refuses_is_open_again(self, here: Club) -> None:
        """The card says why, nobody is thanked, and another attempt is another case."""
        card = await reported(here)
        await here.anna.presses(data_of(card, "ban"), chat_id=STAFF)
        calls = await here.town.settles(Rejected("not enough rights to restrict"))

        edit = sent(calls, STAFF, "editMessageText")[-1]
        await here.ben.presses(data_of(edit, "ban"), chat_id=STAFF)
        await here.town.settles()

        row = await here.complaint()
        assert "complaint-card-refused" in words_of(edit)
        assert [each["state"] for each in await here.town.rows(cases)] == ["failed", "applied"]
        assert (row["state"], row["closed_by"]) == ("closed", here.ben.id)

    async def test_the_right_is_looked_at_at_the_press(self, here: Club) -> None:
        """A moderator demoted a second ago, and a stranger with a forged button, do nothing."""
        card = await reported(here)
        await here.town.takes(
            here.town.change(here.anna, {"status": "member"}, old="administrator")
        )

        said = [
            ids(await each.presses(data_of(card, "ban"), chat_id=STAFF))
            for each in (here.anna, here.mei, here.tom)
        ]

        assert all(each[0].startswith("refused") for each in said)
        assert await here.town.rows(cases) == []

    @pytest.mark.parametrize(
        "data", ["see|99|claim|0", "see|1|explode|0", "see|1|claim", "see|x|claim|0"]
    )
    async def test_forged_buttons_are_stale(self, here: Club, data: str) -> None:
        """A number that is none of ours, or a deed that is none, does nothing."""
        await reported(here)

        assert ids(await here.anna.presses(data, chat_id=STAFF)) == ["button-stale"]

    async def test_nothing_is_forgotten_over_a_restart(self, here: Club) -> None:
        """Claimed before, acted on after; the buttons go on working."""
        card = await reported(here)
        await here.anna.presses(data_of(card, "claim"), chat_id=STAFF)
        await here.town.restart()

        held = await here.ben.presses(data_of(card, "delete"), chat_id=STAFF)
        done = await here.anna.presses(data_of(card, "delete"), chat_id=STAFF)

        assert ids(held) == ["complaint-held"]
        assert ids(done) == ["complaint-toast-removed"]

    @pytest.mark.feature("R5")
    async def test_a_claim_that_nothing_comes_of_is_free_again(self, here: Club) -> None:
        """After half an hour it is open, and staff is told once; a later claim is another."""
        card = await reported(here)
        await here.anna.presses(data_of(card, "claim"), chat_id=STAFF)
        await here.town.settles()
        here.town.passes(minutes=31)
        calls = await here.town.settles()

        retaken = await here.ben.presses(data_of(card, "claim"), chat_id=STAFF)
        again = await here.town.settles()

        (told,) = sent(calls, STAFF)
        assert words_of(told) == ["complaint-idle"]
        assert ids(retaken) == ["complaint-toast-claimed"]
        assert sent(again, STAFF) == []

    async def test_handing_it_back_frees_it(self, here: Club) -> None:
        """Whoever has it may hand it back; the half hour then ends nothing."""
        card = await reported(here)
        await here.anna.presses(data_of(card, "claim"), chat_id=STAFF)
        released = await here.anna.presses("see|1|release|0", chat_id=STAFF)
        await here.ben.presses(data_of(card, "claim"), chat_id=STAFF)
        here.town.passes(minutes=29)
        await here.town.settles()

        assert ids(released) == ["complaint-toast-open"]
        assert (await here.complaint())["claimed_by"] == here.ben.id

    async def test_a_clause_can_be_chosen(self, here: Club) -> None:
        """Without published rules there is none to choose, and that is said."""
        card = await reported(here)

        assert ids(await here.anna.presses(data_of(card, "rules"), chat_id=STAFF)) == [
            "complaint-no-rules"
        ]

    async def test_the_chosen_clause_is_cited(self, here: Club) -> None:
        """Chosen from the published rules, it stands on the card and in the case."""
        await here.owner.says("/setrules Be kind\nNo adverts [2]")
        draft = (await here.town.rows(rule_drafts))[0]["id"]
        await here.owner.presses(f"rules|{draft}|1")
        await here.town.settles()
        card = await reported(here)

        menu = await here.anna.presses(data_of(card, "rules"), chat_id=STAFF)
        chosen = await here.anna.presses("see|1|back|2", chat_id=STAFF)
        edit = next(each for each in chosen if isinstance(each, Edit))
        pressed = next(
            button.data
            for row in edit.keyboard
            for button in row
            if button.data and button.data.startswith("see|1|warn|")
        )
        await here.anna.presses(pressed, chat_id=STAFF)
        await here.town.settles()

        (case,) = await here.town.rows(cases)
        assert "complaint-card-member" in ids(menu)
        assert pressed == "see|1|warn|2"
        assert (case["clause"], case["clause_version"], case["weight"]) == (2, 1, 2)

    async def test_more_tells_who_it_is_in_a_line(self, here: Club) -> None:
        """For the presser alone, short enough for Telegram's window."""
        card = await reported(here)

        said = await here.anna.presses(data_of(card, "more"), chat_id=STAFF)

        assert ids(said) == ["complaint-history"]
        assert value(said, "complaint-history", "complaints") == 1

    async def test_everything_is_in_the_audit(self, here: Club) -> None:
        """Who took it up and how it ended, without a word of it."""
        await reported(here)
        for deed in ("claim", "release", "dismiss"):
            await here.anna.presses(f"see|1|{deed}|0", chat_id=STAFF)

        written = [
            each for each in await here.town.rows(audits) if each["category"] == "complaints"
        ]
        assert [each["what"] for each in written] == [
            "audit-complaint-claimed",
            "audit-complaint-released",
            "audit-complaint-closed",
        ]
        assert "coins" not in str(written)


class TestChannels:
    async def test_a_channel_that_speaks_here_can_be_banned(self, here: Club) -> None:
        """It is called by its name, and its ban is a channel's."""
        channel = {"id": -1009, "type": "channel", "title": "Coins 24"}
        message = {
            "message_id": 8,
            "date": 1,
            "chat": here.town.chat(GROUP),
            "text": "buy my coins now",
            "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
            "sender_chat": channel,
        }
        await here.reports(here.mei, message)
        (card,) = sent(await here.town.settles(), STAFF)
        await here.anna.presses(data_of(card, "ban"), chat_id=STAFF)
        calls = await here.town.settles()

        assert called(card, "complaint-card-who") == "Coins 24"
        (ban,) = sent(calls, GROUP, "banChatSenderChat")
        assert ban.arguments["sender_chat_id"] == -1009


@pytest.mark.feature("R5")
async def test_of_two_replicas_one_has_it(here_on_both: Club) -> None:
    """Sixteen presses over four bots at one database: one claim, and nobody is let down."""
    here = here_on_both
    card = await reported(here)
    presses = [
        here.town.press(each, data_of(card, "claim"), chat_id=STAFF)
        for each in (here.anna, here.ben) * 8
    ]

    async with replicas(here.town, 4) as bots:
        await asyncio.gather(*(bots[at % 4].takes(each) for at, each in enumerate(presses)))
        told = [name for bot in bots for name in ids(bot.said)]

    claimed = [row for row in await here.town.rows(audits) if "claimed" in row["what"]]
    assert len(claimed) == 1
    assert told.count("complaint-toast-claimed") == 1
    assert await here.town.rows(failed_updates) == []


class TestInPrivate:
    @pytest.mark.feature("Q4")
    async def test_a_complaint_reaches_the_staff_and_nobody_else(self, here: Club) -> None:
        """Asked for in one message, kept for the staff, and answered when it is dealt with."""
        await here.mei.says("hello")
        asked = await here.mei.whispers("/complain")
        taken = await here.mei.whispers("somebody keeps writing to me at night")
        calls = await here.town.settles()
        (card,) = sent(calls, STAFF)

        await here.anna.presses(data_of(card, "done"), chat_id=STAFF)
        later = await here.town.settles()
        state = await here.mei.whispers("/complain")

        assert (ids(asked), ids(taken)) == (["complain-ask"], ["complain-taken"])
        assert said_in(card, "complaint-card-words")["words"].startswith("somebody")
        assert sent(calls, GROUP) == []
        assert deeds_of(card) == ["claim", "done", "dismiss"]
        assert words_of(sent(later, here.mei.id)[-1]) == ["complain-thanks-acted"]
        assert value(state, "complain-own", "state").id == "complaint-own-handled"

    async def test_words_can_stand_behind_the_command(self, here: Club) -> None:
        """One message is enough."""
        await here.mei.says("hello")

        assert ids(await here.mei.whispers("/complain the music is too loud")) == [
            "complain-taken"
        ]

    async def test_forwards_go_along(self, here: Club) -> None:
        """For a quarter of an hour, what is forwarded is shown to the staff as its proof."""
        await here.mei.says("hello")
        await here.mei.whispers("/complain this is what I get")
        await here.town.settles()
        origin = {"type": "hidden_user", "sender_user_name": "X", "date": 1}

        attached = await here.mei.whispers("you will regret it", forward_origin=origin)
        calls = await here.town.settles()
        here.town.passes(minutes=16)
        late = await here.mei.whispers("and this", forward_origin=origin)

        (proof,) = sent(calls, STAFF)
        assert ids(attached) == ["complain-attached"]
        assert words_of(proof) == ["complaint-proof", "complaint-card-words"]
        assert ids(late) == ["puzzled"]

    async def test_never_mind(self, here: Club) -> None:
        """Called off by the button, nothing is kept and the next words are just words."""
        await here.mei.says("hello")
        await here.mei.whispers("/complain")

        off = await here.mei.presses("never|complain", chat_id=here.mei.id)
        twice = await here.mei.presses("never|complain", chat_id=here.mei.id)
        words = await here.mei.whispers("well")

        assert [ids(each) for each in (off, twice, words)] == [
            ["never-mind-done"],
            ["button-stale"],
            ["puzzled"],
        ]
        assert await here.town.rows(complaints) == []

    async def test_words_that_never_come_are_not_waited_for(self, here: Club) -> None:
        """After an hour the question is dropped."""
        await here.mei.says("hello")
        await here.mei.whispers("/complain")
        here.town.passes(minutes=61)
        await here.town.settles()

        assert ids(await here.mei.whispers("what was it")) == ["puzzled"]
        assert await here.town.rows(complaints) == []

    async def test_in_the_group_it_shows_the_way(self, here: Club) -> None:
        """Nobody complains in front of everybody by mistake."""
        assert ids(await here.mei.says("/complain")) == ["complain-by-dm"]

    async def test_nobody_decides_their_own_complaint(self, here: Club) -> None:
        """A moderator who complains leaves it to the others."""
        await here.anna.says("hello")
        await here.anna.whispers("/complain about Ben")
        (card,) = sent(await here.town.settles(), STAFF)

        assert ids(await here.anna.presses(data_of(card, "done"), chat_id=STAFF)) == [
            "complaint-own-matter"
        ]


async def test_a_member_who_blocks_the_bot_costs_nothing(here: Club) -> None:
    """Thanks that cannot be brought are left out."""
    card = await reported(here)
    await here.anna.presses(data_of(card, "dismiss"), chat_id=STAFF)

    await here.town.settles(
        lambda owed: Unreachable("blocked") if owed.chat_id == here.mei.id else None
    )

    assert (await here.complaint())["state"] == "closed"


class TestForgetting:
    async def test_no_evidence_outlives_its_term(self, here: Club) -> None:
        """After a month the words are gone from the row, the reasons and what was sent."""
        message = await here.hears(here.tom, "SECRET WORDS")
        await here.reports(here.mei, message, "/report SECRET WORDS too")
        await here.town.settles()
        here.town.passes(days=30)
        await night(here.town)

        assert (await here.complaint())["evidence"] is None
        for table in (complaints, complainants, outbox):
            assert "SECRET" not in str(await here.town.rows(table))

    async def test_before_its_term_nothing_goes(self, here: Club) -> None:
        """A week later the staff can still see what it was about."""
        await reported(here)
        here.town.passes(days=8)
        await night(here.town)

        assert (await here.complaint())["evidence"] is not None

    async def test_who_is_forgotten_leaves_the_card_without_words(self, here: Club) -> None:
        """On the card it says that it is not kept any more; the message can still be deleted."""
        card = await reported(here)
        await here.tom.presses(f"forget|{here.tom.id}|1", chat_id=here.tom.id)
        calls = await here.town.settles()
        ban = await here.anna.presses(data_of(card, "ban"), chat_id=STAFF)
        done = await here.anna.presses(data_of(card, "dismiss"), chat_id=STAFF)

        edit = sent(calls, STAFF, "editMessageText")[-1]
        assert "complaint-card-forgotten" in words_of(edit)
        assert "coins" not in str(await here.town.rows(outbox))
        assert (ids(ban), ids(done)) == (["button-stale"], ["complaint-toast-dismissed"])

    async def test_a_moderator_who_is_forgotten_frees_what_they_took_up(self, here: Club) -> None:
        """Somebody else can see to it; the reporter's own trace goes with the reporter."""
        card = await reported(here)
        await here.anna.presses(data_of(card, "claim"), chat_id=STAFF)
        for each in (here.anna, here.mei):
            await each.presses(f"forget|{each.id}|1", chat_id=each.id)

        row = await here.complaint()
        assert (row["state"], row["claimed_by"]) == ("open", None)
        assert await here.town.rows(complainants) == []


class TestDoubts:
    @pytest.mark.feature("R5")
    async def test_a_check_that_only_reports_asks_the_staff(self, here: Club) -> None:
        """What it found is on the card, once for a flurry of them, and nothing is removed."""
        for key, chosen in (("moderation.mode", "on"), ("checks.words.action", "report")):
            await choose_for(here, key, chosen)
        await choose_for(here, "checks.words.words", ["coins"])

        await here.tom.says("buy my coins now")
        await here.tom.says("coins coins coins")
        calls = await here.town.settles()

        (card,) = sent(calls, STAFF)
        assert words_of(card)[0] == "complaint-card-check"
        assert "complaint-card-found" in words_of(card)
        assert {"spam", "ham"} <= set(deeds_of(card))
        assert sent(calls, GROUP, "deleteMessage") == []

    @pytest.mark.parametrize("deed", ["spam", "ham"])
    async def test_the_verdict_teaches(self, here: Club, deed: str) -> None:
        """Spam goes and is learned as such; what is none stays and is learned as fine."""
        await choose_for(here, "moderation.mode", "on")
        await choose_for(here, "checks.words.action", "report")
        await choose_for(here, "checks.words.words", ["coins"])
        await here.tom.says("buy my coins now")
        (card,) = sent(await here.town.settles(), STAFF)

        await here.anna.presses(data_of(card, deed), chat_id=STAFF)
        calls = await here.town.settles()

        (lesson,) = await here.town.rows(lessons)
        assert (lesson["is_spam"], lesson["teacher_id"]) == (deed == "spam", here.anna.id)
        assert len(sent(calls, GROUP, "deleteMessage")) == (deed == "spam")


class TestQuarrels:
    @pytest.mark.feature("Q3")
    @pytest.mark.feature("R8")
    async def test_staff_is_told_of_a_quarrel_and_nothing_is_done(self, here: Club) -> None:
        """One quiet notice with the way there; no message goes and nobody is sanctioned."""
        answered = await here.hears(here.mei, "hi")
        for at, (_, _, words) in enumerate(QUARREL + QUARREL):
            speaker = here.tom if at % 2 == 0 else here.mei
            answered = await here.hears(speaker, words, reply_to_message=answered)
        calls = await here.town.settles()

        (told,) = sent(calls, STAFF)
        assert words_of(told) == ["heat-rises"]
        assert [each.chat_id for each in calls] == [STAFF]
        assert await here.town.rows(cases) == []

    @pytest.mark.feature("R8")
    async def test_a_lively_quiz_is_left_alone(self, here: Club) -> None:
        """Many who answer one host gladly are nobody's business."""
        question = await here.hears(here.mei, "which is the largest planet?")
        for person, _, words in QUIZ:
            guest = here.town.person(f"Guest {person}")
            await here.hears(guest, words, reply_to_message=question)

        assert await here.town.settles() == []


@pytest.mark.feature("R5")
async def test_how_fast_the_staff_is(here: Club) -> None:
    """The median of how long reports waited for somebody, in minutes."""
    for minutes in (2, 10, 4):
        message = await here.hears(here.tom, f"after {minutes}")
        await here.reports(here.mei, message)
        card = sent(await here.town.settles(), STAFF)[-1]
        here.town.passes(minutes=minutes)
        await here.anna.presses(data_of(card, "claim"), chat_id=STAFF)

    async with here.town.database.reading() as connection:
        uow = UnitOfWork(
            connection, now=here.town.clock.now(), chance=here.town.chance, dialect="sqlite"
        )
        row = (await here.town.rows(complaints))[0]
        since = row["at"]
        median = await response_minutes(uow, row["community_id"], since)
        nobody = await response_minutes(uow, row["community_id"], since, by=here.ben.id)

    assert (median, nobody) == (4, None)


async def choose_for(here: Club, key: str, chosen: Any) -> None:
    """Let the community decide something, as its owner would by button."""
    async with here.town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=here.town.clock.now(),
            chance=here.town.chance,
            dialect=connection.dialect.name,
        )
        row = await uow.execute(select(chats.c.community_id).where(chats.c.id == GROUP))
        await choose(uow, row.scalar_one(), key, chosen, changed_by=here.owner.id)
        await uow.flush()


@pytest.mark.feature("R5")
async def test_a_volunteer_may_triage_and_ask_but_not_sanction(here: Club) -> None:
    """Claims and dismisses; a ban is asked for, and done by somebody who may."""
    uma = here.town.person("Uma")
    await uma.says("hello")
    async with here.town.database.writing() as connection:
        own = select(chats.c.community_id).where(chats.c.id == GROUP).scalar_subquery()
        await connection.execute(
            insert(roles).values(
                community_id=own,
                person_id=uma.id,
                role="volunteer",
                granted_at=here.town.clock.now(),
            )
        )
        await connection.execute(
            update(communities).where(communities.c.id == own).values(version=77)
        )
    card = await reported(here)

    claimed = await uma.presses(data_of(card, "claim"), chat_id=STAFF)
    asked = await uma.presses(data_of(card, "ban"), chat_id=STAFF)
    calls = await here.town.settles()
    before = await here.town.rows(cases)
    done = await here.anna.presses(data_of(card, "ban"), chat_id=STAFF)

    edit = sent(calls, STAFF, "editMessageText")[-1]
    assert (ids(claimed), ids(asked)) == (["complaint-toast-claimed"], ["complaint-toast-asked"])
    assert called(edit, "complaint-card-asked") == "Uma"
    assert before == []
    assert ids(done) == ["complaint-toast-banned"]


class TestLists:
    async def test_what_waits_is_listed_and_shown_again(self, here: Club) -> None:
        """Every card has a twin by command: the list, and one of it with its buttons."""
        await reported(here)

        listed = await here.anna.says("/reports", chat_id=STAFF)
        shown = await here.anna.whispers("/reports 1")
        none = await here.anna.whispers("/reports 99")
        await here.anna.presses("see|1|dismiss|0", chat_id=here.anna.id)
        after = await here.anna.whispers("/reports")

        assert ids(listed) == ["reports-head", "reports-line", "reports-foot"]
        assert ids(shown)[0] == "complaint-card-member"
        assert (ids(none), ids(after)) == (["reports-no-such"], ["reports-none"])

    async def test_the_list_is_nothing_for_the_group(self, here: Club) -> None:
        """Asked there, it is answered by DM; a member is refused."""
        await reported(here)

        asked = await here.anna.says("/reports")
        refused = await here.tom.says("/reports")
        calls = await here.town.settles()

        assert ids(asked) == ["answered-by-dm"]
        assert words_of(sent(calls, here.anna.id)[0])[0] == "reports-head"
        assert ids(refused)[0].startswith("refused")
