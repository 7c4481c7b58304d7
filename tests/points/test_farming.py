"""Whoever tries to farm points gets no more than the caps; who just talks gets their share."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

from bot.config.settings import Points, Settings
from bot.kit.database import Database
from handlers import buttons
from models.points import ledger
from tests.conversation import GROUP, Person, Town

LEAST, MOST, CAP = 15, 25, 300


async def paid(town: Town, rule: str = "chat") -> dict[int, list[int]]:
    """What each was paid by a rule, in order."""
    found: dict[int, list[int]] = {}
    for row in sorted(await town.rows(ledger), key=lambda row: row["id"]):
        if row["rule"] == rule:
            found.setdefault(row["person_id"], []).append(row["points"])
    return found


async def says_each(town: Town, person: Person, *lines: str, minutes: int = 2) -> None:
    """Say one thing after the other, with the cool-down between."""
    for line in lines:
        await person.says(line)
        town.passes(minutes=minutes)


def words(number: int) -> str:
    """Return something to say that has little in common with what has another number."""
    return "".join(chr(0x4E00 + (number * 101 + at * 613) % 8000) for at in range(8))


def reply_to(town: Town, helper: Person) -> dict[str, Any]:
    """What is replied to, as Telegram sends it within the reply."""
    return {"reply_to_message": town.message(helper, "like this")["message"]}


@pytest.mark.feature("N1")
class TestTalk:
    @pytest.mark.parametrize(
        "lines",
        [
            ("大家早上好", "大家早上好！", "大 家 早 上 好", "大家早上好～～", "大家早上好👍"),
            (
                "今天天气真好",
                "今天天气真好啊",
                "今天天气真好呀",
                "今天天气真好哦",
                "今天天气真好1",
                "今天天气真好22",
            ),
            (
                "我今天跑了五公里感觉很好",
                "我今天跑了六公里感觉很好",
                "我今天跑了五公里感觉真好",
                "我今天又跑了五公里感觉很好",
            ),
            ("good morning everybody", "good morning everybody 2", "Good morning, everybody!!"),
            ("好的呀呀呀", "好的呀呀呀呀呀", "好的呀呀呀呀呀呀呀呀"),
        ],
    )
    async def test_repetition_is_paid_once(self, town: Town, lines: tuple[str, ...]) -> None:
        """The same, or much the same, however it is dressed up."""
        mei = town.person()

        await says_each(town, mei, *lines)

        assert len((await paid(town))[mei.id]) == 1

    async def test_one_sign_again_and_again_is_paid_nothing(self, town: Town) -> None:
        """Of whatever kind, and in one long message too."""
        mei = town.person()

        lines = ("哈", "哈哈哈哈哈哈", "6", "666666", "。。。", "👍" * 50, "a" * 4000, "Ａaａ")
        await says_each(town, mei, *lines)

        assert await paid(town) == {}

    async def test_a_flood_in_a_minute_is_one_message(self, town_on_both: Town) -> None:
        """Of one sign or of many, in one batch."""
        mei = town_on_both.person()

        await town_on_both.takes(
            *[town_on_both.message(mei, f"第{number}条完全不同的消息") for number in range(64)]
        )

        assert len((await paid(town_on_both))[mei.id]) == 1

    async def test_two_lines_in_turn_end_at_the_cap(self, town: Town) -> None:
        """Whoever is patient enough gets the day's cap and no more."""
        mei = town.person()

        await says_each(town, mei, *("今天吃什么好呢", "晚上一起看书吗") * 20)

        assert sum((await paid(town))[mei.id]) == CAP

    async def test_an_edit_earns_nothing(self, town: Town) -> None:
        """Neither of what was paid, nor of what was not."""
        mei = town.person()
        first = town.message(mei, "嗯")
        await town.takes(first)
        for words in ("这次写长一点", "再改成完全不同的内容", "第三次改"):
            town.passes(minutes=2)
            message = first["message"] | {"text": words, "edit_date": first["message"]["date"] + 1}
            number = town.message(mei, "x")["update_id"]
            await town.takes({"update_id": number, "edited_message": message})

        assert await paid(town) == {}

    async def test_deleted_and_said_again_earns_nothing(self, town_on_both: Town) -> None:
        """Telegram tells nobody that a message is gone: the next one is the same message."""
        town, mei = town_on_both, town_on_both.person()

        await says_each(town, mei, *("今天读完了第三章，很有收获",) * 6)
        await town.restart()
        await mei.says("今天读完了第三章，很有收获")

        assert len((await paid(town))[mei.id]) == 1

    async def test_a_zone_that_hops_makes_no_new_day(self, town: Town) -> None:
        """From one side of the date line to the other and back, the cap of a day stays."""
        admin = await town.with_admin()
        mei = town.person()
        numbers = itertools.count()
        for zone in ("America/Los_Angeles", "Australia/Sydney") * 3:
            await admin.presses(buttons.pack(buttons.Choose(GROUP, "zone", zone)))
            await says_each(town, mei, *(words(next(numbers)) for _ in range(22)), minutes=1)

        # A day that hopping brought forward is not paid again when it comes.
        assert sum((await paid(town))[mei.id]) == 2 * CAP
        town.passes(hours=20)
        await says_each(town, mei, *(words(next(numbers)) for _ in range(22)), minutes=1)
        assert sum((await paid(town))[mei.id]) <= 3 * CAP

    @pytest.mark.parametrize(
        "lines",
        [
            ("好的", "收到", "真棒", "早安", "在的", "明白", "可以", "加油"),
            ("吃了吗", "还没呢", "一起去", "好主意", "几点走", "六点吧", "行就行", "不见不散"),
            ("ok", "yes", "no way", "sure", "done", "see you"),
        ],
    )
    async def test_short_honest_words_earn(self, town: Town, lines: tuple[str, ...]) -> None:
        """Each of them, a minute apart: short is not empty."""
        mei = town.person()

        await says_each(town, mei, *lines)

        amounts = (await paid(town))[mei.id]
        assert len(amounts) == len(lines)
        assert all(LEAST <= amount <= MOST for amount in amounts)

    async def test_a_greeting_a_day_earns_every_day(self, town: Town) -> None:
        """The same good morning is none the worse for yesterday's."""
        mei = town.person()

        await says_each(town, mei, *("大家早上好，新的一天加油",) * 5, minutes=24 * 60)

        assert len((await paid(town))[mei.id]) == 5


@pytest.mark.feature("R7")
class TestThanks:
    async def test_a_ring_mints_no_more_than_its_caps(self, database: Database) -> None:
        """Five friends who thank each other all day, for a week: half as much each day."""
        town = await Town(database, replace(Settings(), points=Points(chat_daily_cap=0))).open()
        await town.with_admin()
        ring = [town.person(name) for name in ("Mei", "Bo", "Lin", "Zoe", "Ann")]
        for person in ring:
            await person.says("大家好呀")
        for _ in range(7):
            for _ in range(2):
                for giver in ring:
                    for helper in ring:
                        if giver is not helper:
                            await giver.says("谢谢", **reply_to(town, helper))
            town.passes(days=1)

        # Five, two and one: a fourth time within a month the same two are worth nothing.
        amounts = await paid(town, "thanks")
        assert {person.id for person in ring} == set(amounts)
        assert {sum(got) for got in amounts.values()} == {4 * (5 + 2 + 1)}
        await town.close()

    async def test_self_thanks_are_none(self, town: Town) -> None:
        """By word or command, and by way of one's own forwarded message."""
        mei = town.person()

        for words in ("谢谢", "+1", "/thanks"):
            await mei.says(words, **reply_to(town, mei))

        assert await paid(town, "thanks") == {}
