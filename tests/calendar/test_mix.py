"""The kinds of posts: what a community gets, and how much of it is about a product."""

import pytest

from bot.features.calendar.rules import is_within_share
from handlers import buttons
from handlers.calendar_buttons import DecidePost
from models.calendar import occurrences
from tests.calendar.test_conversation import loaded, post, posts, staffed
from tests.conversation import Town, ids, value

pytestmark = pytest.mark.feature("C2")


@pytest.mark.parametrize(
    ("before", "share", "is_fine"),
    [
        (0, 0.3, True),
        (2, 0.3, True),
        (3, 0.3, False),
        (0, 0.0, False),
        (9, 1.0, True),
        (6, 0.7, True),
        (7, 0.7, False),
    ],
)
def test_a_share_of_ten_is_kept(before: int, share: float, is_fine: bool) -> None:
    """The newest counts with the nine before it."""
    assert is_within_share(before, share) is is_fine


async def test_the_fourth_product_of_ten_is_held(town_on_both: Town) -> None:
    """Its owner is told, a button posts it all the same, and others are not held up."""
    town = town_on_both
    ada = await staffed(town)
    hours = "[13:00:00, 14:00:00, 15:00:00, 16:00:00]"
    await loaded(
        town,
        post('text = "Buy"', 'kind = "product"', key="shop", at=hours),
        post('text = "Learn"', 'kind = "education"', key="tip", at="16:00:00"),
    )
    said: list[str] = []
    for _ in range(3):
        town.passes(hours=1)
        said += posts(await town.settles())
    await town.restart()
    town.passes(hours=1)
    sent = await town.settles()

    assert said == ["Buy"] * 3
    assert posts(sent) == ["Learn"]
    assert "calendar-why-product" in ids(sent)
    held = next(row for row in await town.rows(occurrences) if row["state"] == "held")
    data = buttons.pack(DecidePost(held["id"], "post"))
    await ada.presses(data, chat_id=ada.id)
    await ada.presses(data, chat_id=ada.id)
    assert posts(await town.settles()) == ["Buy"]

    page = await ada.whispers("/calendar")
    assert value(page, "calendar-mix", "posts") == 5
    assert value(page, "calendar-mix", "product") == 4
    assert value(page, "calendar-mix", "share") == 80


async def test_ten_others_make_room_again(town: Town) -> None:
    """Only the last ten posts are looked at."""
    await staffed(town)
    await loaded(
        town,
        post('text = "Buy"', 'kind = "product"', key="shop", at="[13:00:00, 14:00:00, 15:00:00]"),
        post('text = "Learn"', key="tip", at="[16:00:00, 17:00:00, 18:00:00, 19:00:00]"),
        post('text = "Play"', key="fun", at="[20:00:00, 21:00:00, 22:00:00]"),
    )
    said: list[str] = []
    for _ in range(27):
        town.passes(hours=1)
        said += posts(await town.settles())

    assert said.count("Buy") >= 4
