"""Whoever is forgotten is in no report and no appeal any more: on every side of either."""

import pytest

from tests.complaints.scenes import club, data_of, sent, words_of
from tests.conversation import Person, Town
from tests.privacy.test_conversation import traces


@pytest.mark.feature("Z2")
@pytest.mark.parametrize("who", ["reporter", "reported", "moderator", "decider", "complainant"])
async def test_forgetting_leaves_the_id_nowhere(town_on_both: Town, who: str) -> None:
    """Not in a column, nor in JSON, nor in a key, though each has left traces on all sides."""
    town = town_on_both
    here = await club(town)
    mei, tom, anna, ben = (
        Person(town, number, name)
        for number, name in (
            (730_000_001, "Meilin"),
            (730_000_002, "Tomasz"),
            (730_000_003, "Annika"),
            (730_000_004, "Benno"),
        )
    )
    rights = {"can_restrict_members": True, "can_delete_messages": True, "can_manage_chat": True}
    for each in (anna, ben):
        status = {"status": "administrator", "can_be_edited": False, **rights}
        await town.takes(town.change(each, status))
    for each in (mei, tom, anna, ben):
        await each.whispers("/start")
        await each.says("good morning")
    await mei.whispers("/complain about the noise")
    message = await here.hears(tom, "buy my coins now")
    await here.reports(mei, message, "/report spam")
    calls = await town.settles()
    reports = [each for each in sent(calls, anna.id) if "complaint-card-member" in words_of(each)]
    await anna.presses(data_of(reports[0], "ban"), chat_id=anna.id)
    await town.settles()
    await tom.whispers("/appeal 1")
    await tom.whispers("I was only joking")
    calls = await town.settles()
    plea = next(each for each in sent(calls, ben.id) if "appeal-card" in words_of(each))
    await ben.presses(f"judge|{data_of(plea, 'refuse').split('|')[1]}|clear", chat_id=ben.id)
    await town.settles()
    # Of whoever is banned the id stays with the ban; taken back, nothing keeps it.
    await here.owner.says("/undo 1")
    await town.settles()
    person = {
        "reporter": mei,
        "complainant": mei,
        "reported": tom,
        "moderator": anna,
        "decider": ben,
    }[who]

    await person.presses(f"forget|{person.id}|1", chat_id=person.id)
    await town.settles()

    assert await traces(town, str(person.id)) == []
    assert await traces(town, person.first_name) == []
