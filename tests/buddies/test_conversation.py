"""Members offer to show newcomers around; names are told once both have agreed."""

import asyncio

import pytest

from handlers.buttons import pack
from handlers.onboarding_buttons import HelpNewcomer
from models.buddies import pairings
from models.points import ledger
from tests.conversation import Person, Town, ids, texts, value
from tests.onboarding.scenes import comes, goes, reachable, standing, to, walks

pytestmark = pytest.mark.feature("O4")


async def offers(town: Town, name: str, how: str = "/buddy on") -> Person:
    """A member who can be written to and offers to help."""
    member = await reachable(town, name)
    await comes(town, member)
    await member.says(how)
    return member


async def arrives(town: Town, name: str = "Nia") -> Person:
    """A newcomer who stands at the step where help is offered."""
    newcomer = await reachable(town, name)
    await comes(town, newcomer)
    await town.settles()
    while (row := await standing(town, newcomer))["step"] != "buddy":
        assert row["state"] == "underway"
        await walks(town, newcomer, "next" if row["step"] == "welcome" else "skip")
    return newcomer


async def wishes(town: Town, newcomer: Person) -> list:
    """The newcomer says yes; returns what goes out."""
    await walks(town, newcomer, "yes")
    return await town.settles()


async def pairing(town: Town) -> dict:
    """The last pairing."""
    return max(await town.rows(pairings), key=lambda row: row["id"])


async def answers(town: Town, buddy: Person, *, is_yes: bool = True) -> list:
    """The buddy presses; returns what was said."""
    row = await pairing(town)
    return await buddy.presses(pack(HelpNewcomer(row["id"], is_yes)), chat_id=buddy.id)


def asked(calls: list) -> list[int]:
    """Who was asked to help."""
    return [call.chat_id for call in calls if "buddy-ask" in ids([call])]


async def test_both_agree_before_names_are_told(town: Town) -> None:
    """The buddy reads no name before their yes, and the newcomer none before it either."""
    await town.with_admin()
    buddy = await offers(town, "Bea")
    newcomer = await arrives(town)
    calls = await wishes(town, newcomer)
    before = str([text for call in calls for text in texts([call])])
    said = await answers(town, buddy)
    after = await town.settles()

    assert asked(calls) == [buddy.id]
    assert "Nia" not in before.replace("Bea", "")
    assert "buddy-accepted" in ids(said)
    assert "Nia" in str(texts(said))
    assert "buddy-found" in ids(to(after, newcomer.id))
    assert "Bea" in str(texts(to(after, newcomer.id)))


async def test_without_buddies_the_step_is_left_out(town: Town) -> None:
    """Where nobody offers, or everybody is full, nothing is asked."""
    await town.with_admin()
    newcomer = await reachable(town)
    await comes(town, newcomer)
    await town.settles()
    await walks(town, newcomer, "next")
    await walks(town, newcomer, "skip")

    assert (await standing(town, newcomer))["state"] == "done"


async def test_full_hands_pass_to_the_next(town: Town) -> None:
    """Who has as many as they offered is not asked; the next one is."""
    await town.with_admin()
    first = await offers(town, "Bea", "/buddy on 1")
    town.passes(seconds=1)
    second = await offers(town, "Cai", "/buddy 1")
    one = await arrives(town, "Nia")
    two = await arrives(town, "Oli")

    assert asked(await wishes(town, one)) == [first.id]
    assert asked(await wishes(town, two)) == [second.id]


async def test_shared_tags_come_first(town: Town) -> None:
    """Whoever shares an interest is asked first, and reads which."""
    owner = await town.with_admin()
    await owner.whispers("/start")
    await owner.says("/tag new runner title=Runners own seen=members")
    await offers(town, "Bea")
    town.passes(seconds=1)
    runner = await offers(town, "Cai")
    await owner.says("/tag runner", reply_to_message=reply_of(town, runner))
    newcomer = await reachable(town)
    await comes(town, newcomer)
    await town.settles()
    await walks(town, newcomer, "next")
    await walks(town, newcomer, "t1")
    await walks(town, newcomer, "next")
    await walks(town, newcomer, "skip")
    calls = await wishes(town, newcomer)

    assert asked(calls) == [runner.id]
    assert value(calls, "buddy-ask-shared", "tags") == "Runners"


def reply_of(town: Town, person: Person) -> dict:
    """A message of somebody's, to be answered."""
    return town.message(person, "hello")["message"]


@pytest.mark.parametrize("how", ["no", "silence", "off", "left"])
async def test_the_next_one_is_asked(town: Town, how: str) -> None:
    """A no, a day without an answer, /buddy off and leaving all find the next one."""
    await town.with_admin()
    first = await offers(town, "Bea")
    town.passes(seconds=1)
    second = await offers(town, "Cai")
    newcomer = await arrives(town)
    await wishes(town, newcomer)
    match how:
        case "no":
            await answers(town, first, is_yes=False)
        case "silence":
            town.passes(days=1, seconds=1)
            await town.restart()
        case "off":
            await first.says("/buddy off")
        case _:
            await goes(town, first)

    assert asked(await town.settles()) == [second.id]
    assert [row["state"] for row in await town.rows(pairings)][-1] == "asked"


async def test_when_nobody_is_left_the_newcomer_is_told(town: Town) -> None:
    """After the last no, the newcomer hears that nobody is free; once."""
    await town.with_admin()
    buddy = await offers(town, "Bea")
    newcomer = await arrives(town)
    await wishes(town, newcomer)
    await answers(town, buddy, is_yes=False)

    assert ids(to(await town.settles(), newcomer.id)).count("buddy-nobody") == 1


async def test_a_buddy_who_leaves_later_is_replaced(town: Town) -> None:
    """Whoever was helped by somebody who leaves is found another, who is asked like the first."""
    await town.with_admin()
    first = await offers(town, "Bea")
    town.passes(seconds=1)
    second = await offers(town, "Cai")
    newcomer = await arrives(town)
    await wishes(town, newcomer)
    await answers(town, first)
    await town.settles()
    await goes(town, first)

    assert asked(await town.settles()) == [second.id]


async def test_a_week_is_thanked_once(town: Town) -> None:
    """A newcomer who stays a week is worth twenty points to their buddy, once."""
    await town.with_admin()
    buddy = await offers(town, "Bea")
    newcomer = await arrives(town)
    await wishes(town, newcomer)
    await answers(town, buddy)
    town.passes(days=6, hours=23)
    await town.settles()
    early = await town.rows(ledger)
    town.passes(hours=10)
    await town.restart()
    thanked = await town.settles()
    town.passes(days=7)
    await town.settles()
    rows = [row for row in await town.rows(ledger) if row["rule"] == "buddy"]

    assert [row for row in early if row["rule"] == "buddy"] == []
    assert "buddy-thanked" in ids(to(thanked, buddy.id))
    assert [(row["person_id"], row["points"]) for row in rows] == [(buddy.id, 20)]
    assert [row["state"] for row in await town.rows(pairings)] == ["kept"]


async def test_a_newcomer_who_left_is_worth_nothing(town: Town) -> None:
    """Whoever leaves within the week ends it without points."""
    await town.with_admin()
    buddy = await offers(town, "Bea")
    newcomer = await arrives(town)
    await wishes(town, newcomer)
    await answers(town, buddy)
    await goes(town, newcomer)
    town.passes(days=8)
    await town.settles()

    assert [row for row in await town.rows(ledger) if row["rule"] == "buddy"] == []
    assert [row["state"] for row in await town.rows(pairings)] == ["ended"]


async def test_presses_count_once_and_for_whom_they_are(town: Town) -> None:
    """A double press, a stranger's press and a forged number change nothing."""
    await town.with_admin()
    buddy = await offers(town, "Bea")
    newcomer = await arrives(town)
    await wishes(town, newcomer)
    stranger = town.person("Eve")
    by_stranger = await answers(town, stranger)
    forged = await buddy.presses(pack(HelpNewcomer(999, is_yes=True)), chat_id=buddy.id)
    await answers(town, buddy)
    again = await answers(town, buddy, is_yes=False)

    assert "button-stale" in ids(by_stranger)
    assert "button-stale" in ids(forged)
    assert "buddy-over" in ids(again)
    assert (await pairing(town))["state"] == "paired"
    assert len([c for c in await town.settles() if "buddy-found" in ids([c])]) == 1


async def test_the_last_free_hand_is_taken_once(town_on_both: Town) -> None:
    """Of two newcomers who say yes at once, one gets the only buddy, on either database."""
    town = town_on_both
    await town.with_admin()
    buddy = await offers(town, "Bea", "/buddy on 1")
    one, two = await arrives(town, "Nia"), await arrives(town, "Oli")
    rows = {each.id: await standing(town, each) for each in (one, two)}
    presses = [
        town.takes(
            town.press(each, f"walk|{rows[each.id]['community_id']}|buddy|yes", chat_id=each.id)
        )
        for each in (one, two)
    ]
    await asyncio.gather(*presses)

    assert asked(await town.settles()) == [buddy.id]
    assert await town.count(pairings) == 1


async def test_what_one_offers(town: Town) -> None:
    """/buddy alone shows what one offered; odd numbers are told; the staff see who helps."""
    owner = await town.with_admin()
    await owner.whispers("/start")
    member = await reachable(town, "Bea")
    await comes(town, member)
    how = await member.says("/buddy")
    odd = [await member.says(f"/buddy on {number}") for number in ("0", "21", "x", "²")]
    on = await member.says("/buddy on 3")
    own = await member.whispers("/buddy")
    listed = await owner.whispers("/buddies")
    off = await member.says("/buddy off")
    refused = await member.says("/buddies")

    assert ids(how) == ["buddy-how"]
    assert [ids(each) for each in odd] == [["buddy-how-many"]] * 4
    assert value(on, "buddy-on", "count") == 3
    assert value(own, "buddy-own", "capacity") == 3
    assert value(listed, "buddies-line", "name") == "Bea"
    assert "buddy-off" in ids(off)
    assert "refused-not-admin" in ids(refused)


async def test_an_unanswered_question_goes_to_the_buddy(town: Town) -> None:
    """Whoever helps a newcomer hears of a question first; the staff are left in peace."""
    owner = await town.with_admin()
    await owner.whispers("/start")
    buddy = await offers(town, "Bea")
    newcomer = await arrives(town)
    await wishes(town, newcomer)
    await answers(town, buddy)
    await town.settles()
    await newcomer.says("Where is the reading list?")
    town.passes(minutes=31)
    calls = [c for c in await town.settles() if "onboarding-unanswered" in ids([c])]

    assert [call.chat_id for call in calls] == [buddy.id]
