"""Handing something in, deciding about it, and taking it back, through the real handlers."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.features.submissions.forgetting import purge_submissions
from bot.kit.effects import React, Reply
from bot.kit.texts import unpack
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Rejected
from models.audits import audits
from models.dues import dues
from models.points import ledger
from models.submissions import submission_cards, submissions
from tests.cases.scenes import calls, promoted, to
from tests.conversation import GROUP, Person, Town, ids, texts, value
from tests.submissions.scenes import STAFF, WORDS, handed_in, opened, photo, pressing

pytestmark = pytest.mark.feature("C8")


async def standing(town: Town) -> list[str]:
    """How each submission stands, in order."""
    return [row["state"] for row in sorted(await town.rows(submissions), key=lambda r: r["id"])]


async def points_of(town: Town, person: Person) -> list[int]:
    """What somebody was paid for what they handed in."""
    return [
        row["points"]
        for row in await town.rows(ledger)
        if row["person_id"] == person.id and row["rule"] == "submission"
    ]


def decision(number: int, deed: str) -> str:
    """The data of a button on a card."""
    return f"sbsee|{number}|{deed}"


async def test_from_the_hand_to_the_group(town_on_both: Town) -> None:
    """Shown first, seen by the staff exactly so, published once with credit, points and a word."""
    town = town_on_both
    ada, mei = await opened(town)
    said = await mei.whispers(f"/submit {WORDS}")
    assert ids(said)[0] == "submission-preview"
    assert await town.settles() == []
    press = town.press(mei, pressing(said, "submission-hand-in"), chat_id=mei.id)
    await town.takes(press)
    await town.takes(press)
    await town.restart()
    shown = await town.settles()
    (number,) = [row["id"] for row in await town.rows(submissions)]
    copy, card = to(shown, STAFF)
    assert value([copy], "submission-words", "words") == WORDS
    assert ids([card]) == ["submission-card"]
    publish = town.press(ada, decision(number, "publish"), chat_id=STAFF)
    await town.takes(publish)
    await town.takes(publish)
    await town.restart()
    twice = await ada.presses(decision(number, "publish"), chat_id=STAFF)
    owed = await town.settles()

    assert "submission-decided" in ids(twice)
    (out,) = to(owed, GROUP)
    assert ids([out]) == ["submission-words", "submission-by"]
    assert value([out], "submission-by", "name") == "@mei_writes"
    assert await points_of(town, mei) == [20]
    assert "submission-published" in ids(to(owed, mei.id))
    (row,) = await town.rows(submissions)
    assert (row["state"], row["words"], row["decided_by"]) == ("published", None, ada.id)
    assert row["message_id"] is not None
    whats = [each["what"] for each in await town.rows(audits)]
    assert whats.count("audit-submission-published") == 1
    assert "river" not in str(await town.rows(audits))


async def test_its_lines_stay_lines(town: Town) -> None:
    """A poem is no paragraph, in the group either."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei, "One\n\nTwo\nThree")
    await ada.presses(decision(number, "publish"), chat_id=STAFF)
    (out,) = to(await town.settles(), GROUP)

    said = town.catalog.plain(unpack(out.arguments["words"]), "en")
    assert said.startswith("One\n\nTwo\nThree\n\n—")


async def test_without_a_name_and_with_a_photo(town: Town) -> None:
    """The photo goes by its own id with the words below; who it is by is nowhere in the group."""
    ada, mei = await opened(town)
    asked = await mei.whispers("/submit")
    assert ids(asked) == ["submission-ask"]
    said = await town.takes(photo(town, mei, WORDS))
    again = await mei.presses(pressing(said, "submission-name"), chat_id=mei.id)
    await mei.presses(pressing(again, "submission-hand-in"), chat_id=mei.id)
    shown = await town.settles()
    (number,) = [r["id"] for r in await town.rows(submissions) if r["state"] == "waiting"]
    await ada.presses(decision(number, "publish"), chat_id=STAFF)
    owed = await town.settles()

    (copy,) = calls(shown, "sendPhoto")
    (out,) = calls(owed, "sendPhoto")
    assert (copy.chat_id, out.chat_id) == (STAFF, GROUP)
    assert copy.arguments["photo"] == out.arguments["photo"] == "large"
    assert ids([out]) == ["submission-words", "submission-by-a-member"]
    assert "mei" not in json.dumps(out.arguments).casefold()


@pytest.mark.parametrize("deed", ["topic", "polish", "known", "none"])
async def test_declined_kindly_for_a_reason(town: Town, deed: str) -> None:
    """The author is thanked and told why; nothing appears, nothing is paid."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    await town.settles()
    asked = await ada.presses(decision(number, "decline"), chat_id=STAFF)
    await ada.presses(pressing(asked, f"submission-button-{deed}"), chat_id=STAFF)
    owed = await town.settles()

    assert to(owed, GROUP) == []
    (told,) = to(owed, mei.id)
    assert value([told], "submission-declined", "reason").id == f"submission-reason-{deed}"
    assert await standing(town) == ["declined"]
    assert await points_of(town, mei) == []


async def test_a_reason_in_reply_to_the_card(town: Town) -> None:
    """Words of one's own, once the card asks for them; talk below any other card is talk."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    await town.settles()

    def card(deed: str) -> dict[str, object]:
        return {
            "message_id": 77,
            "date": 0,
            "from": {"id": 424242, "is_bot": True, "first_name": "Hearth"},
            "text": "…",
            "chat": town.chat(STAFF),
            "reply_markup": {
                "inline_keyboard": [[{"text": "…", "callback_data": decision(number, deed)}]]
            },
        }

    talk = await ada.says("I like it", chat_id=STAFF, reply_to_message=card("publish"))
    eve = await town.person("Eve").says("no", chat_id=STAFF, reply_to_message=card("topic"))
    assert (talk, ids(eve), await standing(town)) == ([], ["refused-not-admin"], ["waiting"])
    said = await ada.says(
        "Add where it was, please", chat_id=STAFF, reply_to_message=card("topic")
    )
    owed = await town.settles()

    assert ids(said) == ["submission-told-author"]
    (told,) = to(owed, mei.id)
    reason = value([told], "submission-declined", "reason")
    assert dict(reason.values) == {"reason": "Add where it was, please"}


async def test_marked_in_the_group(town: Town) -> None:
    """The message itself, or one's own that it replies to; shown by DM before anybody sees it."""
    _, mei = await opened(town)
    said = await mei.says("What a sunset #投稿")
    shown = await town.settles()
    assert [type(each) for each in said] == [React]
    assert value(to(shown, mei.id), "submission-words", "words") == "What a sunset"
    assert to(shown, STAFF) == []
    mine = town.message(mei, "An older thought")
    await town.takes(mine)
    await mei.says("#submit", reply_to_message=mine["message"])
    shown = await town.settles()

    assert value(to(shown, mei.id), "submission-words", "words") == "An older thought"
    assert await standing(town) == ["dropped", "draft"]


async def test_nobody_hands_in_what_is_not_theirs(town: Town) -> None:
    """Neither another's message, nor a forward; a bot's card is no work of anybody's."""
    ada, mei = await opened(town)
    theirs = town.message(ada, "My words")
    await town.takes(theirs)
    reply = await mei.says("#投稿", reply_to_message=theirs["message"])
    await mei.whispers("/submit")
    origin = {"type": "user", "date": 0, "sender_user": ada.account}
    forward = await mei.whispers("Ada's words", forward_origin=origin)
    marked = await mei.says("Ada's words #投稿", forward_origin=origin)

    assert ids(reply) == ids(forward) == ["submission-not-yours"]
    assert marked == []
    assert "draft" not in await standing(town)


async def test_whoever_never_wrote_to_the_bot_is_led_to_it(town: Town) -> None:
    """A button opens the chat, and Start shows the draft there."""
    await opened(town)
    tom = town.person("Tom")
    said = await tom.says("Look at this #submit")
    assert ids(said) == ["submission-open-dm"]
    (reply,) = said
    assert isinstance(reply, Reply)
    assert str(reply.keyboard[0][0].url).endswith("?start=submit")
    begun = await tom.whispers("/start submit")

    assert value(begun, "submission-words", "words") == "Look at this"


async def test_so_many_a_day_whatever_becomes_of_them(town: Town) -> None:
    """Taken back or declined, it was one of the day's; the next day there is room again."""
    _, mei = await opened(town)
    for turn in range(3):
        number = await handed_in(town, mei, f"Thought {turn}")
    await mei.presses(f"sbback|{number}|yes", chat_id=mei.id)
    enough = await mei.whispers("/submit one more")
    town.passes(days=1)
    tomorrow = await mei.whispers("/submit one more")

    assert ids(enough) == ["submission-enough"]
    assert ids(tomorrow)[0] == "submission-preview"


async def test_a_draft_pressed_at_the_limit_is_refused(town_on_both: Town) -> None:
    """Two previews cannot both find the last place of the day."""
    town = town_on_both
    _, mei = await opened(town)
    said = await mei.whispers(f"/submit {WORDS}")
    async with town.database.writing() as connection:
        (row,) = await town.rows(submissions)
        for number in range(3):
            others = {
                "id": 100 + number,
                "state": "declined",
                "local_day": town.clock.now().date(),
            }
            await connection.execute(submissions.insert().values(**row | others))
    late = await mei.presses(pressing(said, "submission-hand-in"), chat_id=mei.id)

    assert ids(late) == ["submission-enough"]
    assert "waiting" not in await standing(town)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("x" * 4001, "submission-long"), ("#submit", "submission-empty")],
)
async def test_what_cannot_be_taken_is_told(town: Town, text: str, answer: str) -> None:
    """Nothing at all, or more than a post holds."""
    _, mei = await opened(town)
    await mei.whispers("/submit")

    assert ids(await mei.whispers(text)) == [answer]


async def test_an_album_is_answered_once(town: Town) -> None:
    """Its pictures come one by one: one word for all, and the next photo alone is taken."""
    _, mei = await opened(town)
    await mei.whispers("/submit")
    for _ in range(3):
        await town.takes(photo(town, mei, "", media_group_id="album"))
    owed = await town.settles()

    assert ids(to(owed, mei.id)) == ["submission-album"]
    assert ids(await town.takes(photo(town, mei, "")))[0] == "submission-preview"


async def test_taken_back_before_it_is_decided(town_on_both: Town) -> None:
    """Its words go everywhere at once, the staff's copy is deleted, and nothing can publish it."""
    town = town_on_both
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    shown = await town.settles()
    copies = [each["message_id"] for each in await town.rows(submission_cards)]
    assert len(shown) == len(copies) == 2
    listed = await mei.whispers("/mysubmissions")
    asked = await mei.presses(pressing(listed, "submission-withdraw", at=1), chat_id=mei.id)
    await mei.presses(pressing(asked, "submission-withdraw-yes"), chat_id=mei.id)
    await town.restart()
    late = await ada.presses(decision(number, "publish"), chat_id=STAFF)
    owed = await town.settles()

    assert "submission-decided" in ids(late)
    assert await standing(town) == ["withdrawn"]
    (gone,) = calls(owed, "deleteMessage")
    assert (gone.chat_id, gone.arguments["message_id"] in copies) == (STAFF, True)
    assert WORDS not in json.dumps(
        [await town.rows(each) for each in (submissions, dues)], default=str
    )
    assert to(owed, GROUP) == []


async def test_taken_back_once_it_is_out(town_on_both: Town) -> None:
    """The post is deleted, once; the points stay."""
    town = town_on_both
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    await ada.presses(decision(number, "publish"), chat_id=STAFF)
    await town.settles()
    (row,) = await town.rows(submissions)
    press = town.press(mei, f"sbback|{number}|yes", chat_id=mei.id)
    await town.takes(press)
    await town.takes(press)
    again = await mei.presses(f"sbback|{number}|yes", chat_id=mei.id)
    owed = await town.settles()

    gone = [each for each in calls(owed, "deleteMessage") if each.chat_id == GROUP]
    assert [each.arguments["message_id"] for each in gone] == [row["message_id"]]
    assert ids(again) == ["submission-back-already"]
    assert await points_of(town, mei) == [20]


async def test_too_old_to_be_deleted_it_says_so(town: Town) -> None:
    """What Telegram leaves standing is worded anew."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    await ada.presses(decision(number, "publish"), chat_id=STAFF)
    await town.settles()
    await mei.presses(f"sbback|{number}|yes", chat_id=mei.id)

    def old(call: Owed) -> Outcome | None:
        is_it = call.method == "deleteMessage" and call.chat_id == GROUP
        return Rejected("Bad Request: message can't be deleted") if is_it else None

    owed = await town.settles(old)

    edits = [each for each in calls(owed, "editMessageText") if each.chat_id == GROUP]
    assert ids(edits) == ["submission-was-withdrawn"]


async def test_taken_back_on_its_way_it_is_taken_down(town: Town) -> None:
    """Published and taken back in one breath: nothing stays in the group."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    await town.settles()
    await ada.presses(decision(number, "publish"), chat_id=STAFF)
    await mei.presses(f"sbback|{number}|yes", chat_id=mei.id)
    owed = await town.settles()

    assert to(owed, GROUP) == []
    assert await points_of(town, mei) == []


async def test_what_telegram_refuses_waits_again(town: Town) -> None:
    """The card says why, and the staff may try once more; paid is what came out, once."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    await town.settles()
    await ada.presses(decision(number, "publish"), chat_id=STAFF)

    def refused(call: Owed) -> Outcome | None:
        is_it = call.method == "sendMessage" and call.chat_id == GROUP
        return Rejected("Bad Request: TOPIC_CLOSED") if is_it else None

    owed = await town.settles(refused)
    assert "submission-card-failed" in ids(owed)
    assert await standing(town) == ["waiting"]
    await ada.presses(decision(number, "publish"), chat_id=STAFF)
    await town.settles()

    assert await standing(town) == ["published"]
    assert await points_of(town, mei) == [20]


@pytest.mark.parametrize("who", ["stranger", "author", "demoted"])
async def test_nobody_else_decides(town: Town, who: str) -> None:
    """A forged press, the author's own, and one after losing the right: each is refused."""
    _, mei = await opened(town)
    mod = await promoted(town, "Mod", can_manage_chat=True)
    number = await handed_in(town, mei)
    presser = {"stranger": town.person("Eve"), "author": mei, "demoted": mod}[who]
    await town.takes(town.change(mod, {"status": "member"}, old="administrator"))
    said = await presser.presses(decision(number, "publish"), chat_id=STAFF)

    assert ids(said) == ["refused-not-admin"]
    assert await standing(town) == ["waiting"]


async def test_nobody_touches_anothers_draft(town: Town) -> None:
    """Forged presses on it change nothing."""
    ada, mei = await opened(town)
    await mei.whispers(f"/submit {WORDS}")
    (row,) = await town.rows(submissions)
    for data in ("sbset|{}|name", "sbgo|{}|1", "sbback|{}|yes"):
        said = await ada.presses(data.format(row["id"]), chat_id=ada.id)
        assert ids(said) == ["button-not-yours"]

    assert await town.rows(submissions) == [row]


async def test_the_desk_shows_what_waits(town: Town) -> None:
    """With nobody to be reached it waits there, and is shown to whoever asks."""
    ada, mei = await opened(town)
    await handed_in(town, mei)
    await town.settles()
    desk = await ada.whispers("/submissions")
    shown = await ada.presses(pressing(desk, "submission-show"), chat_id=ada.id)
    again = await ada.presses(pressing(desk, "submission-show"), chat_id=ada.id)
    owed = await town.settles()

    assert value(desk, "submissions-desk", "count") == 1
    assert [each.id for each in texts(shown)] == []
    assert ids(again) == ["submission-above"]
    assert "submission-card" in ids(to(owed, ada.id))
    assert ids(await mei.whispers("/submissions")) == ["refused-not-admin"]


async def test_kept_for_the_library_where_its_author_lets_it(town: Town) -> None:
    """The words stay with the row, and go with the author's word."""
    ada, mei = await opened(town)
    said = await mei.whispers(f"/submit {WORDS}")
    said = await mei.presses(pressing(said, "submission-library"), chat_id=mei.id)
    await mei.presses(pressing(said, "submission-hand-in"), chat_id=mei.id)
    (row,) = await town.rows(submissions)
    await ada.presses(decision(row["id"], "publish"), chat_id=STAFF)
    await town.settles()
    (kept,) = await town.rows(submissions)
    await mei.presses(f"sbback|{row['id']}|yes", chat_id=mei.id)
    (gone,) = await town.rows(submissions)

    assert (kept["words"], gone["words"]) == (WORDS, None)


async def test_forgotten_it_is_taken_down(town_on_both: Town) -> None:
    """The post, the staff's card and copy go; the row stays without anybody in it."""
    town = town_on_both
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    await ada.presses(decision(number, "publish"), chat_id=STAFF)
    await town.settles()
    await handed_in(town, mei, "Another one")
    await town.settles()
    async with town.database.writing() as connection:
        await connection.execute(
            update(submissions).where(submissions.c.id == number).values(words="kept words")
        )
    await mei.whispers("/mydata")
    exported = json.dumps([each.arguments for each in await town.settles()], default=str)
    await mei.presses(f"forget|{mei.id}|1", chat_id=mei.id)
    owed = await town.settles()

    assert "kept words" in exported
    gone = calls(owed, "deleteMessage")
    assert sorted(each.chat_id for each in gone) == sorted([GROUP, STAFF, STAFF, STAFF, STAFF])
    assert {row["person_id"] for row in await town.rows(submissions)} == {None}
    assert str(mei.id) not in json.dumps(await town.rows(submissions), default=str)
    assert await town.rows(submission_cards) == []


async def test_what_is_decided_is_forgotten_after_a_while(town: Town) -> None:
    """Declined words go after a week; what nobody decides lapses after a month."""
    ada, mei = await opened(town)
    first = await handed_in(town, mei)
    await ada.presses(decision(first, "none"), chat_id=STAFF)
    await handed_in(town, mei, "waits")
    await town.settles()
    async with town.database.writing() as connection:
        await connection.execute(
            update(submissions).values(made_at=town.clock.now() - timedelta(days=31))
        )
    town.passes(days=8)
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=town.chance,
            dialect=town.database.dialect,
        )
        before = town.clock.now() - timedelta(days=7)
        await purge_submissions(uow, decided_before=before, most=100)
        await uow.finish()
    owed = await town.settles()

    assert await standing(town) == ["declined", "lapsed"]
    assert {row["id"]: row["words"] for row in await town.rows(submissions)}[first] is None
    assert "submission-card-state" in ids(owed)
