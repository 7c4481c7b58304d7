"""Newcomers are shown around by DM, one card, step by step; each press counts once."""

from dataclasses import replace

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from bot.kit.effects import Answer
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Rejected
from models.activity import activity
from models.onboarding import onboarding_steps
from models.profiles import profiles
from models.sources import journeys
from models.tags import taggings
from tests.conversation import GROUP, Town, ids, texts, value
from tests.onboarding.scenes import (
    ALL_STEPS,
    answers_on,
    cards,
    comes,
    flow_in,
    goes,
    newcomer_in,
    prepared,
    reachable,
    standing,
    tells,
    to,
    walks,
    with_rules,
    words_of,
)


async def steps_of(town: Town) -> list[tuple[str, str | None]]:
    """The steps that somebody came to, and what they did there."""
    rows = await town.rows(onboarding_steps)
    return [(row["step"], row["outcome"]) for row in sorted(rows, key=lambda r: r["reached_at"])]


@pytest.mark.feature("O1")
@pytest.mark.feature("P1")
async def test_the_shipped_flow(town: Town) -> None:
    """Somebody who can be written to goes from the welcome to the end, by DM alone."""
    owner = await town.with_admin()
    await with_rules(town, owner)
    newcomer = await reachable(town)
    await comes(town, newcomer)
    sent = await town.settles()
    (card,) = to(sent, newcomer.id)

    assert to(sent, GROUP) == []
    assert answers_on(card) == ["next"]
    assert (value([card], "onboarding-progress", "number")) == 1
    for answer, after in (("next", ["agree1", "back"]), ("agree1", ["back", "skip"])):
        town.passes(seconds=20)
        (card,) = cards(await walks(town, newcomer, answer))
        assert answers_on(card) == after
    said = await walks(town, newcomer, "skip")
    facts = [row["kind"] for row in await town.rows(activity)]
    (journey,) = [r for r in await town.rows(journeys) if r["person_id"] == newcomer.id]

    assert "onboarding-done" in ids(said)
    assert (await standing(town, newcomer))["state"] == "done"
    assert facts.count("member_onboarded") == 1
    assert journey["onboarded_at"] == town.clock.now()


@pytest.mark.feature("P1")
async def test_the_welcome_says_what_the_community_is_for(database: Database) -> None:
    """The value statement of the configuration stands in the welcome, as behind /about."""
    settings = Settings()
    about = replace(settings.community, value="We read slowly", welcome_topics=("poems",))
    town = await Town(database, replace(settings, community=about)).open()
    await town.with_admin()
    newcomer = await reachable(town)
    await comes(town, newcomer)
    (card,) = to(await town.settles(), newcomer.id)

    assert "We read slowly" in words_of(card, town)
    assert "poems" in words_of(card, town)
    await town.close()


@pytest.mark.feature("O1")
@pytest.mark.feature("O7")
async def test_every_kind_of_step(club: Town) -> None:
    """Questions are kept with consent, interests become tags, and an introduction is posted."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await walks(club, newcomer, "next")
    await walks(club, newcomer, "agree1")
    asked = await tells(club, newcomer, "Shanghai")
    picking = await walks(club, newcomer, "c1")
    tags = answers_on(cards(picking)[0])
    await walks(club, newcomer, tags[0])
    await walks(club, newcomer, tags[1])
    await walks(club, newcomer, "next")
    preview = await tells(club, newcomer, "I run and read")
    posted = await walks(club, newcomer, "post")
    calls = await club.settles()
    last = cards(posted)[0]
    end = await walks(club, newcomer, "next")

    assert answers_on(asked) == ["c0", "c1", "back", "skip"]
    assert len([each for each in tags if each.startswith("t")]) == 2
    assert answers_on(preview) == ["post", "again", "back", "skip"]
    kept = [row["value"] for row in await club.rows(profiles)]
    assert kept[0].endswith("Shanghai")
    assert kept[1].endswith("Law")
    assert [row["source"] for row in await club.rows(taggings)] == ["self", "self"]
    assert "onboarding-introduction" in ids(to(calls, GROUP))
    assert "Run with us, Nia" in club.catalog.html(last.text, "en")
    assert "一起跑步吧，Nia" in club.catalog.html(last.text, "zh-CN")
    assert "onboarding-done" in ids(end)
    assert {outcome for _, outcome in await steps_of(club)} == {"done"}


@pytest.mark.feature("O3")
async def test_steps_are_skippable_where_allowed(club: Town) -> None:
    """A question may be passed over and is not asked again; the rules may not."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await walks(club, newcomer, "next")
    refused = await walks(club, newcomer, "skip")
    await walks(club, newcomer, "agree1")
    await walks(club, newcomer, "skip")
    await walks(club, newcomer, "skip")
    rows = await club.rows(profiles)

    assert "button-stale" in ids(refused)
    assert [(row["field"], row["value"]) for row in rows] == [("city", None), ("trade", None)]
    assert (await standing(club, newcomer))["step"] == "interests"


@pytest.mark.feature("O1")
async def test_a_condition_leaves_a_step_out(club: Town) -> None:
    """A step whose condition does not hold is neither shown nor counted."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    (card,) = cards(await walks(club, newcomer, "next"))
    await walks(club, newcomer, "agree1")
    for _ in range(3):
        await walks(club, newcomer, "skip")
    end = await walks(club, newcomer, "skip")

    assert value([card], "onboarding-progress", "count") == 6
    assert "onboarding-done" in ids(end)


@pytest.mark.feature("O1")
async def test_a_double_press_counts_once(club: Town) -> None:
    """The second of two presses finds the step done, and shows what is at hand."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await walks(club, newcomer, "next", step="hello")
    await walks(club, newcomer, "agree1", step="rules")
    again = await walks(club, newcomer, "agree1", step="rules")

    assert "onboarding-over" in ids(again)
    assert "onboarding-question" in ids(again)
    assert (await standing(club, newcomer))["step"] == "city"


@pytest.mark.feature("O1")
@pytest.mark.parametrize(
    "answer", ["agree2", "agree", "c99", "c-1", "t999", "tx", "post", "yes", "whole", "", "²"]
)
async def test_what_is_forged_changes_nothing(club: Town, answer: str) -> None:
    """A button that the card does not have moves nobody, at any step."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    before = await standing(club, newcomer)
    said = await walks(club, newcomer, answer)

    assert "button-stale" in ids(said)
    assert await standing(club, newcomer) == before


@pytest.mark.feature("O1")
async def test_anothers_button_serves_oneself_alone(club: Town) -> None:
    """A stranger's press, and a press in the group, move nobody."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    before = await standing(club, newcomer)
    data = f"walk|{before['community_id']}|hello|next"
    stranger = club.person("Bo")
    by_stranger = await stranger.presses(data, chat_id=stranger.id)
    in_group = await newcomer.presses(data, chat_id=GROUP)

    assert "button-stale" in ids(by_stranger)
    assert "button-stale" in ids(in_group)
    assert await standing(club, newcomer) == before


@pytest.mark.feature("O1")
async def test_rules_are_agreed_to_as_they_are(club: Town) -> None:
    """Rules that changed while somebody read them are shown anew, and agreed to then."""
    owner = await prepared(club)
    newcomer = await newcomer_in(club)
    await walks(club, newcomer, "next")
    await owner.says("/rule add No politics")
    published = [
        button.data
        for effect in club.said
        for row in getattr(effect, "keyboard", ())
        for button in row
        if button.data and button.data.startswith("rules|")
    ]
    if published:
        await owner.presses(published[0])
    old = await walks(club, newcomer, "agree1")
    new = await walks(club, newcomer, "agree2")

    assert "onboarding-rules-changed" in ids(old)
    assert "No politics" in str(texts(old))
    assert "onboarding-question" in ids(new)


@pytest.mark.feature("O1")
async def test_a_gate_with_the_rules_is_enough(club: Town) -> None:
    """Whoever agreed to the rules at the gate is not asked for it again."""
    from handlers.buttons import pack
    from handlers.gate_buttons import AnswerGate

    owner = await prepared(club)
    await owner.says("/gate rules")
    newcomer = await reachable(club)
    await comes(club, newcomer)
    club.passes(seconds=6)
    assert to(await club.settles(), newcomer.id) == []
    await newcomer.presses(pack(AnswerGate(0, 0)))
    sent = to(await club.settles(), newcomer.id)
    said = await walks(club, newcomer, "next")

    assert "onboarding-welcome" in ids(sent)
    assert "onboarding-question" in ids(said)


@pytest.mark.feature("O1")
@pytest.mark.parametrize("at", range(7))
async def test_a_restart_at_each_step_loses_nothing(club: Town, at: int) -> None:
    """Whatever the step, a restart and /start show the same card, and the way goes on from it."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    whole: list[str] = []
    for number, deed in enumerate(("next", "agree1", "=Paris", "c0", "next", "=I paint", "post")):
        if number == at:
            before = await standing(club, newcomer)
            await club.restart()
            await newcomer.whispers("/start")
            (card,) = [
                each for each in to(await club.settles(), newcomer.id) if each.method[:4] == "send"
            ]
            assert (await standing(club, newcomer))["step"] == before["step"]
            whole.append(before["step"])
            assert card.arguments["keyboard"]
        if deed.startswith("="):
            await tells(club, newcomer, deed[1:])
        else:
            await walks(club, newcomer, deed)

    assert (await standing(club, newcomer))["state"] == "done"
    assert len(whole) == 1


@pytest.mark.feature("O1")
async def test_one_card_stands(club: Town) -> None:
    """The next card comes below an answer in words; the older one loses its buttons."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await walks(club, newcomer, "next")
    await walks(club, newcomer, "agree1")
    first = (await standing(club, newcomer))["card_id"]
    said = await newcomer.whispers("Paris")
    below = to(await club.settles(), newcomer.id)
    (pressed,) = cards(await walks(club, newcomer, "c0"))
    second = (await standing(club, newcomer))["card_id"]
    await newcomer.whispers("/welcome")
    again = to(await club.settles(), newcomer.id)

    assert cards(said) == []
    for calls, older in ((below, first), (again, second)):
        (bare,) = [each for each in calls if each.method == "editMessageReplyMarkup"]
        assert bare.arguments["message_id"] == older
        assert [each.method for each in calls if each is not bare] == ["sendMessage"]
    assert "onboarding-question" in ids(below)
    assert pressed.message_id == second


@pytest.mark.feature("O1")
async def test_odd_words_are_refused_in_words(club: Town) -> None:
    """An answer that does not fit is told so, and the step stays."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await walks(club, newcomer, "next")
    await walks(club, newcomer, "agree1")
    long = await newcomer.whispers("x" * 200)
    await newcomer.whispers("Paris")
    odd = await newcomer.whispers("Gardening")

    assert "profile-too-long" in ids(long)
    assert "profile-no-choice" in ids(odd)
    assert (await standing(club, newcomer))["step"] == "trade"


@pytest.mark.feature("O1")
async def test_words_long_after_are_no_answer(club: Town) -> None:
    """What somebody says a day later is not taken for their city."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await walks(club, newcomer, "next")
    await walks(club, newcomer, "agree1")
    club.passes(hours=7)
    said = await newcomer.whispers("hello?")

    assert ids(said) == ["puzzled"]
    assert await club.rows(profiles) == []


@pytest.mark.feature("O1")
async def test_welcome_shows_it_again(club: Town) -> None:
    """Behind /welcome it begins once more; what was told stays told, and it counts once."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    for answer in ("next", "agree1", "skip", "skip", "skip", "skip"):
        await walks(club, newcomer, answer)
    await newcomer.whispers("/welcome")
    (card,) = [c for c in to(await club.settles(), newcomer.id) if c.method == "sendMessage"]
    for answer in ("next", "agree1", "skip", "skip", "skip", "skip"):
        await walks(club, newcomer, answer)
    facts = [row["kind"] for row in await club.rows(activity)]

    assert "onboarding-welcome" in ids([card])
    assert facts.count("member_onboarded") == 1
    assert (await standing(club, newcomer))["state"] == "done"


@pytest.mark.feature("O1")
async def test_a_return_is_short(club: Town) -> None:
    """Whoever comes back reads a line, and is shown the rest only on asking."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    for answer in ("next", "agree1", "skip", "skip", "skip", "skip"):
        await walks(club, newcomer, answer)
    await goes(club, newcomer)
    left = (await standing(club, newcomer))["state"]
    club.passes(days=2)
    await comes(club, newcomer)
    (card,) = [c for c in to(await club.settles(), newcomer.id) if c.method == "sendMessage"]
    whole = await walks(club, newcomer, "whole")

    assert left == "left"
    assert ids([card]) == ["onboarding-back"]
    assert answers_on(card) == ["next", "whole"]
    assert "onboarding-welcome" in ids(whole)


@pytest.mark.feature("O1")
async def test_a_return_without_agreement_meets_the_rules(club: Town) -> None:
    """Whoever left before agreeing is asked for that, and for nothing else."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await goes(club, newcomer)
    await comes(club, newcomer)
    await club.settles()
    rules = await walks(club, newcomer, "next")
    end = await walks(club, newcomer, "agree1")

    assert "onboarding-rule" in ids(rules)
    assert "onboarding-done" in ids(end)


@pytest.mark.feature("O1")
async def test_unfit_introductions_are_not_posted(database: Database, tmp_path) -> None:
    """What the group's checks would take away is not posted, and nobody is punished for it."""
    from bot.config.checks import checks_with
    from models.cases import cases

    settings = replace(flow_in(tmp_path, ALL_STEPS), profile=())
    (tmp_path / "flow.toml").write_text(
        '[[step]]\nid = "me"\nkind = "introduce"\n', encoding="utf-8"
    )
    settings = replace(
        settings,
        moderation=replace(settings.moderation, mode="on"),
        checks=checks_with(words={"mode": "on", "words": ("casino",)}),
    )
    town = await Town(database, settings).open()
    owner = await town.with_admin()
    await owner.whispers("/reload")
    newcomer = await newcomer_in(town)
    unfit = await newcomer.whispers("best casino in town")
    fit = await tells(town, newcomer, "I love books")
    calls = await town.settles()

    assert "onboarding-introduce-unfit" in ids(unfit)
    assert "onboarding-preview" in ids([fit])
    assert await town.count(cases) == 0
    assert to(calls, GROUP) == []
    await town.close()


@pytest.mark.feature("O8")
async def test_a_picture_is_a_message_of_its_own(database: Database, tmp_path) -> None:
    """A step with a picture is sent with it; the card before and after are texts."""
    (tmp_path / "map.png").write_bytes(b"\x89PNG picture")
    text = (
        '[[step]]\nid = "a"\nkind = "welcome"\n[[step]]\nid = "b"\nkind = "media"\n'
        'photo = "map.png"\ntext.en = "The map"\n[[step]]\nid = "c"\nkind = "text"\ntext = "C"\n'
    )
    town = await Town(database, flow_in(tmp_path, text)).open()
    owner = await town.with_admin()
    await owner.whispers("/reload")
    newcomer = await newcomer_in(town)
    await walks(town, newcomer, "next")
    picture = to(await town.settles(), newcomer.id)
    await walks(town, newcomer, "next")
    after = to(await town.settles(), newcomer.id)
    end = await walks(town, newcomer, "next")

    assert {call.method for call in picture} == {"editMessageReplyMarkup", "sendPhoto"}
    assert "sendMessage" in {call.method for call in after}
    assert "onboarding-done" in ids(end)
    await town.close()


@pytest.mark.feature("O8")
async def test_a_picture_is_sent_as_a_whole_once(database: Database, tmp_path) -> None:
    """Telegram keeps a picture: it is named from then on, until Telegram knows it no more."""
    (tmp_path / "map.png").write_bytes(b"\x89PNG picture")
    text = '[[step]]\nid = "b"\nkind = "media"\nphoto = "map.png"\ntext = "The map"\n'
    town = await Town(database, flow_in(tmp_path, text)).open()
    owner = await town.with_admin()
    await owner.whispers("/reload")
    sent: list[object] = []

    def telegram(call: Owed) -> Outcome | None:
        if call.method != "sendPhoto":
            return None
        photo = call.arguments["photo"]
        sent.append("whole" if isinstance(photo, dict) else photo)
        if photo == "known-1" and len(sent) == 3:
            return Rejected("wrong file identifier")
        name = f"known-{len(sent)}"
        return Done({"message_id": 9000 + len(sent), "photo": [{"file_id": name}]})

    for name in ("Nia", "Bo", "Cai", "Dan"):
        newcomer = await reachable(town, name)
        await comes(town, newcomer)
        await town.settles(telegram)

    assert sent == ["whole", "known-1", "known-1", "whole", "known-4"]
    await town.close()


@pytest.mark.feature("O1")
async def test_who_stopped_welcomes_is_left_in_peace(town: Town) -> None:
    """Whoever switched off welcomes gets no card, and finds it behind /welcome."""
    await town.with_admin()
    await town.settles()
    newcomer = await reachable(town)
    await newcomer.whispers("/stop welcome")
    town.said.clear()
    await comes(town, newcomer)
    unasked = await town.settles()
    await newcomer.whispers("/welcome")
    asked = to(await town.settles(), newcomer.id)

    assert unasked == []
    assert "onboarding-welcome" in ids(asked)


@pytest.mark.feature("O1")
async def test_administrators_are_not_shown_around(town: Town) -> None:
    """Who runs the group needs no welcome, and nobody is greeted twice for two groups."""
    owner = await town.with_admin()
    await town.settles()
    await town.takes(town.change(owner, {"status": "creator", "is_anonymous": False}, old="left"))

    assert to(await town.settles(), GROUP) == []


@pytest.mark.feature("O1")
async def test_of_two_who_press_at_once_one_moves(town_on_both: Town) -> None:
    """A press that comes twice in one batch, on either database, moves one step."""
    town = town_on_both
    owner = await town.with_admin()
    await with_rules(town, owner)
    newcomer = await newcomer_in(town)
    row = await standing(town, newcomer)
    data = f"walk|{row['community_id']}|welcome|next"
    said = await town.takes(
        town.press(newcomer, data, chat_id=newcomer.id),
        town.press(newcomer, data, chat_id=newcomer.id),
    )
    toasts = [each.text.id for each in said if isinstance(each, Answer) and each.text]

    assert (await standing(town, newcomer))["step"] == "rules"
    assert toasts == ["onboarding-over"]
