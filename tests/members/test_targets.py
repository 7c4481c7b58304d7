"""Whom a command is about, in all the ways in which somebody can be named."""

from typing import Any

import pytest

from models.roles import roles
from tests.conversation import GROUP, Town, ids


async def meant(town: Town) -> list[int]:
    """Whom a role was given to."""
    return [row["person_id"] for row in await town.rows(roles)]


@pytest.mark.feature("Mx1")
class TestTargets:
    async def test_in_a_topic_the_topics_beginning_is_no_reply(self, town: Town) -> None:
        """Telegram lets everything there reply to it, and nobody means that."""
        ada = await town.with_admin()
        founder = town.person("Founder")
        root = town.message(founder, "topic")["message"] | {
            "forum_topic_created": {"name": "T", "icon_color": 0}
        }
        topic: dict[str, Any] = {
            "message_thread_id": root["message_id"],
            "is_topic_message": True,
            "reply_to_message": root,
        }

        assert ids(await ada.says("/role volunteer", **topic)) == ["target-who"]
        assert await meant(town) == []

    async def test_a_reply_in_a_topic_counts(self, town: Town) -> None:
        """What is replied to by hand has another number."""
        ada = await town.with_admin()
        mei = town.person("Mei")
        told = town.message(mei, "hello")["message"]
        topic = {"message_thread_id": 1, "is_topic_message": True, "reply_to_message": told}

        await ada.says("/role volunteer", **topic)

        assert await meant(town) == [mei.id]

    async def test_voices_of_chats_are_told_apart(self, town: Town) -> None:
        """An anonymous admin and the group's own channel are nobody whom it could be about."""
        ada = await town.with_admin()
        group = {"id": GROUP, "type": "supergroup", "title": "Reading club"}
        channel = {"id": -1009, "type": "channel", "title": "News"}
        voice = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
        anonymous = town.message(ada, "hm", sender_chat=group)["message"] | {"from": voice}
        own = town.message(ada, "hm", sender_chat=channel)["message"]
        own |= {"from": voice, "is_automatic_forward": True}

        first = await ada.says("/role volunteer", reply_to_message=anonymous)
        second = await ada.says("/role volunteer", reply_to_message=own)

        assert ids(first) == ["target-anonymous"]
        assert ids(second) == ["target-own-channel"]

    async def test_a_small_number_in_a_reply_is_part_of_the_reason(self, town: Town) -> None:
        """Unless it is somebody's."""
        ada = await town.with_admin()
        mei, tom = town.person("Mei"), town.person("Tom")
        await tom.says("hello")
        told = town.message(mei, "hello")["message"]

        reason = await ada.says("/role 42 times", reply_to_message=told)
        await ada.says(f"/role {tom.id} volunteer", reply_to_message=told)

        assert ids(reason) == ["role-which"]
        assert await meant(town) == [tom.id]

    async def test_a_name_in_another_case_and_with_a_line_break(self, town: Town) -> None:
        """Usernames have no case; what follows may begin on the next line."""
        ada = await town.with_admin()
        mei = town.person("Mei", extra={"username": "Mei_Reads"})
        await mei.says("hello")

        await ada.says("/role @mei_READS\nvolunteer")

        assert await meant(town) == [mei.id]
