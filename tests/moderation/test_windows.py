"""What was said lately is counted once, however often it is told, wherever it was heard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from bot.config.settings import Retention
from bot.features.contents import Chat
from bot.features.messages import ChatMessage, Reaction
from bot.features.moderation import acts
from bot.features.moderation.acts import Acts
from bot.features.moderation.alike import MOST, Alike
from bot.features.moderation.fingerprints import (
    LEAST_WEIGHT,
    NEAR,
    Fingerprints,
    distance,
    key_from,
)
from bot.features.moderation.kinds import mask_of
from bot.features.moderation.rules import Terms
from bot.features.moderation.said import Recent
from bot.features.moderation.windows import Windows
from bot.features.places import Places
from bot.features.settings.policy import Policy
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime import housekeeping
from models.communities import chats, communities
from models.heartbeats import heartbeats
from models.moderation import traces
from tests.moderation.lines import LINES
from tests.moderation.speaking import AT, FILE, marked, message

pytestmark = pytest.mark.feature("R2")

KEY = b"a key of sixteen"
HERE, THERE, ELSEWHERE = -1001000000001, -1001000000002, -1001000000009
ADVERT = "大家好，这里有一份很好的工作介绍给你们，在家里就能做，想了解的请联系我"
ENGLISH = "Earn money from home with our new trading system, write to me for the details today"


@dataclass
class Replica:
    """One process beside a database: its windows, and batches in which it hears messages."""

    database: Database
    now: datetime = AT
    mode: Any = "on"
    windows: Windows = field(default_factory=lambda: Windows(KEY))

    @asynccontextmanager
    async def batch(self, *, commits: bool = True) -> AsyncIterator[UnitOfWork]:
        """A batch, prepared; rolled back in the end where it does not commit."""
        try:
            async with self.database.writing() as connection:
                uow = UnitOfWork(
                    connection,
                    now=self.now,
                    chance=CountedChance(),
                    dialect=self.database.dialect,
                )
                where = [HERE, THERE, ELSEWHERE]
                await Places(Policy(moderation=Terms(mode=self.mode))).read(uow, where)
                await self.windows.prime(uow, where)
                yield uow
                await uow.flush()
                _go_on(is_allowed=commits)
        except InterruptedError:
            assert not commits

    async def hears(
        self, *messages: ChatMessage, voice: int = 1001, commits: bool = True
    ) -> list[Recent]:
        """Hear some messages of one voice in one batch."""
        async with self.batch(commits=commits) as uow:
            return [self.hear(uow, each, voice) for each in messages]

    def hear(self, uow: UnitOfWork, each: ChatMessage, voice: int) -> Recent:
        """Hear a message of somebody's."""
        community = 2 if each.chat.id == ELSEWHERE else 1
        return self.windows.hear(uow, each, community_id=community, sender_id=voice, at=each.at)


def saying(text: str | None, *, chat_id: int = HERE, after: int = 0, **more: Any) -> ChatMessage:
    """A message in one of the chats, some seconds after noon."""
    where = {"id": chat_id, "type": "supergroup", "title": "C"}
    return message(text, chat=where, date=int(AT.timestamp()) + after, **more)


@pytest.fixture
async def replica(both_databases: Database) -> Replica:
    """A process that has heard nothing; two groups of one community, and one of another."""
    async with both_databases.writing() as connection:
        for number, chat_ids in ((1, (HERE, THERE)), (2, (ELSEWHERE,))):
            await connection.execute(
                insert(communities).values(
                    id=number, name="C", language="en", zone="UTC", created_at=AT
                )
            )
            for chat_id in chat_ids:
                await connection.execute(
                    insert(chats).values(
                        id=chat_id,
                        community_id=number,
                        type="supergroup",
                        title="C",
                        bot_status="administrator",
                        bot_rights={},
                        created_at=AT,
                    )
                )
    return Replica(both_databases)


class TestMoments:
    async def test_acts_are_counted_by_voice_and_chat(self, replica: Replica) -> None:
        """Each voice has its own moments in each chat, this act included."""
        first, second = await replica.hears(saying("hi"), saying("there", after=3))
        (other,) = await replica.hears(saying("hi", after=4), voice=1002)
        (there,) = await replica.hears(saying("hi", chat_id=THERE, after=5))

        assert first.moments == (AT,)
        assert second.moments == (AT, AT + timedelta(seconds=3))
        assert other.moments == (AT + timedelta(seconds=4),)
        assert there.moments == (AT + timedelta(seconds=5),)

    async def test_an_album_of_ten_is_one_act(self, replica: Replica) -> None:
        """However many pictures, and in however many batches they come."""
        album = [saying(None, photo=[FILE], media_group_id="7") for _ in range(10)]
        heard = await replica.hears(*album[:6])
        heard += await replica.hears(*album[6:])
        (after,) = await replica.hears(saying("there", after=9))

        assert [len(each.moments) for each in heard] == [1] * 10
        assert len(after.moments) == 2
        async with replica.database.reading() as connection:
            found = await connection.scalars(select(traces.c.album).distinct())
            assert len(found.all()) == 2

    async def test_what_is_told_again_counts_once(self, replica: Replica) -> None:
        """After a rollback each message sees what it saw at first, and nothing that came later."""
        batch = [saying(ADVERT, after=number) for number in range(5)]
        first = await replica.hears(*batch, commits=False)
        again = [(await replica.hears(each))[0] for each in batch]

        assert [len(each.moments) for each in first] == [1, 2, 3, 4, 5]
        assert again == first
        assert [len(each.alike_own) for each in again] == [0, 1, 2, 3, 4]

    async def test_a_restart_forgets_nothing(self, replica: Replica) -> None:
        """The next process reads what was said, albums as one act, and goes on counting."""
        album = [saying(None, photo=[FILE], media_group_id="7") for _ in range(3)]
        await replica.hears(saying(ADVERT), saying(ADVERT, after=1), *album)
        last = saying(ADVERT, after=2)
        expected = (await replica.hears(last, commits=False))[0]

        (after,) = await Replica(replica.database).hears(last)

        assert sorted(after.moments) == sorted(expected.moments)
        assert len(after.moments) == 4
        assert after.alike_own == expected.alike_own == (2, 1)

    async def test_reading_comes_once(self, replica: Replica) -> None:
        """A process alone reads a community's traces once, and none where nothing is checked."""
        idle = Replica(replica.database, mode="off")
        before = replica.database.statements
        await idle.hears()
        unread = replica.database.statements - before
        await replica.hears()
        read = replica.database.statements - before - unread
        await replica.hears()
        again = replica.database.statements - before - unread - read

        assert read > again == unread

    async def test_two_replicas_hear_as_one(self, replica: Replica) -> None:
        """Where several share a database, each knows what the others have heard a batch ago."""
        if replica.database.dialect == "sqlite":
            return
        async with replica.database.writing() as connection:
            for name in ("a", "b"):
                await connection.execute(
                    insert(heartbeats).values(replica=name, started_at=AT, beat_at=AT)
                )
        other = Replica(replica.database)
        heard = []
        for number in range(6):
            each = (replica, other)[number % 2]
            each.now = AT + timedelta(seconds=number)
            heard += await each.hears(saying(ADVERT, after=number))

        assert [len(each.moments) for each in heard] == [1, 2, 3, 4, 5, 6]
        assert [len(each.alike_own) for each in heard] == [0, 1, 2, 3, 4, 5]

    async def test_what_an_idle_replica_wrote_itself_is_recognised(self, replica: Replica) -> None:
        """Read again after an hour of silence, its own traces do not count twice."""
        async with replica.database.writing() as connection:
            for name in ("a", "b"):
                beat = AT + timedelta(hours=1)
                await connection.execute(
                    insert(heartbeats).values(replica=name, started_at=AT, beat_at=beat)
                )
        await replica.hears(saying(ADVERT), saying(ADVERT, after=1))
        replica.now = AT + timedelta(hours=1)
        (heard,) = await replica.hears(saying(ADVERT, after=3600))

        assert heard.alike_own == (3600, 3599)


class TestAlike:
    async def test_copies_are_found_across_the_community(self, replica: Replica) -> None:
        """In every group of the community, by this voice and by others, and not beyond it."""
        await replica.hears(saying(ADVERT), saying(ADVERT, chat_id=THERE, after=5))
        await replica.hears(saying(ADVERT, after=8), voice=1002)
        await replica.hears(saying(ADVERT, chat_id=ELSEWHERE, after=9), voice=1003)
        (heard,) = await replica.hears(saying(ADVERT, chat_id=THERE, after=10))

        assert heard.alike_own == (10, 5)
        assert heard.alike_others == ((1002, 2),)

    @pytest.mark.parametrize(
        "changed",
        [
            ADVERT + " 123456",
            ADVERT.replace("，", " ❤️ "),
            ADVERT.replace("联系", "联 系").replace("工作", "工\u200b作"),
            "🔥🔥 " + ADVERT,
            ADVERT + "哦",
        ],
    )
    async def test_small_changes_hide_nothing(self, replica: Replica, changed: str) -> None:
        """Digits, signs, gaps and a word more or less leave a text what it is."""
        await replica.hears(saying(ADVERT))
        (heard,) = await replica.hears(saying(changed, after=1))

        assert heard.alike_own == (1,)

    async def test_different_texts_are_different(self, replica: Replica) -> None:
        """Two hundred plain lines by two hundred people look like nobody's campaign."""
        async with replica.batch() as uow:
            heard = [
                replica.hear(uow, saying(line, after=number), 2000 + number)
                for number, line in enumerate(LINES)
            ]

        assert max(len(each.alike_others) for each in heard) < 9
        assert all(each.alike_own == () for each in heard)

    async def test_short_texts_are_not_compared(self, replica: Replica) -> None:
        """What is too short to be told apart has no fingerprint, but is an act."""
        heard = await replica.hears(*(saying("签到", after=number) for number in range(5)))

        assert [len(each.moments) for each in heard] == [1, 2, 3, 4, 5]
        assert {each.alike_own for each in heard} == {()}


class TestTraces:
    async def test_a_trace_holds_numbers_alone(self, replica: Replica) -> None:
        """Kinds, length and counts are written, once, and none of what was said."""
        text = "see example.org and t.me/other, dear @bo and @ann"
        marks = (("url", "example.org"), ("url", "t.me/other"), ("mention", "@bo"))
        sent = marked(text, *marks)
        await replica.hears(sent, sent)
        await replica.hears(sent)

        async with replica.database.reading() as connection:
            (row,) = (await connection.execute(select(traces))).mappings()
        assert row["kinds"] == mask_of(("text", "url", "mention"))
        assert (row["length"], row["links"], row["mentions"]) == (len(text), 2, 1)
        assert all(not isinstance(each, str) for each in row.values())

    async def test_traces_last_two_days(self, replica: Replica) -> None:
        """Each night whatever would be two days old before the next one goes."""
        ages = (1, 20, 25, 47, 60)
        for hours in ages:
            await replica.hears(saying("hi", after=-3600 * hours))
        keeper = housekeeping.Housekeeping(Retention())
        async with replica.batch() as uow:
            await keeper(uow, _Due())

        async with replica.database.reading() as connection:
            left = await connection.scalar(select(func.count()).select_from(traces))
        assert left == 2


class TestStirs:
    def reaction(self, message_id: int, after: int, *new: Any) -> Reaction:
        """Somebody's change of a reaction."""
        where = Chat(HERE, "supergroup")
        return Reaction(where, message_id, int(AT.timestamp()) + after, new)

    def stir(self, windows: Windows, reaction: Reaction, voice: int = 1001) -> Any:
        """Let windows see it."""
        return windows.stir(reaction, sender_id=voice, at=reaction.at)

    def test_reactions_are_counted_on_and_off_and_once(self) -> None:
        """Putting one on and taking it off are two acts; told again, they are the same two."""
        windows = Windows(KEY)
        changes = [self.reaction(5, 0, "👍"), self.reaction(5, 1), self.reaction(6, 1, "👍")]
        first = [self.stir(windows, each) for each in changes]
        again = [self.stir(windows, each) for each in changes]

        assert again == first
        assert [message_id for message_id, _ in first[-1].acts] == [5, 5, 6]
        assert len(self.stir(windows, self.reaction(6, 2, "👍"), 1002).acts) == 1


def printed(text: str, key: bytes = KEY) -> int:
    """The fingerprint of a text that says enough."""
    found = Fingerprints(key).of(text)
    assert found is not None
    return found.number


class TestFingerprints:
    def test_the_key_decides(self) -> None:
        """Without the key nobody can try texts against what is stored."""
        mine, again, theirs = (printed(ADVERT, key_from(token)) for token in ("1:A", "1:A", "1:B"))

        assert mine == again
        assert distance(mine, theirs) > 2 * NEAR

    @pytest.mark.parametrize(
        "text", ["", "签到", "好的好的好的", "ok", "12345 67890 12345", "👍" * 90]
    )
    def test_what_says_little_has_none(self, text: str) -> None:
        """Short words, numbers and signs are what everybody says."""
        assert Fingerprints(KEY).of(text) is None

    @given(st.text(min_size=LEAST_WEIGHT, max_size=300))
    def test_any_text_has_one_that_fits_a_row(self, text: str) -> None:
        """Whatever is written, its fingerprint is a signed number of 64 bits, always the same."""
        first = Fingerprints(KEY).of(text)

        assert first is None or -(2**63) <= first.number < 2**63
        assert first == Fingerprints(KEY).of(text)

    @given(st.lists(st.text() | st.sampled_from([ADVERT, ENGLISH, *LINES]), max_size=9))
    def test_those_of_a_batch_are_those_of_each(self, texts: list[str]) -> None:
        """Made together, fingerprints are what they are made one by one."""
        prints = Fingerprints(KEY)

        assert prints.of_all(texts) == [prints.of(text) for text in texts]

    @pytest.mark.parametrize("text", [ADVERT * 2, ENGLISH])
    def test_one_letter_more_is_near(self, text: str) -> None:
        """A text stays near itself nearly wherever a letter is put in."""
        own = printed(text)
        changed = [printed(f"{text[:at]}x{text[at:]}") for at in range(len(text))]
        near = [each for each in changed if distance(own, each) <= NEAR]

        assert len(near) >= 0.8 * len(changed)


class TestBounds:
    def test_acts_are_bounded(self) -> None:
        """Of one voice the newest are kept, and of all voices those that spoke last."""
        kept = Acts()
        for number in range(acts.MOST_OF_A_VOICE * 2):
            last = kept.add(1, 1, number, AT)
        assert len(kept) == acts.MOST_OF_A_VOICE
        for voice in range(acts.MOST + 5):
            kept.add(2, voice, 1, AT)

        assert len(kept) <= acts.MOST
        assert kept.until(1, 1, last) == ()
        assert kept.moments(1, 1, last) == ()

    def test_old_acts_make_room(self) -> None:
        """What is longer ago than anybody asks for goes when the voice speaks again."""
        kept = Acts()
        kept.add(1, 1, 1, AT)
        later = AT + acts.LONGEST + timedelta(seconds=1)
        number = kept.add(1, 1, 2, later)

        assert kept.until(1, 1, number) == (acts.Act(2, number, later),)
        assert kept.moments(1, 1, number) == (later,)

    @given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=50))
    def test_near_is_what_differs_in_few_bits(self, prints: list[int]) -> None:
        """Searched at once, what is near is what is near when compared one by one."""
        kept = Alike()
        for number, each in enumerate(prints, 1):
            kept.add(each, number=number, sender_id=number, second=0)
        asked = prints[-1]

        expected = [
            (number, 0)
            for number, each in enumerate(prints[:-1], 1)
            if distance(each, asked) <= NEAR
        ]
        own, others = kept.near(asked, before=len(prints), sender_id=0, second=0)
        assert own == ()
        assert list(others)[-40:] == expected[-40:]

    def test_fingerprints_are_bounded(self) -> None:
        """Of a community the newest are kept."""
        kept = Alike()
        for number in range(1, MOST * 2 + 10):
            kept.add(number, number=number, sender_id=1, second=0)

        assert len(kept) == MOST


def _go_on(*, is_allowed: bool) -> None:
    if not is_allowed:
        raise InterruptedError


class _Due:
    details: dict[str, Any] = {}  # noqa: RUF012 — what the night's work was planned with
