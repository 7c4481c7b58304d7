"""The first weeks: a word now and then, a helper for a question, and a word to who comes back."""

import pytest

from handlers.buttons import pack
from handlers.onboarding_buttons import Rate
from tests.conversation import GROUP, Person, Town, ids, value
from tests.onboarding.scenes import comes, goes, reachable, standing, to, walks

DRIPS = {"hello", "topic", "check-in", "survey"}


async def newcomer_in(town: Town) -> Person:
    """Somebody who has come, with their first card."""
    await town.with_admin()
    newcomer = await reachable(town)
    await comes(town, newcomer)
    await town.settles()
    return newcomer


async def lives(town: Town, newcomer: Person, days: int) -> list[str]:
    """What somebody is written in some days, hour by hour."""
    said = []
    for _ in range(days * 24):
        town.passes(hours=1)
        said += [
            text
            for call in to(await town.settles(), newcomer.id)
            for text in ids([call])
            if text in {"onboarding-own", "onboarding-survey"}
        ]
    return said


@pytest.mark.feature("O5")
class TestDrips:
    async def test_the_first_weeks(self, town: Town) -> None:
        """A silent newcomer reads a word on days 0 and 1, and no more than the week's budget."""
        newcomer = await newcomer_in(town)

        assert await lives(town, newcomer, 3) == ["onboarding-own", "onboarding-own"]
        assert "onboarding-survey" in await lives(town, newcomer, 8)

    async def test_a_goal_that_is_reached_needs_no_word(self, town: Town) -> None:
        """Whoever spoke on the first day is not told how to say hello, nor what to begin with."""
        newcomer = await newcomer_in(town)
        await newcomer.says("hello everybody, glad to be here")

        assert await lives(town, newcomer, 2) == []
        assert await lives(town, newcomer, 2) == ["onboarding-own"]

    async def test_a_sign_in_needs_no_word_about_it(self, town: Town) -> None:
        """Whoever has signed in is not told how; the survey comes all the same."""
        newcomer = await newcomer_in(town)
        await newcomer.says("签到")

        assert await lives(town, newcomer, 6) == []
        assert await lives(town, newcomer, 2) == ["onboarding-survey"]

    async def test_stop_ends_them(self, town: Town) -> None:
        """After /stop nothing more comes."""
        newcomer = await newcomer_in(town)
        await newcomer.whispers("/stop welcome")

        assert await lives(town, newcomer, 9) == []

    async def test_leaving_ends_them(self, town: Town) -> None:
        """Whoever has left is written no more."""
        newcomer = await newcomer_in(town)
        await goes(town, newcomer)

        assert await lives(town, newcomer, 9) == []

    async def test_quiet_hours_are_kept(self, town: Town) -> None:
        """What falls due in the quiet hours comes when they are over."""
        town.passes(hours=9, minutes=30)
        newcomer = await newcomer_in(town)
        town.passes(hours=1)
        at_night = to(await town.settles(), newcomer.id)
        town.passes(hours=9, minutes=31)
        in_the_morning = to(await town.settles(), newcomer.id)

        assert at_night == []
        assert "onboarding-own" in ids(in_the_morning)

    async def test_the_survey_is_one_tap(self, town: Town) -> None:
        """A tap keeps the score, the last one counts, and the staff read the average."""
        newcomer = await newcomer_in(town)
        row = await standing(town, newcomer)
        await newcomer.presses(pack(Rate(row["community_id"], 2)), chat_id=newcomer.id)
        said = await newcomer.presses(pack(Rate(row["community_id"], 4)), chat_id=newcomer.id)
        forged = await newcomer.presses(pack(Rate(row["community_id"], 9)), chat_id=newcomer.id)
        stranger = town.person("Bo")
        foreign = await stranger.presses(pack(Rate(row["community_id"], 5)), chat_id=stranger.id)

        assert "onboarding-rated" in ids(said)
        assert "button-stale" in ids(forged)
        assert "button-stale" in ids(foreign)
        assert (await standing(town, newcomer))["gathered"]["score"] == 4


@pytest.mark.feature("O6")
class TestQuestions:
    async def asked(self, town: Town) -> tuple[Person, Person, int]:
        """A newcomer's question; returns the owner, the newcomer and the message."""
        owner = await town.with_admin()
        await owner.whispers("/start")
        newcomer = town.person("Nia")
        await comes(town, newcomer)
        question = town.message(newcomer, "Where is the reading list?")
        await town.takes(question)
        await town.settles()
        return owner, newcomer, question["message"]["message_id"]

    def helpers(self, calls: list) -> list:
        """The calls for a helper."""
        return [call for call in calls if "onboarding-unanswered" in ids([call])]

    async def test_a_helper_is_called_once(self, town: Town) -> None:
        """A question that nobody answers for half an hour is shown to the staff, once."""
        owner, newcomer, _ = await self.asked(town)
        town.passes(minutes=29)
        early = self.helpers(await town.settles())
        town.passes(minutes=2)
        await town.restart()
        (call,) = self.helpers(await town.settles())
        await newcomer.says("And when do we meet?")
        town.passes(minutes=31)
        more = self.helpers(await town.settles())

        assert early == []
        assert call.chat_id == owner.id
        assert value([call], "onboarding-unanswered", "minutes") == 30
        assert more == []

    async def test_an_answer_calls_nobody(self, town: Town) -> None:
        """A reply by somebody else is an answer."""
        owner, newcomer, number = await self.asked(town)
        replied = {
            "message_id": number,
            "date": int(town.clock.now().timestamp()),
            "chat": town.chat(GROUP),
            "from": newcomer.account,
            "text": "Where is the reading list?",
        }
        await owner.says("It is pinned", reply_to_message=replied)
        town.passes(minutes=31)

        assert self.helpers(await town.settles()) == []

    async def test_ones_own_reply_is_no_answer(self, town: Town) -> None:
        """A newcomer who goes on talking to themselves still waits."""
        _, newcomer, number = await self.asked(town)
        replied = {
            "message_id": number,
            "date": int(town.clock.now().timestamp()),
            "chat": town.chat(GROUP),
            "from": newcomer.account,
            "text": "Where is the reading list?",
        }
        await newcomer.says("Nobody?", reply_to_message=replied)
        town.passes(minutes=31)

        assert len(self.helpers(await town.settles())) == 1

    async def test_members_who_are_known_are_left_to_themselves(self, town: Town) -> None:
        """Of somebody who was here before the bot, no question calls anybody."""
        owner = await town.with_admin()
        await owner.whispers("/start")
        member = town.person("Old")
        await member.says("What is the plan?")
        town.passes(minutes=31)

        assert self.helpers(await town.settles()) == []

    async def test_who_has_left_needs_no_answer(self, town: Town) -> None:
        """Nobody is called for somebody who is gone."""
        _, newcomer, _ = await self.asked(town)
        await goes(town, newcomer)
        town.passes(minutes=31)

        assert self.helpers(await town.settles()) == []


@pytest.mark.feature("K8")
class TestComingBack:
    async def test_a_month_of_silence_brings_one_word(self, town: Town) -> None:
        """Back after thirty days, somebody reads what has happened; the next words bring none."""
        newcomer = await newcomer_in(town)
        await newcomer.says("hello there")
        town.passes(days=31)
        await comes(town, town.person("Bo"))
        await newcomer.says("I was away")
        first = [c for c in await town.settles() if "away-back" in ids([c])]
        await newcomer.says("good to be back")
        town.passes(hours=1)
        second = [c for c in await town.settles() if "away-back" in ids([c])]

        assert [call.chat_id for call in first] == [newcomer.id]
        assert value(first, "away-back", "days") == 31
        assert value(first, "away-newcomers", "count") == 1
        assert second == []

    async def test_a_short_silence_brings_none(self, town: Town) -> None:
        """Twenty-nine days are no absence."""
        newcomer = await newcomer_in(town)
        await newcomer.says("hello there")
        town.passes(days=29)
        await newcomer.says("I was away")

        assert [c for c in await town.settles() if "away-back" in ids([c])] == []

    async def test_who_cannot_be_written_to_is_told_there(self, town: Town) -> None:
        """Without a DM, the word is a reply in the group."""
        await town.with_admin()
        member = town.person("Old")
        await member.says("hello there")
        town.passes(days=40)
        await member.says("I am back")
        (call,) = [c for c in await town.settles() if "away-back" in ids([c])]

        assert call.chat_id == GROUP
        assert "reply_parameters" in call.arguments

    async def test_rules_that_changed_are_told(self, town: Town) -> None:
        """Rules that changed meanwhile are named with their version."""
        from tests.onboarding.scenes import key_of, with_rules

        owner = await town.with_admin()
        await with_rules(town, owner)
        newcomer = await reachable(town)
        await comes(town, newcomer)
        await newcomer.says("hello there")
        await town.settles()
        town.passes(days=20)
        said = await owner.says("/setrules Be kind\nNo adverts\nNo politics")
        await owner.presses(key_of(said, "rules|"))
        town.passes(days=20)
        await newcomer.says("I am back")
        calls = [c for c in await town.settles() if "away-back" in ids([c])]

        assert value(calls, "away-rules", "version") == 2


@pytest.mark.feature("O3")
async def test_the_funnel(town: Town) -> None:
    """Ten begin, seven go on, five finish: the table says so, and names the slowest step."""
    from tests.onboarding.scenes import with_rules

    owner = await town.with_admin()
    await with_rules(town, owner)
    people = [await reachable(town, f"Nia {n}") for n in range(10)]
    for person in people:
        await comes(town, person)
    await town.settles()
    for person in people:
        town.passes(seconds=10)
        await walks(town, person, "next")
    for person in people[:7]:
        town.passes(minutes=5)
        await walks(town, person, "agree1")
    for person in people[:5]:
        await walks(town, person, "skip")
    await owner.whispers("/onboarding")
    said = town.said
    empty = town.person("Bo")
    refused = await empty.says("/onboarding")

    assert value(said, "onboarding-page-all", "started") == 10
    assert value(said, "onboarding-page-all", "finished") == 5
    assert value(said, "onboarding-page-slowest", "step") == "introduce" or (
        value(said, "onboarding-page-slowest", "step") == "rules"
    )
    steps = {
        dict(text.values)["step"]: (
            dict(text.values)["reached"],
            dict(text.values)["done"],
            dict(text.values)["skipped"],
        )
        for effect in said
        for text in getattr(getattr(effect, "text", None), "texts", ())
        if getattr(text, "id", "") == "onboarding-page-step"
    }
    assert steps == {"welcome": (10, 10, 0), "rules": (10, 7, 0), "introduce": (7, 0, 5)}
    assert "refused-not-admin" in ids(refused)
