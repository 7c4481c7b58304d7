"""Very many groups in which something is due in the same minute, at a busy Telegram: a scene."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.config.settings import Community, Settings
from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import Around
from bot.features.calendar.keeping import load
from bot.features.calendar.reading import File, read
from bot.kit.unit_of_work import UnitOfWork
from bot.rehearsal.faults import Fault
from bot.rehearsal.state import Chat
from models.communities import chats
from tests.rehearsal.casting import joined
from tests.rehearsal.stage import BEGIN, Stage, staged

pytestmark = pytest.mark.feature("C3")
DUE = BEGIN + timedelta(minutes=30)
# How often Telegram says wait though the bot was not too fast.
TROUBLE = 20
# Two go to every group; a few groups have more than Telegram takes in a minute.
EVERYWHERE, BUSY = 2, 24


def written() -> str:
    """Two posts for all groups and many more for a few, all of one minute, and patient enough."""
    keys = [f"all-{n}" for n in range(EVERYWHERE)], [f"busy-{n:02}" for n in range(BUSY)]
    return 'zone = "UTC"\n[defaults]\nlate = "1h"\nsilent = true\n' + "".join(
        f'[[post]]\nid = "{key}"\nto = ["{to}"]\nevery = "day"\nat = 04:30:00\ntext = "{key}"\n'
        for some, to in zip(keys, ("all", "busy"), strict=True)
        for key in some
    )


async def scheduled(stage: Stage, count: int, busy: int) -> list[Chat]:
    """Let the bot be in so many groups of one community, some of them busy, with a schedule."""
    groups = [stage.chat]
    groups += [
        stage.world.supergroup(f"Shelf {n}", stage.owner.id, bot="admin") for n in range(1, count)
    ]
    await stage.passes(minutes=2)
    plan = read([File("s.toml", written())], Around(), zone="UTC", country="CN")
    assert isinstance(plan, Plan), plan
    own = {row["id"]: row for row in await stage.rows("chats")}

    async def work(uow: UnitOfWork) -> None:
        for number, group in enumerate(groups):
            values = {
                "community_id": own[stage.chat.id]["community_id"],
                "kind": "core" if number else "main",
                "labels": ["busy"] if number < busy else [],
            }
            await uow.execute(update(chats).where(chats.c.id == group.id).values(**values))
        await load(uow, plan)

    await stage.hearth.transact(work)
    return groups


def posted(stage: Stage, group: Chat) -> list[tuple[float, str]]:
    """Return what was posted in a chat, with the second of it, in the order in which it came."""
    return [
        (message["date"], message["text"])
        for message in stage.world.messages(group.id, by_bot=True)
        if message.get("text", "").startswith(("all-", "busy-"))
    ]


def most_in_a_minute(moments: Sequence[float]) -> int:
    """Return how many moments lie within a minute at the most."""
    return max(sum(at <= other < at + 60 for other in moments) for at in moments)


@pytest.mark.parametrize(
    ("count", "busy"), [(40, 2), pytest.param(150, 6, marks=pytest.mark.soak)]
)
async def test_many_groups_are_due_at_once(tmp_path: Path, count: int, busy: int) -> None:
    """All is posted in its order and at Telegram's pace, and a mute waits for none of it."""
    async with staged(Settings(community=Community(language="en")), tmp_path) as stage:
        spammer = await joined(stage, "Sam")
        groups = await scheduled(stage, count, busy)
        stage.world.flood.enforced = True
        trouble = Fault("429", method="sendMessage", times=TROUBLE, probability=0.2, retry_after=4)
        stage.world.faults.active.append(trouble)
        total = count * EVERYWHERE + busy * BUSY
        refused = stage.world.calls.refused["sendMessage"]
        await stage.passes(seconds=(DUE - stage.world.clock.moment()).total_seconds() + 1)

        ordered = stage.world.clock.moment()
        order = {"chat_id": stage.chat.id, "text": f"/mute {spammer.id} 2h noise"}
        await stage.world.act(stage.owner.id, "send", **order)
        await stage.passes(seconds=1)
        (mute,) = stage.world.calls.of("restrictChatMember")
        waiting = total - sum(len(posted(stage, each)) for each in groups)
        for _ in range(120):
            await stage.passes(seconds=2)
            states = [row["state"] for row in await stage.rows("occurrences")]
            if states == ["posted"] * total:
                break

        assert states == ["posted"] * total
        assert waiting > total / 3
        assert not stage.may_write(spammer)
        assert datetime.fromisoformat(mute["at"]) - ordered < timedelta(seconds=2)
        assert trouble not in stage.world.faults.active
        # Besides the trouble that was asked for, the bot was hardly ever told to wait.
        assert stage.world.calls.refused["sendMessage"] - refused <= total // 20
        for number, group in enumerate(groups):
            came = posted(stage, group)
            expected = [f"all-{n}" for n in range(EVERYWHERE)]
            if number < busy:
                expected += [f"busy-{n:02}" for n in range(BUSY)]
            assert [text for _, text in came] == expected
            assert most_in_a_minute([at for at, _ in came]) <= 20
