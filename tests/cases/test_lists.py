"""Cases looked up: who sees what, with the evidence for as long as it is kept."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.config.settings import Retention
from bot.kit.database import Database
from bot.kit.effects import Answer, Reply
from bot.runtime.housekeeping import Housekeeping
from models.cases import cases, evidence
from models.communities import chats
from models.updates import failed_updates
from tests.cases.scenes import Group, calls, settled_group, to
from tests.conversation import GROUP, Town, ids, texts, value
from tests.runtime.outbox import unit

pytestmark = pytest.mark.feature("R10")

STAFF = -1001000000005
SECRET = "SECRET advert"


@pytest.fixture
async def group(town: Town) -> AsyncIterator[Group]:
    """A group in which somebody was warned for a message with a picture."""
    group = await settled_group(town)
    photo = {"photo": [{"file_id": "PH", "file_unique_id": "u", "width": 1, "height": 1}]}
    bad = town.message(group.member, "", caption=SECRET, **photo)
    del bad["message"]["text"]
    await town.takes(bad)
    await town.takes(group.reply(group.moderator, "/warn why not", bad))
    await town.settles()
    yield group
    assert await town.rows(failed_updates) == []


async def test_in_the_group_the_evidence_stays_out(group: Group) -> None:
    """Everybody reads along: the summary, and buttons for the staff."""
    said = await group.moderator.says("/case 1")

    assert ids(said)[0] == "case-did-warn"
    assert SECRET not in str(said)
    assert "case-quote" not in ids(said)


async def test_by_dm_the_staff_see_it_all(group: Group) -> None:
    """Words at once, the picture by the id under which Telegram holds it."""
    said = await group.moderator.whispers("/case 1")
    owed = await group.town.settles()

    assert value(said, "case-quote", "words") == SECRET
    (photo,) = calls(owed, "sendPhoto")
    assert (photo.chat_id, photo.arguments) == (group.moderator.id, {"photo": "PH"})


async def test_the_person_concerned_sees_their_own(group: Group) -> None:
    """With what it rests on, and without a button to undo it."""
    said = await group.member.whispers("/case 1")

    assert "case-quote" in ids(said)
    assert isinstance(said[0], Reply)
    assert said[0].keyboard == ()


async def test_others_see_nothing(group: Group) -> None:
    """To them there is no such case."""
    eve = group.town.person("Eve")
    await eve.says("hello")

    assert ids(await eve.whispers("/case 1")) == ["case-unknown"]
    assert ids(await eve.says("/case 1")) == ["case-unknown"]
    assert ids(await eve.presses("proof|1")) == ["refused-not-admin"]


async def test_the_button_shows_it_to_the_presser_alone(group: Group) -> None:
    """An excerpt at once, all of it by DM; the log itself holds no word of it."""
    said = await group.moderator.presses("proof|1")

    toast, reply = said
    assert isinstance(toast, Answer)
    assert toast.alert
    assert value([toast], "case-excerpt", "words") == SECRET
    assert isinstance(reply, Reply)
    assert reply.chat_id == group.moderator.id


async def test_somebodys_cases_page_by_page(group: Group) -> None:
    """Newest first, eight at a time, for the staff by DM; turning asks for the right again."""
    for _ in range(10):
        group.town.passes(minutes=2)
        await group.moderator.says(f"/unmute {group.member.id}")
        await group.town.settles()
    await group.moderator.whispers("/start")
    said = await group.moderator.says("/cases @mei_says")
    (page,) = to(await group.town.settles(), group.moderator.id)
    older = await group.moderator.presses(f"cases|{GROUP}|{group.member.id}|1", chat_id=5)
    eve = group.town.person("Eve")
    refused = await eve.presses(f"cases|{GROUP}|{group.member.id}|1", chat_id=5)

    assert ids(said) == ["answered-by-dm"]
    assert value([page], "cases-head", "count") == 11
    numbers = [dict(each.values)["number"] for each in texts([page]) if each.id == "cases-line"]
    assert numbers == [str(n) for n in range(11, 3, -1)]
    assert ids(older).count("cases-line") == 3
    assert ids(refused) == ["refused-not-admin"]


async def test_members_read_their_own_by_dm(group: Group) -> None:
    """Each with the group it was in; whoever has none is told so."""
    tom = group.town.person("Tom")
    await tom.says("hi")

    assert ids(await group.member.whispers("/cases")) == [
        "cases-yours",
        "cases-line-in",
        "cases-yours-foot",
    ]
    assert ids(await tom.whispers("/cases")) == ["cases-none-of-yours"]


@pytest.mark.feature("Q2")
async def test_members_read_what_became_of_their_appeals_and_complaints(group: Group) -> None:
    """Below the cases, by number and state alone; another's never, and no word of either."""
    eve = group.town.person("Eve")
    await eve.says("hi")
    await group.member.whispers("/appeal 1")
    await group.member.whispers("SECRET side of it")
    await eve.whispers("/complain SECRET noise")

    said = await group.member.whispers("/cases")
    hers = await eve.whispers("/cases")

    assert ids(said) == [
        "cases-yours",
        "cases-line-in",
        "cases-your-appeals",
        "appeal-own",
        "cases-yours-foot",
    ]
    assert value(said, "appeal-own", "number") == 1
    assert ids(hers) == ["cases-none-of-yours", "cases-your-complaints", "complain-own"]
    assert "SECRET" not in str([*said, *hers])


async def test_the_staff_chat_sees_and_undoes(group: Group) -> None:
    """There the evidence is shown, and the group's roster says who may."""
    town = group.town
    await town.takes(town.own_change(group.owner, chat_id=STAFF))
    async with town.database.writing() as connection:
        await connection.execute(
            update(chats).where(chats.c.id == STAFF).values(community_id=1, kind="staff")
        )
    said = await group.moderator.says("/case 1", chat_id=STAFF)
    await group.moderator.says("/undo 1", chat_id=STAFF)
    owed = await town.settles()

    assert "case-quote" in ids(said)
    assert "case-undone" in ids(to(owed, STAFF))
    (row,) = await town.rows(cases)
    assert row["state"] == "undone"


@pytest.mark.feature("Z5")
async def test_no_evidence_outlives_its_term(both_databases: Database) -> None:
    """Words, media and the reason are gone within thirty days; the case itself stays."""
    from bot.config.settings import Settings

    town = await Town(both_databases, Settings()).open()
    group = await settled_group(town)
    bad = town.message(group.member, SECRET)
    await town.takes(bad)
    await town.takes(group.reply(group.moderator, "/warn SECRET reason", bad))
    await town.settles()
    (kept,) = await town.rows(evidence)
    assert kept["forget_at"] == town.clock.now() + timedelta(days=30)

    for _ in range(30):
        town.passes(days=1)
        async with town.database.writing() as connection:
            uow = unit(connection, town.clock)
            await Housekeeping(Retention())(uow, Night())
            await uow.flush()

    held = {name: await town.rows(table) for name, table in tables().items()}
    assert [name for name, rows in held.items() if "SECRET" in str(rows)] == []
    (case,) = await town.rows(cases)
    assert (case["action"], case["reason"], case["forget_at"]) == ("warn", None, None)
    await town.close()


async def test_evidence_beyond_its_term_is_not_shown(group: Group) -> None:
    """Even in the hours before it is swept away."""
    group.town.passes(days=30, seconds=1)
    said = await group.moderator.whispers("/case 1")

    assert "case-quote" not in ids(said)
    assert "case-no-evidence" in ids(said)


class Night:
    """A night's housekeeping, as it falls due."""

    def __init__(self) -> None:
        self.details: dict[str, int] = {}


def tables() -> dict[str, object]:
    """Every table there is."""
    from models import metadata

    return {table.name: table for table in metadata.sorted_tables}
