"""Passes into the core group: for one person, once, for a day, while the rung is theirs."""

import asyncio
from datetime import date
from typing import Any

import pytest

from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome
from models.communities import chats
from models.gates import candidates
from models.outbox import outbox
from models.tiers import passes, tiers
from tests.conversation import Person, Town, ids
from tests.tiers.scenes import night, put

CORE_GROUP = -1001000000077
LINK = "https://t.me/+pass"


def made(call: Owed) -> Outcome | None:
    """Telegram makes each link that is asked for."""
    if call.method == "createChatInviteLink":
        return Done({"invite_link": f"{LINK}{call.arguments['expire_date']}"})
    return None


async def with_core(town: Town, **rights: bool) -> Person:
    """A member on the core rung, and a core group into which the bot may let people."""
    await town.with_admin()
    given = rights or {"can_invite_users": True, "can_restrict_members": True}
    row = {"id": CORE_GROUP, "community_id": 1, "type": "supergroup", "kind": "core"}
    row |= {"labels": [], "title": "Core", "bot_status": "administrator", "bot_rights": given}
    row |= {"created_at": town.clock.now(), "is_forum": False, "roster_version": 0}
    await put(town, chats, [row])
    mei = town.person()
    await mei.says("hello")
    await mei.whispers("/start")
    standing = {"community_id": 1, "ladder": "activity", "person_id": mei.id, "rank": 3}
    await put(town, tiers, [standing | {"since": date(2026, 2, 1)}])
    return mei


async def link_of(town: Town) -> str:
    """The link of the last pass."""
    rows = await town.rows(passes)
    return str(max(rows, key=lambda row: int(row["id"]))["link"])


async def asks(town: Town, person: Person, link: str) -> list[Owed]:
    """Somebody asks to join the core group by a link; returns what the bot did."""
    creator = {"id": 424242, "is_bot": True, "first_name": "Hearth"}
    await town.takes(
        {
            "update_id": next(town._numbers),
            "chat_join_request": {
                "chat": {"id": CORE_GROUP, "type": "supergroup", "title": "Core"},
                "from": person.account,
                "user_chat_id": person.id,
                "date": int(town.clock.now().timestamp()),
                "invite_link": {
                    "invite_link": link,
                    "creator": creator,
                    "creates_join_request": True,
                    "is_primary": False,
                    "is_revoked": False,
                },
            },
        }
    )
    return await town.settles(made)


def did(calls: list[Owed]) -> list[str]:
    """The calls that do something."""
    return [call.method for call in calls if not call.method.startswith("send")]


@pytest.mark.feature("G5")
class TestPass:
    async def test_lets_in_its_one_person_once(self, town_on_both: Town) -> None:
        """Made for them, approved for them alone, then revoked; no gate asks them anything."""
        town = town_on_both
        mei = await with_core(town)
        asked = await mei.whispers("/pass")
        given = await town.settles(made)

        let_in = await asks(town, mei, await link_of(town))
        town.passes(minutes=1)
        again = await asks(town, mei, await link_of(town))

        assert ids(asked) == ["pass-coming"]
        made_link = next(call for call in given if call.method == "createChatInviteLink")
        assert made_link.arguments["creates_join_request"] is True
        assert "member_limit" not in made_link.arguments
        assert "pass-given" in ids(given)
        assert did(let_in) == ["approveChatJoinRequest", "revokeChatInviteLink"]
        assert ids(let_in) == ["pass-welcome"]
        assert (did(again), ids(again)) == (["declineChatJoinRequest"], ["pass-used"])
        (waved,) = await town.rows(candidates)
        assert (waved["person_id"], waved["state"]) == (mei.id, "passed")

    async def test_somebody_else_with_the_link_is_declined(self, town_on_both: Town) -> None:
        """With a kind word, and the pass stays its owner's."""
        town = town_on_both
        mei = await with_core(town)
        await mei.whispers("/pass")
        await town.settles(made)
        ken = town.person("Ken")

        declined = await asks(town, ken, await link_of(town))
        let_in = await asks(town, mei, await link_of(town))

        assert (did(declined), ids(declined)) == (["declineChatJoinRequest"], ["pass-not-yours"])
        assert "approveChatJoinRequest" in did(let_in)

    async def test_whoever_lost_the_rung_is_declined(self, town: Town) -> None:
        """Asked at that moment, not when the pass was made."""
        mei = await with_core(town)
        await mei.whispers("/pass")
        await town.settles(made)
        async with town.database.writing() as connection:
            await connection.execute(tiers.update().values(rank=2))

        declined = await asks(town, mei, await link_of(town))

        assert sorted(did(declined)) == ["declineChatJoinRequest", "revokeChatInviteLink"]
        assert ids(declined) == ["pass-lost"]

    async def test_below_the_rung_there_is_none(self, town: Town) -> None:
        """What is missing is told; a forged press makes nothing either."""
        mei = await with_core(town)
        async with town.database.writing() as connection:
            await connection.execute(tiers.update().values(rank=1))

        assert ids(await mei.whispers("/pass")) == ["pass-not-yet", "pass-needs"]
        await mei.presses(f"pass|1|{CORE_GROUP}", chat_id=mei.id)
        assert await town.count(passes) == 0

    async def test_its_day_is_over(self, town: Town) -> None:
        """After a restart too: the link is revoked, and the next request declined."""
        mei = await with_core(town)
        await mei.whispers("/pass")
        await town.settles(made)
        link = await link_of(town)
        await town.restart()
        town.passes(hours=25)
        over = await town.settles(made)

        late = await asks(town, mei, link)

        assert "revokeChatInviteLink" in did(over)
        assert (did(late), ids(late)) == (["declineChatJoinRequest"], ["pass-over"])

    async def test_asked_twice_it_is_one(self, town_on_both: Town) -> None:
        """Two at once make one pass; asked later the same one is shown."""
        town = town_on_both
        mei = await with_core(town)

        await asyncio.gather(mei.whispers("/pass"), mei.whispers("/pass"))
        await town.settles(made)
        again = await mei.whispers("/pass")

        assert await town.count(passes) == 1
        assert ids(again) == ["pass-given"]

    async def test_where_the_bot_may_not_invite(self, town: Town) -> None:
        """It says so, and whoever is inside needs none."""
        mei = await with_core(town, can_restrict_members=True)

        assert ids(await mei.whispers("/pass")) == ["pass-shut"]

    async def test_in_the_group_it_leads_to_the_direct_message(self, town: Town) -> None:
        """A pass is nobody else's business."""
        mei = await with_core(town)

        assert ids(await mei.says("/pass")) == ["pass-by-dm"]
        assert await town.count(passes) == 0

    async def test_lost_inside_is_told_to_staff_once_and_puts_nobody_out(
        self, town_on_both: Town
    ) -> None:
        """What becomes of them is people's to say."""
        town = town_on_both
        mei = await with_core(town)
        await mei.whispers("/pass")
        await town.settles(made)
        await asks(town, mei, await link_of(town))
        member = {"status": "member"}
        await town.takes(town.change(mei, member, old="left", chat_id=CORE_GROUP))
        await Person(town, 1001, "Ada").whispers("/start")
        async with town.database.writing() as connection:
            await connection.execute(tiers.update().values(below_since=date(2026, 2, 1)))

        await night(town)
        states = [row["state"] for row in await town.rows(passes)]
        town.passes(days=1)
        await night(town)
        calls = await town.settles(made)

        assert states == ["flagged"]
        assert not {"banChatMember", "unbanChatMember"} & set(did(calls))
        told = await posted(town, "pass-lost-staff")
        assert len(told) == 1


async def posted(town: Town, name: str) -> list[dict[str, Any]]:
    """The deliveries that say a text."""
    return [row for row in await town.rows(outbox) if name in str(row["arguments"])]
