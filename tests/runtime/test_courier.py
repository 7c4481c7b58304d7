"""How deliveries get from the outbox to Telegram."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.kit.clock import StoppedClock
from bot.kit.database import Database
from bot.kit.effects import Delivery, Effect, Priority, Probe
from bot.runtime.courier import Courier, Listeners
from bot.runtime.gateway import KICK, Owed, Probed
from bot.runtime.limits import Limits
from bot.runtime.outcomes import (
    Degraded,
    Done,
    Migrated,
    Outcome,
    Rejected,
    Unknown,
    Unreachable,
    Unsent,
    Wait,
)
from bot.runtime.recording import RecordingGateway
from bot.runtime.settlements import purge
from models.communities import chats
from models.members import people
from models.outbox import lanes, outbox
from tests.runtime.outbox import (
    GROUP,
    add_group,
    courier_of,
    deletion,
    hello,
    owe,
    restriction,
    rows,
    states,
    unit,
)

SECOND = timedelta(seconds=1)
PERSON = 77


def answers(*outcomes: Outcome) -> RecordingGateway:
    """Return a gateway whose first calls end like this, the later ones well."""
    left = list(outcomes)

    def reply(_call: Effect | Owed) -> Outcome:
        return left.pop(0) if left else Done({"message_id": 9})

    return RecordingGateway(reply)


async def steps(courier: Courier) -> AsyncIterator[datetime]:
    """Drain a courier, and again for each moment at which something held back may go."""
    await courier.drain()
    while (at := await courier.next_send()) is not None:
        yield at
        await courier.drain()


async def test_what_is_owed_is_sent_and_recorded(
    both_databases: Database, clock: StoppedClock
) -> None:
    """A delivery is sent once; its message's id and its end are written down."""
    gateway = answers(Done({"message_id": 42}))
    courier = courier_of(both_databases, clock, gateway, is_alone=False)
    await owe(both_databases, clock, hello("a"))

    await courier.drain()
    await courier.drain()

    (row,) = await rows(both_databases)
    assert (row.state, row.message_id, row.settled_at) == ("done", 42, clock.now())
    assert [owed.method for owed in gateway.delivered] == ["sendMessage"]
    assert courier.is_idle


async def test_the_reader_s_language_is_chosen(database: Database, clock: StoppedClock) -> None:
    """A group reads its community's language, a person their own, a stranger the default."""
    gateway = RecordingGateway()
    courier = courier_of(database, clock, gateway)
    await add_group(database, clock, language="zh-CN")
    async with database.writing() as connection:
        for person, chosen, tag in ((1, None, "zh-hans"), (2, "en", "zh")):
            await connection.execute(
                insert(people).values(
                    id=person,
                    first_name="A",
                    language=chosen,
                    language_code=tag,
                    seen_at=clock.now(),
                )
            )
    await owe(database, clock, *(hello(f"to {chat}", chat) for chat in (GROUP, 1, 2, 3)))

    await courier.drain()

    assert {owed.chat_id: owed.language for owed in gateway.delivered} == {
        GROUP: "zh-CN",
        1: "zh-CN",
        2: "en",
        3: "en",
    }


async def test_sanctions_go_first_and_are_not_counted(
    database: Database, clock: StoppedClock
) -> None:
    """In a raid the deletions leave before the posts, however many there are."""
    gateway = RecordingGateway()
    courier = courier_of(database, clock, gateway)
    await owe(database, clock, hello("post"), *(deletion(number) for number in range(40)))

    await courier.drain()

    methods = [owed.method for owed in gateway.delivered]
    assert methods == ["deleteMessage"] * 40 + ["sendMessage"]


@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.feature("Z9")
async def test_posts_to_a_group_keep_its_minute(
    database: Database, clock: StoppedClock, *, is_alone: bool
) -> None:
    """Forty posts to a group take more than a minute, in the order in which they were owed."""
    gateway = RecordingGateway()
    courier = courier_of(database, clock, gateway, is_alone=is_alone)
    await owe(database, clock, *(hello(f"post {number:02}") for number in range(40)))
    began = clock.now()
    sent_at: list[datetime] = []

    async for at in steps(courier):
        sent_at += [clock.now()] * (len(gateway.delivered) - len(sent_at))
        clock.push_to(at)
    sent_at += [clock.now()] * (len(gateway.delivered) - len(sent_at))

    for first in sent_at:
        assert sum(first <= at < first + timedelta(minutes=1) for at in sent_at) <= 20
        assert sum(first <= at < first + SECOND for at in sent_at) <= 3
    assert len(sent_at) == 40
    assert sent_at[-1] - began < timedelta(seconds=80)
    ids = [owed.id for owed in gateway.delivered]
    assert ids == sorted(ids)


@pytest.mark.feature("Z9")
async def test_being_told_to_wait_stops_that_chat_alone(
    database: Database, clock: StoppedClock
) -> None:
    """An hour's pause in one group is no other group's, and no attempt is counted."""
    gateway = answers(Wait(3600))
    courier = courier_of(database, clock, gateway)
    await owe(database, clock, hello("a"), hello("b"))

    await courier.drain()
    await owe(database, clock, hello("c"), hello("d", -2))
    await courier.drain()
    assert await states(database) == ["owed", "owed", "owed", "done"]
    assert await courier.next_send() == clock.now() + timedelta(hours=1)

    clock.advance(timedelta(hours=1))
    await courier.drain()
    assert await states(database) == ["done"] * 4
    assert [row.attempts for row in await rows(database)] == [1, 1, 1, 1]


async def test_what_was_surely_not_sent_is_tried_again(
    database: Database, clock: StoppedClock
) -> None:
    """Without a network even a post is tried again, each time later."""
    gateway = answers(Unsent("not connected"), Unsent("not connected"))
    courier = courier_of(database, clock, gateway)
    await owe(database, clock, hello("a"))
    pauses = []

    async for at in steps(courier):
        pauses.append((at - clock.now()).total_seconds())
        clock.push_to(at)

    assert await states(database) == ["done"]
    assert len(pauses) == 2
    assert 0.7 < pauses[0] < 1.3 < pauses[1] < 2.6


async def test_an_unknown_end_is_repeated_only_where_that_is_harmless(
    database: Database, clock: StoppedClock
) -> None:
    """A deletion is sent again; of a post an operator is asked, better silent than twice."""
    gateway = RecordingGateway(lambda _call: Unknown("no answer in time"))
    courier = courier_of(database, clock, gateway)
    await owe(database, clock, deletion(5), hello("a"))

    await courier.drain()
    assert await states(database) == ["owed", "unconfirmed"]

    gateway.replies = lambda _call: Done(True)
    clock.advance(timedelta(minutes=1))
    await courier.drain()
    assert await states(database) == ["done", "unconfirmed"]
    assert [owed.method for owed in gateway.delivered].count("sendMessage") == 1
    (shown,) = await courier.unsettled()
    assert (shown.state, shown.reason) == ("unconfirmed", "no answer in time")


@pytest.mark.parametrize(("sent", "calls"), [(True, 1), (False, 2)])
async def test_an_operator_settles_what_is_unconfirmed(
    database: Database, clock: StoppedClock, *, sent: bool, calls: int
) -> None:
    """Seen in the group, it is done; not seen, it is owed again."""
    gateway = answers(Unknown("no answer in time"))
    courier = courier_of(database, clock, gateway)
    await owe(database, clock, hello("a"))
    await courier.drain()
    (shown,) = await courier.unsettled()

    assert await courier.settle(shown.id, sent=sent)
    await courier.drain()

    assert await states(database) == ["done"]
    assert len(gateway.delivered) == calls
    assert not await courier.settle(shown.id, sent=sent)


async def test_a_refusal_is_final_and_says_why(database: Database, clock: StoppedClock) -> None:
    """What Telegram will never do is not asked again, and an operator can read the reason."""
    gateway = answers(Rejected("message can't be deleted"))
    courier = courier_of(database, clock, gateway)
    await owe(database, clock, deletion(5))

    await courier.drain()

    (row,) = await rows(database)
    assert (row.state, row.reason) == ("failed", "message can't be deleted")


async def test_a_person_who_cannot_be_reached_is_remembered(
    database: Database, clock: StoppedClock
) -> None:
    """Who blocked the bot is marked as out of reach."""
    courier = courier_of(database, clock, answers(Unreachable("bot was blocked by the user")))
    async with database.writing() as connection:
        await connection.execute(
            insert(people).values(id=PERSON, first_name="A", can_dm=True, seen_at=clock.now())
        )
    await owe(database, clock, hello("a", PERSON))

    await courier.drain()

    async with database.reading() as connection:
        assert await connection.scalar(select(people.c.can_dm)) is False
    assert await states(database) == ["failed"]


async def test_a_lost_right_is_told_once(database: Database, clock: StoppedClock) -> None:
    """Three calls that fail for the same want of a right make one notice."""
    told: list[tuple[int, str]] = []

    async def hear(chat_id: int, reason: str) -> None:
        told.append((chat_id, reason))

    gateway = RecordingGateway(lambda _call: Degraded("not enough rights"))
    courier = courier_of(database, clock, gateway, listeners=Listeners(on_degraded=hear))
    await add_group(database, clock)
    await owe(database, clock, deletion(5), deletion(6))
    await courier.drain()
    await owe(database, clock, deletion(7))

    await courier.drain()

    assert told == [(GROUP, "not enough rights")]
    async with database.reading() as connection:
        assert await connection.scalar(select(chats.c.degraded_reason)) == "not enough rights"


async def test_a_migrated_group_is_followed(database: Database, clock: StoppedClock) -> None:
    """Posts go to the new id; what names an old message has failed with the group."""
    heard: list[tuple[int, int]] = []

    async def hear(old_id: int, new_id: int) -> None:
        heard.append((old_id, new_id))

    def reply(call: Effect | Owed) -> Outcome:
        return Migrated(-2002) if getattr(call, "chat_id", 0) == GROUP else Done({"message_id": 1})

    gateway = RecordingGateway(reply)
    courier = courier_of(database, clock, gateway, listeners=Listeners(on_migrated=hear))
    await owe(database, clock, deletion(5), hello("a"), hello("b"))

    await courier.drain()

    assert [(row.chat_id, row.state) for row in await rows(database)] == [
        (GROUP, "failed"),
        (-2002, "done"),
        (-2002, "done"),
    ]
    assert (GROUP, -2002) in heard


async def test_what_is_too_late_is_never_sent(database: Database, clock: StoppedClock) -> None:
    """An expired post, and a mute with too little left, are closed instead of sent."""
    gateway = RecordingGateway()
    courier = courier_of(database, clock, gateway)
    now = int(clock.now().timestamp())
    await owe(
        database,
        clock,
        hello("late", expires_at=clock.now()),
        restriction("short", until=now + 29),
        restriction("long", until=now + 120),
        restriction("for ever", until=0),
    )

    await courier.drain()

    assert await states(database) == ["expired", "expired", "done", "done"]
    assert len(gateway.delivered) == 2


async def test_a_kick_is_owed_until_the_ban_is_lifted(
    database: Database, clock: StoppedClock
) -> None:
    """A kick whose second half fails does not become a ban, nor ban again."""
    gateway = answers(Done(True), Unknown("no answer in time"))
    courier = courier_of(database, clock, gateway)
    kick = Delivery("kick", GROUP, KICK, {"user_id": 7}, is_repeatable=True)
    await owe(database, clock, kick)

    await courier.drain()
    assert await states(database) == ["owed"]
    clock.advance(timedelta(minutes=1))
    await courier.drain()

    assert await states(database) == ["done"]
    calls = [(owed.method, owed.arguments) for owed in gateway.delivered]
    lifting = ("unbanChatMember", {"user_id": 7, "only_if_banned": True})
    assert calls == [(KICK, {"user_id": 7}), lifting, lifting]


async def test_a_dead_process_leaves_nothing_sent_twice(
    both_databases: Database, clock: StoppedClock
) -> None:
    """After a kill between claim and record: the deletion is repeated, of the post we ask."""
    stuck = courier_of(both_databases, clock, RecordingGateway(), replica="dead", is_alone=False)
    await owe(both_databases, clock, deletion(5), hello("a"))
    await _claim_and_die(stuck, both_databases, clock)
    gateway = RecordingGateway()
    courier = courier_of(both_databases, clock, gateway, replica="new", is_alone=False)

    clock.advance(30 * SECOND)
    await courier.drain()
    assert await states(both_databases) == ["sending", "sending"]

    clock.advance(timedelta(minutes=2))
    await courier.drain()
    assert await states(both_databases) == ["done", "unconfirmed"]
    assert [owed.method for owed in gateway.delivered] == ["deleteMessage"]


async def test_the_only_process_judges_at_its_start(
    database: Database, clock: StoppedClock
) -> None:
    """Where there is one process, what is half-sent at its start was left by a dead one."""
    dead = courier_of(database, clock, RecordingGateway(), replica="dead")
    await owe(database, clock, deletion(5), hello("a"))
    await _claim_and_die(dead, database, clock)

    await courier_of(database, clock, RecordingGateway()).drain()

    assert await states(database) == ["done", "unconfirmed"]


async def _claim_and_die(courier: object, database: Database, clock: StoppedClock) -> None:
    """Commit a courier's claims, and lose the process before any call."""
    dispatch = courier._dispatch  # type: ignore[attr-defined]
    async with database.writing() as connection:
        claimed = await dispatch._claim(connection, clock.now())
    assert len(claimed) == 2


async def test_two_replicas_send_each_row_once(
    both_databases: Database, clock: StoppedClock
) -> None:
    """Whatever two processes do at the same time, nothing goes out twice."""
    gateway = RecordingGateway()
    couriers = [
        courier_of(both_databases, clock, gateway, replica=name, is_alone=False)
        for name in ("one", "two")
    ]
    chat_ids = [-number for number in range(1, 21)]
    await owe(both_databases, clock, *(hello(f"{chat}", chat) for chat in chat_ids))

    for courier in couriers * 2:
        await courier.drain()

    assert sorted(owed.chat_id for owed in gateway.delivered) == sorted(chat_ids)
    assert set(await states(both_databases)) == {"done"}
    async with both_databases.reading() as connection:
        assert set(await connection.scalars(select(lanes.c.leased_by))) == {None}


@pytest.mark.feature("Z9")
async def test_replicas_share_a_group_s_minute(database: Database, clock: StoppedClock) -> None:
    """Twenty posts by one process leave no room for the other's before the minute is over."""
    gateway = RecordingGateway()
    quick = Limits(chat_interval=None)
    one = courier_of(database, clock, gateway, replica="one", is_alone=False, limits=quick)
    two = courier_of(database, clock, gateway, replica="two", is_alone=False, limits=quick)
    await owe(database, clock, *(hello(f"a{number}") for number in range(20)))
    await one.drain()
    await owe(database, clock, hello("b"))

    clock.advance(30 * SECOND)
    await two.drain()
    assert len(gateway.delivered) == 20

    clock.advance(30 * SECOND)
    await two.drain()
    assert len(gateway.delivered) == 21


async def test_many_chats_cost_few_statements(database: Database, clock: StoppedClock) -> None:
    """A hundred deletions in fifty chats are claimed and recorded in a handful of statements."""
    courier = courier_of(database, clock, RecordingGateway())
    await courier.drain()
    await owe(database, clock, *(deletion(number, -(number % 50) - 1) for number in range(1, 101)))
    before = database.statements

    await courier.drain()

    assert await states(database) == ["done"] * 100
    assert database.statements - before <= 16


@pytest.mark.feature("Z5")
async def test_words_are_forgotten_after_a_week(database: Database, clock: StoppedClock) -> None:
    """What was settled keeps its outcome, not what it said."""
    courier = courier_of(database, clock, RecordingGateway())
    await owe(database, clock, hello("a"))
    await courier.drain()
    clock.advance(timedelta(days=8))
    await owe(database, clock, hello("b"))
    await courier.drain()

    async with database.writing() as connection:
        purged = await purge(unit(connection, clock), clock.now() - timedelta(days=7))

    assert purged == 1
    assert [row.arguments is None for row in await rows(database)] == [True, False]


async def test_a_probe_s_answer_is_handed_over(database: Database, clock: StoppedClock) -> None:
    """What Telegram says of a chat reaches whoever asked, after a failed try too."""
    found = Probed({"id": GROUP}, {"status": "administrator"}, [])
    heard: list[tuple[int, Probed]] = []

    async def hear(chat_id: int, probed: Probed) -> None:
        heard.append((chat_id, probed))

    gateway = answers(Unsent("not connected"), Done(found))
    courier = courier_of(database, clock, gateway, listeners=Listeners(on_probed=hear))

    courier.speak([Probe(GROUP)])
    await courier.drain()
    clock.advance(SECOND)
    await courier.drain()

    assert heard == [(GROUP, found)]


async def test_a_fault_of_ours_leaves_no_row_half_sent(
    database: Database, clock: StoppedClock
) -> None:
    """Even a bug on the way out ends in a state that somebody looks at."""

    def fail(_call: Effect | Owed) -> Outcome:
        raise KeyError("oops")

    courier = courier_of(database, clock, RecordingGateway(fail))
    await owe(database, clock, hello("a"))

    await courier.drain()

    (row,) = await rows(database)
    assert (row.state, row.reason) == ("unconfirmed", "a fault of ours (KeyError)")


async def test_running_sends_what_comes_and_stops_cleanly(
    database: Database, clock: StoppedClock
) -> None:
    """A running courier wakes for new rows, and its stop leaves none half-sent."""
    called = asyncio.Event()

    def reply(_call: Effect | Owed) -> Outcome:
        called.set()
        return Done({"message_id": 1})

    courier = courier_of(database, clock, RecordingGateway(reply))
    running = asyncio.create_task(courier.run())
    await owe(database, clock, hello("a"))
    courier.wake()
    async with asyncio.timeout(5):
        await called.wait()
    courier.stop()
    await running

    assert await states(database) == ["done"]


async def test_late_confirmation_is_still_the_truth(
    database: Database, clock: StoppedClock
) -> None:
    """A process that was only slow settles what another had given up as unconfirmed."""

    async def give_up() -> None:
        async with database.writing() as connection:
            await connection.execute(update(outbox).values(state="unconfirmed"))

    class Slow(RecordingGateway):
        async def deliver(self, owed: Owed) -> Outcome:
            await give_up()
            return await super().deliver(owed)

    await owe(database, clock, hello("a"))
    await courier_of(database, clock, Slow()).drain()

    assert await states(database) == ["done"]


def test_priorities_are_in_the_order_of_urgency() -> None:
    """Sanctions, answers, posts, chatter."""
    assert sorted(Priority) == [
        Priority.SANCTION,
        Priority.ANSWER,
        Priority.POST,
        Priority.CHATTER,
    ]
