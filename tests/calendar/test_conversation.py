"""The calendar, as operators, staff and members live it."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import update

from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import Around
from bot.features.calendar.keeping import load
from bot.features.calendar.reading import File, read
from bot.features.quizzes import banking
from bot.features.quizzes.reading import read as questions_in
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Rejected
from handlers import buttons
from handlers.calendar_buttons import DecidePost, PostNow, RestCalendar, TurnCalendar
from models.calendar import occurrences, schedule_entries
from models.challenges import challenges
from models.communities import chats
from models.draws import draws
from models.events import events
from models.packets import packets
from models.polls import polls
from models.quizzes import quizzes
from models.surveys import surveys
from tests.conversation import GROUP, Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("C3")

# It is Tuesday, the tenth of March 2026, noon in Shanghai.
HEAD = 'zone = "Asia/Shanghai"\n'


def post(*lines: str, key: str = "tip", at: str = "13:00:00", every: str = "day") -> str:
    """An entry that posts a text, with more lines."""
    usual = (f'id = "{key}"', f'every = "{every}"', f"at = {at}")
    sorts = {"text", "poll", "survey", "challenge", "quiz", "packet", "event", "draw", "prompt"}
    has_content = any(line.split(" ")[0] in sorts for line in lines)
    words = () if has_content else ('text = "Hello"',)
    return "\n".join(("[[post]]", *usual, *words, *lines)) + "\n"


async def loaded(town: Town, *entries: str) -> None:
    """Put a schedule in force."""
    plan = read([File("s.toml", HEAD + "".join(entries))], Around(), zone="UTC", country="CN")
    assert isinstance(plan, Plan), plan

    async def work(uow: UnitOfWork) -> None:
        await load(uow, plan)

    await act(town, work)


async def act(town: Town, work: Any) -> None:
    """Do a piece of work of the bot's own."""
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection, now=town.clock.now(), chance=town.chance, dialect=town.database.dialect
        )
        await work(uow)
        await uow.flush()


async def staffed(town: Town) -> Person:
    """The group with an owner whom the bot may write to."""
    ada = await town.with_admin()
    await ada.whispers("/start")
    await town.settles()
    town.said.clear()
    return ada


def posts(sent: Sequence[Owed]) -> list[str]:
    """Return the words that were posted, in order."""
    return [
        str(dict(text.values)["words"])
        for call in sent
        for text in texts([call])
        if text.id == "calendar-words"
    ]


async def states(town: Town) -> list[str]:
    """Return what became of each occurrence, in order."""
    rows = sorted(await town.rows(occurrences), key=lambda row: row["id"])
    return [row["state"] for row in rows]


async def test_what_is_due_is_posted_once(town_on_both: Town) -> None:
    """At its time, whatever is restarted, and the next day again."""
    town = town_on_both
    await staffed(town)
    await loaded(town, post('text = ["One", "Two"]'))
    assert await town.settles() == []

    town.passes(hours=1)
    assert posts(await town.settles()) == ["One"]
    await town.restart()
    town.passes(minutes=1)
    assert await town.settles() == []
    town.passes(hours=24)
    assert posts(await town.settles()) == ["Two"]

    (first, second) = sorted(await town.rows(occurrences), key=lambda row: row["slot"])
    assert (first["slot"], first["state"], first["chat_id"]) == (
        "2026-03-10T13:00",
        "posted",
        GROUP,
    )
    assert second["slot"] == "2026-03-11T13:00"
    assert first["message_id"] is not None


async def test_texts_take_turns(town: Town) -> None:
    """None again before all were."""
    await staffed(town)
    await loaded(
        town, post('text = ["One", "Two", "Three"]', every="day", at="[13:00:00, 14:00:00]")
    )
    said = []
    for _ in range(6):
        town.passes(hours=1)
        said += posts(await town.settles())
        town.passes(hours=1)
        said += posts(await town.settles())
        town.passes(hours=22)

    assert said[:6] == ["One", "Two", "Three", "One", "Two", "Three"]


async def test_what_is_too_late_is_held_for_a_person(town_on_both: Town) -> None:
    """Nothing is posted by itself; a button posts it, and the second press is told so."""
    town = town_on_both
    ada = await staffed(town)
    await loaded(town, post('late = "15m"'))
    town.passes(hours=3)

    sent = await town.settles()
    assert posts(sent) == []
    assert [each.chat_id for each in sent] == [ada.id]
    assert "calendar-notice-held" in ids(sent)
    assert await states(town) == ["held"]

    (row,) = await town.rows(occurrences)
    data = buttons.pack(DecidePost(row["id"], "post"))
    first = await ada.presses(data, chat_id=ada.id)
    second = await ada.presses(data, chat_id=ada.id)
    sent = await town.settles()

    assert "calendar-done-post" in ids(first)
    assert ids(second) == ["calendar-decided"]
    assert posts(sent) == ["Hello"]
    assert await states(town) == ["posted"]


async def test_within_its_patience_it_is_posted_late(town: Town) -> None:
    """Ten minutes after the hour is not too late."""
    await staffed(town)
    await loaded(town, post('late = "15m"'))
    town.passes(hours=1, minutes=10)

    assert posts(await town.settles()) == ["Hello"]


async def test_a_long_outage_dumps_nothing(town_on_both: Town) -> None:
    """Of ten slots that were slept through none is posted; each is on the book."""
    town = town_on_both
    await staffed(town)
    await loaded(town, post())
    town.passes(days=10, hours=5)
    await town.restart()

    sent = await town.settles()

    assert posts(sent) == []
    assert await states(town) == [*["missed"] * 10, "held"]
    town.passes(hours=20)
    assert posts(await town.settles()) == ["Hello"]


async def test_a_changed_plan_counts_from_now(town: Town) -> None:
    """What is gone is not posted, what moved is posted once at its new time."""
    await staffed(town)
    await loaded(town, post(), post(key="gone"))
    await loaded(town, post(at="14:00:00"))
    town.passes(hours=1)
    assert await town.settles() == []
    town.passes(hours=1)
    assert posts(await town.settles()) == ["Hello"]

    # Back to what it was: the slot of today has gone by.
    await loaded(town, post())
    assert await town.settles() == []
    town.passes(hours=23)
    assert posts(await town.settles()) == ["Hello"]


async def test_loading_the_same_again_changes_nothing(town: Town) -> None:
    """Nor does a restart."""
    await staffed(town)
    await loaded(town, post())
    await loaded(town, post())
    town.passes(hours=1)

    assert posts(await town.settles()) == ["Hello"]
    assert await town.count(schedule_entries) == 1


@pytest.mark.feature("C15")
async def test_what_needs_approval_waits_for_it(town: Town) -> None:
    """Unapproved at its time it is held, and whoever answers for it is told."""
    ada = await staffed(town)
    await loaded(town, post("approve = true", at="11:00:00"))
    # A day before it is due it is shown, and at once where that is over.
    sent = await town.settles()
    assert "calendar-notice-asked" in ids(sent)
    assert await states(town) == ["asked"]
    town.passes(hours=23)
    sent = await town.settles()

    assert posts(sent) == []
    assert "calendar-why-unapproved" in ids(sent)
    assert sorted(await states(town)) == ["asked", "held"]

    waiting = max(await town.rows(occurrences), key=lambda row: row["id"])
    data = buttons.pack(DecidePost(waiting["id"], "approve"))
    assert "calendar-done-approve" in ids(await ada.presses(data, chat_id=ada.id))
    await town.restart()
    town.passes(hours=24)
    assert posts(await town.settles()) == ["Hello"]


async def test_strangers_decide_nothing(town: Town) -> None:
    """A member's press and an admin's that was demoted count for nothing."""
    await staffed(town)
    mei = town.person()
    await mei.says("Good morning")
    await loaded(town, post())
    town.passes(hours=3)
    await town.settles()
    (row,) = await town.rows(occurrences)

    for data in (
        DecidePost(row["id"], "post"),
        DecidePost(999, "post"),
        DecidePost(row["id"], "nonsense"),
        TurnCalendar(1, "week"),
        RestCalendar(1, is_paused=True),
        PostNow("tip", mei.id, is_sure=True),
    ):
        await mei.presses(buttons.pack(data), chat_id=mei.id)

    assert await states(town) == ["held"]
    assert await town.settles() == []


@pytest.mark.feature("C14")
async def test_a_pin_and_an_end_are_kept(town: Town) -> None:
    """Pinned without ringing, unpinned and taken away at their times."""
    await staffed(town)
    await loaded(town, post('pin = "1h"', 'expires = "2h"', "silent = true"))
    town.passes(hours=1)
    sent = await town.settles()
    methods = [each.method for each in sent]
    assert methods == ["sendMessage", "pinChatMessage"]
    assert sent[0].arguments["disable_notification"] is True
    town.passes(hours=1)
    assert [each.method for each in await town.settles()] == ["unpinChatMessage"]
    await town.restart()
    town.passes(hours=1)
    assert [each.method for each in await town.settles()] == ["deleteMessage"]


async def test_at_night_a_post_rings_for_nobody(town: Town) -> None:
    """In the community's quiet hours it is silent unless it says otherwise."""
    await staffed(town)
    await loaded(town, post(at="23:00:00"), post("silent = false", key="loud", at="23:00:00"))
    town.passes(hours=11)
    sent = [each for each in await town.settles() if each.chat_id == GROUP]

    assert [each.arguments.get("disable_notification", False) for each in sent] == [
        False,
        True,
    ] or [each.arguments.get("disable_notification", False) for each in sent] == [True, False]


async def test_what_telegram_refuses_is_told_with_its_cause(town: Town) -> None:
    """And can be posted again."""
    ada = await staffed(town)
    await loaded(town, post())
    town.passes(hours=1)

    def refuse(call: Owed) -> Rejected | None:
        is_post = call.chat_id == GROUP
        return (
            Rejected("Bad Request: not enough rights to send text messages") if is_post else None
        )

    sent = await town.settles(refuse)
    assert "calendar-notice-failed" in ids(sent)
    assert "calendar-why-rights" in ids(sent)
    assert await states(town) == ["failed"]

    (row,) = await town.rows(occurrences)
    for _ in range(2):
        town.passes(minutes=5)
        await ada.presses(buttons.pack(DecidePost(row["id"], "post")), chat_id=ada.id)
        assert len([each for each in await town.settles(refuse) if each.chat_id == GROUP]) == 1
        assert await states(town) == ["failed"]
    town.passes(minutes=5)
    await ada.presses(buttons.pack(DecidePost(row["id"], "post")), chat_id=ada.id)
    assert posts(await town.settles()) == ["Hello"]
    assert await states(town) == ["posted"]


async def test_the_calendar_can_rest(town: Town) -> None:
    """What is due meanwhile is left out, and not caught up on."""
    ada = await staffed(town)
    await loaded(town, post())
    said = await ada.says("/calendar pause")
    town.passes(hours=1)
    assert posts(await town.settles()) == []
    assert await states(town) == ["skipped"]
    await ada.says("/calendar 继续")
    town.passes(hours=24)

    assert ids(said) == ["calendar-paused"]
    assert posts(await town.settles()) == ["Hello"]


@pytest.mark.feature("G3")
async def test_an_entry_goes_to_a_branch_of_the_tree(town: Town) -> None:
    """To those who bear the label and what hangs below them; a group's own words win there."""
    ada = await staffed(town)
    east, shop = GROUP - 1, GROUP - 2
    for chat_id in (east, shop):
        await town.takes(town.own_change(ada, chat_id=chat_id))
    await town.settles()

    async def hang(uow: UnitOfWork) -> None:
        for chat_id, values in (
            (east, {"labels": ["region:east"], "kind": "core", "community_id": 1}),
            (shop, {"parent_id": east, "kind": "core", "community_id": 1}),
        ):
            await uow.execute(update(chats).where(chats.c.id == chat_id).values(**values))

    await act(town, hang)
    await loaded(
        town, post('to = ["region:east"]', f'override = {{ "{shop}" = {{ text = "Shop" }} }}')
    )
    town.passes(hours=1)
    sent = await town.settles()

    assert sorted((each.chat_id, posts([each])[0]) for each in sent) == [
        (shop, "Shop"),
        (east, "Hello"),
    ]


@pytest.mark.feature("C5")
async def test_activities_begin_by_the_words_behind_their_commands(town: Town) -> None:
    """A poll, a survey, a challenge, an event: once each, as if somebody had set them up."""
    await staffed(town)
    await loaded(
        town,
        post('poll = """Which book?\n- One\n- Two"""', key="p"),
        post('survey = """Our walk\n1. How was it? 1-5"""', key="s"),
        post('challenge = "7 Read start:today"', key="c"),
        post("event = 'Book evening at=\"fri 19:30\"'", key="e"),
    )
    town.passes(hours=1)
    sent = await town.settles()
    await town.restart()
    await town.settles()

    assert {each.method for each in sent if each.chat_id == GROUP} >= {"sendPoll", "sendMessage"}
    for table in (polls, surveys, challenges, events):
        assert await town.count(table) == 1
    assert await states(town) == ["posted"] * 4


@pytest.mark.feature("C5")
async def test_quizzes_and_red_packets_begin_by_the_schedule(town_on_both: Town) -> None:
    """Each once; the community pays; a quiz without a bank is told to whoever answers for it."""
    town = town_on_both
    ada = await staffed(town)
    await loaded(
        town,
        post('packet = "100 10 Happy new year from=me"', key="p"),
        post('draw = """A book ends=24h\nA ticket each, drawn from all"""', key="d"),
        post('quiz = "Friday night rounds=3"', key="q", at="[13:00:00, 15:00:00]"),
    )
    town.passes(hours=1)
    sent = await town.settles()
    await town.restart()
    assert await town.settles() == []

    assert "calendar-why-refused" in ids(sent)
    assert sorted(await states(town)) == ["failed", "posted", "posted"]
    (draw,) = await town.rows(draws)
    assert draw["state"] == "open"
    (packet,) = await town.rows(packets)
    assert (packet["state"], packet["is_own"], packet["made_by"]) == ("open", False, None)
    assert await town.count(quizzes) == 0

    async def stock(uow: UnitOfWork) -> None:
        bank = await banking.open_bank(uow, 1, "general", title="General", author="", by=ada.id)
        held = questions_in("question,A,B,answer\nOne?,right,wrong,A\n", "general.csv")
        await banking.take(uow, bank, held.questions)

    await act(town, stock)
    town.passes(hours=2)
    sent = await town.settles()

    assert await town.count(quizzes) == 1
    assert [each.chat_id for each in sent][:1] == [GROUP]


async def test_looking_ahead_and_posting_now(town_on_both: Town) -> None:
    """The week, what was today, an entry as it will be, and one more of it at once."""
    town = town_on_both
    ada = await staffed(town)
    await loaded(town, post(), post(key="weekly", every="fri"))
    town.passes(hours=1)
    await town.settles()

    week = await ada.whispers("/calendar")
    month = await ada.presses(buttons.pack(TurnCalendar(1, "month")), chat_id=ada.id)
    preview = await ada.whispers("/preview weekly")
    now = buttons.pack(PostNow("weekly", ada.id, is_sure=True))
    done = await ada.presses(now, chat_id=ada.id)
    await ada.presses(now, chat_id=ada.id)
    sent = await town.settles()

    assert ids(week).count("calendar-line") == 7
    assert "calendar-was-posted" in ids(week)
    assert ids(month).count("calendar-line") == 30 + 4
    assert "calendar-quote" in ids(preview)
    assert value(preview, "calendar-to", "groups") == 1
    assert "calendar-now-done" in ids(done)
    assert posts(sent) == ["Hello"]
    assert ids(await ada.whispers("/preview nothing")) == ["calendar-unknown"]
