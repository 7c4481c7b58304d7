"""Campaigns, from an objective to the report card, as staff and members live them."""

import pytest

from handlers import buttons
from handlers.campaigns import RateCampaign, ShowCampaign, TurnCampaigns
from handlers.challenge_buttons import BeginChallenge, EndChallenge, JoinChallenge, SignChallenge
from models.campaigns import campaigns, ratings
from models.challenges import challenges
from tests.conversation import GROUP, Person, Town, ids, texts, value


async def run(town: Town, crowd: int, said: str = '7 Read for="a habit" target=3') -> Person:
    """Let a challenge begin, some members take part, and its maker end it."""
    ada = await town.with_admin()
    people = [town.person() for _ in range(crowd)]
    for each in people:
        await each.says("good morning")
    await ada.whispers("/start")
    await ada.says(f"/challenge new {said} start:today")
    (row,) = await town.rows(challenges)
    number = row["id"]
    await ada.presses(buttons.pack(BeginChallenge(number, is_sure=True)))
    for each in people:
        await each.presses(buttons.pack(JoinChallenge(number)))
        await each.presses(buttons.pack(SignChallenge(number)))
    await town.settles()
    town.said.clear()
    await ada.presses(buttons.pack(EndChallenge(number, ada.id, is_sure=True)))
    return ada


@pytest.mark.feature("A17")
async def test_whoever_sets_something_up_is_asked_what_it_is_for(town: Town) -> None:
    """Without an objective the preview warns; with one it shows it."""
    ada = await town.with_admin()

    without = await ada.says("/challenge new 7 Stretch")
    aimed = await ada.says('/challenge new 7 Stretch for="a good start" target=20%')

    assert "campaign-missing-objective" in ids(without)
    assert value(aimed, "campaign-aim-target", "aim") == "a good start"


@pytest.mark.feature("A18")
async def test_the_maker_hears_the_report_and_the_group_is_asked(town_on_both: Town) -> None:
    """The card goes to the maker in exact numbers; the group sees the result and the stars."""
    town = town_on_both
    ada = await run(town, 4)
    calls = await town.settles()

    (card,) = [each for each in calls if each.chat_id == ada.id]
    (result,) = [each for each in calls if "challenge-results" in ids([each])]
    assert value([card], "campaign-reach", "reach") == 5
    assert value([card], "campaign-participants", "share") == 80
    assert value([card], "campaign-actions", "each") == "1.0"
    assert value([card], "campaign-points", "points") == 40
    assert "campaign-verdict-reached" in ids([card])
    assert ids([result])[-1] == "campaign-rate-ask"
    assert result.chat_id == GROUP
    assert not any(name.startswith("campaign-verdict") for name in ids([result]))


@pytest.mark.feature("A18")
async def test_ten_ratings_are_shown_and_nine_are_not(town_on_both: Town) -> None:
    """One a person, changeable, through a restart; in three days their sum alone is left."""
    town = town_on_both
    ada = await run(town, 1)
    await town.settles()
    (row,) = await town.rows(challenges)
    raters = [town.person() for _ in range(10)]
    for each in raters[:9]:
        await each.presses(buttons.pack(RateCampaign("challenge", row["id"], 1)))
    (campaign,) = await town.rows(campaigns)
    show = buttons.pack(ShowCampaign(campaign["id"], 0))
    nine = await ada.presses(show, chat_id=ada.id)
    await town.restart()
    update = town.press(raters[9], buttons.pack(RateCampaign("challenge", row["id"], 5)))
    await town.takes(update)
    await town.takes(update)
    for each in raters[:9]:
        await each.presses(buttons.pack(RateCampaign("challenge", row["id"], 4)))
    ten = await ada.presses(show, chat_id=ada.id)
    town.passes(days=3)
    (edit,) = [each for each in await town.settles() if each.chat_id == ada.id]
    late = await raters[0].presses(buttons.pack(RateCampaign("challenge", row["id"], 1)))
    after = await ada.presses(show, chat_id=ada.id)

    assert value(nine, "campaign-liked-few", "ratings") == 9
    assert value(ten, "campaign-liked", "stars") == "4.1"
    assert value([edit], "campaign-liked", "stars") == "4.1"
    assert value(after, "campaign-liked", "stars") == "4.1"
    assert ids(late) == ["campaign-rate-late"]
    assert await town.count(ratings) == 0


@pytest.mark.feature("A18")
async def test_stars_are_for_what_is_over_and_for_members(town: Town) -> None:
    """Forged: six stars, a kind that there is not, what still runs, and a stranger by DM."""
    ada = await town.with_admin()
    await ada.says("/challenge new 7 Read start:today")
    (row,) = await town.rows(challenges)
    await ada.presses(buttons.pack(BeginChallenge(row["id"], is_sure=True)))
    running = await ada.presses(buttons.pack(RateCampaign("challenge", row["id"], 5)))
    await ada.presses(buttons.pack(EndChallenge(row["id"], ada.id, is_sure=True)))
    eve = town.person("Eve")
    six = await ada.presses(buttons.pack(RateCampaign("challenge", row["id"], 6)))
    other = await ada.presses(buttons.pack(RateCampaign("draw", row["id"], 5)))
    stranger = await eve.presses(
        buttons.pack(RateCampaign("challenge", row["id"], 1)), chat_id=eve.id
    )

    assert ids(running) == ["campaign-rate-late"]
    assert ids(six) == ids(other) == ids(stranger) == ["button-stale"]
    assert await town.count(ratings) == 0


@pytest.mark.feature("A18")
async def test_the_list_is_for_the_staff_and_has_pages(town: Town) -> None:
    """What runs goes first; members are refused; pages turn, and one that is not is empty."""
    ada = await town.with_admin()
    mei = town.person()
    empty = await ada.whispers("/campaigns")
    for number in range(9):
        await ada.says(f"/challenge new 7 Read{number} start:today")
        row = (await town.rows(challenges))[-1]
        await ada.presses(buttons.pack(BeginChallenge(row["id"], is_sure=True)))
        if number < 8:
            await ada.presses(buttons.pack(EndChallenge(row["id"], ada.id, is_sure=True)))
    listed = await ada.whispers("/campaigns")
    (first, *_) = await town.rows(campaigns)
    turn = TurnCampaigns(first["community_id"], 1)
    second = await ada.presses(buttons.pack(turn), chat_id=ada.id)
    refused = await mei.says("/campaigns")
    forged = await mei.presses(buttons.pack(turn))
    shown = await mei.presses(buttons.pack(ShowCampaign(first["id"], 0)))

    assert ids(empty) == ["campaigns-none"]
    assert ids(listed) == ["campaigns-head", "campaigns-line", *["campaigns-line-over"] * 7]
    assert value(listed, "campaigns-line", "title") == "Read8"
    assert [dict(each.values).get("title") for each in texts(second)] == [None, "Read0"]
    assert ids(refused) == ids(forged) == ids(shown) == ["refused-not-admin"]


@pytest.mark.feature("A18")
async def test_a_challenge_is_closed_once(town: Town) -> None:
    """A second press ends nothing again, and tells nobody again."""
    ada = await run(town, 1)
    await town.settles()
    (row,) = await town.rows(challenges)

    again = await ada.presses(buttons.pack(EndChallenge(row["id"], ada.id, is_sure=True)))

    assert ids(again) == ["button-stale"]
    assert await town.settles() == []
