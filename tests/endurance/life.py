"""What people of a small town do, drawn from a seed: the acts that the kill tests feed."""

import random  # noqa: TID251 — a test's own dice, seeded
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

FORBIDDEN = ("加微信领红包", "free crypto signals")
SPAN = timedelta(hours=4)

Act = dict[str, Any]

_ZH = ("今天跑了", "晚上读书会有人来吗", "推荐一本关于山的书", "周末一起去公园吧", "早上好")
_EN = ("Ran along the river", "Who reads tonight", "That chapter was long", "See you on Sunday")
_ODD = ("好", "哈哈哈哈", "🎉🎉", "k", "…", "好的好的")
_COMMANDS = ("/me", "/points", "/help", "/about", "/why streak")
_WORDS = ("签到", "打卡", "sign in")


@dataclass
class _Group:
    id: int
    owner: int
    card: int
    inside: list[int]
    outside: list[int]
    said: list[str] = field(default_factory=list)


class Life:
    """Draws acts one by one; `found` and `meet` are answered by the world that plays them.

    Messages carry dates spread evenly over the last hours, so that cool-downs end, caps are
    reached and some sign-ins count for days gone by.
    """

    def __init__(self, *, seed: int, count: int, began: datetime) -> None:
        self._draw = random.Random(seed)
        self._count = count
        self._began = began
        self._drawn = 0
        self._refs = 0
        self.groups: list[_Group] = []
        self.people: list[int] = []

    def settle(self, people: list[int]) -> None:
        """Let people live here."""
        self.people = people

    def open(self, group_id: int, *, owner: int, card: int, inside: list[int]) -> None:
        """Take a group into the town."""
        outside = [each for each in self.people if each not in inside and each != owner]
        self.groups.append(_Group(group_id, owner, card, list(inside), outside))

    def acts(self) -> Iterator[Act]:
        """Draw the acts, in order."""
        for number in range(self._count):
            self._drawn = number
            if number and number % max(1, self._count // 12) == 0:
                yield {"do": "found"}
            yield self._one()

    def _one(self) -> Act:
        draw = self._draw
        group = draw.choice(self.groups)
        if len(group.inside) < 10:
            return self._coming(group)
        who = draw.choice(group.inside)
        kinds = (self._chat, self._sign_in, self._ask, self._whisper, self._move, self._react)
        kind = draw.choices(kinds, weights=(92, 2.5, 1, 1.2, 1.2, 1))[0]
        if draw.random() < 0.01:
            return self._offend(group, who)
        if draw.random() < 0.005 and group.said:
            return self._mend(group)
        return kind(group, who)

    def _send(self, group: _Group, who: int, text: str, *, back: int = 0) -> Act:
        at = self._began + SPAN * self._drawn / self._count - timedelta(days=back)
        return {
            "as": who,
            "do": "send",
            "chat_id": group.id,
            "text": text,
            "date": at.astimezone(UTC).isoformat(),
        }

    def _chat(self, group: _Group, who: int) -> Act:
        draw = self._draw
        text = draw.choice(_ODD if draw.random() < 0.1 else draw.choice((_ZH, _EN)))
        if draw.random() < 0.6:
            text = f"{text} {draw.randrange(1000)}"
        self._refs += 1
        ref = f"{who}/{self._refs}"
        group.said = [*group.said[-20:], ref]
        return self._send(group, who, text) | {"ref": ref}

    def _offend(self, group: _Group, who: int) -> Act:
        return self._send(group, who, f"来看 {self._draw.choice(FORBIDDEN)} !!")

    def _mend(self, group: _Group) -> Act:
        ref = group.said.pop(self._draw.randrange(len(group.said)))
        offends = self._draw.random() < 0.5
        text = self._draw.choice(FORBIDDEN) if offends else "（改了一个字）"
        who = int(ref.split("/", maxsplit=1)[0])
        if who not in group.inside:
            return self._chat(group, self._draw.choice(group.inside))
        act = {"as": who, "do": "edit", "chat_id": group.id, "message_id": {"ref": ref}}
        return act | {"text": text}

    def _sign_in(self, group: _Group, who: int) -> Act:
        draw = self._draw
        way = draw.choice(("word", "command", "press"))
        if way == "press":
            return {
                "as": who,
                "do": "press",
                "chat_id": group.id,
                "message_id": group.card,
                "row": 0,
                "column": 0,
            }
        if way == "word":
            return self._send(group, who, draw.choice(_WORDS))
        return self._send(group, who, "/checkin", back=draw.choice((0, 0, 1, 2)))

    def _ask(self, group: _Group, who: int) -> Act:
        return self._send(group, who, self._draw.choice(_COMMANDS))

    def _whisper(self, _: _Group, who: int) -> Act:
        text = self._draw.choice(("/mydata", "/me", "hello?", "/privacy"))
        return {"as": who, "do": "send", "chat_id": who, "text": text}

    def _move(self, group: _Group, who: int) -> Act:
        if self._draw.random() < 0.5 and group.outside:
            return self._coming(group)
        group.inside.remove(who)
        group.outside.append(who)
        return {"as": who, "do": "leave", "chat_id": group.id}

    def _coming(self, group: _Group) -> Act:
        who = group.outside.pop(self._draw.randrange(len(group.outside)))
        group.inside.append(who)
        return {"as": who, "do": "join", "chat_id": group.id}

    def _react(self, group: _Group, who: int) -> Act:
        if not group.said:
            return self._chat(group, who)
        ref = self._draw.choice(group.said)
        emoji = self._draw.choice(("👍", "❤", "🔥", None))
        act = {"as": who, "do": "react", "chat_id": group.id, "message_id": {"ref": ref}}
        return act | {"emoji": emoji}
