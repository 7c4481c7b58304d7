"""The page of the rehearsal as an operator uses it, in a headless Chromium."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from bot.rehearsal.server import serving
from tests.rehearsal.page_fixtures import PHONE, ScriptedBot, Stage, listening, needs_chromium
from tests.rehearsal.page_fixtures import browser as browser  # noqa: PLC0414 - a fixture to share
from tests.rehearsal.page_fixtures import stage as stage  # noqa: PLC0414 - a fixture to share

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="module")]


async def greet(bot: ScriptedBot, update: dict[str, Any]) -> None:
    """Answer every button: the first quietly, others with an alert."""
    query = update.get("callback_query")
    if query is not None:
        await bot.call(
            "answerCallbackQuery",
            callback_query_id=query["id"],
            text=f"Well done, {query['from']['first_name']}",
            show_alert=query["data"] != "quiet",
        )


@pytest.mark.parametrize(("language", "word"), [("en", "I am"), ("zh-CN", "我是")])
async def test_the_page_speaks_both_languages(stage: Stage, language: str, word: str) -> None:
    """The page opens in the language of its address and changes it with one button."""
    anna, _ = await stage.people("Anna", "晓梅")
    page = await stage.open(f"lang={language}&people={anna}")
    column = page.get_by_test_id("column")

    await expect(column.get_by_test_id("person-switch")).to_contain_text(word)
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await page.get_by_test_id("language-switch").click()

    other = {"en": "zh-CN", "zh-CN": "en"}[language]
    await expect(page.locator("html")).to_have_attribute("lang", other)
    await expect(column.get_by_test_id("person-switch")).not_to_contain_text(word)
    assert stage.complaints == []


async def test_both_catalogues_say_the_same_things(stage: Stage) -> None:
    """Every sentence of the page exists in both languages."""
    page = await stage.open("lang=en")
    keys = await page.evaluate(
        "async () => { const [a, b] = await Promise.all(['en', 'zh-CN'].map((name) => "
        "import(`/static/js/texts/${name}.js`)));"
        "return [Object.keys(a.english).sort(), Object.keys(b.chinese).sort()]; }"
    )

    assert keys[0] == keys[1]


async def test_a_message_is_seen_by_the_others_at_once(stage: Stage) -> None:
    """What one person writes stands in the other person's column without a reload."""
    anna, ben = await stage.people("Anna", "Ben")
    group = await stage.group("Readers", anna, [ben])
    page = await stage.open(f"people={anna},{ben}&chat={group}")
    mine, theirs = (
        page.locator(f"[data-person='{who}'][data-testid=column]") for who in (anna, ben)
    )

    await mine.get_by_test_id("composer").fill("Good morning 早上好")
    await mine.get_by_test_id("send").click()

    await expect(theirs.get_by_test_id("words").last).to_have_text("Good morning 早上好")
    await expect(theirs.get_by_test_id("author").last).to_have_text("Anna")
    await expect(mine.get_by_test_id("composer")).to_have_value("")
    assert stage.complaints == []


async def test_a_button_shows_the_answer_of_the_bot(stage: Stage) -> None:
    """A pressed button shows the bot's answer, as a toast or as an alert."""
    anna, ben = await stage.people("Anna", "Ben")
    group = await stage.group("Readers", anna, [ben])
    rows = [[{"text": "In", "callback_data": "quiet"}, {"text": "Loud", "callback_data": "loud"}]]
    keyboard = {"inline_keyboard": rows}
    await stage.bot.call("sendMessage", chat_id=group, text="Morning", reply_markup=keyboard)
    page = await stage.open(f"people={ben}&chat={group}")
    stage.bot.script = greet

    async with listening(stage.bot):
        await page.get_by_test_id("inline-button").nth(0).click()
        await expect(page.get_by_test_id("toast")).to_have_text("Well done, Ben")
        await page.get_by_test_id("inline-button").nth(1).click()
        await expect(page.get_by_test_id("alert")).to_contain_text("Well done, Ben")
        await page.keyboard.press("Escape")
        await expect(page.get_by_test_id("alert")).to_have_count(0)

    assert stage.complaints == []


async def test_votes_and_reactions_are_given_and_taken_back(stage: Stage) -> None:
    """A vote shows the result and can be taken back, and so can a reaction."""
    anna, ben = await stage.people("Anna", "Ben")
    group = await stage.group("Readers", anna, [ben])
    await stage.bot.call(
        "sendPoll",
        chat_id=group,
        question="Tea or coffee?",
        options=[{"text": "Tea"}, {"text": "Coffee"}],
        is_anonymous=False,
    )
    page = await stage.open(f"people={ben}&chat={group}")

    await page.get_by_test_id("poll-option").nth(1).click()
    await expect(page.get_by_test_id("poll-result").nth(1)).to_have_attribute("data-votes", "1")
    await page.get_by_test_id("poll-retract").click()
    await expect(page.get_by_test_id("poll-option")).to_have_count(2)

    await page.get_by_test_id("poll").click(button="right", position={"x": 8, "y": 8})
    await page.locator("[data-testid=react][data-emoji='👍']").click()
    await expect(page.get_by_test_id("reaction")).to_have_text("👍1")
    await page.get_by_test_id("reaction").click()
    await expect(page.get_by_test_id("reaction")).to_have_count(0)
    assert stage.complaints == []


async def test_a_person_joins_and_leaves(stage: Stage) -> None:
    """A newcomer finds a group in the list, joins it, and leaves it again."""
    anna, ben, carl = await stage.people("Anna", "Ben", "Carl")
    group = await stage.group("Readers", anna, [ben], username="readers_here")
    page = await stage.open(f"people={carl}")

    await page.locator(f"[data-testid=chat-list-item][data-chat='{group}']").click()
    await page.get_by_test_id("join").click()
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await expect(page.locator("[data-service=new_chat_members]").last).to_contain_text("Carl")

    await page.get_by_test_id("chat-menu").click()
    await page.get_by_test_id("leave").click()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("join")).to_be_visible()
    assert stage.complaints == []


async def test_a_request_to_join_is_let_in(stage: Stage) -> None:
    """A newcomer knocks and an administrator of flesh opens, each in the own column."""
    anna, carl = await stage.people("Anna", "Carl")
    group = await stage.group("Readers", anna, [], join_by_request=True)
    page = await stage.open(f"people={anna},{carl}&chat={group}")
    host, guest = (
        page.locator(f"[data-person='{who}'][data-testid=column]") for who in (anna, carl)
    )

    await guest.get_by_test_id("join").click()
    await expect(guest.get_by_test_id("asked")).to_be_visible()
    await host.get_by_test_id("chat-menu").click()
    await page.get_by_test_id("approve").click()
    await page.keyboard.press("Escape")

    await expect(guest.get_by_test_id("composer")).to_be_visible()
    assert stage.complaints == []


async def test_the_start_button_opens_the_talk_with_the_bot(stage: Stage) -> None:
    """A newcomer presses Start and may then write to the bot and block it."""
    (carl,) = await stage.people("Carl")
    page = await stage.open(f"people={carl}&chat=0")

    await page.get_by_test_id("start").click()
    await expect(page.get_by_test_id("words").first).to_have_text("/start")
    await page.get_by_test_id("person-menu").first.click()
    await page.get_by_test_id("block").click()
    await expect(page.get_by_test_id("unblock")).to_be_visible()
    assert stage.complaints == []


async def test_the_clock_is_pushed(stage: Stage) -> None:
    """One press moves the world on by an hour."""
    await stage.people("Anna")
    page = await stage.open()
    clock = page.get_by_test_id("clock-now")
    seconds = "element => Date.parse(element.dataset.now) / 1000"
    before = await clock.evaluate(seconds)

    await page.get_by_test_id("clock-plus-hour").click()

    # The button is free again before the new time has arrived: look until it has.
    after = before
    async with asyncio.timeout(8):
        while after - before < 3600:
            after = await clock.evaluate(seconds)
    assert after - before < 3660


async def test_calls_are_seen_as_they_happen(stage: Stage) -> None:
    """Each Bot API call becomes a row, a refused one with its reason, and rows can be filtered."""
    (anna,) = await stage.people("Anna")
    page = await stage.open(f"people={anna}&calls=1")

    await stage.bot.call("getMe")
    await stage.bot.call("sendMessage", chat_id=anna, text="Hello")

    failed = page.locator("[data-testid=call-row][data-method=sendMessage]")
    await expect(failed).to_have_attribute("data-ok", "false")
    await expect(failed).to_contain_text("403")
    await failed.get_by_role("button").click()
    await expect(failed.locator(".json").first).to_contain_text('"text": "Hello"')
    await page.get_by_test_id("call-filter").fill("getme")
    await expect(page.get_by_test_id("call-row")).to_have_count(1)


async def test_the_commands_of_the_bot_are_offered(stage: Stage) -> None:
    """What the bot sets as its commands appears beside the composer and is sent with a click."""
    anna, ben = await stage.people("Anna", "Ben")
    group = await stage.group("Readers", anna, [ben])
    page = await stage.open(f"people={ben}&chat={group}")

    commands = [{"command": "checkin", "description": "Sign in for today"}]
    await stage.bot.call("setMyCommands", commands=commands)
    await page.get_by_test_id("commands").click()
    await page.get_by_role("menuitem").click()

    await expect(page.get_by_test_id("words").last).to_have_text("/checkin")
    assert stage.complaints == []


async def test_scenes_and_faults_are_one_click_away(stage: Stage) -> None:
    """A scene plays in the open group, and a fault waits for the bot until it is cleared."""
    anna, ben = await stage.people("Anna", "Ben")
    group = await stage.group("Readers", anna, [ben])
    page = await stage.open(f"people={ben}&chat={group}")

    await page.get_by_test_id("scenes-menu").click()
    await page.locator("[data-testid^=scene-]").first.click()
    await expect(page.get_by_test_id("toast")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_test_id("faults-menu").click()
    await page.get_by_test_id("fault-429").click()
    await expect(page.get_by_test_id("fault")).to_have_count(1)
    await page.get_by_test_id("faults-clear").click()
    await expect(page.get_by_test_id("fault")).to_have_count(0)
    assert stage.complaints == []


async def test_the_page_comes_back_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    """When the server restarts, the page finds it again and shows what happened meanwhile."""
    state = tmp_path / "world.json"
    async with serving(state=state) as before:
        anna = before.world.person("Anna", started=True).id
        port = int(before.url.rsplit(":", 1)[1])
        page = await (await browser.new_context(locale="en-US")).new_page()
        await page.goto(f"{before.url}/?people={anna}&chat=0")
        await page.get_by_test_id("composer").wait_for()
    await expect(page.locator(".banner.lost")).to_be_visible()

    async with serving(state=state, port=port) as after:
        await after.world.act(anna, "send", chat_id=anna, text="Still here")
        await expect(page.get_by_test_id("words").last).to_have_text("Still here")
        await expect(page.locator(".banner.lost")).to_be_hidden()
        await page.context.close()


async def test_old_messages_come_when_scrolled_to(stage: Stage) -> None:
    """A long chat shows its newest messages, and older ones when one scrolls up."""
    anna, ben = await stage.people("Anna", "Ben")
    group = await stage.group("Readers", anna, [ben])
    for number in range(300):
        deed = {"as": ben, "do": "send", "chat_id": group, "text": f"Line {number}"}
        stage.world.perform(deed)
    page = await stage.open(f"people={anna}&chat={group}")
    messages = page.get_by_test_id("message")

    await expect(messages.last).to_contain_text("Line 299")
    shown = await messages.count()
    await page.locator(".scroller").evaluate("element => { element.scrollTop = 0; }")
    await expect(messages).not_to_have_count(shown)

    assert shown <= 100
    assert await messages.count() > shown


@pytest.mark.parametrize("view", ["chat=0", "chat={group}", "chat={group}&calls=1", ""])
async def test_a_phone_needs_no_sideways_scrolling(stage: Stage, view: str) -> None:
    """On a phone of 360 pixels every view fits the width."""
    anna, ben = await stage.people("Annabelle-Christina", "Ben", last_name="von und zu Hohenstein")
    group = await stage.group("A group with quite a long name for such a phone", anna, [ben])
    await stage.act(ben, "send", chat_id=group, text="W" * 400)
    await stage.act(ben, "send", chat_id=group, photo="sample", caption="A picture")
    page = await stage.open(f"people={anna},{ben}&{view.format(group=group)}", size=PHONE)
    await page.get_by_test_id("person-tab").first.wait_for()

    wide = await page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth]")
    out = await page.evaluate(
        "[...document.querySelectorAll('.bar *, .conversation *, .chat-row, .calls *')]"
        ".filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > 361"
        " && !one.closest('.topics')).map((one) => one.className)"
    )

    assert wide == [360, 360]
    assert out == []
    assert stage.complaints == []


async def test_hostile_names_and_texts_stay_text(stage: Stage) -> None:
    """Markup, script addresses, reversed and invisible names neither run nor break the page."""
    evil = "<img src=x onerror=window.hurt=1>"
    anna, *_ = await stage.people("Anna", evil, "\u202egnorw\u202e", "\u200b\u2060", "😀" * 60)
    people = [p["id"] for p in (await _state(stage))["people"] if p["id"] != anna]
    group = await stage.group(f"{evil}\u202e", anna, people)
    for who in people:
        await stage.act(
            who, "send", chat_id=group, text=f"</p><script>window.hurt=2</script>{evil}"
        )
    await stage.act(people[0], "send", chat_id=group, text="😀" * 2000)
    await stage.act(people[0], "send", chat_id=group, text="Z\u0351\u0352" * 1300)
    await stage.bot.call(
        "sendMessage",
        chat_id=group,
        text="here",
        entities=[
            {"type": "text_link", "offset": 0, "length": 4, "url": "javascript:window.hurt=3"}
        ],
    )
    page = await stage.open(f"people={anna},{people[0]}&chat={group}&calls=1")
    await expect(page.get_by_test_id("message").last).to_be_visible()
    await page.get_by_test_id("chat-menu").first.click()
    await expect(page.get_by_test_id("member")).to_have_count(len(people) + 2)

    assert await page.evaluate("window.hurt") is None
    assert await page.locator("img[src=x], script:not([src]), a[href^=javascript]").count() == 0
    assert await page.evaluate("document.documentElement.scrollWidth") == 1440
    assert stage.complaints == []


async def _state(stage: Stage) -> Any:
    async with stage.http.get(f"{stage.url}/control/state") as answer:
        return await answer.json()
