"""Tags from a file, by direct message."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.runtime.files import text_of
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Rejected
from models.audits import audits
from models.dues import dues
from models.outbox import outbox
from models.tags import taggings
from tests.conversation import Person, Town, ids, texts, value
from tests.tags.scenes import borne, rows_of, with_tags


def sending(town: Town, person: Person, *, size: int = 100, **more: Any) -> dict[str, Any]:
    """A file, sent to the bot."""
    update = town.message(person, "", chat_id=person.id)
    del update["message"]["text"]
    document = {"file_id": "F1", "file_unique_id": "U1", "file_name": "t.csv", "file_size": size}
    update["message"] |= {"document": document} | more
    return update


def holding(content: str) -> Callable[[Owed], Outcome | None]:
    """Telegram, which keeps a file with some content."""

    def answer(call: Owed) -> Outcome | None:
        return Done({"content": content}) if call.method == "getFile" else None

    return answer


async def crowd(town: Town, count: int) -> list[Person]:
    """Some members with names."""
    people = [town.person(f"P{n}", extra={"username": f"person_{n}"}) for n in range(count)]
    await town.takes(*(town.message(each, "hello") for each in people))
    return people


@pytest.mark.feature("T15")
class TestFiles:
    async def test_good_lines_are_taken_and_bad_ones_named(self, town_on_both: Town) -> None:
        """By number and reason; taken again, nothing changes."""
        town = town_on_both
        ada = await with_tags(town, "runner", "vip")
        a, b = await crowd(town, 2)
        content = f"person,tag\n@person_0,runner\n{b.id};VIP\n@ghost_town,vip\n@person_1,runer\nx"
        asked = await ada.whispers("/tag import")
        update = sending(town, ada)
        reads = await town.takes(update)
        await town.takes(update)
        await town.restart()

        calls = await town.settles(holding(content))
        await town.takes(sending(town, ada, caption="/tag import"))
        again = await town.settles(holding(content))

        assert ids(asked) == ["tag-file-ask", "tag-file-example"]
        assert ids(reads) == ["tag-file-reads"]
        assert [call.method for call in calls].count("getFile") == 1
        done = dict(texts(calls)[-4].values)
        assert (done["done"], done["already"], done["bad"]) == (2, 0, 3)
        assert [(text.id, dict(text.values)["line"]) for text in texts(calls)[-3:]] == [
            ("tag-file-fault-person", 4),
            ("tag-file-fault-tag", 5),
            ("tag-file-fault-columns", 6),
        ]
        assert value(calls, "tag-file-fault-tag", "near") == "runner"
        (row,) = await rows_of(town, a)
        assert (row["source"], row["actor_id"], row["evidence"]) == ("import", ada.id, {"line": 2})
        assert await borne(town, b) == ["vip"]
        assert value(again, "tag-file-done", "already") == 2
        assert value(again, "tag-file-done", "done") == 0
        told = [row["what"] for row in await town.rows(audits)]
        assert told.count("audit-tags-imported") == 2
        # Nothing of the file is kept.
        assert "ghost" not in str(await town.rows(dues))
        assert "ghost" not in str([row["then"] for row in await town.rows(outbox)])

    async def test_two_hundred_hostile_lines(self, town: Town) -> None:
        """Whatever stands in a file, good lines are taken and the answer fits."""
        ada = await with_tags(town, "runner")
        (mei,) = await crowd(town, 1)
        hostile = [
            '"' * 7,
            "@person_0",
            ",runner",
            "@person_0,",
            "=cmd|'/c calc'!A0,runner",
            "'; DROP TABLE tags; --,runner",
            "\u202e@person_0,runner",
            "@person_0,<b>runner",
            "9" * 60 + ",runner",
            "-5,runner",
            "@" * 64 + ",runner",
            "x" * 600,
            "@person_0,🏃‍♂️",
        ]
        lines = [hostile[n % len(hostile)] for n in range(199)]
        content = "\r\n".join([*lines, "@person_0,runner"])
        await ada.whispers("/tag import")
        await town.takes(sending(town, ada))

        calls = await town.settles(holding(content))

        assert await borne(town, mei) == ["runner"]
        assert await town.count(taggings) == 1
        assert value(calls, "tag-file-done", "done") == 1
        assert value(calls, "tag-file-done", "bad") >= 185
        assert "tag-file-more" in ids(calls)

    async def test_ten_thousand_lines_are_taken_part_by_part(self, town: Town) -> None:
        """With progress, and not one more; of an exclusive group the last line counts."""
        ada = await with_tags(
            town, "red group=team exclusive lasts=30d", "blue group=team exclusive"
        )
        people = await crowd(town, 50)
        names = [f"@person_{n % 50},{'red' if n < 9000 else 'blue'}" for n in range(10_000)]
        await ada.whispers("/tag import")
        await town.takes(sending(town, ada))
        calls = await town.settles(holding("\n".join(names)))
        await ada.whispers("/tag import")
        await town.takes(sending(town, ada))

        longer = await town.settles(holding("\n".join([*names, "x,y"])))

        assert ids(calls).count("tag-file-goes") == 4
        assert value(calls, "tag-file-done", "done") == 100
        assert value(calls, "tag-file-done", "bad") == 0
        assert {tuple(await borne(town, each)) for each in people} == {("blue",)}
        assert ids(longer)[-1] == "tag-file-long"

    async def test_whoever_may_not_is_not_listened_to(self, town: Town) -> None:
        """A member's file is a message like any; a demoted moderator's is refused."""
        ada = await with_tags(town, "runner")
        mei = town.person()
        await mei.says("hello")

        ordinary = await town.takes(sending(town, mei))
        told = await town.takes(sending(town, mei, caption="/tag import"))
        await ada.whispers("/tag import")
        bo = town.person("Bo")
        await town.takes(town.change(bo, {"status": "creator", "is_anonymous": False}))
        await town.takes(town.change(ada, {"status": "member"}, old="creator"))
        demoted = await town.takes(sending(town, ada))

        assert ids(ordinary) == ["puzzled"]
        assert ids(told) == ["refused-not-admin"]
        assert ids(demoted) == ["refused-not-admin"]
        assert await town.settles(holding("@x,runner")) == []

    async def test_a_file_of_whom_is_no_longer_staff_is_not_taken(self, town: Town) -> None:
        """Who may not give tags by the time the file has come gives none."""
        ada = await with_tags(town, "runner")
        (mei,) = await crowd(town, 1)
        await ada.whispers("/tag import")
        await town.takes(sending(town, ada))
        await town.takes(town.change(ada, {"status": "member"}, old="creator"))

        calls = await town.settles(holding("@person_0,runner"))

        assert ids(calls)[-1] == "tag-file-not-yours"
        assert await borne(town, mei) == []

    async def test_a_file_that_cannot_be_had_or_is_too_large(self, town: Town) -> None:
        """It is told, and can be sent once more."""
        ada = await with_tags(town, "runner")
        await ada.whispers("/tag import")
        large = await town.takes(sending(town, ada, size=2_000_000))
        await town.takes(sending(town, ada))
        calls = await town.settles(Rejected("wrong file_id"))
        in_group = await ada.says("/tag import")
        town.passes(hours=2)
        late = await town.takes(sending(town, ada))

        assert ids(large) == ["tag-file-large"]
        assert ids(calls)[-1] == "tag-file-failed"
        assert ids(in_group) == ["tag-file-by-dm"]
        assert ids(late) == ["puzzled"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_files_of_spreadsheets_are_read(self, encoding: str) -> None:
        """With a mark at the beginning, and in the encoding of Chinese ones."""
        assert text_of("成员,\0跑者".encode(encoding)) == "成员,跑者"
