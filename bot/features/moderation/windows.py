"""What was said lately, as numbers: in this process, and in `traces` for the next one."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, func, select

from bot.features.messages import ChatMessage, Reaction
from bot.features.moderation.acts import Acts
from bot.features.moderation.alike import MOST as MOST_ALIKE
from bot.features.moderation.alike import Alike
from bot.features.moderation.fingerprints import Fingerprints, Print
from bot.features.moderation.kinds import kinds_of
from bot.features.moderation.said import LINKS, Recent, Stirred
from bot.features.places import place_of
from bot.kit.collector import Tally
from bot.kit.keys import NUMBERS, numbers_in
from bot.kit.unit_of_work import UnitOfWork
from models.heartbeats import heartbeats
from models.moderation import traces

TRACES: Final = Tally("traces", traces, ("chat_id", "message_id"), {})

# How far back texts are compared, and in how many communities.
LONGEST: Final = timedelta(hours=24)
MOST_COMMUNITIES: Final = 500
# A message may reach one replica so much later than another hears of the next.
_SLACK: Final = timedelta(seconds=15)
# How long a replica's last beat counts as a sign of life, and how often is looked for one.
_ALIVE: Final = timedelta(minutes=3)
_LOOKED: Final = timedelta(minutes=1)
_MENTIONS: Final = frozenset({"mention", "text_mention"})


class Windows:
    """Recent acts by voice and by community, bounded; a message counts once however often told.

    A batch that is rolled back is told again: what was heard keeps its number, and a message sees
    only what came before it. `key` makes fingerprints that nobody can try texts against.
    """

    def __init__(self, key: bytes) -> None:
        self._fingerprints = Fingerprints(key)
        self._acts = Acts()
        self._stirs = Acts()
        self._communities: OrderedDict[int, Alike] = OrderedDict()
        # Up to when each community's traces were read.
        self._read_at: dict[int, datetime] = {}
        # Of the batch at hand: words and fingerprint.
        self._foreseen: dict[tuple[int, int], tuple[str, Print | None]] = {}
        self._looked_at: datetime | None = None
        self._is_alone = True

    async def prime(
        self, uow: UnitOfWork, chat_ids: Iterable[int], messages: Iterable[ChatMessage] = ()
    ) -> None:
        """Read what was said lately where this process has not heard it.

        After a start that is once a community; beside other replicas, whatever they wrote since
        the last batch. Comes in a batch's `prepare`, after its turn was taken. The messages that
        will be heard are fingerprinted together, which costs a tenth.
        """
        places = [place for each in chat_ids if (place := place_of(uow, each)) is not None]
        wanted = {place.community_id for place in places if place.policy.moderation.mode != "off"}
        self._foresee(messages if wanted else ())
        is_alone = await self._looks_alone(uow) if wanted else True
        since = {
            each: self._read_at[each] - _SLACK if each in self._read_at else uow.now - LONGEST
            for each in wanted
            if not is_alone or each not in self._read_at
        }
        if since:
            await self._read(uow, since)

    def hear(
        self,
        uow: UnitOfWork,
        message: ChatMessage,
        *,
        community_id: int,
        sender_id: int,
        at: datetime,
    ) -> Recent:
        """Hear a new message, never an edit; returns what was said lately, and leaves a trace."""
        words = message.words
        foreseen = self._foreseen.get((message.chat.id, message.message_id))
        if foreseen is not None and foreseen[0] == words:
            printed = foreseen[1]
        else:
            printed = self._fingerprints.of(words)
        album = message.media_group_id
        thing = self._fingerprints.of_thing(album) if album is not None else None
        links = mentions = 0
        for mark in message.marks:
            links += mark.type in LINKS
            mentions += mark.type in _MENTIONS
        chat_id = message.chat.id
        uow.collect(
            TRACES,
            {
                "chat_id": chat_id,
                "message_id": message.message_id,
                "community_id": community_id,
                "sender_id": sender_id,
                "fingerprint": None if printed is None else printed.number,
                "kinds": kinds_of(message),
                "length": len(words),
                "links": links,
                "mentions": mentions,
                "album": thing,
                "at": at,
            },
        )
        number = self._acts.add(chat_id, sender_id, _key(message.message_id, thing), at)
        moments = self._acts.moments(chat_id, sender_id, number)
        if printed is None:
            return Recent(moments)
        alike, second = self._alike(community_id), message.date
        alike.add(printed.number, number=number, sender_id=sender_id, second=second)
        own, others = alike.near(printed.number, before=number, sender_id=sender_id, second=second)
        return Recent(moments, printed.weight, own, others)

    def stir(self, reaction: Reaction, *, sender_id: int, at: datetime) -> Stirred:
        """See somebody put a reaction on or take one off; kept in this process alone."""
        chat_id = reaction.chat.id
        key = (reaction.message_id, reaction.date, len(reaction.new_reaction))
        number = self._stirs.add(chat_id, sender_id, key, at)
        told = self._stirs.until(chat_id, sender_id, number)
        return Stirred(at, tuple((int(each.key[0]), each.at) for each in told))

    def _foresee(self, messages: Iterable[ChatMessage]) -> None:
        told = list(messages)
        words = [message.words for message in told]
        prints = self._fingerprints.of_all(words)
        self._foreseen = {
            (message.chat.id, message.message_id): (said, printed)
            for message, said, printed in zip(told, words, prints, strict=True)
        }

    def _alike(self, community_id: int) -> Alike:
        alike = self._communities.get(community_id)
        if alike is None:
            alike = self._communities[community_id] = Alike()
            if len(self._communities) > MOST_COMMUNITIES:
                gone, _ = self._communities.popitem(last=False)
                self._read_at.pop(gone, None)
        else:
            self._communities.move_to_end(community_id)
        return alike

    async def _read(self, uow: UnitOfWork, since: dict[int, datetime]) -> None:
        found = await uow.execute(
            _traces_read(uow.dialect),
            {
                NUMBERS: sorted(since),
                "since": min(since.values()),
                "most": MOST_ALIKE * len(since),
            },
        )
        for row in reversed(found.all()):
            # What this process wrote itself is told again, and recognised.
            key = _key(row.message_id, row.album)
            number = self._acts.add(row.chat_id, row.sender_id, key, row.at)
            if row.fingerprint is not None:
                second = int(row.at.timestamp())
                self._alike(row.community_id).add(
                    row.fingerprint, number=number, sender_id=row.sender_id, second=second
                )
        self._read_at.update(dict.fromkeys(since, uow.now))

    async def _looks_alone(self, uow: UnitOfWork) -> bool:
        if uow.dialect == "sqlite":
            return True
        if self._looked_at is None or uow.now - self._looked_at >= _LOOKED:
            living = select(func.count()).where(heartbeats.c.beat_at > uow.now - _ALIVE)
            self._is_alone = (await uow.execute(living)).scalar_one() < 2
            self._looked_at = uow.now
        return self._is_alone


def _key(message_id: int, album: int | None) -> int | tuple[int]:
    # An album is one act: its siblings share a key that no message has.
    return message_id if album is None else (album,)


@cache
def _traces_read(dialect: str) -> Select[Any]:
    wanted = numbers_in(dialect)
    columns = (traces.c[name] for name in _READ)
    return (
        select(*columns)
        .select_from(wanted.table)
        .join(traces, traces.c.community_id == wanted.each)
        .where(traces.c.at >= bindparam("since", type_=traces.c.at.type))
        .order_by(traces.c.at.desc(), traces.c.message_id.desc())
        .limit(bindparam("most", type_=Integer))
    )


_READ: Final = (
    "community_id",
    "chat_id",
    "message_id",
    "sender_id",
    "fingerprint",
    "album",
    "at",
)
