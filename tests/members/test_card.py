"""One's own card, in words and as a picture."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.kit.drawing import is_drawable
from bot.kit.effects import Edit, Picture, Reply
from handlers import buttons, own_buttons
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids

pytestmark = [
    pytest.mark.feature("N2"),
    pytest.mark.skipif(not is_drawable(), reason="no font here draws Chinese"),
]


def pictures(effects: list[Any]) -> list[Picture]:
    """What was shown."""
    return [each.picture for each in effects if isinstance(each, Reply) and each.picture]


def size_of(picture: Picture) -> tuple[int, int]:
    """Draw a picture as it is drawn when it is sent."""
    content = picture.content if isinstance(picture.content, bytes) else picture.content()
    with Image.open(BytesIO(content)) as drawn:
        drawn.load()
        return drawn.size


def draw(person: Person) -> str:
    """The button of somebody's picture."""
    return buttons.pack(own_buttons.DrawMe(person.id))


@pytest.mark.parametrize("said", ["/me picture", "/me 图片"])
async def test_a_card_is_drawn_on_request(town: Town, said: str) -> None:
    """In the group and by DM, in either language."""
    mei = town.person("王小明")
    lin = town.person("Lin", language_code="zh-hans")
    await mei.presses("in")

    for person, chat_id in ((mei, GROUP), (mei, mei.id), (lin, lin.id)):
        await person.says("good morning everybody")
        shown = await person.says(said, chat_id=chat_id)
        assert ids(shown) == ["me-head"]
        (picture,) = pictures(shown)
        assert size_of(picture)[0] == 1000


@pytest.mark.parametrize(
    "name", ["\u202e\u2066evil\u2069", "🎉" * 4096, "\u200b\u200d\ufeff", "<b>x</b>", "\x00"]
)
async def test_any_name_can_be_drawn(town: Town, name: str) -> None:
    """Whatever somebody is called."""
    odd = Person(town, 7001, name, extra={"last_name": name})

    (picture,) = pictures(await odd.says("/me picture"))

    assert size_of(picture)[0] == 1000
    assert await town.rows(failed_updates) == []


async def test_private_pages_are_offered_by_dm_alone(town: Town) -> None:
    """In the group there is nothing below the card but the picture."""
    mei = town.person()
    await mei.says("good morning everybody")

    (there,) = await mei.says("/me")
    (here,) = await mei.whispers("/me")

    assert [[b.label.id for b in row] for row in there.keyboard] == [["me-picture"]]  # type: ignore[union-attr]
    assert [[b.label.id for b in row] for row in here.keyboard] == [  # type: ignore[union-attr]
        ["me-profile", "me-contacts"],
        ["me-picture"],
    ]
    for button in here.keyboard[0]:  # type: ignore[union-attr]
        pressed = await mei.presses(str(button.data), chat_id=mei.id)
        assert any(isinstance(each, Edit) for each in pressed)
        assert ids(await mei.presses(str(button.data))) == ["button-stale"]


async def test_a_press_shows_the_picture_and_in_a_group_takes_its_button_away(town: Town) -> None:
    """Over a restart; so that nobody fills the group with pictures."""
    mei = town.person()
    await mei.says("/me")
    await town.restart()

    shown = await mei.presses(draw(mei))

    (edit,) = [each for each in shown if isinstance(each, Edit)]
    assert edit.keyboard == ()
    (picture,) = pictures(shown)
    assert size_of(picture)[0] == 1000


async def test_another_s_button_is_another_s(town: Town) -> None:
    """Nobody draws somebody else's card."""
    mei, tom = town.person(), town.person()
    await mei.says("/me")

    shown = await tom.presses(draw(mei))

    assert ids(shown) == ["button-not-yours"]
    assert pictures(shown) == []
