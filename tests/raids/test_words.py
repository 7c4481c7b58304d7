"""Newcomers' words: a flood of them closes the gate, and a breach behind it has its price."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.config.checks import checks_with
from bot.config.settings import Moderation, Raids, Settings
from bot.kit.database import Database
from models.cases import cases, evidence
from models.members import memberships, people
from models.raids import raid_arrivals, raids
from models.restrictions import restrictions
from tests.conversation import GROUP, Person, Town, ids
from tests.raids.scenes import arrive, states, steers, the_raid, told

pytestmark = pytest.mark.feature("R11")
LINK = "稳定带单，进群 https://example.top/win"
BAD = "日赚八百加微信详聊"


async def opened(database: Database, *, mode: str = "on", action: str = "mute") -> Town:
    """A town with a forbidden word, and what a raider gets for it."""
    settings = Settings(
        moderation=Moderation(mode=mode),  # type: ignore[arg-type]
        checks=checks_with(words={"words": ("加微信",)}),
        raids=Raids(action=action),  # type: ignore[arg-type]
    )
    return await Town(database, settings).open()


def with_link(town: Town, person: Person, text: str) -> dict[str, object]:
    """A message with a link in it."""
    at = text.index("https")
    length = len(text.encode("utf-16-le")) // 2 - at
    return town.message(person, text, entities=[{"type": "url", "offset": at, "length": length}])


async def slowly(town: Town, count: int) -> list[Person]:
    """Let so many come one by one, which is no burst."""
    people = []
    for _ in range(count):
        people += await arrive(town, 1)
        town.passes(minutes=1)
    return people


async def test_links_of_newcomers_close_the_gate(both_databases: Database) -> None:
    """Five newcomers with links within half a minute are a wave: they are held, others are not."""
    town = await opened(both_databases, mode="shadow")
    await town.with_admin()
    bots = await slowly(town, 5)
    (mei,) = await arrive(town, 1)
    await mei.says("大家好，我刚来")
    for number, each in enumerate(bots):
        await town.takes(with_link(town, each, f"第{number}天 {LINK}{number * 77}"))
    raid = await the_raid(town)

    assert raid["cause"] == "messages"
    assert {each.id for each in bots} <= set(told(await town.settles()))
    await town.close()


async def test_the_same_words_of_newcomers_close_the_gate(database: Database) -> None:
    """Much the same text from five newcomers is a wave without any link."""
    town = await opened(database, mode="shadow")
    await town.with_admin()
    bots = await slowly(town, 5)
    for number, each in enumerate(bots):
        await each.says(f"兼职刷单日结无押金名额有限速来找我聊聊吧朋友们 {number}")

    assert {each.id for each in bots} == set(await states(town))
    await town.close()


async def test_a_lively_welcome_is_no_wave(database: Database) -> None:
    """A dozen newcomers who say hello, each in their own way, and members with links, are none."""
    town = await opened(database, mode="shadow")
    await town.with_admin()
    old = [town.person(f"Old {at}") for at in range(6)]
    for each in old:
        for word in ("one", "two", "three", "four"):
            await each.says(f"{word} more word from me")
    town.passes(days=2)
    hellos = (
        *("大家好！", "新人报到，请多关照", "Hi all!", "Hello, happy to be here", "你好呀"),
        *("hey everyone", "朋友推荐来的", "慕名而来", "第一次进读书群", "Just finished chapter 3"),
    )
    for each, hello in zip(await slowly(town, len(hellos)), hellos, strict=True):
        await each.says(hello)
    for each in old:
        await town.takes(with_link(town, each, f"{each.first_name} 推荐 https://example.org/a"))

    assert await town.rows(raids) == []
    await town.close()


async def test_a_raider_who_breaks_a_rule_is_marked_or_banned(both_databases: Database) -> None:
    """Marked and no more where that is wanted; else banned at once, in silence, with evidence."""
    town = await opened(both_databases, action="ban")
    admin = await town.with_admin()
    crowd = await arrive(town, 10)
    await town.takes(town.message(crowd[0], BAD))
    calls = await town.settles()
    listed = ids(await steers(town, admin, "list"))

    (case,) = [row for row in await town.rows(cases) if row["action"] == "ban"]
    assert (case["person_id"], case["check"]) == (crowd[0].id, "words")
    assert case["state"] == "applied"
    assert [row["words"] for row in await town.rows(evidence)][-1] == BAD
    assert [call.arguments["user_id"] for call in calls if call.method == "banChatMember"] == [
        crowd[0].id
    ]
    assert "raid-suspect" in listed
    assert (await states(town))[crowd[0].id] == "banned"
    town.passes(minutes=10)
    assert set(told(await town.settles())) == {each.id for each in crowd[1:]}
    assert [row for row in await town.rows(restrictions) if "raid" in row["reason"]] == []
    await town.close()


async def test_a_raider_is_only_marked_by_default(database: Database) -> None:
    """By default a breach brings the check's own action and a mark for the staff, no more."""
    town = await opened(database)
    await town.with_admin()
    crowd = await arrive(town, 10)
    await town.takes(town.message(crowd[0], BAD))

    marked = {row["person_id"]: row["suspicion"] for row in await town.rows(raid_arrivals)}
    assert marked[crowd[0].id] == "spam"
    assert [row for row in await town.rows(cases) if row["action"] == "ban"] == []
    await town.close()


@pytest.mark.feature("Q5")
async def test_a_promotion_by_bots_is_stopped(both_databases: Database) -> None:
    """Links, joins and reports together: the gate closes, the adverts go, cases are open."""
    town = await opened(both_databases, action="ban")
    admin = await town.with_admin()
    await admin.whispers("/start")
    mei = town.person("Mei")
    for word in ("早上好", "今天读到第三章", "周末见"):
        await mei.says(word)
    town.passes(days=2)
    bots = await arrive(town, 12, first_name="Crypto")
    adverts = [town.message(each, f"{BAD} {at}") for at, each in enumerate(bots[:3])]
    await town.takes(*adverts)
    reported = town.message(bots[3], "free money, write to me for the details please")
    await town.takes(reported)
    message = reported["message"]
    await mei.says("/report", reply_to_message=message)
    calls = await town.settles()
    listed = ids(await steers(town, admin, "list", chat_id=admin.id))
    town.passes(minutes=10)
    freed = told(await town.settles())

    gone = {call.arguments["message_id"] for call in calls if call.method == "deleteMessage"}
    assert gone >= {each["message"]["message_id"] for each in adverts}
    opened_for = {row["person_id"] for row in await town.rows(cases) if row["action"] == "ban"}
    assert opened_for == {each.id for each in bots[:3]}
    assert listed.count("raid-suspect") == 12
    assert {each.id for each in bots[3:]} == set(freed)
    assert mei.id not in await states(town)
    assert (await the_raid(town))["ended_at"] is not None
    await town.close()


async def test_in_a_busy_chat_more_are_needed(database: Database) -> None:
    """Where eight in half a minute are usual, twelve are no raid, and thirty are one."""
    town = await Town(database, Settings()).open()
    await town.with_admin()
    await _an_hour_of(town, 960)
    await arrive(town, 12)
    before = await town.rows(raids)
    await arrive(town, 20)

    assert before == []
    assert len(await town.rows(raids)) == 1
    await town.close()


async def _an_hour_of(town: Town, count: int) -> None:
    """Let so many have come in the last hour, evenly, up to a minute ago."""
    now = town.clock.now()
    ids_ = range(5_000_000, 5_000_000 + count)
    async with town.database.writing() as connection:
        await connection.execute(
            insert(people),
            [{"id": each, "first_name": "Somebody", "seen_at": now} for each in ids_],
        )
        await connection.execute(
            insert(memberships),
            [
                {
                    "chat_id": GROUP,
                    "person_id": each,
                    "status": "member",
                    "is_present": True,
                    "joined_at": now - timedelta(seconds=60 + 3540 * at / count),
                }
                for at, each in enumerate(ids_)
            ],
        )
