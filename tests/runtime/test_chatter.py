"""How effects get from memory to Telegram."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.kit.clock import StoppedClock
from bot.kit.database import Database
from bot.kit.effects import Answer, Edit, Effect, React, Reply
from bot.kit.texts import Text
from bot.runtime.courier import Courier
from bot.runtime.gateway import Owed
from bot.runtime.observability import Metrics
from bot.runtime.outcomes import Done, Migrated, Outcome, Unknown, Unsent, Wait
from bot.runtime.recording import RecordingGateway
from tests.runtime.outbox import GROUP, courier_of, deletion, hello, owe

SECOND = timedelta(seconds=1)


def reply(number: int, chat_id: int = GROUP) -> Reply:
    """Make a reply with a number in it."""
    return Reply(chat_id, Text("hello", number=number), "en")


def edit(number: int, message_id: int = 5) -> Edit:
    """Make a new wording with a number in it."""
    return Edit(GROUP, message_id, Text("hello", number=number), "en")


@pytest.fixture
def gateway() -> RecordingGateway:
    """A gateway that does everything."""
    return RecordingGateway()


@pytest.fixture
def courier(database: Database, clock: StoppedClock, gateway: RecordingGateway) -> Courier:
    """A courier over that gateway."""
    return courier_of(database, clock, gateway)


async def steps(courier: Courier) -> AsyncIterator[datetime]:
    """Drain a courier, and again for each moment at which something held back may go."""
    await courier.drain()
    while (at := await courier.next_send()) is not None:
        yield at
        await courier.drain()


async def test_replies_keep_their_order_and_pace(
    courier: Courier, gateway: RecordingGateway, clock: StoppedClock
) -> None:
    """Ten replies to a group: three at once, then one a second, in the order they were said."""
    began = clock.now()
    courier.speak(reply(number) for number in range(10))
    moments = []

    async for at in steps(courier):
        moments.append(at - began)
        clock.push_to(at)

    assert gateway.said == [reply(number) for number in range(10)]
    assert moments == [SECOND * number for number in range(1, 8)]


async def test_answers_wait_for_nothing(courier: Courier, gateway: RecordingGateway) -> None:
    """A hundred presses are answered at once, while the group's replies keep their pace."""
    presses: list[Effect] = [Answer(str(number), None, "en") for number in range(100)]

    courier.speak([*(reply(number) for number in range(5)), *presses])
    await courier.drain()

    assert sum(isinstance(effect, Answer) for effect in gateway.said) == 100
    assert sum(isinstance(effect, Reply) for effect in gateway.said) == 3


async def test_the_newest_wording_wins(
    courier: Courier, gateway: RecordingGateway, clock: StoppedClock
) -> None:
    """A live card that changes ten times in a second is edited a few times, at last rightly."""
    courier.speak([edit(0)])
    await courier.drain()
    courier.speak(edit(number) for number in range(1, 10))

    async for at in steps(courier):
        clock.push_to(at)

    assert len(gateway.said) < 5
    assert gateway.said[-1] == edit(9)


async def test_a_held_card_lets_others_pass(
    courier: Courier, gateway: RecordingGateway, clock: StoppedClock
) -> None:
    """An edit that has to wait its three seconds does not hold up an answer to a member."""
    for number in range(3):
        courier.speak([edit(number)])
        await courier.drain()
    clock.advance(2 * SECOND)
    courier.speak([edit(3), reply(1)])

    await courier.drain()

    assert gateway.said[-1] == reply(1)


async def test_old_chatter_is_dropped(
    courier: Courier, gateway: RecordingGateway, clock: StoppedClock
) -> None:
    """What could not be said for a minute is not said any more."""
    gateway.replies = lambda _call: Wait(61)
    courier.speak([reply(1)])
    await courier.drain()
    gateway.replies = lambda _call: Done({"message_id": 1})
    clock.advance(61 * SECOND)
    courier.speak([reply(2)])

    await courier.drain()

    assert gateway.said == [reply(1), reply(2)]


async def test_a_queue_is_bounded(
    database: Database, clock: StoppedClock, gateway: RecordingGateway
) -> None:
    """In a raid the oldest of too many replies are dropped, and counted."""
    metrics = Metrics()
    courier = Courier(
        database,
        gateway,
        clock,
        chance=courier_of(database, clock, gateway)._dispatch._chance,
        replica="one",
        language_for=lambda _code, default: default,
        is_alone=True,
        metrics=metrics,
    )

    courier.speak(reply(number) for number in range(500))
    await courier.drain()

    assert metrics.effects.labels(outcome="dropped")._value.get() == 450
    assert metrics.effects.labels(outcome="done")._value.get() == 3


async def test_waiting_stops_one_chat_alone(
    courier: Courier, gateway: RecordingGateway, clock: StoppedClock
) -> None:
    """One group's pause leaves the others talking, and the reply is said afterwards."""

    def hush(call: Effect | Owed) -> Outcome:
        return Wait(30) if getattr(call, "chat_id", 0) == GROUP else Done(None)

    gateway.replies = hush
    courier.speak([reply(1), reply(2, -2)])
    await courier.drain()
    gateway.replies = lambda _call: Done(None)
    assert gateway.said == [reply(1), reply(2, -2)]
    assert await courier.next_send() == clock.now() + 30 * SECOND

    clock.advance(30 * SECOND)
    await courier.drain()
    assert gateway.said[-1] == reply(1)


async def test_a_wait_told_to_chatter_holds_for_deliveries(
    courier: Courier, gateway: RecordingGateway, clock: StoppedClock, database: Database
) -> None:
    """The outbox obeys what an effect was told about the chat."""
    gateway.replies = lambda _call: Wait(30)
    courier.speak([reply(1)])
    await courier.drain()
    gateway.replies = lambda _call: Done(None)
    await owe(database, clock, hello("a"), deletion(5), deletion(6, -2))

    await courier.drain()

    assert [owed.chat_id for owed in gateway.delivered] == [-2]


async def test_what_was_not_sent_is_said_again_what_may_have_been_is_not(
    courier: Courier, gateway: RecordingGateway, clock: StoppedClock
) -> None:
    """A reply is not said twice; an edit and a reaction may be."""
    courier.speak([reply(1)])
    gateway.replies = lambda _call: Unknown("no answer in time")
    await courier.drain()
    clock.advance(5 * SECOND)
    await courier.drain()
    assert gateway.said == [reply(1)]

    gateway.replies = lambda _call: Unsent("not connected")
    courier.speak([reply(2), React(-2, 5, "👍")])
    async for at in steps(courier):
        clock.push_to(at)
    assert gateway.said.count(reply(2)) == 3
    assert gateway.said.count(React(-2, 5, "👍")) == 3


async def test_a_reply_follows_its_group(courier: Courier, gateway: RecordingGateway) -> None:
    """A group that became another still gets its answer, without the link to a void message."""

    def move(call: Effect | Owed) -> Outcome:
        return Migrated(-2002) if getattr(call, "chat_id", 0) == GROUP else Done(None)

    gateway.replies = move
    courier.speak([Reply(GROUP, Text("hello"), "en", reply_to=5)])

    await courier.drain()

    assert gateway.said[-1] == Reply(-2002, Text("hello"), "en")


async def test_nothing_is_kept_of_a_chat_that_is_quiet(
    courier: Courier, gateway: RecordingGateway
) -> None:
    """A thousand chats that were answered leave no queue behind."""
    courier.speak(reply(1, chat) for chat in range(1, 21))

    await courier.drain()

    assert len(gateway.said) == 20
    assert courier._chatter._queues == {}
    assert courier.is_idle
