"""Published rules: looked at before, read, pinned, changed in place, cited: scenes."""

from pathlib import Path
from typing import Any

import pytest

from bot.config.settings import Community, Settings
from bot.kit.texts import Text
from bot.rehearsal.state import Person
from tests.rehearsal.casting import joined, promoted, read
from tests.rehearsal.stage import Stage, staged

KINDS = ("supergroup", "forum", "linked")
LINES = "Be kind\nNo adverts [2] (60d)\nWarn before you spoil an ending"


async def published_after_a_look(stage: Stage, mod: Person, mei: Person) -> None:
    """What would change is shown once, to be published by whoever asked, and once."""
    await stage.says(mei, f"/setrules {LINES}")
    with pytest.raises(LookupError):
        newest_draft(stage)
    await stage.says(stage.owner, f"/setrules {LINES}")
    assert "+ 1." in stage.heard()[-1]
    draft = newest_draft(stage)
    assert await presses(stage, mod, draft) == read(Text("button-not-yours"))
    assert "Be kind" not in await shown(stage, mei)
    assert await presses(stage, stage.owner, draft) == read(Text("rules-published-toast"))
    assert await presses(stage, stage.owner, draft) == read(Text("rules-draft-gone"))
    assert {row["version"] for row in await stage.rows("clauses")} == {1}
    told = await shown(stage, mei)
    for number, line in enumerate(("Be kind", "No adverts"), 1):
        assert read(Text("rules-line", number=number, words=line)) in told
    await stage.says(mei, "/rule 2")
    terms = read(Text("rule-terms", weight=2, days=60, version=1))
    assert stage.heard()[-1] == f"2. No adverts\n{terms}"


async def pinned_and_changed_in_place(stage: Stage, mod: Person, mei: Person) -> None:
    """One copy hangs; a new version is written into it, and a case keeps citing its own."""
    await stage.says(stage.owner, "/pinrules")
    await stage.passes(seconds=5)
    (pinned,) = stage.chat.pinned
    assert "Be kind" in text(stage, pinned)
    said = await stage.says(mei, "you are a bore")
    await stage.says(mod, "/warn rule 1 rude", reply_to=said)
    await stage.says(stage.owner, "/rule edit 1 Be kind, always")
    await presses(stage, stage.owner, newest_draft(stage))
    await stage.passes(seconds=10)

    assert stage.chat.pinned == [pinned]
    assert "1. Be kind, always" in text(stage, pinned)
    await stage.says(mod, "/case 1")
    cited = Text("case-clause", number="1", version="1", words="Be kind")
    assert read(cited) in stage.heard()[-1]
    await stage.says(mei, "/pinrules off")
    assert stage.chat.pinned == [pinned]
    await stage.says(stage.owner, "/pinrules off")
    await stage.passes(seconds=5)
    assert not stage.stands(pinned)


async def given_up(stage: Stage, _: Person, mei: Person) -> None:
    """A draft that is given up changes nothing; what was changed meanwhile makes one stale."""
    await stage.says(stage.owner, "/rule remove 3")
    given = newest_draft(stage)
    await stage.presses(stage.owner, read(Text("rules-draft-no")))
    assert "spoil" in await shown(stage, mei)
    await stage.says(stage.owner, "/rule remove 3")
    first = newest_draft(stage)
    other = await promoted(stage, "Eli", can_change_info=True)
    await stage.says(other, "/rule add No politics")
    await presses(stage, other, newest_draft(stage))

    assert await presses(stage, stage.owner, given) == read(Text("rules-draft-gone"))
    late = await presses(stage, stage.owner, first)
    assert late == read(Text("rules-draft-stale", version=3))
    assert "spoil" in await shown(stage, mei)


async def shown(stage: Stage, who: Person) -> str:
    """What `/rules` says."""
    await stage.says(who, "/rules")
    return stage.heard()[-1]


def text(stage: Stage, message_id: int) -> str:
    """A message's text."""
    return str(stage.chat.messages[message_id].data["text"])


def newest_draft(stage: Stage) -> dict[str, Any]:
    """The newest draft that hangs in the group: its message, and what its first button says."""
    for message in reversed(stage.world.messages(stage.chat.id, by_bot=True)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            if row[0].get("callback_data", "").startswith("rules|"):
                return {"message_id": message["message_id"], "data": row[0]["callback_data"]}
    raise LookupError("no draft hangs here")


async def presses(stage: Stage, who: Person, draft: dict[str, Any]) -> str:
    """Publish a draft, even where its button is gone by now; returns the toast."""
    done = await stage.plays(who, "press", **draft)
    return str(done["answer"]["text"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.feature("R1")
async def test_rules_are_published(kind: str, tmp_path: Path) -> None:
    """Rules change after a look alone, hang up to date, and are cited as they were."""
    community = Community(language="en", name="Readers")
    async with staged(Settings(community=community), tmp_path, kind=kind) as stage:
        mod, mei = await promoted(stage, "Max"), await joined(stage, "Mei")
        for play in (published_after_a_look, pinned_and_changed_in_place, given_up):
            await play(stage, mod, mei)
