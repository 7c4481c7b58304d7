"""The operator's flow is read whole or not at all: a fault leaves the running one in place."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.features.onboarding.flows import load, shipped
from bot.features.onboarding.parts import Around
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.buttons import pack
from models.onboarding import flows
from tests.conversation import GROUP, Person, Town, ids, texts, value
from tests.onboarding.scenes import cards, comes, flow_in, reachable, standing, to, walks

pytestmark = pytest.mark.feature("O8")
GOOD = '[[step]]\nid = "hello"\nkind = "text"\ntext = "Hi {name}"\n'
OTHER = '[[step]]\nid = "salute"\nkind = "text"\ntext = "Salute {name}"\n'
BAD = '[[step]]\nid = "hello"\nkind = "text"\ntext = "Hi {nmae}"\nonly_iff = "x"\n'


@pytest.fixture
async def club(database: Database, tmp_path: Path):
    """A town with a flow of the operator's, read once."""
    town = await Town(database, flow_in(tmp_path, GOOD)).open()
    yield town
    await town.close()


async def first_card(town: Town, name: str) -> list[str]:
    """The texts of the first card of somebody who comes."""
    newcomer = await reachable(town, name)
    await comes(town, newcomer)
    (call,) = to(await town.settles(), newcomer.id)
    return [str(dict(text.values).get("en")) for text in texts([call])]


async def test_a_fault_leaves_the_running_flow(club: Town, tmp_path: Path) -> None:
    """A faulty file is told in words, line by line, and newcomers see what they saw before."""
    owner = await club.with_admin()
    await owner.whispers("/start")
    loaded = await owner.whispers("/reload")
    (tmp_path / "flow.toml").write_text(BAD, encoding="utf-8")
    refused = await owner.whispers("/reload")
    running = await first_card(club, "Nia")
    await club.restart()
    after = await first_card(club, "Bo")
    faults = [dict(text.values) for text in texts(refused) if text.id == "onboarding-fault"]

    assert value(loaded, "onboarding-loaded", "added") == "hello"
    assert value(refused, "onboarding-not-loaded", "count") == 2
    assert [(each["line"], each["step"]) for each in faults] == [("4", "hello"), ("5", "hello")]
    assert "Hi Nia" in str(running)
    assert "Hi Bo" in str(after)


async def test_the_staff_chat_is_told(club: Town, tmp_path: Path) -> None:
    """Where there is a staff chat, it reads the faults too."""
    owner = await club.with_admin()
    await owner.whispers("/start")
    room = -1001000000099
    await club.takes(club.own_change(owner, chat_id=room))
    await club.takes(
        club.change(owner, {"status": "creator", "is_anonymous": False}, chat_id=room)
    )
    serve = buttons.Serve(GROUP, "staff", owner.id, is_sure=True)
    await owner.presses(pack(serve), chat_id=room)
    await club.settles()
    (tmp_path / "flow.toml").write_text(BAD, encoding="utf-8")
    await owner.whispers("/reload")
    told = to(await club.settles(), room)

    assert "onboarding-not-loaded" in ids(told)
    assert "onboarding-fault" in ids(told)


async def test_a_new_flow_is_for_those_who_come(club: Town, tmp_path: Path) -> None:
    """Whoever has begun goes on by their flow; the next ones see the new one."""
    owner = await club.with_admin()
    await owner.whispers("/reload")
    newcomer = await reachable(club, "Nia")
    await comes(club, newcomer)
    await club.settles()
    (tmp_path / "flow.toml").write_text(OTHER, encoding="utf-8")
    club.passes(seconds=1)
    loaded = await owner.whispers("/reload")
    same = await owner.whispers("/reload")
    running = await first_card(club, "Bo")
    end = await walks(club, newcomer, "next")

    assert value(loaded, "onboarding-loaded", "removed") == "hello"
    assert "onboarding-loaded-same" in ids(same)
    assert "Salute Bo" in str(running)
    assert "onboarding-done" in ids(end)
    assert await club.count(flows) == 2


async def test_at_the_start_the_last_good_one_runs_on(club: Town, tmp_path: Path) -> None:
    """A file that is faulty when the bot starts stops nothing: the faults are returned."""
    terms = club.settings.onboarding.terms
    found = []

    async def read(text: str) -> None:
        (tmp_path / "flow.toml").write_text(text, encoding="utf-8")
        async with club.database.writing() as connection:
            uow = UnitOfWork(
                connection,
                now=club.clock.now(),
                chance=club.chance,
                dialect=club.database.dialect,
            )
            found.append(await load(uow, terms, Around()))
            await uow.flush()

    await read(GOOD)
    club.passes(minutes=1)
    await read(BAD)
    await read("not toml [")
    await club.with_admin()

    assert [len(each.faults) for each in found] == [0, 2, 1]
    assert "Hi Nia" in str(await first_card(club, "Nia"))


async def test_a_file_that_is_not_there(database: Database, tmp_path: Path) -> None:
    """A file that was never there leaves what is shipped, and /reload says why."""
    settings = flow_in(tmp_path, GOOD)
    (tmp_path / "flow.toml").unlink()
    town = await Town(database, settings).open()
    owner = await town.with_admin()
    said = await owner.whispers("/reload")
    newcomer = await reachable(town)
    await comes(town, newcomer)
    await town.settles()

    assert "onboarding-not-loaded" in ids(said)
    assert (await standing(town, newcomer))["flow_digest"] == shipped().digest
    await town.close()


async def test_members_may_not_reload(club: Town) -> None:
    """Only whoever may add administrators reads the file anew."""
    await club.with_admin()
    member = club.person("Bo")

    assert "refused-not-admin" in ids(await member.says("/reload"))


async def test_check_names_the_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` reads the flow as well, and names file, line, step and remedy of every fault."""
    monkeypatch.delenv("HEARTH_CONFIG", raising=False)
    flow_in(tmp_path, BAD)
    bad = main(["--config", str(tmp_path / "config.toml"), "check"])
    told = capsys.readouterr().err
    flow_in(tmp_path, GOOD)
    good = main(["--config", str(tmp_path / "config.toml"), "check"])

    assert (bad, good) == (1, 0)
    assert f"{tmp_path / 'flow.toml'}:4: step hello: " in told
    assert "{name}" in told
    assert "only_if" in told


async def test_a_field_that_is_gone_leaves_its_step_out(
    database: Database, tmp_path: Path
) -> None:
    """A flow that was read with a field goes on without it once the field is taken away."""
    from bot.features.profiles.rules import Field

    ask = '[[step]]\nid = "city"\nkind = "question"\nfield = "city"\n' + GOOD
    settings = flow_in(tmp_path, ask)
    asking = replace(settings, profile=(Field("city", {"en": "City"}),))
    town = await Town(database, asking).open()
    owner = await town.with_admin()
    await owner.whispers("/reload")
    await town.close()
    later = await Town(database, settings, at=town.clock.now()).open()
    newcomer = later.person("Nia", language_code="en")
    newcomer = replace(newcomer, id=2001)
    await later.takes(later.message(newcomer, "/start", chat_id=newcomer.id) | {"update_id": 9001})
    await later.takes(
        later.change(newcomer, {"status": "member"}, old="left") | {"update_id": 9002}
    )
    calls = to(await later.settles(), newcomer.id)

    assert "onboarding-question" not in ids(calls)
    assert "Hi Nia" in str([dict(text.values).get("en") for text in texts(calls)])
    await later.close()


async def test_a_fault_midway_stops_nobody(club: Town, tmp_path: Path) -> None:
    """With somebody on their way a faulty file changes nothing, and neither does a restart."""
    owner, newcomer = await midway(club, tmp_path)
    (tmp_path / "flow.toml").write_text(BAD, encoding="utf-8")
    refused = await owner.whispers("/reload")
    await club.restart()
    (second,) = cards(await walks(club, newcomer, "next"))
    (first,) = cards(await walks(club, newcomer, "back"))
    await walks(club, newcomer, "next")
    end = await walks(club, newcomer, "next")

    assert "onboarding-not-loaded" in ids(refused)
    assert [value([each], "onboarding-progress", "count") for each in (first, second)] == [3, 3]
    assert "onboarding-done" in ids(end)
    assert (await standing(club, newcomer))["state"] == "done"


async def test_a_good_file_without_their_step(club: Town, tmp_path: Path) -> None:
    """Whose step the new file does not have goes on by the old one; /welcome shows the new."""
    owner, newcomer = await midway(club, tmp_path)
    (tmp_path / "flow.toml").write_text(BAD, encoding="utf-8")
    await owner.whispers("/reload")
    (tmp_path / "flow.toml").write_text(OTHER, encoding="utf-8")
    club.passes(seconds=1)
    loaded = await owner.whispers("/reload")
    await club.restart()
    await newcomer.whispers("/start")
    (shown,) = [c for c in to(await club.settles(), newcomer.id) if c.method == "sendMessage"]
    (third,) = cards(await walks(club, newcomer, "next"))
    end = await walks(club, newcomer, "next")
    await newcomer.whispers("/welcome")
    (anew,) = [c for c in to(await club.settles(), newcomer.id) if c.method == "sendMessage"]

    assert value(loaded, "onboarding-loaded", "added") == "salute"
    assert value([shown], "onboarding-progress", "number") == 2
    assert value([third], "onboarding-progress", "number") == 3
    assert "onboarding-done" in ids(end)
    assert "Salute Nia" in str([dict(text.values).get("en") for text in texts([anew])])


async def midway(town: Town, folder: Path) -> tuple[Person, Person]:
    """The owner, and somebody at the second of three steps."""
    steps = (f'[[step]]\nid = "{name}"\nkind = "text"\ntext = "{name}"\n' for name in "abc")
    (folder / "flow.toml").write_text("".join(steps), encoding="utf-8")
    owner = await town.with_admin()
    await owner.whispers("/start")
    await owner.whispers("/reload")
    newcomer = await reachable(town, "Nia")
    await comes(town, newcomer)
    await town.settles()
    await walks(town, newcomer, "next")
    return owner, newcomer
