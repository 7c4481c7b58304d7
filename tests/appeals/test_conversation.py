"""Appeals as people live them: heard on both sides, decided once, by somebody else."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import update

from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Rejected, Unreachable
from models.appeals import appeals
from models.audits import audits
from models.cases import cases, evidence
from models.moderation import findings
from models.outbox import outbox
from tests.complaints.scenes import (
    STAFF,
    Club,
    club,
    data_of,
    deeds_of,
    night,
    said_in,
    sent,
    words_of,
)
from tests.conversation import GROUP, Person, Town, ids, value


@dataclass
class Court:
    """A club in which Anna has just done something to Mei."""

    here: Club
    town: Town
    anna: Person
    ben: Person
    mei: Person

    async def case(self) -> dict[str, Any]:
        """Return the newest case."""
        return (await self.town.rows(cases))[-1]

    async def appeal(self) -> dict[str, Any]:
        """Return the only appeal."""
        (row,) = await self.town.rows(appeals)
        return row

    async def appeals(self, words: str = "I only quoted somebody") -> Owed:
        """Let Mei appeal; returns the staff's card."""
        case = await self.case()
        await self.mei.whispers(f"/start appeal-{case['id']}")
        await self.mei.whispers(words)
        return sent(await self.town.settles(), STAFF)[-1]


async def court(town: Town, command: str = "/ban", *, has_staff_chat: bool = True) -> Court:
    """Let Anna act against Mei for what she wrote."""
    here = await club(town)
    if has_staff_chat:
        await here.opens_staff_chat()
    message = await here.hears(here.mei, "you are wrong, I think")
    await here.anna.says(f"{command} insulting", reply_to_message=message)
    await town.settles()
    town.said.clear()
    return Court(here, town, here.anna, here.ben, here.mei)


@pytest.fixture
async def at(town: Town) -> Court:
    """A court on SQLite."""
    return await court(town)


@pytest.fixture
async def at_on_both(town_on_both: Town) -> Court:
    """A court on each of the two databases."""
    return await court(town_on_both)


def verdicts(card: Owed) -> list[str]:
    """Return what can be pressed on a card."""
    return deeds_of(card)


class TestAppealing:
    @pytest.mark.feature("Q2")
    async def test_staff_sees_the_case_and_both_sides(self, at: Court) -> None:
        """The card holds what was done, by which rule and evidence, and what either says to it."""
        card = await at.appeals()
        (asked,) = [row for row in await at.town.rows(outbox) if str(row["key"]).endswith(":side")]

        said = await at.anna.whispers(
            "she had been warned",
            reply_to_message={
                "message_id": asked["message_id"],
                "date": 1,
                "chat": at.town.chat(at.anna.id),
                "from": {"id": 424242, "is_bot": True, "first_name": "Hearth"},
            },
        )
        calls = await at.town.settles()

        (edit,) = sent(calls, STAFF, "editMessageText")
        assert words_of(card)[:2] == ["appeal-card", "case-did-ban"]
        assert said_in(card, "appeal-card-proof")["words"] == "you are wrong, I think"
        assert said_in(card, "appeal-card-words")["words"] == "I only quoted somebody"
        assert verdicts(card) == ["grant", "refuse"]
        assert (asked["chat_id"], ids(said)) == (at.anna.id, ["appeal-side-taken"])
        assert "appeal-card-actor" in words_of(edit)

    @pytest.mark.feature("Q2")
    async def test_by_number_too(self, at: Court) -> None:
        """Every button has a command beside it."""
        case = await at.case()

        asked = await at.mei.whispers(f"/appeal {case['number']}")
        taken = await at.mei.whispers("I only quoted somebody")

        assert (ids(asked), ids(taken)) == (["appeal-ask"], ["appeal-taken"])

    async def test_without_a_number_one_can_choose(self, at: Court) -> None:
        """What can be appealed is listed with buttons, and later what became of it."""
        listed = await at.mei.whispers("/appeal")
        begun = await at.mei.presses(f"plead|{(await at.case())['id']}", chat_id=at.mei.id)
        await at.mei.whispers("please look again")
        later = await at.mei.whispers("/appeal")

        assert ids(listed) == ["appeal-which"]
        assert ids(begun) == ["appeal-ask"]
        assert ids(later) == ["appeal-nothing", "appeal-own"]
        assert value(later, "appeal-own", "state").id == "appeal-state-open"

    async def test_in_the_group_it_shows_the_way(self, at: Court) -> None:
        """Nobody pleads in front of everybody."""
        assert ids(await at.here.tom.says("/appeal 1")) == ["appeal-by-dm"]

    @pytest.mark.parametrize(
        "payload", ["/start appeal-{id}", "/start appeal-999", "/start appeal-x", "/appeal 1"]
    )
    async def test_somebody_elses_case_is_none(self, at: Court, payload: str) -> None:
        """Whoever it is not about learns nothing: not even that there is such a case."""
        case = await at.case()
        tom = at.here.tom

        said = await tom.whispers(payload.format(id=case["id"]))
        forged = await tom.presses(f"plead|{case['id']}", chat_id=tom.id)

        assert (ids(said), ids(forged)) == (["appeal-no-such"], ["appeal-no-such"])
        assert await at.town.rows(appeals) == []

    async def test_a_case_is_appealed_once(self, at: Court) -> None:
        """A second attempt is told how the first stands, whatever that is."""
        card = await at.appeals()
        case = await at.case()
        again = await at.mei.whispers(f"/start appeal-{case['id']}")
        await at.ben.presses(data_of_verdict(card, "clear"), chat_id=STAFF)
        final = await at.mei.whispers(f"/appeal {case['number']}")

        assert (ids(again), ids(final)) == (["appeal-once"], ["appeal-once"])
        assert value(final, "appeal-once", "state").id == "appeal-state-refused"

    @pytest.mark.feature("Q2")
    async def test_what_is_not_kept_any_more_cannot_be_judged(self, at: Court) -> None:
        """When the evidence is gone, so is the way to a fair second look."""
        at.town.passes(days=31)

        assert ids(await at.mei.whispers("/appeal 1")) == ["appeal-not-late"]

    async def test_words_that_never_come_cost_nothing(self, at: Court) -> None:
        """After a day it rests, that is told once, and it can be begun anew."""
        await at.mei.whispers("/appeal 1")
        at.town.passes(hours=25)
        calls = await at.town.settles()
        words = await at.mei.whispers("oh, sorry")
        again = await at.mei.whispers("/appeal 1")

        (told,) = sent(calls, at.mei.id)
        assert words_of(told) == ["appeal-lapsed"]
        assert (ids(words), ids(again)) == (["puzzled"], ["appeal-ask"])

    async def test_never_mind(self, at: Court) -> None:
        """Called off, nothing is sent, and a second press is stale."""
        await at.mei.whispers("/appeal 1")

        off = await at.mei.presses("never|appeal", chat_id=at.mei.id)
        twice = await at.mei.presses("never|appeal", chat_id=at.mei.id)

        assert (ids(off), ids(twice)) == (["never-mind-done"], ["button-stale"])
        assert await at.town.rows(appeals) == []

    async def test_a_picture_is_no_plea(self, at: Court) -> None:
        """Words are asked for again, and a command in between is a command."""
        await at.mei.whispers("/appeal 1")
        photo = [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}]
        update = at.town.message(at.mei, "", chat_id=at.mei.id, photo=photo)
        del update["message"]["text"]

        picture = await at.town.takes(update)
        command = await at.mei.whispers("/help")
        words = await at.mei.whispers("it was a quote")

        assert ids(picture) == ["appeal-words-please"]
        assert ids(command)[0] == "help-head"
        assert ids(words) == ["appeal-taken"]

    async def test_a_restart_forgets_nothing(self, at: Court) -> None:
        """Asked before, written after."""
        await at.mei.whispers("/appeal 1")
        await at.town.restart()

        assert ids(await at.mei.whispers("it was a quote")) == ["appeal-taken"]


def data_of_verdict(card: Owed, word: str) -> str:
    """Return the data of a verdict on a card, also of one behind a menu."""
    appeal_id = data_of(card, "refuse").split("|")[1]
    return f"judge|{appeal_id}|{word}"


class TestDeciding:
    @pytest.mark.feature("Q2")
    async def test_who_acted_cannot_decide(self, at: Court) -> None:
        """Nor can whom it is about, a member, or somebody demoted a second ago."""
        card = await at.appeals()
        await at.town.takes(at.town.change(at.ben, {"status": "member"}, old="administrator"))

        said = [
            ids(await each.presses(data_of(card, "grant"), chat_id=STAFF))[0]
            for each in (at.anna, at.ben, at.mei, at.here.tom)
        ]

        assert said[0] == "appeal-own-deed"
        assert all(each.startswith("refused") for each in said[1:])
        assert (await at.appeal())["state"] == "open"

    @pytest.mark.feature("Q2")
    async def test_granted_it_is_as_if_nothing_had_been(self, at_on_both: Court) -> None:
        """The ban is lifted first; then the member is told, with a way back in for one."""
        at = at_on_both
        card = await at.appeals()

        said = await at.ben.presses(data_of(card, "grant"), chat_id=STAFF)
        calls = await at.town.settles(_with_link)

        methods = [each.method for each in calls if each.chat_id == GROUP]
        (told,) = sent(calls, at.mei.id)
        (link,) = sent(calls, GROUP, "createChatInviteLink")
        assert ids(said) == ["appeal-toast-granted"]
        assert methods.index("unbanChatMember") < methods.index("createChatInviteLink")
        assert words_of(told) == ["appeal-granted"]
        assert told.arguments["keyboard"][0][0]["url"] == "https://t.me/+way-in"
        assert link.arguments["member_limit"] == 1
        assert ((await at.case())["state"], (await at.appeal())["state"]) == ("undone", "granted")
        edit = sent(calls, STAFF, "editMessageText")[-1]
        assert ("appeal-card-granted" in words_of(edit), verdicts(edit)) == (True, [])

    async def test_a_granted_warning_gives_its_weight_back(self, town: Town) -> None:
        """Nothing weighs any more, and what the checks found counts as their error."""
        at = await court(town, "/warn")
        card = await at.appeals()
        await at.ben.presses(data_of(card, "grant"), chat_id=STAFF)
        calls = await town.settles()

        (told,) = sent(calls, at.mei.id)
        assert ((await at.case())["state"], (await at.case())["weight"]) == ("undone", 0)
        assert "keyboard" not in told.arguments
        assert all(row["undone_at"] for row in await town.rows(findings))

    @pytest.mark.feature("Q2")
    async def test_refused_it_stands_and_the_reason_is_told(self, at: Court) -> None:
        """The reason is chosen from a few; the card and the member have the same."""
        card = await at.appeals()
        menu = await at.ben.presses(data_of(card, "refuse"), chat_id=STAFF)

        said = await at.ben.presses(data_of_verdict(card, "harm"), chat_id=STAFF)
        calls = await at.town.settles()

        (told,) = sent(calls, at.mei.id)
        assert "appeal-card" in ids(menu)
        assert ids(said) == ["appeal-toast-refused"]
        assert words_of(told) == ["appeal-refused", "appeal-why", "appeal-final"]
        assert said_in(told, "appeal-why")["why"].id == "appeal-reason-harm"
        assert ((await at.case())["state"], (await at.appeal())["state"]) == ("applied", "refused")

    async def test_a_reason_in_ones_own_words(self, at: Court) -> None:
        """In reply to the card; without words one is asked for them, without a card which."""
        card = await at.appeals()
        (row,) = [row for row in await at.town.rows(outbox) if row["id"] == card.id]
        reply = {
            "message_id": row["message_id"],
            "date": 1,
            "chat": at.town.chat(STAFF),
            "from": {"id": 424242, "is_bot": True, "first_name": "Hearth"},
        }

        bare = await at.ben.says("/refuse", chat_id=STAFF, reply_to_message=reply)
        loose = await at.ben.says("/refuse no", chat_id=STAFF)
        said = await at.ben.says("/refuse we talked", chat_id=STAFF, reply_to_message=reply)
        calls = await at.town.settles()

        (told,) = sent(calls, at.mei.id)
        assert [ids(each) for each in (bare, loose, said)] == [
            ["appeal-refuse-how"],
            ["appeal-reply-to-card"],
            ["appeal-toast-refused"],
        ]
        assert said_in(told, "appeal-why")["why"] == "we talked"

    @pytest.mark.feature("Q2")
    async def test_of_two_one_decides(self, at_on_both: Court) -> None:
        """Pressed at once by two, and twice by one, it is decided once and told once."""
        at = at_on_both
        card = await at.appeals()
        owner = at.here.owner

        said = await at.town.takes(
            at.town.press(at.ben, data_of_verdict(card, "clear"), chat_id=STAFF),
            at.town.press(owner, data_of(card, "grant"), chat_id=STAFF),
            at.town.press(at.ben, data_of_verdict(card, "clear"), chat_id=STAFF),
        )
        calls = await at.town.settles()

        assert ids(said) == ["appeal-toast-refused", "appeal-over", "appeal-over"]
        assert len(sent(calls, at.mei.id)) == 1
        assert ((await at.case())["state"], (await at.appeal())["decided_by"]) == (
            "applied",
            at.ben.id,
        )

    async def test_a_check_s_case_is_anybodys_to_decide(self, at: Court) -> None:
        """Nobody of the staff acted, so all of them may look at it."""
        async with at.town.database.writing() as connection:
            await connection.execute(update(cases).values(actor_id=None, check="words"))
        card = await at.appeals()

        assert ids(await at.anna.presses(data_of(card, "grant"), chat_id=STAFF)) == [
            "appeal-toast-granted"
        ]

    async def test_forged_verdicts_are_stale(self, at: Court) -> None:
        """A word that is none, or an appeal that is none, decides nothing."""
        card = await at.appeals()

        said = [
            ids(await at.ben.presses(data, chat_id=STAFF))
            for data in (data_of_verdict(card, "hang"), "judge|99|grant", "judge|1")
        ]

        assert said == [["button-stale"]] * 3
        assert (await at.appeal())["state"] == "open"

    async def test_staff_is_reminded_once(self, at: Court) -> None:
        """After a day without a decision, and not after one."""
        await at.appeals()
        at.town.passes(hours=25)
        first = await at.town.settles()
        at.town.passes(hours=25)
        second = await at.town.settles()

        assert [words_of(each) for each in sent(first, STAFF)] == [["appeal-waits"]]
        assert sent(second, STAFF) == []

    async def test_who_blocked_the_bot_is_said_to_be_out_of_reach(self, at: Court) -> None:
        """The decision stands, and staff learns that it could not be told."""
        card = await at.appeals()
        await at.ben.presses(data_of_verdict(card, "clear"), chat_id=STAFF)
        calls = await at.town.settles(
            lambda owed: Unreachable("blocked") if owed.chat_id == at.mei.id else None
        )

        assert [words_of(each) for each in sent(calls, STAFF)] == [["appeal-unreached"]]
        assert (await at.appeal())["state"] == "refused"

    async def test_what_telegram_refuses_to_lift_is_not_claimed(self, at: Court) -> None:
        """The member is told that it was granted and is not done yet."""
        card = await at.appeals()
        await at.ben.presses(data_of(card, "grant"), chat_id=STAFF)
        calls = await at.town.settles(
            lambda owed: (
                Rejected("not enough rights") if owed.method == "unbanChatMember" else None
            )
        )

        (told,) = sent(calls, at.mei.id)
        assert words_of(told) == ["appeal-granted-stuck"]

    async def test_a_case_taken_back_by_hand_leaves_nothing_to_decide(self, at: Court) -> None:
        """The card says so, and presses that come late change nothing."""
        card = await at.appeals()
        await at.anna.says(f"/undo {(await at.case())['number']}")
        calls = await at.town.settles()
        late = await at.ben.presses(data_of_verdict(card, "clear"), chat_id=STAFF)

        edit = sent(calls, STAFF, "editMessageText")[-1]
        assert verdicts(edit) == []
        assert (await at.appeal())["state"] == "granted"
        assert "appeal-toast-refused" not in ids(late)

    async def test_it_is_all_in_the_audit(self, at: Court) -> None:
        """Who appealed and who decided, without a word of it."""
        card = await at.appeals("SECRET WORDS")
        await at.ben.presses(data_of_verdict(card, "clear"), chat_id=STAFF)

        written = [each for each in await at.town.rows(audits) if each["category"] == "appeals"]
        assert [each["what"] for each in written] == ["audit-appeal-made", "audit-appeal-refused"]
        assert "SECRET" not in str(written)


class TestWhoIsThere:
    async def test_without_a_staff_chat_the_others_are_asked(self, town: Town) -> None:
        """Whoever may decide and did not act has a card; who acted has none."""
        at = await court(town, has_staff_chat=False)
        await at.mei.whispers("/appeal 1")
        await at.mei.whispers("it was a quote")
        calls = await town.settles()

        asked = [each for each in calls if each.method == "sendMessage"]
        cards = [each.chat_id for each in asked if "appeal-card" in words_of(each)]
        assert cards == [at.ben.id]

    @pytest.mark.feature("Q2")
    async def test_only_who_acted_being_there_is_told_to_the_owner(self, town: Town) -> None:
        """The member is told honestly, the owner is asked for help, and it is tried again."""
        at = await court(town, has_staff_chat=False)
        await town.takes(town.change(at.ben, {"status": "member"}, old="administrator"))
        await at.mei.whispers("/appeal 1")
        taken = await at.mei.whispers("it was a quote")
        first = await town.settles()

        await at.here.owner.whispers("/start")
        town.passes(minutes=61)
        later = await town.settles()

        told = [words_of(each) for each in sent(first, at.anna.id)]
        assert ids(taken) == ["appeal-kept"]
        assert ["appeal-nobody"] in told
        assert "appeal-card" in words_of(sent(later, at.here.owner.id)[0])


class TestForgetting:
    async def test_an_appellant_who_is_forgotten_withdraws(self, at: Court) -> None:
        """The words go from the row and from the card, and a late verdict finds nothing."""
        card = await at.appeals("SECRET WORDS")
        await at.mei.presses(f"forget|{at.mei.id}|1", chat_id=at.mei.id)
        calls = await at.town.settles()
        late = await at.ben.presses(data_of(card, "grant"), chat_id=STAFF)

        row = await at.appeal()
        edit = sent(calls, STAFF, "editMessageText")[-1]
        assert (row["state"], row["words"]) == ("withdrawn", None)
        assert "appeal-card-withdrawn" in words_of(edit)
        assert "SECRET" not in str(await at.town.rows(outbox))
        assert "appeal-toast-granted" not in ids(late)

    async def test_no_word_outlives_its_term(self, at: Court) -> None:
        """With the evidence of the case, both sides and what was sent of them go."""
        await at.appeals("SECRET WORDS")
        at.town.passes(days=31)
        await night(at.town)

        assert (await at.appeal())["words"] is None
        assert [row["words"] for row in await at.town.rows(evidence) if row["words"]] == []
        assert "SECRET" not in str(await at.town.rows(outbox))


def _with_link(owed: Owed) -> Done | None:
    if owed.method == "createChatInviteLink":
        return Done({"invite_link": "https://t.me/+way-in"})
    return None
