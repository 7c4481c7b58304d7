"""Challenges, as members and staff live them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from handlers import buttons
from handlers.challenge_buttons import (
    BeginChallenge,
    EndChallenge,
    JoinChallenge,
    MakeFrom,
    MakeUpDay,
    RemindMe,
    SignChallenge,
    TeamUp,
    Tweak,
)
from models.challenges import challenges, entrants, forgiven_days, makeups, rejections, teams
from models.checkins import checkins
from models.heartbeats import downtimes
from models.members import members
from models.points import ledger
from tests.conversation import GROUP, Person, Town, ids, value

pytestmark = pytest.mark.feature("A5")

PHOTO = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]}


async def begun(town: Town, said: str = "21 Read every day start:today") -> Person:
    """Let an admin set a challenge up; returns the admin."""
    ada = await town.with_admin()
    await ada.says(f"/challenge new {said}")
    (row,) = await town.rows(challenges)
    await ada.presses(buttons.pack(BeginChallenge(row["id"], is_sure=True)))
    await town.settles()
    town.said.clear()
    return ada


async def joined(town: Town, *people: Person) -> int:
    """Let people take part; returns the challenge's number."""
    (row,) = await town.rows(challenges)
    for each in people:
        await each.presses(buttons.pack(JoinChallenge(row["id"])))
    return int(row["id"])


def photo(town: Town, person: Person, caption: str, **more: Any) -> dict[str, Any]:
    """A photo with words below it, as Telegram sends it."""
    update = town.message(person, "", caption=caption, **PHOTO, **more)
    del update["message"]["text"]
    return update


async def balances(town: Town) -> None:
    """Hold the balances to the sums of the ledger."""
    sums: dict[int, int] = {}
    for row in await town.rows(ledger):
        sums[row["person_id"]] = sums.get(row["person_id"], 0) + row["points"]
    held = {row["person_id"]: row["points"] for row in await town.rows(members)}
    assert {each: points for each, points in held.items() if points} == {
        each: points for each, points in sums.items() if points
    }


async def test_a_line_a_look_and_a_press_set_a_challenge_up(town_on_both: Town) -> None:
    """The preview is seen first; begun, the card hangs in the group and its number is kept."""
    town = town_on_both
    ada = await town.with_admin()

    preview = await ada.says("/challenge new 21 Read every day reward:20 rest:sun start:today")
    (row,) = await town.rows(challenges)
    assert (row["state"], row["title"], row["days"], row["reward"], row["rest"]) == (
        *("draft", "Read every day", 21, 20),
        "7",
    )
    begin = await ada.presses(buttons.pack(BeginChallenge(row["id"], is_sure=True)))
    sent = await town.settles()
    (row,) = await town.rows(challenges)

    assert ids(preview)[0] == "challenge-preview"
    assert "challenge-begun" in ids(begin)
    assert "challenge-card-day" in ids(sent)
    assert (row["state"], row["card_id"] is not None) == ("open", True)


async def test_a_short_dialogue_by_buttons_sets_a_challenge_up(town: Town) -> None:
    """By DM: a template, a few presses, and it begins in the group."""
    ada = await town.with_admin()
    await ada.says("good morning everybody")
    offer = await ada.whispers("/challenge new")
    (member, *_) = await town.rows(members)
    await ada.presses(buttons.pack(MakeFrom(member["community_id"], "running")), chat_id=ada.id)
    (row,) = await town.rows(challenges)
    for what in ("by", "rest", "reward", "team", "days", "mode", "start"):
        await ada.presses(buttons.pack(Tweak(row["id"], what)), chat_id=ada.id)
    (row,) = await town.rows(challenges)

    assert ids(offer)[0] == "challenge-new"
    assert (row["kind"], row["rest"], row["reward"]) == ("link", "67", 20)
    assert (row["team_size"], row["days"], row["is_consecutive"]) == (2, 60, True)
    assert (row["state"], row["chat_id"]) == ("draft", GROUP)


async def test_a_template_lends_its_title(town: Town) -> None:
    """Named alone, a template is a whole challenge; options and a title may follow."""
    ada = await town.with_admin()
    titles = []
    for said in ("running by:photo", "读书 reward:5", "running 30 Run with us", "by:photo"):
        await ada.says(f"/challenge new {said}")
        titles += [row["title"] for row in await town.rows(challenges)]

    assert titles == ["30 天跑步打卡", "21 天共读", "Run with us", "我们的挑战"]


async def test_members_set_up_no_challenge(town: Town) -> None:
    """It takes a role; a forged button begins nothing."""
    mei = town.person()
    ada = await town.with_admin()
    await ada.says("/challenge new 7 Stretch")
    (row,) = await town.rows(challenges)

    refused = await mei.says("/challenge new 7 Mine")
    forged = await mei.presses(buttons.pack(BeginChallenge(row["id"], is_sure=True)))
    join = await mei.presses(buttons.pack(JoinChallenge(row["id"])))

    assert ids(refused) == ["refused-not-admin"]
    assert ids(forged) == ["refused-not-admin"]
    assert ids(join) == ["button-stale"]
    assert [row["state"] for row in await town.rows(challenges)] == ["draft"]


async def test_joining_and_pressing_check_in_once_a_day(town_on_both: Town) -> None:
    """One row and one award a day, over replays and a restart; the streak grows by days."""
    town = town_on_both
    await begun(town)
    mei = town.person()
    number = await joined(town, mei, mei)
    press = town.press(mei, buttons.pack(SignChallenge(number)))
    first = await town.takes(press, press)
    await town.restart()
    replayed = await town.takes(press)
    again = await mei.presses(buttons.pack(SignChallenge(number)))
    town.passes(days=1)
    second = await mei.presses(buttons.pack(SignChallenge(number)))

    assert value(first, "challenge-signed", "earned") == 10
    assert (replayed, ids(again)) == ([], ["challenge-already"])
    assert value(second, "challenge-signed", "streak") == 2
    assert await town.count(checkins) == 2
    assert await town.count(entrants) == 1
    assert [r["points"] for r in await town.rows(ledger) if r["rule"] == "challenge"] == [10, 10]
    await balances(town)


async def test_the_daily_sign_in_and_a_challenge_do_not_meet(town: Town) -> None:
    """Both are check-ins of one day; each has its own streak and count."""
    await begun(town)
    mei = town.person()
    number = await joined(town, mei)
    daily = await mei.says("签到")
    await mei.presses(buttons.pack(SignChallenge(number)))
    town.passes(days=1)
    await mei.presses(buttons.pack(SignChallenge(number)))
    later = await mei.says("/why streak")

    assert value(daily, "checkin-done", "streak") == 1
    assert value(later, "why-streak-head", "streak") == 1
    own = await mei.says("/why streak 21")
    assert value(own, "challenge-why", "streak") == 2


async def test_a_photo_with_the_word_checks_in_and_an_album_once(town: Town) -> None:
    """An album is one act; text alone is told kindly what is wanted."""
    await begun(town, "7 Run by:photo start:today #run")
    mei = town.person()
    await joined(town, mei)
    wrong = await mei.says("I ran today, honestly #run")
    chatter = await mei.says("good morning everybody")
    album = await town.takes(
        photo(town, mei, "five miles #run", media_group_id="9"),
        photo(town, mei, "", media_group_id="9"),
        photo(town, mei, "and one more #run", media_group_id="9"),
    )

    assert ids(wrong) == ["challenge-wrong-kind", "challenge-how-photo"]
    assert chatter == []
    assert ids(album) == ["challenge-signed"]
    assert await town.count(checkins) == 1


@pytest.mark.parametrize(
    ("kind", "said", "fields", "is_in"),
    [
        ("text", "读了第一章，很喜欢 #r", {}, True),
        ("text", "#r 哈哈哈哈哈哈", {}, False),
        ("text", "#r ok", {}, False),
        ("keyword", "done for today #r!", {}, True),
        ("button", "#r", {}, True),
        ("link", "#r https://example.org", {"entities": [("url", 3, 19)]}, True),
        ("link", "#r no link", {}, False),
        ("text", "#running is not the word of it at all", {}, False),
    ],
)
async def test_evidence_of_each_kind(
    town: Town, kind: str, said: str, fields: dict[str, Any], is_in: bool
) -> None:
    """Only what was asked for counts, in Chinese too."""
    await begun(town, f"7 Something by:{kind} least:5 start:today #r")
    mei = town.person()
    await joined(town, mei)
    more = {
        name: [dict(zip(("type", "offset", "length"), each, strict=True)) for each in marks]
        for name, marks in fields.items()
    }

    await mei.says(said, **more)

    assert await town.count(checkins) == int(is_in)


async def test_what_an_outsider_shows_is_answered_with_the_way_in(town: Town) -> None:
    """The word alone makes nobody an entrant; the answer has the button."""
    await begun(town, "7 Run by:photo start:today #run")
    said = await town.takes(photo(town, town.person(), "#run"))

    assert ids(said) == ["challenge-now-outside"]
    assert await town.count(checkins) == 0


async def test_only_those_it_is_for_may_join(town: Town) -> None:
    """Whoever lacks a condition is told which."""
    await begun(town, "7 Elite start:today only: points>=100 and level>=3")
    mei = town.person()
    await mei.says("good morning everybody")
    (row,) = await town.rows(challenges)
    refused = await mei.presses(buttons.pack(JoinChallenge(row["id"])))

    assert ids(refused) == ["challenge-not-for-you"]
    assert value(refused, "challenge-not-for-you", "missing") == "points>=100 · level>=3"
    assert await town.count(entrants) == 0


async def test_a_condition_that_cannot_be_read_is_shown_with_its_place(town: Town) -> None:
    """The staff see where it is wrong before anything is kept."""
    ada = await town.with_admin()

    said = await ada.says("/challenge new 7 Elite only: pionts>=100")

    assert ids(said)[0] == "segment-fault"
    assert await town.count(challenges) == 0


async def test_the_day_turns_at_the_cut_off_of_the_challenge(town: Town) -> None:
    """23:59 and 00:01 are two days; with a cut-off at four, 03:59 is the evening before."""
    town.clock.push_to(datetime(2026, 3, 10, 15, 59, tzinfo=UTC))
    await begun(town, "7 Late start:today cutoff:04:00")
    mei = town.person()
    number = await joined(town, mei)
    press = buttons.pack(SignChallenge(number))
    await mei.presses(press)
    town.passes(hours=4)
    night = await mei.presses(press)
    town.passes(minutes=2)
    morning = await mei.presses(press)

    assert ids(night) == ["challenge-already"]
    assert value(morning, "challenge-signed", "streak") == 2


async def test_a_message_that_waited_counts_on_its_own_day(town: Town) -> None:
    """Sent before midnight, found the next noon: yesterday's, in silence."""
    await begun(town, "7 Words by:keyword start:today #w")
    mei = town.person()
    await joined(town, mei)
    sent = int(town.clock.now().timestamp())
    town.passes(days=1)

    said = await town.takes(town.message(mei, "#w", date=sent))

    assert said == []
    (row,) = await town.rows(checkins)
    assert row["local_day"] == date(2026, 3, 10)


async def test_a_make_up_is_paid_for_and_closes_the_gap(town_on_both: Town) -> None:
    """Debited in the same step; no reward for the day; the second press changes nothing."""
    town = town_on_both
    await begun(town, "7 Read start:today makeup:1/3/15")
    mei = town.person()
    number = await joined(town, mei)
    press = buttons.pack(SignChallenge(number))
    await mei.presses(press)
    town.passes(days=2)
    await mei.presses(press)
    mend = buttons.pack(MakeUpDay(number, "2026-03-11"))

    done = await mei.presses(mend)
    again = await mei.presses(mend)
    why = await mei.says("/why streak 7")

    assert value(done, "challenge-made-up", "streak") == 3
    assert ids(again) == ["challenge-makeup-not-missed"]
    assert "why-streak-made-up" in ids(why)
    assert await town.count(makeups) == 1
    assert sorted(r["points"] for r in await town.rows(ledger)) == [-15, 10, 10]
    await balances(town)


async def test_a_make_up_that_one_cannot_pay_leaves_no_trace(town: Town) -> None:
    """Too dear, not missed, not over, too old: told why, and nothing is taken."""
    await begun(town, "14 Read start:today makeup:2/2/500")
    mei = town.person()
    number = await joined(town, mei)
    await mei.presses(buttons.pack(SignChallenge(number)))
    town.passes(days=4)
    told = [
        ids(await mei.presses(buttons.pack(MakeUpDay(number, day))))
        for day in ("2026-03-13", "2026-03-14", "2026-03-11", "2026-03-09", "nonsense")
    ]

    assert told == [
        ["challenge-too-dear"],
        ["challenge-makeup-not-over"],
        ["challenge-makeup-too-old"],
        ["challenge-makeup-not-asked"],
        ["button-stale"],
    ]
    assert (await town.count(makeups), await town.count(checkins)) == (0, 1)
    await balances(town)


async def test_a_pause_keeps_the_streak(town: Town) -> None:
    """Two days of break, within what is allowed; more is refused."""
    await begun(town, "14 Read start:today pause:2")
    mei = town.person()
    number = await joined(town, mei)
    press = buttons.pack(SignChallenge(number))
    await mei.presses(press)
    paused = await mei.says("/challenge pause 2")
    more = await mei.says("/challenge pause 1")
    town.passes(days=3)
    after = await mei.presses(press)

    assert (value(paused, "challenge-paused", "first"), ids(more)) == (
        date(2026, 3, 11),
        ["challenge-pause-too-long"],
    )
    assert value(after, "challenge-signed", "streak") == 2


async def test_a_number_of_days_is_no_name(town: Town) -> None:
    """Two days of break are two, though the title begins with a two; its word comes first."""
    await begun(town, "21 2 pages a day start:today #habit")
    mei = town.person()
    await joined(town, mei)
    (row,) = await town.rows(challenges)
    first = await mei.says("/challenge pause 2")
    second = await mei.says("/challenge pause habit 1")

    assert row["title"] == "2 pages a day"
    assert value(first, "challenge-paused", "last") == date(2026, 3, 11)
    assert value(second, "challenge-paused", "last") == date(2026, 3, 12)


async def test_evidence_is_turned_down_with_a_reason(town_on_both: Town) -> None:
    """The award is reversed by a row, the day is open again, and a better photo pays anew."""
    town = town_on_both
    ada = await begun(town, "7 Run by:photo start:today #run")
    mei = town.person()
    await joined(town, mei)
    shown = photo(town, mei, "#run")
    await town.takes(shown)
    reply = {"reply_to_message": shown["message"]}
    unexplained = await ada.says("/challenge reject", **reply)
    refused = await mei.says("/challenge reject so there", **reply)

    said = await ada.says("/challenge reject that is a stock photo", **reply)
    twice = await ada.says("/challenge reject again", **reply)
    better = await town.takes(photo(town, mei, "#run really"))

    assert (ids(unexplained), ids(refused)) == (
        ["challenge-reject-why"],
        ["refused-not-admin"],
    )
    assert ids(said) == [
        "challenge-rejected",
        "challenge-rejected-points",
        "challenge-rejected-again",
    ]
    assert ids(twice) == ["challenge-reject-how"]
    assert value(better, "challenge-signed", "earned") == 10
    assert [r["points"] for r in await town.rows(ledger) if "cha" in r["key"]] == [10, -10, 10]
    assert await town.count(rejections) == 1
    await balances(town)


@pytest.mark.feature("I7")
async def test_a_team_that_is_complete_is_rewarded(town_on_both: Town) -> None:
    """Three of three on one day: three rows, once; nobody gets a fourth seat in it."""
    town = town_on_both
    await begun(town, "7 Together start:today team:3/30")
    crowd = [town.person() for _ in range(4)]
    number = await joined(town, *crowd)
    for each in (*crowd, crowd[0]):
        await each.presses(buttons.pack(TeamUp(number)))
    press = buttons.pack(SignChallenge(number))
    told = [str(await each.presses(press)) for each in crowd]

    assert [row["taken"] for row in await town.rows(teams)] == [3, 1]
    assert ["challenge-team-complete" in each for each in told] == [False, False, True, False]
    rows = [row for row in await town.rows(ledger) if row["rule"] == "team"]
    assert sorted(row["person_id"] for row in rows) == [each.id for each in crowd[:3]]
    await balances(town)


async def test_an_outage_over_the_end_of_a_day_is_forgiven_and_said(town_on_both: Town) -> None:
    """Away from 23:40 to 00:20: the day breaks no streak, in the challenge and daily alike."""
    town = town_on_both
    await begun(town, "14 Read start:today")
    mei = town.person()
    number = await joined(town, mei)
    press = buttons.pack(SignChallenge(number))
    await mei.presses(press)
    await mei.says("签到")
    began = datetime(2026, 3, 11, 15, 40, tzinfo=UTC)
    town.clock.push_to(began + timedelta(minutes=40))
    async with town.database.writing() as connection:
        await connection.execute(
            insert(downtimes).values(id=1, began_at=began, ended_at=town.clock.now())
        )
    early = await mei.says("签到")
    await outage(town)
    sent = await town.settles()
    town.passes(days=20)
    forgiven = await town.rows(forgiven_days)

    assert value(early, "checkin-done", "streak") == 2
    assert {row["local_day"] for row in forgiven} == {date(2026, 3, 11)}
    assert {"challenge-forgiven", "checkin-forgiven"} <= set(ids(sent))


async def outage(town: Town) -> None:
    """Have the end of an outage looked at, as the scheduler does when it begins."""
    from bot.features.checkins.histories import OUTAGE
    from models.dues import dues

    async with town.database.writing() as connection:
        await connection.execute(
            insert(dues).values(
                key="outage:1",
                kind=OUTAGE,
                details={},
                due_at=town.clock.now(),
                state="waiting",
            )
        )


async def test_the_card_takes_in_what_happens_within_seconds(town: Town) -> None:
    """Many presses, one edit with the whole count."""
    await begun(town)
    crowd = [town.person() for _ in range(12)]
    number = await joined(town, *crowd)
    for each in crowd:
        await each.presses(buttons.pack(SignChallenge(number)))
    town.passes(seconds=6)
    sent = await town.settles()

    edits = [each for each in sent if each.method == "editMessageText"]
    assert len(edits) == 1
    assert value(edits, "challenge-card-in", "signed") == 12


async def test_a_reminder_goes_to_those_who_want_one_and_are_not_in(town: Town) -> None:
    """Three hours before the day ends, by DM."""
    await begun(town, "7 Read start:today")
    mei, lin = town.person(), town.person("Lin")
    number = await joined(town, mei, lin)
    for each in (mei, lin):
        await each.whispers("/start")
        on = await each.presses(buttons.pack(RemindMe(number)), chat_id=each.id)
        assert "challenge-bell-on" in ids(on)
    await lin.presses(buttons.pack(SignChallenge(number)))
    town.clock.push_to(datetime(2026, 3, 10, 13, 0, tzinfo=UTC))
    sent = await town.settles()

    reminded = [each for each in sent if "challenge-reminder" in ids([each])]
    assert [each.chat_id for each in reminded] == [mei.id]


async def test_the_roll_and_the_ceremony(town: Town) -> None:
    """Each morning tells who was in; behind the last day the results are told, once."""
    ada = await begun(town, "2 Sprint start:today milestones:2=40")
    mei, lin = town.person(), town.person("Lin")
    number = await joined(town, mei, lin)
    press = buttons.pack(SignChallenge(number))
    await mei.presses(press)
    await lin.presses(press)
    town.passes(days=1)
    roll = await town.settles()
    finish = await mei.presses(press)
    town.passes(days=1)
    await town.restart()
    end = await town.settles()
    again = await town.settles()
    late = await lin.presses(press)
    await ada.says("/challenge export 2")
    (file,) = [each for each in await town.settles() if each.method == "sendDocument"]

    assert value(roll, "challenge-roll-in", "signed") == 2
    assert {"challenge-milestone", "challenge-toast-more"} & set(ids(finish))
    assert value(end, "challenge-results-count", "finished") == 1
    assert (again, ids(late)) == ([], ["challenge-now-over"])
    assert f"{mei.id},Mei,,2,2,0,0,0,1,0,2026-03-10 2026-03-11" in str(file.arguments)
    (row,) = await town.rows(challenges)
    assert row["state"] == "finished"
    await balances(town)


async def test_days_of_rest_ask_for_nothing(town: Town) -> None:
    """On a Tuesday of rest the press is told to enjoy it."""
    await begun(town, "14 Calm start:today rest:tue")
    mei = town.person()
    number = await joined(town, mei)

    said = await mei.presses(buttons.pack(SignChallenge(number)))

    assert ids(said) == ["challenge-now-resting"]


async def test_staff_change_what_nobody_counts_on_and_end_it(town: Town) -> None:
    """The reward may change, the days may not; ending asks first, and only the asker's press."""
    ada = await begun(town)
    mei = town.person()
    changed = await ada.says("/challenge set 21 reward:30")
    fixed = await ada.says("/challenge set 21 days:30")
    await ada.says("/challenge end 21")
    (row,) = await town.rows(challenges)
    other = await mei.presses(buttons.pack(EndChallenge(row["id"], ada.id, is_sure=True)))
    ended = await ada.presses(buttons.pack(EndChallenge(row["id"], ada.id, is_sure=True)))
    sent = await town.settles()

    assert ids(changed)[0] == "challenge-changed"
    assert ids(fixed) == ["challenge-fixed"]
    assert ids(other) == ["button-not-yours"]
    assert "challenge-ended" in ids(ended)
    assert "challenge-results" in ids(sent)
    (row,) = await town.rows(challenges)
    assert (row["reward"], row["days"], row["state"]) == (30, 21, "ended")


@pytest.mark.feature("A15")
async def test_a_reading_plan_has_a_part_for_each_day(town: Town) -> None:
    """Twenty-one dated parts of a book; the day's is on the card and in the roll."""
    await begun(town, "reading The Analects pages:420 start:today")
    (row,) = await town.rows(challenges)
    mei = town.person()
    await joined(town, mei)
    town.passes(days=1)
    sent = await town.settles()

    assert len(row["parts"]) == 21
    assert (row["parts"][0], row["parts"][-1]) == ("p. 1–20", "p. 401–420")
    assert "challenge-part" in ids(sent)


async def test_the_page_by_dm_has_ones_own_days(town: Town) -> None:
    """Behind the card's button, for members alone."""
    await begun(town)
    mei = town.person()
    number = await joined(town, mei)
    own = await mei.whispers(f"/start challenge-{number}")
    stranger = await town.person().whispers(f"/start challenge-{number}")
    listed = await mei.says("/challenge")

    assert "challenge-own" in ids(own)
    assert "challenge-own" not in ids(stranger)
    assert ids(listed) == ["challenges-head", "challenges-line-in"]
