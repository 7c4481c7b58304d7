"""The published rules as people read and change them."""

from typing import Any

import pytest

from bot.kit.effects import Edit, Effect, Reply
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Rejected
from models.audits import audits
from models.clauses import clauses, pinned_rules, rule_drafts, rulebooks
from models.outbox import outbox
from tests.conversation import GROUP, Person, Town, ids, texts, value

RULES = "/setrules 1. Be kind\n2. No adverts [2] (60d)\n\n3. English or Chinese"


def yes(said: list[Effect]) -> str:
    """The data of the button that publishes."""
    (reply,) = (each for each in said if isinstance(each, Reply | Edit) and each.keyboard)
    data = reply.keyboard[0][0].data
    assert data is not None
    return data


async def published(town: Town, text: str = RULES) -> Person:
    """The owner of a group whose rules are published."""
    ada = await town.with_admin()
    await ada.presses(yes(await ada.says(text)))
    await town.settles()
    return ada


async def versions(town: Town) -> list[tuple[int, str]]:
    """The published versions with where each came from."""
    return [(row["version"], row["source"]) for row in await town.rows(rulebooks)]


@pytest.mark.feature("R1")
class TestReading:
    async def test_everybody_reads_the_rules_and_one_of_them(self, town: Town) -> None:
        """All with version and day, one with what a breach weighs; in the group and by DM."""
        await published(town)
        mei = town.person()

        said = await mei.says("/rules")
        one = await mei.says("/rule 2")
        none = await mei.says("/rule 9")
        by_dm = await mei.whispers("/rules")

        assert [dict(each.values)["words"] for each in texts(said) if each.id == "rules-line"] == [
            "Be kind",
            "No adverts",
            "English or Chinese",
        ]
        assert value(said, "rules-foot", "version") == 1
        assert value(one, "rule-terms", "weight") == 2
        assert value(one, "rule-terms", "days") == 60
        assert ids(none) == ["rule-none-such"]
        assert texts(by_dm) == texts(said)

    async def test_a_group_without_rules_says_so(self, town: Town) -> None:
        """Nothing is made up."""
        await town.with_admin()

        assert ids(await town.person().says("/rules")) == ["rules-none"]
        assert ids(await town.person().says("/rule")) == ["rule-how"]


@pytest.mark.feature("R1")
class TestPublishing:
    async def test_the_button_of_an_older_draft_publishes_no_newer_one(self, town: Town) -> None:
        """Drafted twice: what hangs below the first preview is nobody's button any more."""
        ada = await town.with_admin()
        first = yes(await ada.says("/setrules Be kind"))
        second = yes(await ada.says("/setrules Be stern"))

        assert ids(await ada.presses(first)) == ["rules-draft-gone"]
        assert await town.count(clauses) == 0
        await ada.presses(second)
        assert [row["words"] for row in await town.rows(clauses)] == ["Be stern"]

    async def test_a_version_is_shown_before_it_is_published(self, town_on_both: Town) -> None:
        """First what would change, then by a press the version, once however often pressed."""
        town = town_on_both
        ada = await town.with_admin()
        said = await ada.says(RULES)
        data = yes(said)
        assert ids(said)[0] == "rules-draft-head"
        assert ids(said).count("rules-added") == 3
        assert await town.count(clauses) == 0

        await town.restart()
        press = town.press(ada, data)
        first = await town.takes(press, town.press(ada, data))
        await town.takes(press)

        assert sorted(ids(first)) == [
            "rules-draft-gone",
            "rules-published",
            "rules-published-toast",
        ]
        assert await versions(town) == [(1, "command")]
        assert await town.count(clauses) == 3
        assert await town.count(rule_drafts) == 0
        (row,) = [each for each in await town.rows(audits) if each["category"] == "rules"]
        assert (row["what"], row["actor_id"]) == ("audit-rules-published", ada.id)
        assert row["before"] == {"version": 0, "rules": 0}

    async def test_old_versions_stay_as_they_were(self, town: Town) -> None:
        """Each change is a version of its own: one is added, one put anew, one taken out."""
        ada = await published(town)

        added = await ada.says("/rule add No politics (7d)")
        await ada.presses(yes(added))
        changed = await ada.says("/rule edit 2 No adverts, no links")
        await ada.presses(yes(changed))
        removed = await ada.says("/rule remove 1")
        await ada.presses(yes(removed))

        assert ids(added).count("rules-added") == 1
        assert ids(changed).count("rules-changed") == 1
        assert ids(removed).count("rules-removed") == 1
        by_version: dict[int, list[tuple[int, str, int]]] = {}
        for row in await town.rows(clauses):
            by_version.setdefault(row["version"], []).append(
                (row["number"], row["words"], row["weight"])
            )
        assert by_version[1][1] == (2, "No adverts", 2)
        assert by_version[3][1] == (2, "No adverts, no links", 2)
        assert by_version[4] == [
            (1, "No adverts, no links", 2),
            (2, "English or Chinese", 1),
            (3, "No politics", 1),
        ]

    async def test_rules_are_taken_from_a_message_replied_to(self, town: Town) -> None:
        """A text written before becomes the rules."""
        ada = await town.with_admin()
        told = town.message(ada, "一、\n1、友善\n2、不发广告【3】（10天）")["message"]

        said = await ada.says("/setrules", reply_to_message=told)

        words = [dict(each.values)["words"] for each in texts(said) if each.id == "rules-added"]
        assert words[1] == "友善"
        assert dict(words[2].values) == {"words": "不发广告", "weight": 3, "days": 10}

    async def test_only_the_asker_publishes(self, town: Town) -> None:
        """Another's press, a forged number and a press by somebody demoted change nothing."""
        ada = await town.with_admin()
        bob = town.person("Bob")
        await town.takes(town.change(bob, {"status": "administrator", "can_change_info": True}))
        data = yes(await bob.says(RULES))

        assert ids(await town.person().presses(data)) == ["button-not-yours"]
        assert ids(await ada.presses(data)) == ["button-not-yours"]
        assert ids(await bob.presses("rules|999|1")) == ["rules-draft-gone"]
        said = await town.takes(
            town.change(bob, {"status": "member"}, old="administrator"), town.press(bob, data)
        )
        assert ids(said) == ["refused-not-admin"]
        assert await versions(town) == []

    async def test_a_draft_of_older_rules_is_not_published(self, town: Town) -> None:
        """Two drafts of one version: the second has to be looked at again."""
        ada = await published(town)
        bob = town.person("Bob")
        await town.takes(town.change(bob, {"status": "administrator", "can_change_info": True}))
        first = yes(await ada.says("/rule add One"))
        second = yes(await bob.says("/rule add Two"))

        await ada.presses(first)
        said = await bob.presses(second)

        assert set(ids(said)) == {"rules-draft-stale"}
        assert len(await versions(town)) == 2

    async def test_a_draft_can_be_given_up(self, town: Town) -> None:
        """The other button forgets it."""
        ada = await town.with_admin()
        data = yes(await ada.says(RULES))

        assert ids(await ada.presses(data[:-1] + "0")) == ["rules-draft-dropped"]
        assert await town.count(rule_drafts) == 0

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("/setrules", ["rules-how", "rules-how-example"]),
            ("/setrules No adverts [99]", ["rules-faults", "rules-fault-weight"]),
            ("/setrules fine\n[2]", ["rules-faults", "rules-fault-empty"]),
            ("/setrules late (9999d)", ["rules-faults", "rules-fault-days"]),
            ("/setrules " + "x" * 501, ["rules-faults", "rules-fault-long"]),
            ("/setrules " + "\n".join("x" * 51), ["rules-faults", "rules-fault-many"]),
            ("/rule edit 4 nothing", ["rule-none-such"]),
            ("/rule remove 0", ["rule-none-such"]),
            ("/rule dance", ["rule-how"]),
        ],
    )
    async def test_what_cannot_be_read_is_told(
        self, town: Town, text: str, told: list[str]
    ) -> None:
        """Each fault with its line; nothing is drafted."""
        ada = await published(town)

        assert ids(await ada.says(text)) == told
        assert await town.count(rule_drafts) == 0

    async def test_members_change_nothing(self, town: Town) -> None:
        """Nor does an admin without the right to change the group's info."""
        tom = await town.with_admin(can_delete_messages=True)
        mei = town.person()

        assert ids(await mei.says(RULES)) == ["refused-not-admin"]
        assert ids(await mei.says("/rule add x")) == ["refused-not-admin"]
        assert ids(await tom.says(RULES)) == ["refused-role"]
        assert ids(await mei.says("/pinrules")) == ["refused-not-admin"]


def methods(owed: list[Owed]) -> list[str]:
    """The methods of calls."""
    return [each.method for each in owed]


@pytest.mark.feature("R1")
class TestPinning:
    async def test_a_copy_is_posted_pinned_and_kept_up_to_date(self, town_on_both: Town) -> None:
        """Once, however often it is asked for; a new version is edited into it."""
        town = town_on_both
        ada = await published(town)

        press = town.message(ada, "/pinrules")
        await town.takes(press)
        await town.takes(press)
        again = await ada.says("/pinrules")
        owed = await town.settles()
        await town.restart()
        await ada.presses(yes(await ada.says("/rule add No politics")))
        edits = await town.settles()

        assert ids(again) == ["rules-pin-already"]
        assert methods(owed) == ["sendMessage", "pinChatMessage"]
        assert methods(edits) == ["editMessageText"]
        (row,) = await town.rows(pinned_rules)
        assert row["version"] == 2
        assert edits[0].arguments["message_id"] == row["message_id"]

    async def test_a_copy_that_cannot_be_edited_is_posted_anew(self, town: Town) -> None:
        """Somebody has deleted it: another is posted and pinned."""
        ada = await published(town)
        await ada.says("/pinrules")
        await town.settles()
        (before,) = await town.rows(pinned_rules)
        await ada.presses(yes(await ada.says("/rule add No politics")))

        def refuses(call: Owed) -> Any:
            is_edit = call.method == "editMessageText"
            return Rejected("message to edit not found") if is_edit else None

        owed = await town.settles(refuses)

        (after,) = await town.rows(pinned_rules)
        assert after["message_id"] != before["message_id"]
        assert methods(owed)[0] == "editMessageText"
        assert set(methods(owed)) >= {"sendMessage", "pinChatMessage", "deleteMessage"}

    async def test_rules_that_are_gone_hang_nowhere(self, town: Town) -> None:
        """With the last rule the copy goes; so it does on request."""
        ada = await published(town, "/setrules Be kind")
        await ada.says("/pinrules")
        await town.settles()

        await ada.presses(yes(await ada.says("/rule remove 1")))
        owed = await town.settles()

        assert methods(owed) == ["unpinChatMessage", "deleteMessage"]
        assert await town.count(pinned_rules) == 0
        assert ids(await ada.says("/pinrules")) == ["rules-none"]
        assert ids(await ada.says("/pinrules off")) == ["rules-pin-none"]

    async def test_a_version_that_comes_while_the_copy_is_on_its_way_is_edited_in(
        self, town: Town
    ) -> None:
        """What hangs in the end is the newest."""
        ada = await published(town)
        await ada.says("/pinrules")
        await ada.presses(yes(await ada.says("/rule add No politics")))

        owed = await town.settles()

        assert methods(owed) == ["sendMessage", "pinChatMessage", "editMessageText"]
        assert not [row for row in await town.rows(outbox) if row["state"] == "owed"]
        assert owed[0].chat_id == GROUP
