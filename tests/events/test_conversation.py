"""Events, as members and staff live them."""

import asyncio
from typing import Any

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from bot.runtime.gateway import Owed
from handlers import buttons
from handlers.event_buttons import (
    AnswerEvent,
    BeginEvent,
    CancelEvent,
    SaveEvent,
    ShowEvent,
    TweakEvent,
)
from models.campaigns import campaigns
from models.events import event_guests, events
from models.members import members
from models.outbox import outbox
from models.points import ledger
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids, letters, value

pytestmark = pytest.mark.feature("A10")

SAID = '/event Book evening at="tomorrow 19:30" lasts=2h place="Café Lumen" capacity=2'


def going(number: int = 1) -> str:
    """The press of whoever comes."""
    return buttons.pack(AnswerEvent(number, "going"))


def leaving(number: int = 1) -> str:
    """The press of whoever does not."""
    return buttons.pack(AnswerEvent(number, "not"))


async def begun(town: Town, said: str = SAID) -> Person:
    """Let an admin post an event."""
    ada = await town.with_admin()
    await ada.whispers("/start")
    await ada.says(said)
    (row,) = await town.rows(events)
    await ada.presses(buttons.pack(BeginEvent(row["id"], is_sure=True)))
    await town.settles()
    town.said.clear()
    return ada


async def standings(town: Town) -> dict[int, str]:
    """What everybody is to the event."""
    return {row["person_id"]: row["answer"] for row in await town.rows(event_guests)}


def to(calls: list[Owed], chat_id: int) -> list[str]:
    """The ids of what was said in a chat."""
    return ids([each for each in calls if each.chat_id == chat_id])


async def reachable(town: Town, *names: str) -> list[Person]:
    """People who have pressed Start."""
    people = [town.person(name) for name in names]
    for each in people:
        await each.says("hello everybody")
        await each.whispers("/start")
    town.said.clear()
    return people


async def test_a_line_a_look_and_a_press_post_it(town_on_both: Town) -> None:
    """The preview comes first, one button changes one thing, and Begin counts once."""
    town = town_on_both
    ada = await town.with_admin()

    preview = await ada.says(SAID)
    (row,) = await town.rows(events)
    await ada.presses(buttons.pack(TweakEvent(row["id"], "lasts")))
    before = await town.settles()
    begin = await ada.presses(buttons.pack(BeginEvent(row["id"], is_sure=True)))
    again = await ada.presses(buttons.pack(BeginEvent(row["id"], is_sure=True)))
    posted = await town.settles()
    (event,) = await town.rows(events)

    assert ids(preview)[0] == "event-preview"
    assert "campaign-missing-objective" in ids(preview)
    assert "event-title" not in ids(before)
    assert "event-begun" in ids(begin)
    assert ids(again) == ["button-stale"]
    assert to(posted, GROUP)[0] == "event-title"
    assert (event["state"], event["lasts_min"], event["capacity"]) == ("open", 180, 2)
    assert event["card_id"] is not None
    assert await town.count(campaigns) == 1


async def test_the_third_waits_and_moves_up(town_on_both: Town) -> None:
    """Two seats: the third waits, hears by DM when one is given back, and the card shows it."""
    town = town_on_both
    await begun(town)
    mei, bo, cy = await reachable(town, "Mei", "Bo", "Cy")

    first = await mei.presses(going())
    await bo.presses(going())
    third = await cy.presses(going())
    twice = await cy.presses(going())
    await mei.presses(leaving())
    calls = await town.settles()
    town.passes(seconds=6)
    card = await town.settles()

    assert ids(first) == ["event-answer-going"]
    assert ids(third) == ids(twice) == ["event-answer-waiting"]
    assert await standings(town) == {mei.id: "not", bo.id: "going", cy.id: "going"}
    assert to(calls, cy.id) == ["event-moved-up"]
    assert [each.method for each in card] == ["editMessageText"]
    assert value(card, "event-going", "n") == 2
    assert value(card, "event-names", "names") == "Bo, Cy"


async def test_who_cannot_be_written_to_is_told_in_the_group(town_on_both: Town) -> None:
    """A seat is no use to somebody who does not hear of it."""
    town = town_on_both
    await begun(town, SAID.replace("capacity=2", "capacity=1"))
    mei, bo = town.person("Mei"), town.person("Bo")
    await mei.presses(going())
    await bo.presses(going())

    await mei.presses(leaving())
    calls = await town.settles()

    assert value(calls, "event-moved-up-group", "names") == "Bo"


async def test_two_seats_and_sixty_four_presses(both_databases: Database) -> None:
    """However many press at one moment on two replicas, exactly two go."""
    one = await Town(both_databases, Settings()).open()
    await begun(one)
    other = await Town(both_databases, Settings()).open()
    people = [one.person(f"P{n}") for n in range(64)]
    presses = [one.press(each, going()) for each in people]

    async def press(town: Town, some: list[dict[str, Any]]) -> None:
        for update in some:
            await town.intake.take(letters([update]))

    await asyncio.gather(
        *(press((one, other)[n % 2], presses[n::8]) for n in range(8)),
    )
    found = list((await standings(one)).values())
    await one.close()
    await other.close()

    assert (found.count("going"), found.count("waiting")) == (2, 62)


async def test_a_replayed_press_changes_nothing(town_on_both: Town) -> None:
    """The same update twice, before and after a restart, is one answer."""
    town = town_on_both
    await begun(town)
    mei = town.person("Mei")
    press = town.press(mei, going())

    await town.takes(press)
    await mei.presses(leaving())
    await town.takes(press)
    await town.restart()
    await town.takes(press)

    assert await standings(town) == {mei.id: "not"}
    assert await town.rows(failed_updates) == []


async def test_reminders_reach_those_who_go(town_on_both: Town) -> None:
    """A day and an hour before, by DM; one line in the group for those without."""
    town = town_on_both
    await begun(town, SAID.replace("tomorrow 19:30", "2026-03-12 19:30"))
    (mei,) = await reachable(town, "Mei")
    bo, cy = town.person("Bo"), town.person("Cy")
    await mei.presses(going())
    await cy.presses(buttons.pack(AnswerEvent(1, "maybe")))
    town.passes(hours=31.5)
    await town.restart()
    day = await town.settles()
    await bo.presses(going())
    town.passes(hours=23)

    hour = await town.settles()

    assert to(day, mei.id)[:1] == ["event-reminder"]
    assert to(day, GROUP).count("event-reminder") == 0
    assert to(hour, mei.id)[:1] == ["event-reminder"]
    assert to(hour, GROUP).count("event-reminder") == 1
    assert value(hour, "event-reminder", "hours") == 1
    assert to(hour, cy.id) == []


async def test_the_code_makes_somebody_there_once(town_on_both: Town) -> None:
    """By DM or in the group, where it is taken away again; the points come once."""
    town = town_on_both
    await begun(town, SAID + " code=OPEN7")
    mei, bo = await reachable(town, "Mei", "Bo")
    await mei.presses(going())
    early = await mei.whispers("/here open7")
    town.passes(hours=31.5)
    began = await town.settles()

    first = await mei.whispers("/here  open7")
    again = await mei.whispers("/here OPEN7")
    wrong = await mei.whispers("/here OPEN8")
    walk_in = await bo.says("/here OPEN7")
    hidden = await town.settles()
    stranger = await town.person("Out").whispers("/here OPEN7")
    rows = [row for row in await town.rows(ledger) if row["rule"] == "event"]

    assert ids(early) == ["event-here-wrong"]
    assert "event-begins" in to(began, GROUP)
    assert "OPEN7" not in str([each.arguments for each in began if each.chat_id == GROUP])
    assert value(began, "event-code", "code") == "OPEN7"
    assert ids(first) == ids(walk_in) == ["event-here"]
    assert ids(again) == ["event-here-before"]
    assert ids(wrong) == ids(stranger) == ["event-here-wrong"]
    assert "deleteMessage" in [each.method for each in hidden]
    assert sorted(row["person_id"] for row in rows) == sorted([mei.id, bo.id])
    assert {row["points"] for row in rows} == {10}


async def test_the_end_thanks_asks_and_recaps(town_on_both: Town) -> None:
    """Thanks with stars in the group, who came for the staff, and the campaign's report card."""
    town = town_on_both
    ada = await begun(town, SAID + " code=OPEN7 target=1")
    mei, bo = await reachable(town, "Mei", "Bo")
    await mei.presses(going())
    await bo.presses(going())
    town.passes(hours=31.5)
    await town.settles()
    await mei.whispers("/here OPEN7")
    town.passes(hours=2, minutes=16)
    await town.restart()

    calls = await town.settles()
    later = await town.settles()
    (campaign,) = await town.rows(campaigns)

    assert "event-over-group" in to(calls, GROUP)
    assert "campaign-rate-ask" in to(calls, GROUP)
    assert value(calls, "event-recap-came", "came") == 1
    assert value(calls, "event-recap-missing", "names") == "Bo"
    assert "event-recap" in to(calls, ada.id)
    assert campaign["figures"]["participants"] == 1
    assert campaign["figures"]["points"] == 10
    assert ids(later) == []
    assert await mei.presses(going())
    assert [row["state"] for row in await town.rows(events)] == ["over"]


async def test_another_time_is_told_once(town_on_both: Town) -> None:
    """Two changes within half a minute are one message; the old beginning begins nothing."""
    town = town_on_both
    ada = await begun(town)
    (mei,) = await reachable(town, "Mei")
    await mei.presses(going())
    await town.settles()

    told = await ada.says('/event set 1 at="2026-03-12 20:00"')
    await ada.says('/event set 1 place="The library"')
    same = await ada.says('/event set 1 place="The library"')
    words = await ada.says("/event set 1 Book night")
    town.passes(seconds=31)
    calls = await town.settles()
    town.passes(hours=31.5)
    at_the_old_time = await town.settles()

    assert "event-set-told" in ids(told)
    assert "event-set-done" in ids(same)
    assert "event-set-done" in ids(words)
    assert to(calls, mei.id) == ["event-changed", "event-when", "event-place"]
    assert "event-begins" not in ids(at_the_old_time)
    assert [row["state"] for row in await town.rows(events)] == ["open"]


async def test_cancelling_asks_first_and_tells(town_on_both: Town) -> None:
    """Only the asker's yes counts, once; guests hear it, and the campaign is forgotten."""
    town = town_on_both
    ada = await begun(town)
    (mei,) = await reachable(town, "Mei")
    await mei.presses(going())
    yes = buttons.pack(CancelEvent(1, ada.id, is_sure=True))

    asked = await ada.says("/event cancel 1")
    stranger = await mei.presses(yes)
    forged = await mei.presses(buttons.pack(CancelEvent(1, mei.id, is_sure=True)))
    done = await ada.presses(yes)
    twice = await ada.presses(yes)
    calls = await town.settles()
    late = await mei.presses(going())

    assert ids(asked) == ["event-cancel-ask"]
    assert ids(stranger) == ["button-not-yours"]
    assert ids(forged) == ["refused-not-admin"]
    assert "event-cancel-done" in ids(done)
    assert ids(twice) == ["button-stale"]
    assert to(calls, mei.id)[0] == "event-cancelled"
    assert to(calls, GROUP).count("event-cancelled") == 1
    assert ids(late) == ["event-over"]
    assert await town.rows(campaigns) == []


async def test_the_link_is_for_those_who_go(town_on_both: Town) -> None:
    """The card keeps it back; a seat shows it, in the toast, by DM and in the file."""
    town = town_on_both
    await begun(town, SAID + " link=https://meet.example/abc")
    mei, bo = await reachable(town, "Mei", "Bo")
    seat = await mei.presses(going())
    await mei.presses(buttons.pack(SaveEvent(1)))
    await bo.presses(buttons.pack(SaveEvent(1)))
    hers = await mei.whispers("/event 1")
    his = await bo.whispers("/event 1")
    calls = await town.settles()

    files = {
        each.chat_id: each.arguments["document"]["content"]
        for each in calls
        if each.method == "sendDocument"
    }

    assert value(seat, "event-answer-link", "link") == "https://meet.example/abc"
    assert "meet.example" in files[mei.id]
    assert "meet.example" not in files[bo.id]
    assert "event-link" in ids(hers)
    assert "event-link" not in ids(his)
    in_group = [row["arguments"] for row in await town.rows(outbox) if row["chat_id"] == GROUP]
    assert "meet.example" not in str(in_group)


async def test_a_talk_by_dm_asks_for_the_moment(town_on_both: Town) -> None:
    """A title alone is asked when; what cannot be read leaves the question open."""
    town = town_on_both
    ada = await town.with_admin()

    new = await ada.whispers("/event")
    when = await ada.whispers("Book evening")
    bad = await ada.whispers("soon")
    preview = await ada.whispers("tomorrow 19:30")

    assert ids(new)[0] == "event-new"
    assert ids(when) == ["event-fault-when"]
    assert ids(bad) == ["wish-unread"]
    assert ids(preview)[0] == "event-preview"


async def test_who_leaves_gives_the_seat_back(town_on_both: Town) -> None:
    """A seat of somebody who is gone is for the first in line."""
    town = town_on_both
    await begun(town, SAID.replace("capacity=2", "capacity=1"))
    mei, bo = await reachable(town, "Mei", "Bo")
    await mei.presses(going())
    await bo.presses(going())

    await town.takes(town.change(mei, {"status": "left"}, old="member"))

    assert await standings(town) == {mei.id: "not", bo.id: "going"}


async def test_more_seats_let_the_line_in(town_on_both: Town) -> None:
    """A larger room is told to those who waited for it."""
    town = town_on_both
    ada = await begun(town, SAID.replace("capacity=2", "capacity=1"))
    mei, bo = await reachable(town, "Mei", "Bo")
    await mei.presses(going())
    await bo.presses(going())

    await ada.says("/event set 1 capacity=none")
    calls = await town.settles()

    assert await standings(town) == {mei.id: "going", bo.id: "going"}
    assert to(calls, bo.id) == ["event-moved-up"]


async def test_members_and_forgers_set_nothing_up(town_on_both: Town) -> None:
    """Only those who may plan do; another community's event, and none, are stale."""
    town = town_on_both
    await begun(town)
    mei = town.person("Mei")

    said = await mei.says(SAID)
    changed = await mei.says("/event set 1 place=mine")
    coded = await mei.says("/event code 1")
    none = await mei.presses(going(99))
    odd = await mei.presses(buttons.pack(AnswerEvent(1, "came")))
    elsewhere = await mei.presses(going(), chat_id=GROUP - 1)

    assert ids(said) == ids(changed) == ids(coded) == ["refused-not-admin"]
    assert ids(none) == ids(odd) == ids(elsewhere) == ["button-stale"]
    assert await standings(town) == {}


async def test_the_list_shows_what_is_coming(town_on_both: Town) -> None:
    """With who goes; a button shows one, and a command answers it."""
    town = town_on_both
    await begun(town)
    mei = town.person("Mei")
    said = await mei.says("/event going 1")
    listed = await mei.says("/events")
    shown = await mei.presses(buttons.pack(ShowEvent(1)))

    assert ids(said) == ["event-answer-going"]
    assert value(listed, "events-line", "going") == 1
    assert "event-when" in ids(shown)


async def test_a_forgotten_guest_leaves_a_free_seat(town_on_both: Town) -> None:
    """What is kept of a guest goes with them, and the line moves on."""
    town = town_on_both
    await begun(town, SAID.replace("capacity=2", "capacity=1"))
    mei, bo = await reachable(town, "Mei", "Bo")
    await mei.presses(going())
    await bo.presses(going())
    await town.settles()

    await mei.whispers("/forget")
    await mei.presses(f"forget|{mei.id}|1", chat_id=mei.id)
    town.passes(hours=7.5)
    await town.settles()

    assert await standings(town) == {bo.id: "going"}


async def test_a_move_takes_the_event_along(town_on_both: Town) -> None:
    """A group that becomes a supergroup keeps its event and its card's edits."""
    town = town_on_both
    await begun(town)
    new = GROUP - 77
    mei = town.person("Mei")

    await town.takes(town.message(mei, "", migrate_to_chat_id=new))
    pressed = await mei.presses(going(), chat_id=new)

    assert [row["chat_id"] for row in await town.rows(events)] == [new]
    assert ids(pressed) == ["event-answer-going"]
    assert await town.count(members) >= 1
