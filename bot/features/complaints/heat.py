"""Feel a quarrel rise: who answers whom within minutes, and how harshly; ids alone, in memory."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Final

import re2

from bot.features.complaints.rules import Terms

# The due work of telling the staff.
KIND: Final = "complaint-heat"
# How long staff is left alone about a chat once they were told.
REST: Final = timedelta(minutes=30)
MOST_CHATS: Final = 1000
MOST_REPLIES: Final = 60
# A quarrel is among two or three; what many take part in is a lively evening.
MOST_PEOPLE: Final = 3
# One harsh reply in so many makes talk a quarrel.
HARSH_IN: Final = 3
LONGEST: Final = 1000

# On RE2: every reply passes here, and looking takes a microsecond or two.
_HARSH: Final = re2.compile(
    r"(?i)傻[逼比叉子b]|煞笔|沙比|脑[残殘]|智障|白[痴癡]|弱智|有病|神[经經]病|废物|廢物|垃圾|人渣|骗子|騙子"
    r"|恶心|噁心|无耻|無恥|不要[脸臉]|放屁|[胡瞎][说說扯]|[闭閉]嘴|滚[蛋开出]|滾[蛋開出]|^滚+[!！。.~～…]*$|去死|[你他她]妈"
    r"|nmsl|[丢丟]人|找死|少[装裝]|你[算是]什么东西|懂个屁"
    r"|\b(?:idiots?|stupid|dumb|morons?|liars?|pathetic|disgusting|scum|bullshit|losers?|clowns?"
    r"|fools?|jerks?|trash|garbage|shut up|screw you|hate you|how dare you|wtf|stfu"
    r"|f+u+c+k+\w*|shit+|nonsense|ridiculous|get lost|nobody asked)\b"
)
# Emoji with which people show their anger at a message.
ANGRY: Final = frozenset("👎🤬💩🤮🤡😡🖕")


@dataclass(frozen=True, slots=True)
class Retort:
    """A reply: who answered whom, and whether harshly."""

    at: datetime
    message_id: int
    speaker_id: int
    answered_id: int
    is_harsh: bool


@dataclass(slots=True)
class _Room:
    replies: deque[Retort] = field(default_factory=lambda: deque(maxlen=MOST_REPLIES))
    told: Retort | None = None


def is_harsh(words: str) -> bool:
    """Whether something said has a harsh word in it; criticism without one is none."""
    return _HARSH.search(words[:LONGEST]) is not None


def is_heated(replies: Sequence[Retort], now: datetime, terms: Terms) -> bool:
    """Whether two or three people are answering each other in anger.

    Enough replies among them within the window, each of them answering and answered, and one in
    three of the replies harsh, from at least two of them.
    """
    if terms.heat_replies < 1:
        return False
    lately = [each for each in replies if now - each.at <= terms.heat_within]
    if len(lately) < terms.heat_replies:
        return False
    newest = lately[-1]
    pair = {newest.speaker_id, newest.answered_id}
    others = {each.speaker_id for each in lately} - pair
    groups = [pair, *(pair | {other} for other in sorted(others))]
    return any(_is_quarrel([e for e in lately if _among(e, group)], terms) for group in groups)


def _among(reply: Retort, group: set[int]) -> bool:
    return reply.speaker_id in group and reply.answered_id in group


def _is_quarrel(replies: Sequence[Retort], terms: Terms) -> bool:
    if len(replies) < terms.heat_replies:
        return False
    harsh = [each for each in replies if each.is_harsh]
    if len(harsh) * HARSH_IN < len(replies) or len({each.speaker_id for each in harsh}) < 2:
        return False
    told = {(each.speaker_id, each.answered_id) for each in replies}
    people = {person for pair in told for person in pair}
    mutual = [pair for pair in combinations(sorted(people), 2) if {pair, pair[::-1]} <= told]
    return len(people) <= MOST_PEOPLE and {person for pair in mutual for person in pair} == people


class Tempers:
    """What this process remembers of who answered whom lately: bounded, and never a word."""

    def __init__(self) -> None:
        self._rooms: OrderedDict[int, _Room] = OrderedDict()

    def feel(self, chat_id: int, retort: Retort, terms: Terms) -> bool:
        """Take in a reply; True where staff should hear of a quarrel now, once a quarrel."""
        if terms.heat_replies < 1 or retort.speaker_id == retort.answered_id:
            return False
        room = self._room(chat_id)
        # A batch that is taken again brings the same reply again.
        if not any(each.message_id == retort.message_id for each in room.replies):
            room.replies.append(retort)
        return self._is_news(room, retort, terms)

    def resent(self, chat_id: int, message_id: int, emoji: Iterable[str]) -> None:
        """Take in what others show of a reply: an angry emoji makes it a harsh one."""
        room = self._rooms.get(chat_id)
        if room is None or ANGRY.isdisjoint(emoji):
            return
        for at, each in enumerate(room.replies):
            if each.message_id == message_id:
                room.replies[at] = replace(each, is_harsh=True)

    def _is_news(self, room: _Room, retort: Retort, terms: Terms) -> bool:
        told = room.told
        is_same = told is not None and told.message_id == retort.message_id
        if told is not None and not is_same and retort.at - told.at < REST:
            return False
        if not is_heated(tuple(room.replies), retort.at, terms):
            return False
        room.told = retort
        return True

    def _room(self, chat_id: int) -> _Room:
        room = self._rooms.get(chat_id)
        if room is None:
            room = self._rooms[chat_id] = _Room()
            if len(self._rooms) > MOST_CHATS:
                self._rooms.popitem(last=False)
        self._rooms.move_to_end(chat_id)
        return room
