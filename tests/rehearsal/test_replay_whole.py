"""A conversation replayed whole through the bot: nobody's message is lost or counted twice."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.config.settings import Moderation, Points, Raids, Settings
from bot.demo import stage
from bot.demo.sample import FORBIDDEN as SAMPLE_WORDS
from bot.demo.sample import FORBIDDEN_PATTERNS as SAMPLE_PATTERNS
from bot.rehearsal.clock import Clock
from bot.rehearsal.replay import Replay
from bot.rehearsal.server import serving
from bot.rehearsal.state import Chat
from bot.rehearsal.world import World
from tests.alone import checks_alone
from tests.endurance.expected import Expected, Terms
from tests.endurance.kills import ELSEWHERE, Remains
from tests.rehearsal.stage import prepare

WORTH, CAP = 20, 300
FORBIDDEN = ("加微信领红包", "free crypto signals")
ZONE = ZoneInfo("Asia/Shanghai")
BEGAN = datetime(2024, 3, 1, 14, 50, tzinfo=UTC)  # ten to eleven at night in Shanghai
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "traffic"


@dataclass
class Replayed:
    """What a replay came to."""

    export: Replay
    chat: Chat
    said: list[dict[str, Any]]
    remains: Remains
    told: list[str]


async def replay(path: Path, folder: Path) -> Replayed:
    """Replay an export through the whole bot, as the demo does."""
    export = Replay.read(path)
    assert export.began is not None
    world = World(
        clock=Clock.starting(export.began - timedelta(minutes=1)),
        sees_everything=True,
        flood_limits=False,
        keep_messages=100_000,
    )
    settings = Settings(
        points=Points(chat_min=WORTH, chat_max=WORTH, chat_daily_cap=CAP, thanks=0),
        moderation=Moderation(mode="on"),
        checks=checks_alone(words={"words": SAMPLE_WORDS}, patterns={"patterns": SAMPLE_PATTERNS}),
        raids=Raids(enabled=False),
    )
    told: list[str] = []
    await prepare(folder)
    async with serving(world=world) as rehearsal:
        async with stage.living(settings, rehearsal, folder) as hearth:
            demo = stage.Demo(folder=folder, port=0, replay=path)
            await stage._replay(hearth, rehearsal, export, demo, told.append)
            url = hearth.settings.database.url
        chat = next(each for each in world.state.chats.values() if each.title == export.title)
        own = world.bot.id
        said = [
            stored.data
            for stored in chat.messages.values()
            # What was there before the bot came is told to nobody.
            if stored.sender != own and not stored.data.keys() & {"supergroup_chat_created"}
        ]
    return Replayed(export, chat, said, await Remains.read(url), told)


def check(replayed: Replayed) -> Expected:
    """Hold what is known in the end against a count of its own over what was said."""
    terms = Terms(zone=ZONE, worth=WORTH, cap=CAP, forbidden=FORBIDDEN)
    updates = [{"update_id": at, "message": said} for at, said in enumerate(replayed.said)]
    expected = Expected(terms, today=date.min).take(updates)
    remains = replayed.remains
    assert remains.of("failed_updates") == []
    held = {(row["chat"], row["person_id"]): row for row in remains.of("members")}
    assert expected.members == held.keys()
    assert {key: row["messages"] for key, row in held.items() if row["messages"]} == dict(
        expected.messages
    )
    assert {key: row["points"] for key, row in held.items() if row["points"]} == dict(
        expected.points
    )
    assert expected.rows == Counter(
        (row["chat"], row["person_id"], row["rule"]) for row in remains.of("ledger")
    )
    assert dict(expected.days) == {
        (row["chat"], row["person_id"], row["local_day"], row["kind"]): row["times"]
        for row in remains.of("daily_activity")
        # Who moved to which tier is reckoned elsewhere.
        if row["kind"] not in ELSEWHERE
    }
    removed = {message_id for _, message_id in expected.removed}
    # The bot's own notices take themselves away again.
    people = remains.of("people")
    gone = {
        each.id
        for each in replayed.chat.messages.values()
        if each.deleted and each.sender in {person["id"] for person in people}
    }
    assert removed == gone
    return expected


def text_of(entry: dict[str, Any]) -> str:
    """The text of an exported message, whose parts may be marked."""
    parts = entry["text"] if isinstance(entry["text"], list) else [entry["text"]]
    return "".join(part if isinstance(part, str) else part["text"] for part in parts)


def conversation() -> Iterator[dict[str, Any]]:
    """Two days of a small group: talk, repeats, sign-ins, a spammer, arrivals, pictures."""
    at = BEGAN
    number = 0

    def entry(who: int, step_s: int, **fields: Any) -> dict[str, Any]:
        nonlocal at, number
        at += timedelta(seconds=step_s)
        number += 1
        name = {"from": f"P{who}", "from_id": f"user{who}"}
        if fields.get("type") == "service":
            name = {"actor": f"P{who}", "actor_id": f"user{who}"}
        common = {"id": number, "type": "message", "date_unixtime": str(int(at.timestamp()))}
        return common | name | {"text": ""} | fields

    yield entry(1, 0, text="大家晚上好")
    yield entry(1, 59, text="五十九秒后说的不算")
    yield entry(1, 1, text="六十秒后说的算")
    yield entry(1, 61, text="六十秒后说的，算！")
    yield entry(2, 3, text="k")
    yield entry(2, 3, text="hahaha")
    yield entry(2, 3, text="哈哈哈哈哈")
    yield entry(2, 3, text="/start talking")
    yield entry(2, 3, text=["a link: ", {"type": "link", "text": "https://example.org"}])
    yield entry(3, 5, type="service", action="join_group_by_link", inviter="Group")
    yield entry(3, 5, text="free crypto signals here!")
    yield entry(3, 70, text="sorry, that was my cat")
    yield entry(4, 5, photo="a.jpg", text="look at this sunrise")
    yield entry(4, 5, media_type="sticker", file="s.webp", text="")
    for word in ("签到", "打卡！", "签到"):
        yield entry(1, 10, text=word)
    # Past midnight in the group's own zone: another day, another sign-in, another cap.
    yield entry(1, 4200, text="sign in")
    for talk in range(40):
        # Much the same as the one before earns nothing.
        said = "第{}条，一直说到上限为止" if talk % 2 else "Another page and another mile: {}"
        yield entry(5, 61, text=said.format(talk))
    yield entry(5, 86_400, text="check in")
    yield entry(5, 86_400, text="check in!")
    yield entry(1, 60, type="service", action="pin_message", message_id=1)
    yield entry(6, 60, text="")


async def test_a_small_group_is_replayed_whole(tmp_path: Path) -> None:
    """Every message of an export is heard or its omission told; all counts are exact."""
    path = tmp_path / "result.json"
    entries = list(conversation())
    exported = {"name": "Small", "type": "private_supergroup", "id": 77, "messages": entries}
    path.write_text(json.dumps(exported, ensure_ascii=False), encoding="utf-8")

    replayed = await replay(path, tmp_path)

    expected = check(replayed)
    wanted = [(each["from_id"], text_of(each)) for each in entries if each.get("text")]
    heard = [
        (f"user{said['from']['id']}", said.get("text", said.get("caption")))
        for said in replayed.said
        if said.keys() & {"text", "caption"}
    ]
    assert wanted == heard
    assert replayed.export.skipped == {"nothing to send": 1}
    key = (replayed.chat.id, 5)
    assert expected.rows[*key, "chat"] == 15, "the cap of a day; a sign-in is no talk"
    assert expected.rows[*key, "checkin"] == 2
    assert expected.signed[replayed.chat.id, 1] == {date(2024, 3, 1), date(2024, 3, 2)}


def real_exports() -> list[Path]:
    """Real conversations, where somebody has put them."""
    folder = Path(os.environ.get("HEARTH_TRAFFIC", BESIDE))
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


@pytest.mark.skipif(not real_exports(), reason="HEARTH_TRAFFIC names no folder of exports")
@pytest.mark.parametrize("path", real_exports(), ids=lambda path: path.stem)
async def test_a_real_group_is_replayed_whole(path: Path, tmp_path: Path) -> None:
    """The same holds for real conversations of weeks."""
    replayed = await replay(path, tmp_path)

    expected = check(replayed)
    talk = [each for each in replayed.export.entries if each["type"] == "message"]
    assert len(talk) == expected.messages.total() + len(expected.removed)
    assert Counter(each["from_id"] for each in talk) == Counter(
        {f"user{person}": times for (_, person), times in expected.messages.items()}
    )
    print(  # noqa: T201 — the numbers are worth a look
        f"\n{path.name}: {len(talk)} messages, {len(expected.members)} members, "
        f"{expected.points.total()} points in {sum(expected.rows.values())} entries, "
        f"{len({day for _, _, day, _ in expected.days})} days, left out {replayed.export.skipped}"
    )
