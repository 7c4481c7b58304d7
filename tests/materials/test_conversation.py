"""Filling the library, looking at it, and posting from it, through the real handlers."""

import json
from typing import Any

import pytest
from sqlalchemy import insert, update

from models.calendar import occurrences
from models.materials import materials
from models.submissions import submissions
from tests.calendar.test_conversation import loaded, post
from tests.cases.scenes import calls, to
from tests.conversation import GROUP, Town, ids, texts, value
from tests.submissions.scenes import handed_in, opened, photo, pressing

pytestmark = pytest.mark.feature("C4")

TEMPLATE = "Good morning, {group}! {members|many} of {community} on {date}."


async def names(town: Town) -> list[str]:
    """What the library holds."""
    return sorted(row["name"] for row in await town.rows(materials))


async def test_a_file_by_its_caption_and_a_message_by_reply(town_on_both: Town) -> None:
    """Once however often the update comes; the same name takes the other's place."""
    town = town_on_both
    ada, _ = await opened(town)
    sent = photo(town, ada, "/material Poster #spring until=30d\nSee you at {group}")
    said = await town.takes(sent)
    await town.takes(sent)
    await town.restart()
    forwarded = photo(
        town,
        ada,
        "a caption of its own",
        forward_origin={"type": "hidden_user", "date": 0, "sender_user_name": "Somebody"},
    )
    await town.takes(forwarded)
    again = await ada.whispers("/material poster #summer", reply_to_message=forwarded["message"])
    listed = await ada.whispers("/materials summer")
    none = await ada.whispers("/materials #spring")

    assert (value(said, "material-kept", "again"), value(again, "material-kept", "again")) == (
        "no",
        "yes",
    )
    assert value(said, "material-words", "words") == "See you at Reading club"
    (row,) = await town.rows(materials)
    assert (row["kind"], row["file_id"], row["words"], row["tags"]) == (
        "photo",
        "large",
        "a caption of its own",
        ["summer"],
    )
    assert row["expires_at"] is None
    assert ids(listed) == ["materials-head", "material-line"]
    assert ids(none) == ["materials-none"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/material", "material-how"),
        ("/material two words\nx", "material-how"),
        ("/material hello\nHi {grup}", "material-odd-variable"),
        ("/material hello\n" + "x" * 4097, "material-long"),
        ("/material hello until=soon\nHi", "wish-unread"),
        ("/material hello tags=x\nHi", "wish-unknown"),
        ("/material hello\n", "material-unknown"),
        ("/material nothing", "material-unknown"),
        ("/materials", "materials-none"),
    ],
)
async def test_what_cannot_be_kept_is_told(town: Town, said: str, answer: str) -> None:
    """With what was meant, and nothing is kept."""
    ada, _ = await opened(town)

    assert ids(await ada.whispers(said)) == [answer]
    assert await names(town) == []


async def test_members_and_the_group_have_no_part_in_it(town: Town) -> None:
    """Nobody else fills it, lists it or empties it; nothing is taken from the group's talk."""
    ada, mei = await opened(town)
    await ada.whispers(f"/material hello\n{TEMPLATE}")
    theirs = town.message(mei, "mine")
    await town.takes(theirs)
    ours = await ada.says("/material theirs", reply_to_message=theirs["message"])
    (row,) = await town.rows(materials)

    assert ids(ours) == ["material-by-dm"]
    for said in ("/material x\nHi", "/materials"):
        assert ids(await mei.whispers(said)) == ["refused-not-admin"]
    captioned = await town.takes(photo(town, mei, "/material x"))
    forged = await mei.presses(f"mtout|{row['id']}|yes", chat_id=mei.id)
    assert ids(captioned) == ids(forged) == ["refused-not-admin"]
    assert await names(town) == ["hello"]


async def test_looked_at_and_taken_out(town: Town) -> None:
    """Shown as it would be posted; the button asks first, and works once."""
    ada, _ = await opened(town)
    await ada.whispers(f"/material hello\n{TEMPLATE}")
    said = await ada.whispers("/material HELLO")
    owed = await town.settles()
    asked = await ada.presses(pressing(said, "material-drop"), chat_id=ada.id)
    kept = await ada.presses(pressing(asked, "material-drop-no"), chat_id=ada.id)
    out = await ada.presses(pressing(asked, "material-drop-yes"), chat_id=ada.id)
    again = await ada.presses(pressing(asked, "material-drop-yes"), chat_id=ada.id)

    words = str(value(to(owed, ada.id), "material-words", "words"))
    assert words.startswith("Good morning, Reading club! 2 of Reading club on 2026-03-10")
    assert (ids(kept), ids(out)) == (["material-stays"], ["material-dropped"])
    assert ids(again) == ["material-gone"]
    assert await names(town) == []


async def posted(town: Town, *lines: str) -> list[Any]:
    """Let an entry with some lines fall due; returns the calls."""
    await loaded(town, post(*lines))
    town.passes(hours=1, minutes=1)
    return await town.settles()


async def test_the_schedule_posts_a_photo_by_its_name(town_on_both: Town) -> None:
    """By Telegram's own id, with the material's words where the entry has none; counted."""
    town = town_on_both
    ada, _ = await opened(town)
    await town.takes(photo(town, ada, "/material poster\nAt {group}"))
    owed = await _photo(town)

    (out,) = calls(owed, "sendPhoto")
    assert (out.chat_id, out.arguments["photo"]) == (GROUP, "large")
    assert value([out], "material-words", "words") == "At Reading club"
    (row,) = await town.rows(materials)
    assert row["uses"] == 1


async def _photo(town: Town) -> list[Any]:
    entry = post(key="shown").replace('text = "Hello"', 'photo = "library:Poster"')
    await loaded(town, entry)
    town.passes(hours=1, minutes=1)
    return await town.settles()


async def test_the_schedule_posts_a_template(town: Town) -> None:
    """With its variables as they are at that moment."""
    ada, _ = await opened(town)
    await ada.whispers(f"/material hello\n{TEMPLATE}")
    await town.settles()
    owed = await posted(town, 'text = "library:hello"')

    (out,) = to(owed, GROUP)
    assert str(value([out], "material-words", "words")).startswith("Good morning, Reading club!")


@pytest.mark.parametrize("how", ["dropped", "expired", "other kind"])
async def test_what_is_not_there_fails_and_is_told(town: Town, how: str) -> None:
    """The post waits as failed, the staff read why; nothing half is posted."""
    ada, _ = await opened(town)
    await town.takes(photo(town, ada, "/material poster"))
    async with town.database.writing() as connection:
        if how == "dropped":
            await connection.execute(materials.delete())
        elif how == "expired":
            await connection.execute(update(materials).values(expires_at=town.clock.now()))
        else:
            await connection.execute(update(materials).values(kind="video"))
    owed = await _photo(town)

    assert calls(owed, "sendPhoto") == []
    (row,) = await town.rows(occurrences)
    assert (row["state"], row["why"]) == ("failed", "material")
    assert "calendar-why-material" in json.dumps([each.arguments for each in owed])


async def test_what_a_member_lets_the_library_have(town: Town) -> None:
    """By its number, with its credit, as it was written; gone once it is taken back."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei, "Braces {stay} here")
    async with town.database.writing() as connection:
        await connection.execute(update(submissions).values(in_library=True))
    await ada.presses(f"sbsee|{number}|publish", chat_id=ada.id)
    await town.settles()
    await ada.whispers(f"/material s{number}")
    shown = await town.settles()
    await mei.presses(f"sbback|{number}|yes", chat_id=mei.id)
    gone = await ada.whispers(f"/material s{number}")

    lines = [dict(each.values)["words"] for each in texts(shown) if each.id == "material-words"]
    assert lines == ["Braces {stay} here", "— Mei"]
    assert ids(gone) == ["material-unknown"]


async def test_long_lists_say_so_and_the_forgotten_leave_no_name(town: Town) -> None:
    """Forty at a time; what somebody put in stays without them."""
    ada, _ = await opened(town)
    await ada.whispers("/material hello\nHi")
    (row,) = await town.rows(materials)
    async with town.database.writing() as connection:
        for number in range(41):
            more = {"id": 100 + number, "name": f"more{number}"}
            await connection.execute(insert(materials).values(**row | more))
    listed = await ada.whispers("/materials")
    await ada.presses(f"forget|{ada.id}|1", chat_id=ada.id)

    assert value(listed, "materials-more", "count") == 2
    assert len([each for each in texts(listed) if each.id == "material-line"]) == 40
    assert {each["made_by"] for each in await town.rows(materials)} == {None}
