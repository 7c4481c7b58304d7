"""Many groups of one community: their tree, kinds and labels, joining and parting."""

import asyncio
from typing import Any

import pytest

from bot.features.communities.rules import arranged
from bot.kit.effects import Edit, Effect, Reply
from models.audits import audits
from models.communities import chats, communities
from models.dues import dues
from models.members import members
from tests.conversation import GROUP, Person, Town, ids, texts, value

EAST = -1001000000002
STORE = -1001000000003

pytestmark = pytest.mark.feature("G2")


async def founded(town: Town, owner: Person, chat_id: int, title: str) -> None:
    """Another group of somebody's, with the bot in it."""
    await town.takes(town.own_change(owner, chat_id=chat_id))
    await town.takes(town.change(owner, {"status": "creator"}, chat_id=chat_id))
    news = town.message(owner, "", chat_id=chat_id, new_chat_title=title)
    del news["message"]["text"]
    news["message"]["chat"]["title"] = title
    await town.takes(news)


def pressing(said: list[Effect], label: str, nth: int = 0) -> str:
    """The data of a button of that label."""
    found = [
        button.data
        for each in said
        if isinstance(each, Reply | Edit)
        for row in each.keyboard
        for button in row
        if button.label.id == label and button.data is not None
    ]
    return found[nth]


async def joined(town: Town, ada: Person, chat_id: int, title: str, kind: str) -> list[Effect]:
    """A group joins the community of the first one."""
    await founded(town, ada, chat_id, title)
    asked = await ada.says("/staff", chat_id=chat_id)
    what = await ada.presses(pressing(asked, "staff-choose-group"), chat_id=chat_id)
    return await ada.presses(pressing(what, f"group-kind-{kind}"), chat_id=chat_id)


async def three(town: Town) -> Person:
    """The owner of a community with a main group, a core group and an interest group."""
    ada = await town.with_admin()
    await ada.whispers("/start")
    await joined(town, ada, EAST, "East", "core")
    await joined(town, ada, STORE, "Store 12", "interest")
    await town.settles()
    return ada


async def chat(town: Town, chat_id: int) -> dict[str, Any]:
    """A chat's row."""
    (row,) = [row for row in await town.rows(chats) if row["id"] == chat_id]
    return row


class TestJoining:
    async def test_a_group_joins_another_ones_community(self, town_on_both: Town) -> None:
        """Asked as what, done once; whoever is in it is a member from then on; audited."""
        town = town_on_both
        ada = await town.with_admin()
        await founded(town, ada, EAST, "East")
        mei = town.person("Mei")
        await mei.says("hello everybody", chat_id=EAST)
        asked = await ada.says("/staff", chat_id=EAST)
        what = await ada.presses(pressing(asked, "staff-choose-group"), chat_id=EAST)
        press = town.press(ada, pressing(what, "group-kind-core"), chat_id=EAST)

        done = await town.takes(press)
        await town.restart()
        replayed = await town.takes(press)
        twice = await ada.presses(pressing(what, "group-kind-core"), chat_id=EAST)

        front, east = await chat(town, GROUP), await chat(town, EAST)
        assert ids(what) == ["staff-as-what"]
        assert ids(done) == ["settings-kept", "staff-is-core"]
        assert (ids(replayed), ids(twice)) == ([], ["staff-same"])
        assert (east["kind"], east["community_id"]) == ("core", front["community_id"])
        theirs = {
            row["person_id"]
            for row in await town.rows(members)
            if row["community_id"] == front["community_id"]
        }
        assert mei.id in theirs
        noted = [row["what"] for row in await town.rows(audits)]
        assert noted.count("audit-chat-joined") == 1

    async def test_points_are_shared_from_then_on(self, town: Town) -> None:
        """What is earned in one of the groups counts in the other."""
        await three(town)
        mei = town.person("Mei")
        await mei.says("/checkin", chat_id=EAST)

        said = await mei.says("/checkin", chat_id=GROUP)

        assert ids(said) == ["checkin-already"]

    async def test_it_can_be_its_own_again(self, town_on_both: Town) -> None:
        """With everything that was earned there before; what hung under it hangs under nothing."""
        town = town_on_both
        ada = await town.with_admin()
        await founded(town, ada, EAST, "East")
        mei = town.person("Mei")
        await mei.says("/checkin", chat_id=EAST)
        before = (await chat(town, EAST))["community_id"]
        state = await joined(town, ada, EAST, "East", "core")
        await joined(town, ada, STORE, "Store 12", "interest")
        await ada.says("/group under East", chat_id=STORE)

        said = await ada.presses(pressing(state, "staff-become-own"), chat_id=EAST)

        row = await chat(town, EAST)
        assert ids(said) == ["settings-kept", "staff-own-again"]
        assert (row["community_id"], row["kind"]) == (before, "main")
        assert ids(await mei.says("/checkin", chat_id=EAST)) == ["checkin-already"]
        assert (await chat(town, STORE))["parent_id"] is None
        assert "audit-chat-parted" in [each["what"] for each in await town.rows(audits)]

    async def test_whoever_owns_only_one_of_the_two_joins_nothing(self, town: Town) -> None:
        """Both rosters are asked at the press: forged and stolen buttons do nothing."""
        ada = await town.with_admin()
        eve = town.person("Eve")
        await founded(town, eve, EAST, "East")

        forged = await eve.presses(f"serve|{GROUP}|core|{eve.id}|1", chat_id=EAST)
        stolen = await ada.presses(f"serve|{GROUP}|core|{eve.id}|1", chat_id=EAST)
        foreign = await ada.presses(f"serve|{GROUP}|core|{ada.id}|1", chat_id=EAST)

        assert ids(forged) == ["refused-not-admin"]
        assert ids(stolen) == ["button-not-yours"]
        assert ids(foreign) == ["refused-not-admin"]
        assert await town.count(communities) == 2
        assert (await chat(town, EAST))["kind"] == "main"

    @pytest.mark.feature("G1")
    async def test_communities_that_nobody_joined_stay_apart(self, town_on_both: Town) -> None:
        """Two groups of one owner: sign-ins, points and segments of each are its own."""
        town = town_on_both
        ada = await town.with_admin()
        await founded(town, ada, EAST, "East")
        mei = town.person("Mei")
        await mei.says("/checkin", chat_id=GROUP)

        assert ids(await mei.says("/checkin", chat_id=EAST))[0] == "checkin-done"
        held = [row for row in await town.rows(members) if row["person_id"] == mei.id]
        assert [row["points"] for row in held] == [10, 10]
        await ada.whispers("/start")
        await ada.says("/segment save here streak>=1", chat_id=EAST)
        await ada.says("/segment here", chat_id=GROUP)
        owed = await town.settles()
        assert "segment-fault" in ids(owed)


class TestTree:
    async def test_three_groups_are_a_tree(self, town_on_both: Town) -> None:
        """Each under its own, with kind and labels; members are refused."""
        town = town_on_both
        ada = await three(town)
        await ada.says("/group under Reading club", chat_id=EAST)
        await ada.says("/group under East", chat_id=STORE)
        await ada.says("/group label region:east", chat_id=EAST)

        said = await ada.whispers("/groups")

        assert ids(said) == [
            "groups-head",
            "groups-line",
            "groups-line-labels",
            "groups-line",
            "groups-foot",
        ]
        lines = [dict(each.values) for each in texts(said)[1:4]]
        assert [(line["step"], line["chat"]) for line in lines] == [
            ("", "Reading club"),
            ("└ ", "East"),
            ("┆ └ ", "Store 12"),
        ]
        assert lines[1]["labels"] == "region:east"
        assert ids(await town.person().says("/groups")) == ["refused-not-admin"]
        assert ids(await town.person().says("/group", chat_id=EAST)) == ["refused-not-admin"]

    async def test_a_segment_reaches_a_part_of_the_tree(self, town: Town) -> None:
        """By label and by title with all that hangs under it, by kind without."""
        ada = await three(town)
        await ada.says("/group under East", chat_id=STORE)
        await ada.says("/group label region:east", chat_id=EAST)
        mei, tom = town.person("Mei"), town.person("Tom")
        await mei.says("hello everybody", chat_id=STORE)
        await tom.says("hello everybody", chat_id=GROUP)

        def size(said: list[Effect]) -> int:
            return int(value(said, "segment-count", "members"))

        not_ada = "and not role:owner"
        assert size(await ada.whispers(f'/segment in:"region:east" {not_ada}')) == 1
        assert size(await ada.whispers(f"/segment in:East {not_ada}")) == 1
        assert size(await ada.whispers(f"/segment in:core {not_ada}")) == 0
        assert size(await ada.whispers(f"/segment in:main {not_ada}")) == 1

    async def test_nothing_hangs_under_itself(self, town_on_both: Town) -> None:
        """Not directly, not through others, and not when two do it at once."""
        town = town_on_both
        ada = await three(town)
        await ada.says("/group under East", chat_id=STORE)

        assert ids(await ada.says("/group under East", chat_id=EAST)) == ["group-under-itself"]
        assert ids(await ada.says("/group under Store 12", chat_id=EAST)) == ["group-under-itself"]
        assert ids(await ada.says("/group under East", chat_id=STORE)) == ["group-same"]

        await ada.says("/group under none", chat_id=STORE)
        await asyncio.gather(
            ada.says("/group under East", chat_id=STORE),
            ada.says("/group under Store 12", chat_id=EAST),
        )
        hung = [(await chat(town, each))["parent_id"] for each in (EAST, STORE)]
        assert hung.count(None) == 1

    @pytest.mark.parametrize("is_heard_first", [True, False])
    async def test_a_group_that_becomes_a_supergroup_keeps_its_place(
        self, town_on_both: Town, *, is_heard_first: bool
    ) -> None:
        """Kind, labels, what it hangs under and what hangs under it move along."""
        town = town_on_both
        basic = -5005
        ada = await town.with_admin()
        await joined(town, ada, basic, "East", "core")
        await joined(town, ada, STORE, "Store 12", "interest")
        await ada.says("/group under Reading club", chat_id=basic)
        await ada.says("/group label region:east", chat_id=basic)
        await ada.says("/group under East", chat_id=STORE)
        before = await chat(town, basic)
        if is_heard_first:
            await ada.says("early", chat_id=EAST)
        moved = town.message(ada, "", chat_id=basic, migrate_to_chat_id=EAST)
        del moved["message"]["text"]
        await town.takes(moved)

        after = await chat(town, EAST)
        for name in ("kind", "community_id", "own_community_id", "parent_id", "labels"):
            assert after[name] == before[name]
        assert (await chat(town, STORE))["parent_id"] == EAST

    async def test_kinds_by_button(self, town: Town) -> None:
        """A press makes it one; main, it has a daily card; the last main group stays one."""
        ada = await three(town)
        page = await ada.says("/group", chat_id=STORE)
        data = pressing(page, "group-kind-main")

        said = await ada.presses(data, chat_id=STORE)
        again = await ada.presses(data, chat_id=STORE)
        stranger = await town.person("Eve").presses(data, chat_id=STORE)

        assert ids(said)[0] == "settings-kept"
        assert (await chat(town, STORE))["kind"] == "main"
        assert ids(again)[0] == "settings-kept"
        assert ids(stranger) == ["refused-not-admin"]
        changed = [row for row in await town.rows(audits) if row["what"] == "audit-group-changed"]
        assert [(row["before"], row["after"]) for row in changed] == [
            ({"kind": "interest"}, {"kind": "main"})
        ]
        await ada.presses(f"group|{STORE}|kind|core", chat_id=STORE)
        assert ids(await ada.presses(f"group|{GROUP}|kind|core")) == ["group-last-main"]

    async def test_parents_by_button_from_the_tree(self, town: Town) -> None:
        """In the DM: the tree, a group's page, where it could hang, and there it hangs."""
        ada = await three(town)
        tree = await ada.whispers("/groups")
        page = await ada.presses(pressing(tree, "groups-open", 1), chat_id=ada.id)
        fit = await ada.presses(pressing(page, "group-choose"), chat_id=ada.id)
        said = await ada.presses(pressing(fit, "groups-open", 0), chat_id=ada.id)

        assert ids(page)[0] == "group-head"
        assert "group-under" in ids(said)
        assert (await chat(town, EAST))["parent_id"] == GROUP

        top = await ada.presses(pressing(fit, "group-top"), chat_id=ada.id)

        assert "group-under" not in ids(top)

    @pytest.mark.parametrize(
        "data",
        [
            f"group|{EAST}|kind|staff",
            f"group|{EAST}|under|{GROUP}0",
            f"group|{EAST}|under|-",
            f"group|{EAST}|under|{'9' * 30}",
            f"group|{EAST}|erase|",
            "group|-1|kind|main",
        ],
    )
    async def test_forged_data_changes_nothing(self, town: Town, data: str) -> None:
        """Whatever is put into a button, even by the owner."""
        ada = await three(town)
        before = await chat(town, EAST)
        await ada.presses(data, chat_id=EAST)

        assert await chat(town, EAST) == before

    async def test_labels(self, town: Town) -> None:
        """Given once, taken whatever the case, bounded, and none that could not be named."""
        ada = await three(town)

        assert "group-labels" in ids(await ada.says("/group label region:east", chat_id=EAST))
        assert ids(await ada.says("/group label Region:East", chat_id=EAST)) == ["group-same"]
        assert ids(await ada.says('/group label a"b', chat_id=EAST)) == ["group-label-odd"]
        assert ids(await ada.says(f"/group label {'x' * 65}", chat_id=EAST)) == ["group-label-odd"]
        await ada.says("/group unlabel REGION:EAST", chat_id=EAST)
        assert (await chat(town, EAST))["labels"] == []
        for number in range(10):
            await ada.says(f"/group label l{number}", chat_id=EAST)
        assert ids(await ada.says("/group label more", chat_id=EAST)) == ["group-many-labels"]
        assert ids(await ada.says("/group nonsense", chat_id=EAST)) == ["group-how"]
        assert ids(await ada.says("/group under Nowhere", chat_id=EAST)) == ["group-untitled"]
        assert ids(await ada.whispers("/group")) == ["group-where"]

    async def test_a_core_group_has_no_daily_card(self, town: Town) -> None:
        """Only main groups are invited to sign in every day, whatever was planned before."""
        ada = await town.with_admin()
        await founded(town, ada, EAST, "East")
        await ada.presses(f"put|{EAST}|checkins.card_at|20:00", chat_id=EAST)
        assert "checkins.card" in {row["kind"] for row in await town.rows(dues)}
        await joined(town, ada, EAST, "East", "core")
        await town.settles()
        town.passes(hours=9)

        assert await town.settles() == []


def test_what_hangs_is_arranged() -> None:
    """Each right under its own; what hangs under nothing known, and rings, stand at the top."""
    assert arranged([(1, None), (2, 1), (3, 9), (4, 2), (5, 1)]) == [
        (1, 0),
        (2, 1),
        (4, 2),
        (5, 1),
        (3, 0),
    ]
    assert arranged([(1, 2), (2, 1), (3, 3)]) == [(1, 0), (2, 1), (3, 0)]
