"""Made-up traffic: who talks where, what they say, and what a community does not want to read."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

PEOPLE: Final = 100
GROUPS: Final = 20
FIRST_PERSON: Final = 700_001
FIRST_GROUP: Final = -1_001_700_000_001
COMMAND: Final = "/about"
# The one listed word that messages contain; the plain bots look for this one alone.
FORBIDDEN: Final = "代刷包赢"
PATTERNS: Final = (
    r"(?i)t\.me/\+[a-z0-9_-]{8,}",
    r"\b\d{16}\b",
    r"(?i)\b(?:usdt|btc)\b.{0,20}\b(?:double|profit)\b",
    r"[加＋+]\s*[vV微]\s*[信x]?\s*[:：]?\s*[a-zA-Z0-9]{6,}",
    r"(?i)https?://[^ ]*\.(?:xyz|top)/",
)
_ZH: Final = (
    *(
        "今天晚上有人一起吃饭吗",
        "我觉得这个主意不错",
        "周末的读书会改到下午三点",
        "谢谢大家的建议",
    ),
    *("昨天那本书我看完了", "地铁十号线又晚点了", "有没有推荐的咖啡馆", "明天可能会下雨"),
    *("孩子的作业太多了", "新来的朋友先看一下置顶", "这张照片拍得真好", "我先去开会了，回头聊"),
)
_EN: Final = (
    *("anyone up for dinner tonight?", "I think that is a good idea", "thanks, that helped a lot"),
    *("the book club moves to three on Sunday", "my train is late again", "what a great picture"),
    *("has anybody tried the new coffee place", "see you all tomorrow morning"),
)
Kind: TypeAlias = Literal["ordinary", "command", "forbidden"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message to be sent: by whom, where, what, and what kind of answer it asks for."""

    person_id: int
    chat_id: int
    text: str
    kind: Kind


def words(count: int = 1000) -> tuple[str, ...]:
    """Return listed words, half of them Chinese, that begin like what people say every day."""
    chance = random.Random("words")
    common = sorted({sign for sentence in _ZH for sign in sentence if sign.isalnum()})
    starts = sorted({word[:3].lower() for sentence in _EN for word in sentence.split()})
    listed = {FORBIDDEN}
    while len(listed) < count:
        if len(listed) % 2:
            rare = "".join(
                chr(chance.randrange(0x7A00, 0x7E00)) for _ in range(chance.choice((1, 2)))
            )
            listed.add(chance.choice(common) + rare)
        else:
            end = "".join(chance.choice("qxzjkvw") for _ in range(chance.randint(3, 6)))
            listed.add(chance.choice(starts) + end)
    return tuple(sorted(listed))


def spoken(
    count: int, *, commands: int = 100, forbidden: int = 100, seed: str = "traffic"
) -> Iterator[Spoken]:
    """Yield messages; of each hundred or so one is a command and one is forbidden.

    Args:
        count: how many messages.
        commands: one message in so many is a command, 0 for none; the last one is one too, so
            that nothing is over before its answer has arrived.
        forbidden: one message in so many contains a listed word, 0 for none.
        seed: what the choices follow.
    """
    chance = random.Random(seed)
    for number in range(count):
        kind: Kind = "ordinary"
        text = _sentence(chance)
        if commands and (number % commands == commands // 3 or number == count - 1):
            kind, text = "command", COMMAND
        elif forbidden and number % forbidden == forbidden * 2 // 3:
            kind, text = "forbidden", f"{text} {FORBIDDEN}"
        yield Spoken(
            person_id=FIRST_PERSON + chance.randrange(PEOPLE),
            chat_id=FIRST_GROUP - chance.randrange(GROUPS),
            text=text,
            kind=kind,
        )


def _sentence(chance: random.Random) -> str:
    said = _ZH if chance.random() < 0.6 else _EN
    return " ".join(chance.choice(said) for _ in range(chance.choice((1, 1, 1, 2, 2, 4))))
