"""What a community says officially: shown first, posted once, pinned, and taken down."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import insert, update

from bot.kit.effects import Effect, Reply
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Rejected
from models.audits import audits
from models.communities import chats
from models.outbox import outbox
from models.statements import statements
from tests.cases.scenes import calls, promoted, to
from tests.conversation import GROUP, Person, Town, ids, texts

pytestmark = pytest.mark.feature("Q4")

WORDS = "We have read your criticism.\nThe raffle is drawn again on Friday."
STAFF = -1001000000005


def stated(said: Sequence[Effect | Owed]) -> str:
    """Return what is stated, line by line as it was written."""
    lines = [dict(each.values)["words"] for each in texts(said) if each.id == "statement-words"]
    return "\n".join(map(str, lines))


def yes(said: list[Effect], *, at: int = 0) -> str:
    """The data of the button that posts, or of the one beside it."""
    (reply,) = (each for each in said if isinstance(each, Reply) and each.keyboard)
    data = reply.keyboard[0][at].data
    assert data is not None
    return data


async def staffed(town: Town) -> Person:
    """The owner of a group that has a staff chat."""
    ada = await town.with_admin()
    await town.takes(town.own_change(ada, chat_id=STAFF))
    async with town.database.writing() as connection:
        await connection.execute(
            update(chats).where(chats.c.id == STAFF).values(community_id=1, kind="staff")
        )
    await town.settles()
    town.said.clear()
    return ada


async def states(town: Town) -> list[str]:
    """How each statement stands."""
    rows = await town.rows(statements)
    return [row["state"] for row in sorted(rows, key=lambda row: row["message_id"] or 0)]


async def test_it_is_shown_first_and_posted_and_pinned_at_a_press(town_on_both: Town) -> None:
    """From the staff chat to the main group, once however often the press arrives."""
    town = town_on_both
    ada = await staffed(town)
    said = await ada.says(f"/statement {WORDS}", chat_id=STAFF)
    assert ids(said) == ["statement-preview", "statement-head", *["statement-words"] * 2]
    assert await town.settles() == []
    press = town.press(ada, yes(said), chat_id=STAFF)
    await town.takes(press)
    await town.takes(press)
    await town.restart()
    again = await ada.presses(yes(said), chat_id=STAFF)

    owed = await town.settles()

    assert ids(again) == ["statement-gone"]
    (post,) = to(owed, GROUP)
    assert stated([post]) == WORDS
    (pin,) = calls(owed, "pinChatMessage")
    (row,) = await town.rows(statements)
    assert (row["state"], row["message_id"], row["words"]) == (
        "pinned",
        pin.arguments["message_id"],
        None,
    )
    noted = [each for each in await town.rows(audits) if each["what"] == "audit-statement-posted"]
    assert [(each["actor_id"], each["chat_id"]) for each in noted] == [(ada.id, GROUP)]
    assert "raffle" not in str(await town.rows(audits))


async def test_in_the_group_nobody_reads_the_draft(town: Town) -> None:
    """Asked there, it is shown by DM alone."""
    ada = await town.with_admin()
    await ada.whispers("/start")
    await town.settles()
    said = await ada.says(f"/statement {WORDS}")
    owed = await town.settles()

    assert ids(said) == ["answered-by-dm"]
    assert to(owed, GROUP) == []
    assert "statement-preview" in ids(to(owed, ada.id))


async def test_a_new_one_takes_the_place_of_the_last(town: Town) -> None:
    """The older is unpinned once the newer hangs; its words stay to be read."""
    ada = await staffed(town)
    for words in ("First", "Second"):
        await ada.presses(yes(await ada.says(f"/statement {words}", chat_id=STAFF)))
        owed = await town.settles()

    assert await states(town) == ["down", "pinned"]
    (unpin,) = calls(owed, "unpinChatMessage")
    (pin,) = calls(owed, "pinChatMessage")
    assert unpin.arguments["message_id"] < pin.arguments["message_id"]
    assert calls(owed, "deleteMessage") == []


async def test_off_unpins_it_once(town: Town) -> None:
    """Taken down by command, audited; a second time there is nothing to take down."""
    ada = await staffed(town)
    await ada.presses(yes(await ada.says(f"/statement {WORDS}", chat_id=STAFF)))
    await town.settles()
    off = await ada.says("/statement off", chat_id=STAFF)
    owed = await town.settles()
    again = await ada.says("/statement 关", chat_id=STAFF)

    assert (ids(off), ids(again)) == (["statement-down"], ["statement-none"])
    assert len(calls(owed, "unpinChatMessage")) == 1
    whats = [row["what"] for row in await town.rows(audits)]
    assert whats.count("audit-statement-down") == 1


async def test_off_calls_off_what_was_not_posted_yet(town: Town) -> None:
    """Thought better of in time: nothing appears in the group."""
    ada = await staffed(town)
    await ada.presses(yes(await ada.says(f"/statement {WORDS}", chat_id=STAFF)))
    await ada.says("/statement off", chat_id=STAFF)

    assert to(await town.settles(), GROUP) == []
    assert await states(town) == ["down"]


async def test_a_draft_is_given_up(town: Town) -> None:
    """By its button, or by another draft; what was given up cannot be posted."""
    ada = await staffed(town)
    first = await ada.says("/statement First", chat_id=STAFF)
    second = await ada.says("/statement Second", chat_id=STAFF)
    assert ids(await ada.presses(yes(first))) == ["statement-gone"]
    dropped = await ada.presses(yes(second, at=1))

    assert ids(dropped) == ["statement-dropped"]
    assert ids(await ada.presses(yes(second))) == ["statement-gone"]
    assert await town.count(statements) == 0


@pytest.mark.parametrize("who", ["stranger", "colleague", "demoted"])
async def test_nobody_else_posts_it(town: Town, who: str) -> None:
    """A forged press, a colleague's, and one's own after losing the right: each is refused."""
    ada = await staffed(town)
    mod = await promoted(town, "Mod", can_manage_chat=True, can_change_info=True)
    data = yes(await mod.says(f"/statement {WORDS}", chat_id=STAFF))
    presser = {"stranger": town.person("Eve"), "colleague": ada, "demoted": mod}[who]
    if who == "demoted":
        await town.takes(town.change(mod, {"status": "member"}, old="administrator", by=ada))
    said = await presser.presses(data, chat_id=STAFF)

    refused = "refused-not-admin" if who == "demoted" else "button-not-yours"
    assert ids(said) == [refused]
    assert await states(town) == ["draft"]


async def test_members_and_moderators_may_not(town: Town) -> None:
    """Whoever may not edit rules speaks for themselves alone."""
    await town.with_admin()
    mod = await promoted(town, "Mod", can_manage_chat=True, can_restrict_members=True)

    assert ids(await town.person().says("/statement hi")) == ["refused-not-admin"]
    assert ids(await mod.says("/statement hi")) in (["refused-role"], ["refused-right"])
    assert await town.count(statements) == 0


@pytest.mark.parametrize(
    ("words", "answer"), [("", "statement-empty"), ("🎉" * 1751, "statement-long")]
)
async def test_what_is_no_statement_is_told(town: Town, words: str, answer: str) -> None:
    """Nothing, or more than fits into a post, counted as Telegram counts."""
    ada = await staffed(town)

    assert ids(await ada.says(f"/statement {words}", chat_id=STAFF)) == [answer]


async def test_a_reply_gives_the_words(town: Town) -> None:
    """Written beforehand and talked over: the message replied to is taken as it is."""
    ada = await staffed(town)
    text = town.message(ada, WORDS, chat_id=STAFF)
    await town.takes(text)
    replied = {key: held for key, held in text["message"].items() if key != "reply_to_message"}
    said = await ada.says("/statement", chat_id=STAFF, reply_to_message=replied)

    assert stated(said) == WORDS


@pytest.mark.parametrize(
    ("method", "told", "state"),
    [
        ("sendMessage", "statement-failed", "failed"),
        ("pinChatMessage", "statement-unpinned", "pinned"),
    ],
)
async def test_what_telegram_refuses_is_told(
    town: Town, method: str, told: str, state: str
) -> None:
    """Not posted, or not pinned: whoever wrote it hears so with Telegram's words."""
    ada = await staffed(town)
    await ada.whispers("/start")
    await ada.presses(yes(await ada.says(f"/statement {WORDS}", chat_id=STAFF)))

    def refuses(owed: Owed) -> Outcome | None:
        is_meant = owed.method == method and owed.chat_id == GROUP
        return Rejected("not enough rights") if is_meant else None

    owed = await town.settles(refuses)

    assert told in ids(to(owed, ada.id))
    assert await states(town) == [state]


async def test_two_presses_at_once_post_once(town_on_both: Town) -> None:
    """Two processes take the two halves of a double press."""
    town = town_on_both
    ada = await staffed(town)
    data = yes(await ada.says(f"/statement {WORDS}", chat_id=STAFF))
    presses = [town.press(ada, data, chat_id=STAFF) for _ in range(2)]
    twin = await Town(town.database, town.settings).open()
    twin.clock = town.clock
    await asyncio.gather(town.takes(presses[0]), twin.takes(presses[1]))
    owed = await town.settles()
    await twin.close()

    assert len(to(owed, GROUP)) == 1
    posted = [row for row in await town.rows(outbox) if ":post" in row["key"]]
    assert len(posted) == 1


@pytest.mark.feature("Z2")
async def test_whoever_is_forgotten_leaves_the_statement(town: Town) -> None:
    """The post hangs on and can be taken down; who wrote it is nobody's business any more."""
    ada = await staffed(town)
    async with town.database.writing() as connection:
        await connection.execute(
            insert(statements).values(
                community_id=1,
                chat_id=GROUP,
                person_id=4711,
                state="pinned",
                message_id=9,
                at=town.clock.now(),
            )
        )
    off = await ada.says("/statement off", chat_id=STAFF)

    assert ids(off) == ["statement-down"]
