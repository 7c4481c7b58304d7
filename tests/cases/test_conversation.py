"""Staff sanction by command and button: whom, how long, who may, and what is said of it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.features.messages import ANONYMOUS_ADMIN
from bot.kit.effects import Answer, Reply
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Rejected, Unreachable
from models.appeals import appeals
from models.cases import cases, evidence
from models.communities import chats
from models.outbox import outbox
from models.restrictions import restrictions
from models.updates import failed_updates
from tests.cases.scenes import Group, calls, promoted, settled_group, to
from tests.conversation import GROUP, Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("R3")

CHANNEL = {"id": -1001000000777, "type": "channel", "title": "Spam Daily"}
ITSELF = {"id": GROUP, "type": "supergroup", "title": "Reading club"}
SECOND = -1001000000002


@pytest.fixture
async def group(town: Town) -> AsyncIterator[Group]:
    """A group with its staff; nothing may fail silently in it."""
    yield await settled_group(town)
    assert await town.rows(failed_updates) == []


async def only_case(town: Town) -> dict[str, Any]:
    """The one case there is."""
    (case,) = await town.rows(cases)
    return case


def done(owed: list[Owed]) -> list[tuple[str, int]]:
    """Which calls did something to whom."""
    found = []
    for each in owed:
        arguments = each.arguments
        who = arguments.get("user_id") or arguments.get("sender_chat_id")
        if who is not None:
            found.append((each.method, who))
    return found


class TestCommands:
    @pytest.mark.parametrize(
        ("said", "method", "action"),
        [
            ("/mute {id} 2h", "restrictChatMember", "mute"),
            ("/tmute {id} 2h", "restrictChatMember", "mute"),
            ("/ban {id}", "banChatMember", "ban"),
            ("/tban {id} 3d", "banChatMember", "ban"),
            ("/kick {id}", "unbanChatMember", "kick"),
            ("/unmute {id}", "restrictChatMember", "unmute"),
            ("/unban {id}", "unbanChatMember", "unban"),
            ("/BAN {id}", "banChatMember", "ban"),
            ("/ban@hearth_bot {id}", "banChatMember", "ban"),
            ("/sban@Hearth_Bot {id}", "banChatMember", "ban"),
        ],
    )
    async def test_each_does_its_one_call(
        self, group: Group, said: str, method: str, action: str
    ) -> None:
        """Nothing is said before Telegram has done it; then it is told once."""
        town, member = group.town, group.member
        assert await group.moderator.says(said.format(id=member.id)) == []
        assert (await only_case(town))["state"] == "open"

        owed = await town.settles()

        case = await only_case(town)
        assert (case["action"], case["state"], case["actor_id"]) == (
            action,
            "applied",
            group.moderator.id,
        )
        assert (method, member.id) in done(owed) or action == "kick"
        assert await town.settles() == []

    async def test_a_command_for_another_bot_is_left_to_it(self, group: Group) -> None:
        """Two bots in a group do not ban twice."""
        await group.moderator.says(f"/tban@other_bot {group.member.id} 2h")
        await group.moderator.says(f"/ban@other_bot {group.member.id}")

        assert await group.town.count(cases) == 0

    async def test_a_mute_forbids_everything_until_its_end(self, group: Group) -> None:
        """Reactions too, in the independent permissions; until the second that was told."""
        await group.moderator.says(f"/mute {group.member.id} 2h")

        (call,) = calls(await group.town.settles(), "restrictChatMember")

        assert not any(call.arguments["permissions"].values())
        assert call.arguments["permissions"]["can_react_to_messages"] is False
        assert call.arguments["use_independent_chat_permissions"] is True
        until = group.town.clock.now().timestamp() + 7200
        assert call.arguments["until_date"] == until

    async def test_a_kick_leaves_the_way_back_open(self, group: Group) -> None:
        """A ban, and its lifting at once."""
        await group.moderator.says(f"/kick {group.member.id}")

        owed = await group.town.settles()

        methods = [each.method for each in calls(owed, "kickChatMember", "unbanChatMember")]
        assert methods == ["kickChatMember", "unbanChatMember"]

    async def test_an_unban_never_throws_out_who_is_there(self, group: Group) -> None:
        """Telegram is told to lift a ban only where there is one."""
        await group.moderator.says(f"/unban {group.member.id}")

        (call,) = calls(await group.town.settles(), "unbanChatMember")

        assert call.arguments["only_if_banned"] is True

    @pytest.mark.parametrize(
        ("length", "minutes", "note"),
        [("20s", 1, "case-note-raised"), ("400d", None, "case-note-endless")],
    )
    async def test_odd_lengths_are_kept_as_they_can_be_and_told(
        self, group: Group, length: str, minutes: int | None, note: str
    ) -> None:
        """Twenty seconds become a minute and 400 days for good, and the notice says so."""
        await group.moderator.says(f"/tmute {group.member.id} {length}")

        owed = await group.town.settles()

        until = calls(owed, "restrictChatMember")[0].arguments.get("until_date")
        now = group.town.clock.now().timestamp()
        assert until == (None if minutes is None else now + 60 * minutes)
        assert note in ids(to(owed, GROUP))

    async def test_a_timed_command_without_a_length_asks(self, group: Group) -> None:
        """Forgetting the length must not mute for good."""
        said = await group.moderator.says(f"/tmute {group.member.id} spam")

        assert ids(said) == ["case-how-long"]
        assert await group.town.count(cases) == 0

    async def test_an_edited_command_does_nothing(self, group: Group) -> None:
        """Editing an old /ban does not run it, nor run it again."""
        ban = group.town.message(group.moderator, f"/ban {group.member.id}")
        await group.town.takes({"update_id": 900, "edited_message": ban["message"]})
        assert await group.town.count(cases) == 0
        await group.town.takes(ban)
        await group.town.takes({"update_id": 901, "edited_message": ban["message"]})

        assert await group.town.count(cases) == 1

    async def test_silence_keeps_the_group_out_of_it(self, group: Group) -> None:
        """The command goes, the group hears nothing, the moderator is told by DM."""
        await group.moderator.whispers("/start")
        command = group.town.message(group.moderator, f"/smute {group.member.id} 2h")
        await group.town.takes(command)

        owed = await group.town.settles()

        assert to(owed, GROUP) == []
        assert "case-silently" in ids(to(owed, group.moderator.id))
        (deletion,) = calls(owed, "deleteMessage")
        assert deletion.arguments["message_id"] == command["message"]["message_id"]

    async def test_d_takes_the_message_and_keeps_it_as_evidence(self, group: Group) -> None:
        """Words and media are kept for the case alone, until its term."""
        town = group.town
        photo = {"photo": [{"file_id": "PH", "file_unique_id": "u", "width": 1, "height": 1}]}
        bad = town.message(group.member, "", caption="buy this", **photo)
        del bad["message"]["text"]
        await town.takes(bad)
        await town.takes(group.reply(group.moderator, "/dwarn advert", bad))

        owed = await town.settles()

        (row,) = await town.rows(evidence)
        assert (row["words"], row["media"]) == ("buy this", {"kind": "photo", "file_id": "PH"})
        (deletion,) = calls(owed, "deleteMessage")
        assert deletion.arguments["message_id"] == bad["message"]["message_id"]

    async def test_d_without_a_message_asks_which(self, group: Group) -> None:
        """There is nothing to delete where nobody is replied to."""
        said = await group.moderator.says(f"/dban {group.member.id}")

        assert ids(said) == ["case-delete-what"]

    async def test_an_unknown_rule_is_refused(self, group: Group) -> None:
        """A case never cites what was not published."""
        said = await group.moderator.says(f"/warn {group.member.id} #9 noise")

        assert ids(said) == ["case-no-such-rule"]
        assert await group.town.count(cases) == 0

    async def test_a_case_cites_the_rule_as_it_was(self, group: Group) -> None:
        """Number, version and words stand in the notice."""
        from models.clauses import clauses, rulebooks

        async with group.town.database.writing() as connection:
            for version, words in ((1, "Be kind."), (2, "Be kind, always.")):
                await connection.execute(
                    insert(rulebooks).values(
                        community_id=1,
                        version=version,
                        source="command",
                        published_at=group.town.clock.now(),
                    )
                )
                await connection.execute(
                    insert(clauses).values(
                        community_id=1, version=version, number=1, words=words, weight=2
                    )
                )
        await group.moderator.says(f"/warn {group.member.id} #1")

        owed = await group.town.settles()

        case = await only_case(group.town)
        assert (case["clause"], case["clause_version"], case["weight"]) == (1, 2, 2)
        assert value(to(owed, GROUP), "case-clause", "words") == "Be kind, always."

    async def test_by_dm_nobody_could_tell_which_group(self, group: Group) -> None:
        """It is refused in words."""
        said = await group.moderator.whispers(f"/ban {group.member.id}")

        assert ids(said) == ["case-in-group"]


class TestTargets:
    async def test_by_reply(self, group: Group) -> None:
        """Whoever wrote what is replied to."""
        message = group.town.message(group.member, "hm")
        await group.town.takes(message)
        await group.town.takes(group.reply(group.moderator, "/mute 2h noise", message))

        case = await only_case(group.town)
        assert (case["person_id"], case["reason"]) == (group.member.id, "noise")

    async def test_a_written_name_beats_the_reply(self, group: Group) -> None:
        """The replied-to message of somebody else is neither hit nor kept as evidence."""
        tom = group.town.person("Tom")
        message = group.town.message(tom, "quoted")
        await group.town.takes(message)
        await group.town.takes(group.reply(group.moderator, "/ban @Mei_Says", message))

        assert (await only_case(group.town))["person_id"] == group.member.id
        assert await group.town.count(evidence) == 0

    async def test_a_username_goes_to_whoever_bears_it_now(self, group: Group) -> None:
        """Names change owner: the last one who was seen with it is meant."""
        group.town.passes(minutes=5)
        heir = group.town.person("Heir", extra={"username": "mei_says"})
        await heir.says("I took that name over")

        await group.moderator.says("/mute @mei_says 2h")

        assert (await only_case(group.town))["person_id"] == heir.id

    async def test_a_mention_without_a_username(self, group: Group) -> None:
        """The mention's own account is meant, whatever it is called."""
        text = "/mute Mei Li 2h"
        entities = [
            {"type": "bot_command", "offset": 0, "length": 5},
            {"type": "text_mention", "offset": 6, "length": 6, "user": group.member.account},
        ]
        await group.moderator.says(text, entities=entities)

        assert (await only_case(group.town))["person_id"] == group.member.id

    async def test_a_channel_is_banned_by_its_own_id(self, group: Group) -> None:
        """It has a fake sender, whom nobody means; by reply it is the channel."""
        fake = Person(group.town, 136817688, "Channel", extra={"is_bot": True})
        message = group.town.message(fake, "read my channel", sender_chat=CHANNEL)
        await group.town.takes(message)
        await group.town.takes(group.reply(group.moderator, "/ban adverts", message))

        owed = await group.town.settles()

        assert done(owed) == [("banChatSenderChat", CHANNEL["id"])]
        assert (await only_case(group.town))["title"] == "Spam Daily"
        await group.moderator.presses("undo|1")
        assert done(await group.town.settles()) == [("unbanChatSenderChat", CHANNEL["id"])]

    async def test_a_channel_muted_for_a_time_is_let_in_again(self, group: Group) -> None:
        """Telegram knows no end for channels: the bot keeps it."""
        await group.moderator.says(f"/mute {CHANNEL['id']} 2h")
        assert done(await group.town.settles()) == [("banChatSenderChat", CHANNEL["id"])]
        group.town.passes(hours=2, seconds=1)

        assert done(await group.town.settles()) == [("unbanChatSenderChat", CHANNEL["id"])]
        assert (await only_case(group.town))["state"] == "expired"

    async def test_a_channel_cannot_be_kicked(self, group: Group) -> None:
        """It is no member that could leave."""
        said = await group.moderator.says(f"/kick {CHANNEL['id']}")

        assert ids(said) == ["case-no-kick-for-channels"]


class TestProtection:
    @pytest.mark.parametrize("command", ["warn", "mute", "kick", "ban"])
    async def test_some_are_never_touched(self, group: Group, command: str) -> None:
        """The bot itself, the owner, administrators and oneself."""
        other = await promoted(group.town, "Ann", can_manage_chat=True)
        refused = [
            await group.moderator.says(f"/{command} {who}")
            for who in (424242, group.owner.id, other.id, group.moderator.id)
        ]

        assert [ids(each) for each in refused] == [
            ["case-protected-me"],
            ["case-protected-creator"],
            ["case-protected-administrator"],
            ["case-protected-self"],
        ]
        assert await group.town.count(cases) == 0

    async def test_an_anonymous_administrators_message(self, group: Group) -> None:
        """The group itself wrote it: there is nobody to sanction."""
        fake = Person(group.town, ANONYMOUS_ADMIN, "Group", extra={"is_bot": True})
        message = group.town.message(fake, "rules!", sender_chat=ITSELF)
        await group.town.takes(message)
        said = await group.town.takes(group.reply(group.moderator, "/ban", message))

        assert ids(said) == ["target-anonymous"]

    async def test_the_linked_channel(self, group: Group) -> None:
        """Its posts come by themselves, and are the group's own."""
        fake = Person(group.town, 777000, "Telegram")
        message = group.town.message(fake, "news", sender_chat=CHANNEL, is_automatic_forward=True)
        await group.town.takes(message)
        said = await group.town.takes(group.reply(group.moderator, "/ban", message))

        assert ids(said) == ["target-own-channel"]


class TestRights:
    async def test_members_cannot(self, group: Group) -> None:
        """Not by command, not by forging a button."""
        await group.moderator.says(f"/mute {group.member.id} 2h")
        await group.town.settles()
        stranger = group.town.person("Eve")

        assert ids(await stranger.says(f"/ban {group.member.id}")) == ["refused-not-admin"]
        assert ids(await stranger.presses("undo|1")) == ["refused-not-admin"]
        assert (await only_case(group.town))["state"] == "applied"

    async def test_without_the_ban_right(self, group: Group) -> None:
        """An administrator who may not ban at Telegram may not through the bot."""
        helper = await promoted(group.town, "Helper", can_manage_chat=True)
        said = await helper.says(f"/ban {group.member.id}")

        assert ids(said) == ["refused-right"]
        assert await group.town.count(cases) == 0

    async def test_demoted_a_second_ago(self, group: Group) -> None:
        """In the same batch as the demotion, the command and the press are too late."""
        town, mod = group.town, group.moderator
        await mod.says(f"/mute {group.member.id} 2h")
        await town.settles()
        said = await town.takes(
            town.change(mod, {"status": "member"}, old="administrator", by=group.owner),
            town.message(mod, f"/ban {group.member.id}"),
            town.press(mod, "undo|1"),
        )

        assert ids(said) == ["refused-not-admin", "refused-not-admin"]
        assert (await only_case(town))["state"] == "applied"

    async def test_an_old_roster_is_looked_at_again_before_the_call(self, group: Group) -> None:
        """Told long ago, it is checked at Telegram who may and who is meant; fresh, it is not."""
        await group.moderator.says(f"/ban {group.member.id}")
        (fresh,) = calls(await group.town.settles(), "banChatMember")
        group.town.passes(minutes=11)
        tom = group.town.person("Tom")
        await tom.says("hi")
        await group.moderator.says(f"/ban {tom.id}")
        (old,) = calls(await group.town.settles(), "banChatMember")

        assert "verify" not in fresh.arguments
        assert old.arguments["verify"] == {
            "actor_id": group.moderator.id,
            "right": "can_restrict_members",
            "subject_id": tom.id,
        }

    async def test_of_two_at_once_one_does_it(self, town_on_both: Town) -> None:
        """The second is told whose case it is; one ban, one notice."""
        group = await settled_group(town_on_both)
        second = await promoted(town_on_both, "Ann", can_restrict_members=True)
        first, other = await asyncio.gather(
            group.moderator.says(f"/ban {group.member.id}"),
            second.says(f"/ban {group.member.id}"),
        )
        owed = await town_on_both.settles()

        assert "case-already" in ids(first) + ids(other)
        assert len(calls(owed, "banChatMember")) == 1
        assert len(to(owed, GROUP)) == 1

    async def test_too_many_in_a_minute_are_held_back(self, group: Group) -> None:
        """A moderator who runs amok is stopped after twenty."""
        for at in range(20):
            await group.moderator.says(f"/warn {900_000 + at}")
        said = await group.moderator.says("/warn 900999")

        assert "role-too-fast" in ids(said)
        assert await group.town.count(cases) == 20


class TestTelling:
    async def test_the_notice_says_all_that_matters(self, group: Group) -> None:
        """Who, what, until when by the community's clock, why, by whom, which case."""
        await group.moderator.says(f"/mute {group.member.id} 2h third advert")

        (notice,) = to(await group.town.settles(), GROUP)

        assert ids([notice]) == [
            "case-did-mute-until",
            "case-reason",
            "case-by",
            "case-warnings-all",
        ]
        until = value([notice], "case-did-mute-until", "until")
        assert until.isoformat() == "2026-03-10T14:00:00+08:00"
        assert value([notice], "case-by", "number") == "1"
        assert notice.arguments["reply_parameters"]["allow_sending_without_reply"] is True
        assert [b["data"] for b in notice.arguments["keyboard"][0]] == ["undo|1", "appeal|1"]

    async def test_the_member_is_told_by_dm_while_reachable(self, group: Group) -> None:
        """What, why, until when, how to object; whoever never pressed Start is not written to."""
        tom = group.town.person("Tom")
        await tom.says("hi")
        await group.member.whispers("/start")
        await group.moderator.says(f"/mute {group.member.id} 2h noise")
        await group.moderator.says(f"/mute {tom.id} 2h noise")

        owed = await group.town.settles()

        told = to(owed, group.member.id)
        assert ids(told) == [
            "case-you-mute-until",
            "case-reason",
            "case-by",
            "case-warnings-all",
            "case-you-may-appeal",
        ]
        assert to(owed, tom.id) == []

    @pytest.mark.parametrize(
        ("refusal", "cause"),
        [
            ("not enough rights to restrict/unrestrict chat member", "cause-no-right"),
            ("user is an administrator of the chat", "cause-administers"),
            ("whoever ordered it has not the right any more", "cause-lost-right"),
            ("PARTICIPANT_ID_INVALID", "cause-not-here"),
            ("the moon is in the wrong house", "cause-other"),
        ],
    )
    async def test_a_refused_call_is_told_with_its_cause(
        self, group: Group, refusal: str, cause: str
    ) -> None:
        """Never claimed: no notice, no DM, no weight, no restriction; the moderator reads why."""
        await group.member.whispers("/start")
        await group.moderator.says(f"/mute {group.member.id} 2h noise")

        owed = await group.town.settles(Rejected(refusal))

        case = await only_case(group.town)
        assert (case["state"], case["failure"], case["weight"]) == ("failed", refusal, 0)
        (answer,) = to(owed, GROUP)
        assert ids([answer]) == ["case-failed-mute", "case-nothing-done"]
        assert dict(texts([answer])[0].values)["why"].id == cause
        assert to(owed, group.member.id) == []
        assert await group.town.count(restrictions) == 0
        assert len(calls(owed, "restrictChatMember")) == 1

    async def test_a_failed_case_cannot_be_undone(self, group: Group) -> None:
        """There is nothing to take back."""
        await group.moderator.says(f"/ban {group.member.id}")
        await group.town.settles(Rejected("not enough rights"))

        assert ids(await group.moderator.says("/undo 1")) == ["case-never-done"]

    async def test_the_log_hears_of_it(self, group: Group) -> None:
        """A line with an undo button, and one for the evidence; no word of the message."""
        town = group.town
        await town.takes(town.own_change(group.owner, chat_id=SECOND))
        async with town.database.writing() as connection:
            await connection.execute(
                update(chats).where(chats.c.id == SECOND).values(community_id=1, kind="log")
            )
        bad = town.message(group.member, "SECRET words")
        await town.takes(bad)
        await town.takes(group.reply(group.moderator, "/warn noise", bad))

        said = to(await town.settles(), SECOND)
        (line,) = [each for each in said if "case-log-done" in ids([each])]

        assert ids([line])[:2] == ["case-log-done", "case-did-warn"]
        assert [b["data"] for b in line.arguments["keyboard"][0]] == ["undo|1", "proof|1"]
        assert "SECRET" not in str(line.arguments)

    async def test_a_topic_keeps_what_was_said_in_it(self, group: Group) -> None:
        """In a forum the notice comes where the command was given."""
        await group.moderator.says(
            f"/warn {group.member.id}", message_thread_id=77, is_topic_message=True
        )

        (notice,) = to(await group.town.settles(), GROUP)

        assert notice.arguments["message_thread_id"] == 77


class TestWarnings:
    async def warned(self, group: Group, times: int) -> list[Owed]:
        """Warn somebody again and again."""
        owed: list[Owed] = []
        for _ in range(times):
            await group.moderator.says(f"/warn {group.member.id}")
            owed += await group.town.settles()
        return owed

    async def test_add_up_to_a_mute(self, group: Group) -> None:
        """The third is a mute for an hour."""
        owed = await self.warned(group, 3)

        assert ids(to(owed, GROUP)).count("case-did-warn") == 2
        (call,) = calls(owed, "restrictChatMember")
        assert call.arguments["until_date"] == group.town.clock.now().timestamp() + 3600
        actions = [row["action"] for row in await group.town.rows(cases)]
        assert actions == ["warn", "warn", "mute"]

    async def test_expire(self, group: Group) -> None:
        """After thirty days the count begins anew."""
        await self.warned(group, 2)
        group.town.passes(days=30, seconds=1)

        owed = await self.warned(group, 1)

        assert calls(owed, "restrictChatMember") == []
        assert value(to(owed, GROUP), "case-warnings", "weighs") == 1

    async def test_can_be_taken_back_by_number_and_by_name(self, group: Group) -> None:
        """By its number that very one, by name the newest that counts."""
        await self.warned(group, 2)
        await group.moderator.says("/unwarn #1")
        await group.moderator.says(f"/unwarn {group.member.id}")
        said = await group.moderator.says(f"/unwarn {group.member.id}")
        owed = await group.town.settles()

        assert ids(said) == ["case-no-warning"]
        assert [row["state"] for row in await group.town.rows(cases)] == ["undone", "undone"]
        assert ids(to(owed, GROUP)) == ["case-undone", "case-undone"]


class TestUndoing:
    async def test_lifts_and_says_so_where_it_was_told(self, group: Group) -> None:
        """The notice is reworded and loses its buttons; the member hears of it."""
        await group.member.whispers("/start")
        await group.moderator.says(f"/mute {group.member.id} 2h")
        await group.town.settles()
        pressed = await group.owner.presses("undo|1")

        owed = await group.town.settles()

        case = await only_case(group.town)
        assert ids(pressed) == ["case-undoing"]
        assert (case["state"], case["undone_by"], case["weight"]) == (
            "undone",
            group.owner.id,
            0,
        )
        (call,) = calls(owed, "restrictChatMember")
        assert all(call.arguments["permissions"].values())
        (edit,) = calls(owed, "editMessageText")
        assert (edit.arguments["message_id"], edit.arguments["keyboard"]) == (
            case["notice_id"],
            [],
        )
        assert ids(to(owed, group.member.id)) == ["case-you-undone"]

    async def test_a_second_press_is_told_who_was_first(self, group: Group) -> None:
        """Double, late and by two at once: one undoing."""
        await group.moderator.says(f"/ban {group.member.id}")
        await group.town.settles()
        first = group.town.press(group.moderator, "undo|1")
        second = group.town.press(group.owner, "undo|1")
        said = await group.town.takes(first, second)
        await group.town.takes(first)
        owed = await group.town.settles()

        assert ids(said) == ["case-undoing", "case-undone-already"]
        assert len(calls(owed, "unbanChatMember")) == 1
        assert len(calls(owed, "editMessageText")) == 1

    async def test_before_telegram_has_heard_of_it(self, group: Group) -> None:
        """A ban that is still owed is not sent any more, and never told."""
        await group.moderator.says(f"/ban {group.member.id}")
        await group.moderator.says("/undo 1")

        owed = await group.town.settles()

        assert calls(owed, "banChatMember") == []
        assert ids(to(owed, GROUP)) == ["case-undone"]

    async def test_what_telegram_will_not_lift_is_told(self, group: Group) -> None:
        """The books are clean, but nobody claims that the person is free."""
        await group.moderator.says(f"/ban {group.member.id}")
        await group.town.settles()
        await group.moderator.says("/undo 1")

        owed = await group.town.settles(Rejected("not enough rights"))

        assert ids(to(owed, GROUP)) == ["case-undo-failed"]
        assert calls(owed, "editMessageText") == []

    async def test_by_reply_to_the_notice(self, group: Group) -> None:
        """Nobody has to copy a number."""
        await group.moderator.says(f"/warn {group.member.id}")
        await group.town.settles()
        notice = {"message": {"message_id": (await only_case(group.town))["notice_id"]}}
        notice["message"] |= {"date": 1, "from": {"id": 424242, "is_bot": True, "first_name": "H"}}
        notice["message"] |= {"chat": group.town.chat(GROUP), "text": "…"}
        await group.town.takes(group.reply(group.moderator, "/undo", notice))

        assert (await only_case(group.town))["state"] == "undone"

    @pytest.mark.parametrize("data", ["undo|99", "undo|abc", "undo|-1", "undo|1|2"])
    async def test_forged_presses_come_to_nothing(self, group: Group, data: str) -> None:
        """Whatever a client sends, it is a toast."""
        said = await group.moderator.presses(data)

        assert ids(said) == ["button-stale"]

    async def test_the_newest_word_says_how_long(self, group: Group) -> None:
        """Muted for a day and then for an hour: an hour it is."""
        await group.moderator.says(f"/mute {group.member.id} 1d")
        await group.town.settles()
        await group.moderator.says(f"/mute {group.member.id} 1h")

        owed = await group.town.settles()

        last = calls(owed, "restrictChatMember")[-1]
        assert last.arguments["until_date"] == group.town.clock.now().timestamp() + 3600
        states = [row["state"] for row in await group.town.rows(cases)]
        assert states == ["expired", "applied"]

    async def test_an_unmute_ends_what_moderators_ordered(self, group: Group) -> None:
        """Everything is allowed again; the case is over, and was not wrong."""
        await group.moderator.says(f"/mute {group.member.id} 1d")
        await group.town.settles()
        await group.moderator.says(f"/unmute {group.member.id}")

        owed = await group.town.settles()

        (call,) = calls(owed, "restrictChatMember")
        assert all(call.arguments["permissions"].values())
        assert ids(to(owed, GROUP))[0] == "case-did-unmute"
        rows = await group.town.rows(cases)
        assert [row["state"] for row in rows] == ["expired", "applied"]
        assert rows[0]["weight"] == 1


class TestAppealing:
    async def test_only_the_person_concerned_is_led_on(self, group: Group) -> None:
        """Their press opens the DM; anybody else's is told whose button it is."""
        await group.moderator.says(f"/warn {group.member.id}")
        await group.town.settles()
        (own,) = await group.member.presses("appeal|1")
        other = await group.owner.presses("appeal|1")

        assert isinstance(own, Answer)
        assert own.url == "https://t.me/hearth_bot?start=appeal-1"
        assert ids(other) == ["case-appeal-not-yours"]

    async def test_by_dm_it_begins_at_once(self, group: Group) -> None:
        """Pressed under the word that they got, it asks for their side; twice, it asks again."""
        member = group.member
        await member.whispers("/start")
        await group.moderator.says(f"/warn {member.id}")
        await group.town.settles()

        first = await member.presses("appeal|1", chat_id=member.id)
        again = await member.presses("appeal|1", chat_id=member.id)
        other = await group.owner.presses("appeal|1", chat_id=group.owner.id)

        assert ids([each for each in first if isinstance(each, Reply)]) == ["appeal-ask"]
        assert ids([each for each in again if isinstance(each, Reply)]) == ["appeal-ask"]
        assert ids(other) == ["case-appeal-not-yours"]
        assert await group.town.count(appeals) == 1


class TestRestarts:
    async def test_a_restart_between_the_steps_changes_nothing(self, town_on_both: Town) -> None:
        """Ordered, restarted, done, restarted, undone: all from the rows."""
        group = await settled_group(town_on_both)
        town = town_on_both
        command = town.message(group.moderator, f"/mute {group.member.id} 2h")
        await town.takes(command)
        await town.restart()
        await town.takes(command)
        owed = await town.settles()
        await town.restart()
        await group.moderator.presses("undo|1")
        await town.restart()
        later = await town.settles()

        assert len(await town.rows(cases)) == 1
        assert len(to(owed, GROUP)) == 1
        assert len(calls(owed, "restrictChatMember")) == 1
        assert len(calls(later, "restrictChatMember")) == 1
        assert len(calls(later, "editMessageText")) == 1

    async def test_a_timed_sanction_ends_after_a_restart(self, group: Group) -> None:
        """The end stands in the schedule; Telegram frees by itself, the book follows."""
        await group.moderator.says(f"/mute {group.member.id} 2h")
        await group.town.settles()
        await group.town.restart()
        group.town.passes(hours=2, seconds=1)

        owed = await group.town.settles()

        assert owed == []
        assert (await only_case(group.town))["state"] == "expired"
        assert await group.town.count(restrictions) == 0

    async def test_nothing_is_owed_twice(self, group: Group) -> None:
        """Every key is its own: a second look finds nothing to do."""
        for command in ("warn", "mute", "ban", "unban"):
            await group.moderator.says(f"/{command} {group.member.id}")
            await group.town.settles()
        before = await group.town.count(outbox)

        assert await group.town.settles() == []
        assert await group.town.count(outbox) == before


class TestPartly:
    async def test_a_message_that_stays_is_told(self, group: Group) -> None:
        """The warning stands; that the message could not go is said with its cause."""
        bad = group.town.message(group.member, "old advert")
        await group.town.takes(bad)
        await group.town.takes(group.reply(group.moderator, "/dwarn", bad))

        owed = await group.town.settles(Rejected("message can't be deleted"))

        assert "case-not-removed" in ids(to(owed, GROUP))
        assert dict(texts(to(owed, GROUP))[-1].values).get("number", "1") == "1"
        assert (await only_case(group.town))["state"] == "applied"

    async def test_an_unmute_does_not_claim_what_a_gate_still_holds(self, group: Group) -> None:
        """Lifted is the mute alone, and that is what is said."""
        async with group.town.database.writing() as connection:
            await connection.execute(
                insert(restrictions).values(
                    chat_id=GROUP,
                    person_id=group.member.id,
                    reason="raid:1",
                    community_id=1,
                    permissions={},
                    at=group.town.clock.now(),
                )
            )
        await group.moderator.says(f"/unmute {group.member.id}")

        owed = await group.town.settles()

        assert ids(to(owed, GROUP))[0] == "case-did-unmute-partly"

    async def test_an_unreachable_member_is_not_told_twice_in_the_group(
        self, group: Group
    ) -> None:
        """The DM of what a moderator did fails: the group has had its notice."""
        await group.member.whispers("/start")
        await group.moderator.says(f"/warn {group.member.id}")

        def blocked(owed: Owed) -> Unreachable | None:
            return Unreachable("bot was blocked by the user") if owed.chat_id > 0 else None

        owed = await group.town.settles(blocked)
        group.town.passes(seconds=20)
        owed += await group.town.settles()

        assert ids(to(owed, GROUP)).count("case-did-warn") == 1
