"""Who is speaking, and what is taken away: scenes in a supergroup, a forum, a linked group."""

from pathlib import Path

import pytest

from bot.config.checks import checks_with
from bot.config.settings import Community, Moderation, Settings
from tests.rehearsal.stage import Stage, staged

pytestmark = pytest.mark.feature("R2")

BAD = "快来加微信领取"
KINDS = ("supergroup", "forum", "linked")


def strict() -> Settings:
    """A community in English that removes one phrase and invitations."""
    return Settings(
        community=Community(language="en"),
        moderation=Moderation(mode="on"),
        checks=checks_with(words={"words": ("加微信",)}),
    )


async def anonymous_admin(stage: Stage) -> None:
    """The group's own voice may say what members may not."""
    said = await stage.says(stage.owner, BAD, anonymous=True)

    assert stage.stands(said)


async def message_as_a_channel(stage: Stage) -> None:
    """A member's channel is judged like the member, and kept apart from them."""
    eva = stage.world.person("Eva")
    await stage.plays(eva, "join")
    shop = stage.world.chat("channel", "Shop", eva.id)
    said = await stage.says(eva, BAD, sender_chat=shop.id)
    hello = await stage.says(eva, "good morning", sender_chat=shop.id)

    assert (stage.stands(said), stage.stands(hello)) == (False, True)
    assert shop.id in {row["sender_id"] for row in await stage.rows("findings")}
    assert eva.id not in {row["sender_id"] for row in await stage.rows("findings")}


async def edit_in(stage: Stage) -> None:
    """A harmless message that is turned into an advertisement goes; a reaction is no edit."""
    mei = stage.world.person("Mei")
    await stage.plays(mei, "join")
    said = await stage.says(mei, "good morning")
    fine = await stage.says(mei, "and good night")
    await stage.plays(stage.owner, "react", message_id=fine, emoji="👍")
    before = len(await stage.rows("findings"))
    await stage.plays(mei, "edit", message_id=said, text=BAD)

    assert (stage.stands(said), stage.stands(fine)) == (False, True)
    assert len(await stage.rows("findings")) == before + 1


async def album_of_ten(stage: Stage) -> None:
    """Ten pictures with one caption are one act: all go, and one case is opened."""
    ann = stage.world.person("Ann")
    await stage.plays(ann, "join")
    before = len(await stage.rows("cases"))
    done = await stage.plays(ann, "send", photo="sample", caption=BAD, album=10, **stage.where)
    album = [message["message_id"] for message in done["messages"]]

    assert [stage.stands(each) for each in album] == [False] * 10
    assert len(await stage.rows("cases")) == before + 1


async def demoted_a_second_ago(stage: Stage) -> None:
    """An administrator is left alone until the very moment of the demotion."""
    ada = stage.world.person("Ada")
    await stage.plays(ada, "join")
    await stage.plays(stage.owner, "promote", person=ada.id, rights={"can_delete_messages": True})
    spoken = await stage.says(ada, BAD)
    await stage.plays(stage.owner, "demote", person=ada.id)
    again = await stage.says(ada, BAD)

    assert (stage.stands(spoken), stage.stands(again)) == (True, False)


SCENES = (anonymous_admin, message_as_a_channel, edit_in, album_of_ten, demoted_a_second_ago)


@pytest.mark.parametrize("kind", KINDS)
async def test_identities_are_told_apart(kind: str, tmp_path: Path) -> None:
    """Each voice is judged for what it is, wherever it speaks."""
    async with staged(strict(), tmp_path, kind=kind) as stage:
        for scene in SCENES:
            await scene(stage)


async def test_the_linked_channel_is_at_home(tmp_path: Path) -> None:
    """What the linked channel posts comes by itself, and stays whatever it says."""
    async with staged(strict(), tmp_path, kind="linked") as stage:
        channel = next(c for c in stage.world.state.chats.values() if c.type == "channel")
        await stage.plays(stage.owner, "send", chat=channel, text=BAD)
        forwarded = [
            message
            for message in stage.world.messages(stage.chat.id)
            if message.get("is_automatic_forward")
        ]

        assert [message["deleted"] for message in forwarded] == [False]
        assert await stage.rows("findings") == []
