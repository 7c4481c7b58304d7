"""Draws, as members and staff live them."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.features.draws import proofs
from bot.kit.effects import React
from handlers import buttons
from handlers.draw_buttons import (
    BeginDraw,
    ClaimPrize,
    DeclinePrize,
    Deliver,
    EndDraw,
    EnterDraw,
    MakeDraw,
    ShowTicket,
    TweakDraw,
)
from models.draws import draw_edits, draw_seats, draw_tickets, draws
from models.members import members
from models.points import ledger
from tests.conversation import Person, Town, ids, texts, value
from tests.draws.scenes import (
    RULES,
    begun,
    crowd,
    document,
    drafted,
    drawn,
    entered,
    falling,
    proof,
    row_of,
)

pytestmark = pytest.mark.feature("A3")


async def rich(town: Town, points: int) -> None:
    """Let everybody have so many points."""
    async with town.database.writing() as connection:
        await connection.execute(update(members).values(points=points))


async def test_a_line_a_look_and_a_press_begin_a_draw(town_on_both: Town) -> None:
    """The preview is seen first; begun, the card carries the seed's hash and that of the rules."""
    town = town_on_both
    ada = await town.with_admin()

    preview = await ada.says(
        '/draw Spring draw prizes="A novel x3, 50 points x10" ends=24h cost=10' + RULES
    )
    (row,) = await town.rows(draws)
    begin = await ada.presses(buttons.pack(BeginDraw(row["id"], is_sure=True)))
    sent = await town.settles()
    (row,) = await town.rows(draws)

    assert ids(preview)[0] == "draw-preview"
    assert row["prizes"] == [["A novel", 3, 0], ["50 points", 10, 50]]
    assert "draw-begun" in ids(begin)
    assert value(sent, "draw-commitment", "commitment") == row["commitment"]
    assert value(sent, "draw-rules-hash", "digest") == row["rules_hash"]
    assert (row["state"], row["card_id"] is not None) == ("open", True)
    assert ids(sent)[-1] != "draw-preview-law"


@pytest.mark.feature("Z8")
async def test_without_rules_no_draw_begins(town: Town) -> None:
    """Whoever sets one up is told what is missing, and what the law says."""
    ada = await town.with_admin()

    preview = await ada.says("/draw Spring draw ends=24h")
    (row,) = await town.rows(draws)
    refused = await ada.presses(buttons.pack(BeginDraw(row["id"], is_sure=True)))
    dear = await ada.says("/draw Car worth=50001" + RULES)
    begun_one = await begun(town, "Mug ends=1h" + RULES, ada)

    assert {"draw-preview-no-rules", "draw-preview-law"} <= set(ids(preview))
    assert ids(refused) == ["draw-needs-rules"]
    assert ids(dear) == ["wish-unread"]
    assert (await row_of(town, begun_one[1]))["state"] == "open"


async def test_a_dialogue_by_dm_sets_a_draw_up(town: Town) -> None:
    """A button, a few presses, and words for what no button can say."""
    ada = await town.with_admin()
    await ada.says("good morning everybody")
    offer = await ada.whispers("/draw")
    (member, *_) = await town.rows(members)
    await ada.presses(buttons.pack(MakeDraw(member["community_id"], 3)), chat_id=ada.id)
    (row,) = await town.rows(draws)
    for what in ("winners", "ends", "price", "dice", "claim", "every"):
        await ada.presses(buttons.pack(TweakDraw(row["id"], what)), chat_id=ada.id)
    asked = await ada.presses(buttons.pack(TweakDraw(row["id"], "title")), chat_id=ada.id)
    await ada.whispers("Summer draw")
    await ada.presses(buttons.pack(TweakDraw(row["id"], "prizes")), chat_id=ada.id)
    unread = await ada.whispers("x" * 5 + ", ,,, 7 points x0")
    await ada.whispers("A mug x2")
    await ada.presses(buttons.pack(TweakDraw(row["id"], "rules")), chat_id=ada.id)
    shown = await ada.whispers("For everybody here.\nHanded over on Sunday.")
    (row,) = await town.rows(draws)

    assert "draw-new" in ids(offer)
    assert "draw-ask-title" in ids(asked)
    assert ids(unread) == ["draw-bad-prizes", "draw-how-prizes"]
    assert "draw-preview" in ids(shown)
    assert (row["title"], row["prizes"]) == ("Summer draw", [["A mug", 2, 0]])
    assert row["rules"] == "For everybody here.\nHanded over on Sunday."
    assert (row["price"], row["has_dice"], row["claim_hours"], row["every"]) == (
        *(10, False, 168),
        "day",
    )


async def test_members_make_no_draw(town: Town) -> None:
    """It takes a role; forged buttons begin, end and deliver nothing."""
    ada, number = await begun(town)
    _, other = await drafted(town, "Mine" + RULES, ada)
    mei = town.person()

    refused = await mei.says("/draw Mine" + RULES)
    forged = [
        *(await mei.presses(buttons.pack(BeginDraw(other, is_sure=True)))),
        *(await mei.presses(buttons.pack(EndDraw(number, mei.id, "now")))),
        *(await mei.presses(buttons.pack(EndDraw(number, ada.id, "cancel")))),
        *(await mei.presses(buttons.pack(Deliver(number, 1)))),
        *(await mei.presses(buttons.pack(EnterDraw(other)))),
        *(await mei.presses(buttons.pack(EnterDraw(999)))),
    ]

    assert ids(refused) == ["refused-not-admin"]
    assert ids(forged) == [
        *("refused-not-admin", "refused-not-admin", "button-not-yours", "refused-not-admin"),
        *("button-stale", "button-stale"),
    ]
    assert (await row_of(town, number))["state"] == "open"


async def test_button_word_and_command_enter_once(town_on_both: Town) -> None:
    """Whichever way, it is one ticket a member, over replays and a restart."""
    town = town_on_both
    _, number = await begun(town, "Spring draw ends=24h word=好运" + RULES)
    mei, bo, cy = town.person("Mei"), town.person("Bo"), town.person("Cy")

    press = town.press(mei, buttons.pack(EnterDraw(number)))
    by_button = await town.takes(press, press)
    by_word = await bo.says("好运！")
    talk = await cy.says("好运连连 everybody")
    by_command = await cy.says(f"/draw join {number}")
    await town.restart()
    await town.takes(press)
    again = await mei.says("好运")
    rows = await town.rows(draw_tickets)

    assert ids(by_button) == ["draw-entered"]
    assert [each.emoji for each in by_word if isinstance(each, React)] == ["🎉"]
    assert talk == []
    assert ids(by_command) == ["draw-entered"]
    assert [each.emoji for each in again if isinstance(each, React)] == ["🎉"]
    assert sorted((row["person_id"], row["number"]) for row in rows) == [
        (mei.id, 1),
        (bo.id, 2),
        (cy.id, 3),
    ]
    assert (await row_of(town, number))["entrants"] == 3


async def test_a_condition_is_told_in_words(town: Town) -> None:
    """Whoever it is not meant for reads what is missing; it can be changed, with a trace."""
    ada, number = await begun(town, 'Spring draw ends=24h only="points >= 100"' + RULES)
    mei = town.person()
    await mei.says("good morning everybody")

    refused = await entered(town, number, mei)
    wrong = await ada.says(f'/draw set {number} only="pointz >= 1"')
    changed = await ada.says(f"/draw set {number} only=none")
    told = await town.settles()
    now_in = await entered(town, number, mei)
    shown = await mei.says(f"/draw {number}")

    assert ids(refused) == ["draw-not-yet-for-you"]
    assert "points" in str(value(refused, "draw-not-yet-for-you", "missing"))
    assert "segment-fault" in ids(wrong)
    assert "draw-edit-done" in ids(changed)
    assert "draw-edited" in ids(told)
    first, second = await town.rows(draw_edits)
    assert value(told, "draw-rules-hash-before", "digest") == first["rules_hash"]
    assert (await row_of(town, number))["rules_hash"] == second["rules_hash"]
    assert ids(now_in) == ["draw-entered"]
    assert value(shown, "draw-edit-before", "digest") == first["rules_hash"]


async def test_what_people_count_on_stays(town: Town) -> None:
    """Cost and dice stay while it is open; behind the freeze nothing changes any more."""
    ada, number = await begun(town)
    fixed = [
        *(await ada.says(f"/draw set {number} cost=50")),
        *(await ada.says(f"/draw set {number} dice=off")),
        *(await ada.says(f"/draw set {number} ends=24x")),
    ]
    await drawn(town, ada, number)
    late = await ada.says(f"/draw set {number} ends=2h")

    assert ids(fixed) == ["draw-fixed", "draw-fixed", "wish-unread"]
    assert ids(late) == ["draw-not-now"]


async def test_the_fee_is_taken_with_the_entry(town_on_both: Town) -> None:
    """Debited in the same breath; whoever has too little is told, and keeps what they have."""
    town = town_on_both
    ada, number = await begun(town, "Spring draw ends=24h cost=30" + RULES)
    mei, bo = town.person("Mei"), town.person("Bo")
    for each in (mei, bo):
        await each.says("good morning everybody")
    await rich(town, 40)
    first = await entered(town, number, mei, mei, bo)
    await rich(town, 10)
    cy = town.person("Cy")
    poor = await entered(town, number, cy)

    assert ids(first) == ["draw-entered", "draw-entered-before", "draw-entered"]
    assert ids(poor) == ["draw-too-dear"]
    assert [row["points"] for row in await town.rows(ledger) if row["rule"] == "draw"] == [-30] * 2
    assert (await row_of(town, number))["entrants"] == 2

    await ada.presses(buttons.pack(EndDraw(number, ada.id, "cancel")))
    told = await town.settles()
    back = [row["points"] for row in await town.rows(ledger) if row["rule"] == "draw-refund"]
    held = {row["person_id"]: row["points"] for row in await town.rows(members)}

    assert back == [30, 30]
    assert (held[mei.id], held[bo.id], held[cy.id]) == (40, 40, 0)
    assert {"draw-called-off", "draw-given-back", "draw-seed"} <= set(ids(told))


async def test_bonus_tickets_go_by_a_condition(town: Town) -> None:
    """The weight is worked out anew at the freeze, and stands in the public list."""
    ada, number = await begun(
        town, 'Spring draw ends=24h bonus="points >= 100: 4; points >= 10: 1"' + RULES
    )
    people = await crowd(town, number, 3)
    before = {row["weight"] for row in await town.rows(draw_tickets)}
    async with town.database.writing() as connection:
        await connection.execute(
            update(members).where(members.c.person_id == people[0].id).values(points=150)
        )
    calls = await drawn(town, ada, number)
    weights = [line.split(",")[1] for line in document(calls, ".csv").splitlines()]

    assert before == {2}
    assert weights == ["6", "2", "2"]
    assert proofs.faults_in(proofs.read(document(calls, ".json").encode())) == []


async def test_it_is_drawn_when_its_time_has_come(town_on_both: Town) -> None:
    """List and root first, then six dice in reply to it, then winners, seed and proof."""
    town = town_on_both
    _, number = await begun(town, 'Spring draw prizes="A novel x2" ends=24h' + RULES)
    people = await crowd(town, number, 5)
    town.passes(hours=23)
    early = await town.settles(falling())
    town.passes(hours=1, minutes=1)
    calls = await town.settles(falling())
    row = await row_of(town, number)
    late = await entered(town, number, town.person("Late"))
    seats = await town.rows(draw_seats)

    methods = [call.method for call in calls if call.method != "editMessageText"]
    assert not any(call.method == "sendDice" for call in early)
    assert methods[:8] == ["sendDocument", *["sendDice"] * 6, "sendMessage"]
    assert {
        call.arguments["reply_parameters"]["message_id"]
        for call in calls
        if call.method == "sendDice"
    } == {row["root_id"]}
    assert [each[1] for each in row["dice"]] == [1, 64, 22, 43, 7, 9]
    assert row["state"] == "drawn"
    assert ids(late) == ["draw-over"]
    said = proof(calls)
    assert proofs.faults_in(proofs.read(document(calls, ".json").encode())) == []
    assert said["winners"] == [each["ticket"] for each in seats]
    assert said["root"] == row["root"] == value(calls, "draw-root", "root")
    assert said["commitment"] == row["commitment"]
    dms = {call.chat_id for call in calls if call.chat_id > 0}
    assert dms == {each["person_id"] for each in seats} <= {each.id for each in people}


async def test_it_is_drawn_when_it_is_full(town: Town) -> None:
    """With the last entrant that it has room for, it closes by itself."""
    _, number = await begun(town, "Spring draw most=3 winners=1" + RULES)
    await crowd(town, number, 3)
    over = await entered(town, number, town.person("Late"))
    await town.settles(falling())

    assert ids(over) == ["draw-over"]
    assert (await row_of(town, number))["state"] == "drawn"


async def test_without_dice_it_says_whom_one_has_to_trust(town: Town) -> None:
    """The seal reads otherwise, and the proof holds no dice."""
    ada, number = await drafted(town, "Spring draw ends=24h dice=off" + RULES)
    await ada.presses(buttons.pack(BeginDraw(number, is_sure=True)))
    card = await town.settles()
    await crowd(town, number, 3)
    calls = await drawn(town, ada, number)

    assert "draw-seal-no-dice" in ids(card)
    assert "draw-seal" not in ids(card)
    assert not any(call.method == "sendDice" for call in calls)
    assert proofs.faults_in(proofs.read(document(calls, ".json").encode())) == []


async def test_fewer_than_seats_are_awarded_and_told(town: Town) -> None:
    """Two take part for five prizes: two are given out; nobody at all is told too."""
    ada, number = await begun(town, "Spring draw winners=5 ends=24h" + RULES)
    await crowd(town, number, 2)
    calls = await drawn(town, ada, number)
    _, other = await begun(town, "Empty draw winners=2 ends=24h" + RULES, ada)
    empty = await drawn(town, ada, other)

    assert await town.count(draw_seats) == 2
    assert value(calls, "draw-fewer", "winners") == 2
    assert value(empty, "draw-fewer", "winners") == 0
    assert not any(call.method == "sendDice" for call in empty)
    assert proofs.faults_in(proofs.read(document(empty, ".json").encode())) == []


async def test_the_freeze_takes_out_who_has_left(town_on_both: Town) -> None:
    """With a reason in the open, their fee back, and no line in the list."""
    town = town_on_both
    ada, number = await begun(town, "Spring draw winners=1 ends=24h cost=5" + RULES)
    mei, bo = town.person("Mei"), town.person("Bo")
    for each in (mei, bo):
        await each.says("good morning everybody")
    await rich(town, 5)
    await entered(town, number, mei, bo)
    await town.takes(town.change(mei, {"status": "left"}))
    calls = await drawn(town, ada, number)
    held = {row["person_id"]: row["points"] for row in await town.rows(members)}

    assert value(calls, "draw-list-excluded", "why") == "left"
    assert proof(calls)["excluded"] == [[1, "left"]]
    assert len(document(calls, ".csv").splitlines()) == 1
    assert (held[mei.id], held[bo.id]) == (5, 0)
    assert [row["person_id"] for row in await town.rows(draw_seats)] == [bo.id]


async def won(town: Town, said: str, count: int) -> tuple[Person, int, list[Person]]:
    """Let a draw be drawn; returns the admin, its number, and the people by drawn order."""
    ada, number = await begun(town, said)
    people = {each.id: each for each in await crowd(town, number, count)}
    calls = await drawn(town, ada, number)
    whose = {row["number"]: row["person_id"] for row in await town.rows(draw_tickets)}
    order = proof(calls)["winners"] + proof(calls)["standbys"]
    return ada, number, [people[whose[ticket]] for ticket in order]


async def states(town: Town) -> list[tuple[int, int, int, str]]:
    """Return every turn of every seat: number, turn, who, and what became of it."""
    rows = await town.rows(draw_seats)
    return sorted((row["number"], row["turn"], row["person_id"], row["state"]) for row in rows)


async def test_a_prize_is_claimed_sent_and_marked(town_on_both: Town) -> None:
    """Where it is to go is told by DM, shown to the staff by DM, and forgotten once delivered."""
    town = town_on_both
    ada, number, (first, second) = await won(town, "Spring draw winners=1 ends=24h" + RULES, 2)

    stranger = await second.presses(buttons.pack(ClaimPrize(number)))
    in_group = await first.presses(buttons.pack(ClaimPrize(number)))
    again = await first.presses(buttons.pack(ClaimPrize(number)), chat_id=first.id)
    kept = await first.whispers("Shanghai, Nanjing Road 1, 王梅")
    public = await ada.says(f"/draw prizes {number}")
    shown = await ada.whispers(f"/draw prizes {number}")
    done = await ada.presses(buttons.pack(Deliver(number, 1)), chat_id=ada.id)
    twice = await ada.presses(buttons.pack(Deliver(number, 1)), chat_id=ada.id)

    assert ids(stranger) == ["draw-nothing-to-claim"]
    assert "draw-claimed-toast" in ids(in_group)
    assert "draw-claimed" in ids(again)
    assert ids(kept) == ["draw-contact-kept"]
    assert ids(public) == ["draw-prizes-by-dm"]
    assert value(shown, "draw-delivery-contact", "contact") == "Shanghai, Nanjing Road 1, 王梅"
    assert "draw-delivered-toast" in ids(done)
    assert ids(twice) == ["button-stale"]
    assert [row["contact"] for row in await town.rows(draw_seats)] == [None]
    assert await states(town) == [(1, 0, first.id, "delivered")]


async def test_an_unclaimed_prize_goes_to_the_next(town_on_both: Town) -> None:
    """For that seat only, in the drawn order, told once; over restarts and too late a claim."""
    town = town_on_both
    _, number, order = await won(town, "Spring draw winners=2 ends=24h claim=24h" + RULES, 4)
    await order[0].presses(buttons.pack(ClaimPrize(number)))
    town.passes(hours=25)
    late = await order[1].presses(buttons.pack(ClaimPrize(number)))
    calls = await town.settles()
    await town.restart()
    calls += await town.settles()

    assert ids(late) == ["draw-claim-late"]
    assert ids(calls).count("draw-seat-filled") == 1
    assert ids(calls).count("draw-won-standby") == 1
    assert await states(town) == [
        (1, 0, order[0].id, "claimed"),
        (2, 0, order[1].id, "lapsed"),
        (2, 1, order[2].id, "offered"),
    ]


async def test_who_leaves_declines_or_is_banned_makes_room(town: Town) -> None:
    """The next one who is still here has it; whoever is passed over stays in the record."""
    ada, number, order = await won(town, "Spring draw winners=2 ends=24h" + RULES, 5)
    await town.takes(town.change(order[2], {"status": "left"}))
    await town.takes(town.change(order[0], {"status": "left"}))
    await town.settles()
    ask = await order[1].presses(
        buttons.pack(DeclinePrize(number, is_sure=False)), chat_id=order[1].id
    )
    await order[1].presses(buttons.pack(DeclinePrize(number, is_sure=True)), chat_id=order[1].id)
    await town.settles()

    assert "draw-decline-ask" in ids(ask)
    assert await states(town) == [
        (1, 0, order[0].id, "left"),
        (1, 1, order[2].id, "left"),
        (1, 2, order[3].id, "offered"),
        (2, 0, order[1].id, "declined"),
        (2, 1, order[4].id, "offered"),
    ]

    await order[3].presses(buttons.pack(ClaimPrize(number)))
    await ada.says(f"/ban {order[3].id} cheating in the draw")
    calls = await town.settles()

    assert (await states(town))[2] == (1, 2, order[3].id, "banned")
    assert "draw-seat-empty" in ids(calls)


async def test_points_are_paid_at_once(town_on_both: Town) -> None:
    """Once, with nothing to claim, and every balance is the sum of the ledger."""
    town = town_on_both
    _, number, order = await won(town, 'Spring draw prizes="50 points x2" ends=24h' + RULES, 3)
    await town.restart()
    await town.settles()
    paid = {
        r["person_id"]: r["points"] for r in await town.rows(ledger) if r["rule"] == "draw-prize"
    }

    assert paid == {order[0].id: 50, order[1].id: 50}
    assert {state for *_, state in await states(town)} == {"delivered"}
    assert number


async def test_the_next_of_a_row_is_drafted_and_shown(town: Town) -> None:
    """A week later by the same hour, to the staff, and begun by a person."""
    ada, number = await begun(town, "Weekly ends=24h every=week" + RULES)
    await ada.whispers("/start")
    await crowd(town, number, 2)
    first = await row_of(town, number)
    calls = await drawn(town, ada, number)
    (drafted_one,) = [row for row in await town.rows(draws) if row["state"] == "draft"]

    assert "draw-next" in ids([call for call in calls if call.chat_id == ada.id])
    assert drafted_one["ends_at"] - first["ends_at"] == timedelta(days=7)
    assert drafted_one["commitment"] != first["commitment"]


async def test_the_record_is_public(town: Town) -> None:
    """Everybody sees what was drawn, among how many, and can have the proof again."""
    ada, number, order = await won(town, "Spring draw winners=1 ends=24h" + RULES, 2)
    mei = order[-1]

    record = await mei.says("/draws")
    shown = await mei.says(f"/draw #{number}")
    await mei.whispers(f"/draw proof {number}")
    again = await town.settles()
    unknown = await mei.says("/draw 999")

    assert value(record, "draws-line-drawn", "names") == order[0].first_name
    assert "draw-winner" in ids(shown)
    assert proofs.faults_in(proofs.read(document(again, ".json").encode())) == []
    assert ids(unknown) == ["draw-unknown"]
    assert ada.id


async def test_ones_ticket_is_ones_own(town: Town) -> None:
    """The salt that proves whose line it is is told by toast and DM, never in the group."""
    _, number = await begun(town)
    mei = town.person("Mei")
    none = await mei.presses(buttons.pack(ShowTicket(number)))
    await entered(town, number, mei)
    (row,) = await town.rows(draw_tickets)
    toast = await mei.presses(buttons.pack(ShowTicket(number)))
    public = await mei.says(f"/draw ticket {number}")
    private = await mei.whispers(f"/draw ticket {number}")

    assert ids(none) == ["draw-no-ticket"]
    assert value(toast, "draw-ticket-toast", "salt") == row["salt"]
    assert row["salt"] not in str(texts(public))
    assert value(private, "draw-ticket-salt", "salt") == row["salt"]


async def test_drawing_now_is_asked_before(town: Town) -> None:
    """A second look, another's press does nothing, and a second press finds nothing to do."""
    ada, number = await begun(town)
    mei = town.person("Mei")
    ask = await ada.says(f"/draw now {number}")
    others = await mei.presses(buttons.pack(EndDraw(number, ada.id, "now")))
    kept = await ada.presses(buttons.pack(EndDraw(number, ada.id, "no")))
    await ada.presses(buttons.pack(EndDraw(number, ada.id, "now")))
    twice = await ada.presses(buttons.pack(EndDraw(number, ada.id, "now")))
    titled = await ada.says("/draw now or never" + RULES)

    assert ids(ask) == ["draw-now-ask"]
    assert ids(others) == ["button-not-yours"]
    assert "draw-goes-on" in ids(kept)
    assert ids(twice) == ["button-stale"]
    assert "draw-preview" in ids(titled)
