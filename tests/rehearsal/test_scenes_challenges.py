"""A challenge from its first idea to its ceremony: scenes in a served world, in both languages."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config.settings import Community, Settings
from bot.rehearsal.state import Person
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("A5")


@dataclass(frozen=True)
class Spoken:
    """What people write and press, and what they are told, in one language."""

    language: str
    template: str
    title: str
    begin: str
    join: str
    sign: str
    signed: str
    wrong: str
    rejected: str
    again: str
    roll: str
    results: str
    reason: str
    outside: str


ENGLISH = Spoken(
    language="en",
    template="good habit",
    title="Early birds 🐦",
    begin="Begin",
    join="Join",
    sign="Check in",
    signed="day 1 of 2 in “Early birds 🐦”",
    wrong="Nearly!",
    rejected="doesn't count for “Run”: that is a stock photo",
    again="Today is still open",
    roll="2 of 2 were in.",
    results="is over: 2 days together!",
    reason="that is a stock photo",
    outside="You don't take part in “Run” yet",
)
CHINESE = Spoken(
    language="zh-CN",
    template="养成好习惯",
    title="早起的鸟儿 🐦",
    begin="开始",
    join="报名",
    sign="打卡",
    signed="「早起的鸟儿 🐦」第 1/2 天",
    wrong="差一点点",
    rejected="这条不能算「Run」的打卡：照片是网上的",
    again="今天还没结束",
    roll="2 人中有 2 人打卡",
    results="结束啦，2 天一起走过",
    reason="照片是网上的",
    outside="你还没报名「Run」",
)


async def presses_below(stage: Stage, who: Person, label: str, title: str) -> str:
    """Press a button of the newest message that names a challenge; returns the toast."""
    for message in reversed(stage.world.messages(stage.chat.id, by_bot=True)):
        if title not in (message.get("text") or "") or message.get("deleted"):
            continue
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for row, keys in enumerate(rows):
            for column, key in enumerate(keys):
                if label in key["text"]:
                    where = {"message_id": message["message_id"], "row": row, "column": column}
                    done = await stage.plays(who, "press", **where)
                    return str((done.get("answer") or {}).get("text"))
    raise LookupError(f"no button says {label}")


async def sends_photo(stage: Stage, who: Person, caption: str, **more: int) -> int:
    """Send a photo, or an album of some; returns the first message's id."""
    done = await stage.plays(who, "send", photo="sample", caption=caption, **more)
    return int(done["message"]["message_id"])


@pytest.mark.parametrize("spoken", [ENGLISH, CHINESE], ids=["en", "zh-CN"])
async def test_a_challenge_from_its_idea_to_its_ceremony(spoken: Spoken, tmp_path: Path) -> None:
    """By dialogue in a DM; joined, pressed twice a day, rolled in the morning, celebrated."""
    settings = Settings(community=Community(language=spoken.language))  # type: ignore[arg-type]
    async with staged(settings, tmp_path) as stage:
        code = "zh-hans" if spoken.language == "zh-CN" else "en"
        stage.owner.language_code = code
        mei = stage.world.person("Mei", started=True, language_code=code)
        lin = stage.world.person("Lin", language_code=code)
        for each in (mei, lin):
            await stage.plays(each, "join")
            await stage.says(each, "hello everybody, nice to be here")
        await stage.whispers(stage.owner, "/start")
        await stage.whispers(stage.owner, "/challenge new")
        dm = stage.world.state.chats[stage.owner.id]
        await stage.presses(stage.owner, spoken.template, chat=dm)
        await stage.presses(stage.owner, "✏️", chat=dm)
        await stage.whispers(stage.owner, spoken.title)
        await stage.whispers(stage.owner, "/challenge set 21 days:2 start:today milestones:2=40")
        preview = stage.heard(stage.owner.id)[-1]
        await stage.presses(stage.owner, f"✅ {spoken.begin}", chat=dm)

        for each in (mei, lin):
            await presses_below(stage, each, spoken.join, spoken.title)
        toasts = [
            await presses_below(stage, mei, spoken.sign, spoken.title),
            await presses_below(stage, mei, spoken.sign, spoken.title),
        ]
        await stage.says(lin, "#21")
        said_so = stage.heard()[-1]
        await stage.passes(seconds=10)
        card = next(each for each in stage.heard() if spoken.title in each)
        # The next morning is over, and so is the hour of the roll.
        await stage.passes(days=1, hours=6)
        roll = "\n".join(stage.heard())
        await presses_below(stage, mei, spoken.sign, spoken.title)
        await stage.passes(days=1)
        end = "\n".join(stage.heard())
        (challenge,) = await stage.rows("challenges")
        checkins = await stage.rows("checkins")

    assert spoken.title in preview
    assert spoken.signed in toasts[0]
    assert spoken.signed not in toasts[1]
    assert spoken.signed in said_so
    assert "Mei, Lin" in card
    assert spoken.roll in roll
    assert spoken.results in end
    assert (challenge["state"], challenge["title"]) == ("finished", spoken.title)
    assert sorted(row["person_id"] for row in checkins) == sorted([mei.id, mei.id, lin.id])


@pytest.mark.parametrize("spoken", [ENGLISH, CHINESE], ids=["en", "zh-CN"])
async def test_photos_albums_and_words_are_shown_and_turned_down(
    spoken: Spoken, tmp_path: Path
) -> None:
    """An album counts once; a stock photo is turned down with a reason, a better one counts."""
    settings = Settings(community=Community(language=spoken.language))  # type: ignore[arg-type]
    async with staged(settings, tmp_path) as stage:
        code = "zh-hans" if spoken.language == "zh-CN" else "en"
        stage.owner.language_code = code
        mei = stage.world.person("Mei", language_code=code)
        lin = stage.world.person("Lin", language_code=code)
        for each in (mei, lin):
            await stage.plays(each, "join")
            await stage.says(each, "hello everybody, nice to be here")
        for said in (
            "7 Run by:photo start:today #run",
            "reading Book pages:70 days:7 start:today #book",
        ):
            await stage.says(stage.owner, f"/challenge new {said}")
            await stage.presses(stage.owner, f"✅ {spoken.begin}")
        for title in ("Run", "Book"):
            await presses_below(stage, mei, spoken.join, title)
        await stage.says(mei, "five miles, honestly #run")
        wrong = stage.heard()[-1]
        album = await sends_photo(stage, mei, "five miles #run", album=3)
        before = len(await stage.rows("checkins"))
        await stage.says(stage.owner, f"/challenge reject {spoken.reason}", reply_to=album)
        rejected = stage.heard()[-1]
        after = len(await stage.rows("checkins"))
        await sends_photo(stage, mei, "#run really")
        await stage.says(mei, "第一章写得真好，我很喜欢 #book")
        # Twenty messages a minute is all that a group takes: an answer beyond them is not said.
        await stage.passes(seconds=60)
        await sends_photo(stage, lin, "#run")
        outside = "\n".join(stage.heard())
        ways = sorted(row["way"] for row in await stage.rows("checkins"))
        points = sum(row["points"] for row in await stage.rows("ledger"))
        (member,) = [each for each in await stage.rows("members") if each["person_id"] == mei.id]
        earned = [row for row in await stage.rows("ledger") if row["person_id"] == mei.id]

    assert spoken.wrong in wrong
    assert (before, after) == (1, 0)
    assert spoken.rejected in rejected
    assert spoken.again in rejected
    assert ways == ["photo", "text"]
    assert spoken.outside in outside
    assert member["points"] == sum(row["points"] for row in earned) <= points
