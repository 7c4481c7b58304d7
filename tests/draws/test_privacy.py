"""What a draw keeps of a person, handed over and forgotten."""

import json

import pytest

from bot.features.draws import proofs
from handlers import buttons
from handlers.buttons import ForgetMe
from handlers.draw_buttons import ClaimPrize
from models.draws import draw_seats, draw_tickets
from tests.conversation import Town
from tests.draws.scenes import RULES, begun, crowd, document, drawn, falling

pytestmark = pytest.mark.feature("A3")


async def test_forgotten_the_list_stands_and_leads_to_nobody(town_on_both: Town) -> None:
    """A fixed list keeps its line without the salt; a ticket of an open draw is gone."""
    town = town_on_both
    ada, number = await begun(town, "Spring draw winners=1 ends=24h" + RULES)
    people = {each.id: each for each in await crowd(town, number, 4)}
    await drawn(town, ada, number)
    (seat,) = await town.rows(draw_seats)
    winner = people[seat["person_id"]]
    await winner.presses(buttons.pack(ClaimPrize(number)))
    await winner.whispers("Nanjing Road 1")
    _, other = await begun(town, "Second ends=24h" + RULES, ada)
    await winner.says(f"/draw join {other}")

    await winner.presses(buttons.pack(ForgetMe(winner.id, is_sure=True)), chat_id=winner.id)
    await town.settles(falling())
    rows = await town.rows(draw_tickets)
    (held,) = await town.rows(draw_seats)
    await ada.whispers(f"/draw proof {number}")
    again = await town.settles(falling())

    assert str(winner.id) not in json.dumps([*rows, held], default=str)
    assert [row["draw_id"] for row in rows] == [number] * 4
    assert sum(row["salt"] is None for row in rows) == 1
    assert (held["contact"], held["person_id"] < 0) == (None, True)
    assert proofs.faults_in(proofs.read(document(again, ".json").encode())) == []
