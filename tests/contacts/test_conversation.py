"""Deciding for oneself what one is written about, and when."""

import pytest

from bot.features.contacts.rules import Category, stop_data
from bot.kit.effects import Edit, Reply
from handlers import buttons, own_buttons
from models.contacts import contact_choices
from tests.conversation import NOON, Town, ids, value

pytestmark = pytest.mark.feature("K7")


async def stopped(town: Town) -> list[list[str]]:
    """What the people of a town have stopped."""
    return [row["stopped"] for row in await town.rows(contact_choices)]


def write_about(category: str, *, is_stopped: bool) -> str:
    """A switch of the page."""
    return buttons.pack(own_buttons.WriteAbout(category, is_stopped=is_stopped))


class TestStop:
    async def test_a_page_of_switches(self, town: Town) -> None:
        """Six kinds, each on; below them everything at once, and the quiet hours."""
        mei = town.person()

        (page,) = await mei.whispers("/stop")

        assert isinstance(page, Reply)
        assert ids([page]) == ["contacts-page", "quiet-hours", "contacts-page-foot"]
        labels = [[button.label.id for button in row] for row in page.keyboard]
        assert labels == [
            *[["contacts-switch-on"] * 2] * 3,
            ["contacts-stop-all", "contacts-to-quiet"],
        ]

    async def test_a_switch_is_turned_and_turned_back(self, town_on_both: Town) -> None:
        """Pressed twice it is as it was; the page shows it, and a restart keeps it."""
        town = town_on_both
        mei = town.person()
        await mei.whispers("/stop")

        off = await mei.presses(write_about("tiers", is_stopped=True), chat_id=mei.id)
        assert await stopped(town) == [["tiers"]]
        await town.restart()
        (page,) = await mei.whispers("/stop")
        on = await mei.presses(write_about("tiers", is_stopped=False), chat_id=mei.id)

        assert ids(off)[0] == "contacts-stopped"
        assert isinstance(page, Reply)
        assert page.keyboard[0][1].label.id == "contacts-switch-off"
        assert ids(on)[0] == "contacts-resumed"
        assert await stopped(town) == [[]]

    async def test_a_double_press_is_one(self, town: Town) -> None:
        """The same switch twice in one batch stops it once."""
        mei = town.person()
        await mei.whispers("/start")
        press = write_about("care", is_stopped=True)

        await town.takes(
            town.press(mei, press, chat_id=mei.id), town.press(mei, press, chat_id=mei.id)
        )

        assert await stopped(town) == [["care"]]

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("/stop tiers", ["tiers"]),
            ("/stop 层级变化", ["tiers"]),
            ("/stop Asking after you", ["care"]),
            ("/stop all", sorted(Category)),
            ("stop", sorted(Category)),
            ("STOP!", sorted(Category)),
            ("退订", sorted(Category)),
            ("停。", sorted(Category)),
            ("别再发了!", sorted(Category)),
        ],
    )
    async def test_it_can_be_said_in_words(
        self, town: Town, said: str, expected: list[str]
    ) -> None:
        """By name in either language; a bare "stop" is everything."""
        mei = town.person()
        await mei.whispers("/start")

        await mei.whispers(said)

        assert await stopped(town) == [expected]

    @pytest.mark.parametrize("said", ["/stop nonsense", "/stop " + "🎉" * 4000, "/stop \u202egro"])
    async def test_an_unknown_kind_is_told_so(self, town: Town, said: str) -> None:
        """With the page of those there are."""
        mei = town.person()

        assert ids(await mei.whispers(said))[0] == "contacts-unknown"
        assert await stopped(town) == []

    async def test_stop_in_a_sentence_stops_nothing(self, town: Town) -> None:
        """Only the word alone is meant."""
        mei = town.person()

        assert ids(await mei.whispers("stop me if you have heard this")) == ["puzzled"]

    async def test_in_a_group_it_leads_to_the_dm(self, town: Town) -> None:
        """What one is written about is nobody else's matter."""
        mei = town.person()
        (there,) = await mei.says("/stop tiers")

        assert ids([there]) == ["contacts-by-dm"]
        assert there.keyboard[0][0].url == "https://t.me/hearth_bot?start=stop"  # type: ignore[union-attr]
        assert ids(await mei.whispers("/start stop"))[0] == "contacts-page"
        assert await stopped(town) == []

    async def test_start_takes_nothing_up_again(self, town: Town) -> None:
        """Whoever has stopped everything and comes back has still stopped everything."""
        mei = town.person()
        await mei.whispers("退订")

        await mei.whispers("/start")

        assert await stopped(town) == [sorted(Category)]

    async def test_the_small_button_stops_its_kind_and_can_be_taken_back(self, town: Town) -> None:
        """One tap stops, the next undoes; a replay changes nothing."""
        mei = town.person()
        await mei.whispers("/start")
        data = stop_data(Category.DIGEST)

        said = await mei.presses(data, chat_id=mei.id)
        again = await mei.presses(data, chat_id=mei.id)

        assert ids(said) == ["contacts-stopped", "contacts-no-more"]
        assert ids(again) == ["contacts-stopped", "contacts-no-more"]
        assert await stopped(town) == [["digest"]]
        (undo,) = [each.keyboard[0][0].data for each in said if isinstance(each, Reply)]
        assert undo is not None
        await mei.presses(undo, chat_id=mei.id)
        assert await stopped(town) == [[]]

    @pytest.mark.parametrize("data", ["nomore|x|1", "about|' or 1|1", "quiet|25:00-99:00"])
    async def test_a_forged_button_changes_nothing(self, town: Town, data: str) -> None:
        """A kind or an hour that is none is stale."""
        mei = town.person()

        assert ids(await mei.presses(data, chat_id=mei.id)) == ["button-stale"]
        assert await town.rows(contact_choices) == []


class TestQuiet:
    async def test_hours_and_zone_are_kept(self, town_on_both: Town) -> None:
        """As written; the zone by its city; over a restart."""
        town = town_on_both
        mei = town.person()
        await mei.whispers("/quiet 23:00 7:30 berlin")
        await town.restart()

        said = await mei.whispers("/quiet")

        assert ids(said) == ["quiet-hours"]
        assert [
            value(said, "quiet-hours", name) for name in ("begins", "ends", "zone", "now")
        ] == [
            "23:00",
            "07:30",
            "Europe/Berlin",
            "05:00",
        ]
        assert town.clock.now() == NOON

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("/quiet off", "quiet-none"),
            ("/quiet 22点到8点", "quiet-hours"),
            ("/quiet ２３：００ ０７：３０", "quiet-hours"),
            ("/quiet 22:00-08:00 Asia/Shanghai", "quiet-hours"),
            ("/quiet 25:00 08:00", "quiet-unread"),
            ("/quiet sometimes", "quiet-unread"),
            ("/quiet 22:00 08:00 Mars/Olympus", "quiet-no-zone"),
            ("/quiet 22:00 08:00 Asia/Shangai", "quiet-no-zone-near"),
            ("/quiet " + "🎉" * 4000, "quiet-unread"),
        ],
    )
    async def test_what_is_written_is_read_or_told_why_not(
        self, town: Town, said: str, expected: str
    ) -> None:
        """Hours as people write them; a zone that is none, with the nearest."""
        assert ids(await town.person().whispers(said)) == [expected]

    async def test_buttons_choose_hours_and_give_the_choice_back(self, town: Town) -> None:
        """A preset, any hour, and the community's own again."""
        mei = town.person()
        await mei.says("good morning everybody")

        for hours, expected in (("21:00-09:00", "own"), ("off", None), ("default", "community")):
            data = buttons.pack(own_buttons.BeQuiet(hours))
            said = await mei.presses(data, chat_id=mei.id)
            assert ids(said)[0] == "quiet-kept"
            (page,) = [each for each in said if isinstance(each, Edit)]
            if expected is None:
                assert ids([page]) == ["quiet-none"]
            else:
                assert value([page], "quiet-hours", "whose") == expected

    async def test_in_a_group_it_leads_to_the_dm(self, town: Town) -> None:
        """When somebody sleeps is nobody else's matter."""
        mei = town.person()

        assert ids(await mei.says("/quiet 22:00 08:00")) == ["contacts-by-dm"]
        assert await town.rows(contact_choices) == []
        assert ids(await mei.whispers("/start quiet")) == ["quiet-hours"]
