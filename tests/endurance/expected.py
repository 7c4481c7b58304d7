"""Counts from the raw updates what must be known in the end, in plain sentences of its own."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.features.points.rules import fingerprint_of, is_near

Update = Mapping[str, Any]
Key = tuple[int, int]  # chat, person


THANKS = frozenset({"谢谢", "多谢", "感谢", "+1", "thanks", "thank you", "thx", "ty"})


@dataclass(frozen=True)
class Terms:
    """What is played by; a message is always worth the same, so that sums can be told."""

    zone: ZoneInfo
    worth: int
    cap: int
    forbidden: tuple[str, ...] = ()
    cooldown: timedelta = timedelta(seconds=60)
    sign_in_words: tuple[str, ...] = ("签到", "打卡", "sign in", "check in")
    sign_in_worth: int = 10
    bonuses: Mapping[int, int] = field(default_factory=lambda: {3: 5, 7: 20, 30: 100})


@dataclass
class _Paid:
    at: datetime
    day: date
    that_day: int
    gist: int


class Expected:
    """What must be known of each chat and person after all updates."""

    def __init__(self, terms: Terms, *, today: date) -> None:
        self.terms = terms
        self.ids: list[int] = []
        self.members: set[Key] = set()
        self.messages: Counter[Key] = Counter()
        self.points: Counter[Key] = Counter()
        self.rows: Counter[tuple[int, int, str]] = Counter()  # chat, person, rule
        self.days: Counter[tuple[int, int, date, str]] = Counter()  # chat, person, day, kind
        self.signed: dict[Key, set[date]] = defaultdict(set)
        self.present: dict[Key, bool] = {}
        self.removed: set[tuple[int, int]] = set()  # chat, message
        self.hellos: Counter[int] = Counter()
        self.documents: Counter[int] = Counter()
        self.people: set[int] = set()
        self._paid: dict[Key, _Paid] = {}
        self._today = today

    def take(self, updates: Iterable[Update]) -> "Expected":
        """Take updates in, in order."""
        for update in updates:
            self.ids.append(update["update_id"])
            match update:
                case {"message": message}:
                    self._message(message)
                case {"edited_message": message}:
                    if self._is_forbidden(message):
                        self._remove(message)
                case {"callback_query": query}:
                    self._press(query)
                case {"message_reaction": reaction}:
                    self._reaction(reaction)
                case {"chat_member": change}:
                    who = change["new_chat_member"]["user"]["id"]
                    key = (change["chat"]["id"], who)
                    is_in = change["new_chat_member"]["status"] in {"member", "administrator"}
                    self._move(key, is_in=is_in, day=self._day(change["date"]))
                case {"my_chat_member": change}:
                    if change["old_chat_member"]["status"] in {"left", "kicked"}:
                        self.hellos[change["chat"]["id"]] += 1
                case _:
                    raise AssertionError(update.keys())
        return self

    def _message(self, message: Mapping[str, Any]) -> None:
        chat, who = message["chat"]["id"], message["from"]["id"]
        self.people.add(who)
        text = message.get("text", "")
        if message["chat"]["type"] == "private":
            self.documents[who] += text == "/mydata"
            return
        key = (chat, who)
        day = self._day(message["date"])
        if "new_chat_members" in message or "left_chat_member" in message:
            for account in message.get("new_chat_members", ()):
                if not account["is_bot"]:
                    self._move((chat, account["id"]), is_in=True, day=day)
            if "left_chat_member" in message:
                self._move((chat, message["left_chat_member"]["id"]), is_in=False, day=day)
            return
        if "pinned_message" in message or "new_chat_title" in message:
            return
        self.members.add(key)
        if self._is_forbidden(message):
            self._remove(message)
            return
        self.present.setdefault(key, True)
        self.messages[key] += 1
        self._count(key, day, "message")
        words = text or message.get("caption", "")
        said = text.strip(" !！。.~～").lower()
        if text == "/checkin" or said in self.terms.sign_in_words:
            # Paid as a sign-in, and not once more as talk.
            self._sign(key, day)
        elif not text.startswith("/") and not _is_thanks(message, said):
            self._pay_for(key, words, datetime.fromtimestamp(message["date"], UTC), day)

    def _press(self, query: Mapping[str, Any]) -> None:
        who = query["from"]["id"]
        self.people.add(who)
        if query["data"] == "in":
            key = (query["message"]["chat"]["id"], who)
            self.members.add(key)
            self._sign(key, self._today)

    def _reaction(self, reaction: Mapping[str, Any]) -> None:
        key = (reaction["chat"]["id"], reaction["user"]["id"])
        if len(reaction["new_reaction"]) > len(reaction["old_reaction"]):
            self.members.add(key)
            self._count(key, self._day(reaction["date"]), "reaction")

    def _move(self, key: Key, *, is_in: bool, day: date) -> None:
        """Somebody came or left, told once or twice; nobody missed who was never seen here."""
        was_in = self.present.get(key, False)
        self.present[key] = is_in
        if was_in == is_in:
            return
        self.members.add(key)
        self._count(key, day, "member_joined" if is_in else "member_left")
        if is_in:
            # There is no gate: whoever is here may take part.
            self._count(key, day, "member_admitted")

    def _is_forbidden(self, message: Mapping[str, Any]) -> bool:
        text = message.get("text", message.get("caption", "")).casefold()
        return any(word in text for word in self.terms.forbidden)

    def _remove(self, message: Mapping[str, Any]) -> None:
        chat, who = message["chat"]["id"], message["from"]["id"]
        self.removed.add((chat, message["message_id"]))
        self._count((chat, who), self._day(message["date"]), "message_removed")

    def _pay_for(self, key: Key, words: str, at: datetime, day: date) -> None:
        """A message earns a fixed worth, at most once in sixty seconds and up to a cap a day.

        Nothing is earned by what has fewer than two letters or digits, by one sound repeated, or
        by what is much the same as the last message that was paid on that day.
        """
        if len(_letters(words)) < 2 or len(set(_letters(words))) < 2:
            return
        paid = self._paid.get(key)
        if paid is not None and at - paid.at < self.terms.cooldown:
            return
        # What counts as much the same has tests of its own.
        gist = fingerprint_of(words)
        is_same_day = paid is not None and day <= paid.day
        if paid is not None and is_same_day and is_near(paid.gist, gist):
            return
        that_day = paid.that_day if paid is not None and is_same_day else 0
        worth = min(self.terms.worth, self.terms.cap - that_day)
        if worth <= 0:
            return
        kept = paid.day if paid is not None and is_same_day else day
        self._paid[key] = _Paid(at, kept, that_day + worth, gist)
        self._earn(key, worth, "chat")

    def _sign(self, key: Key, day: date) -> None:
        """A day is signed once; the streak that ends with it may bring something on top."""
        days = self.signed[key]
        if day in days:
            return
        days.add(day)
        self._count(key, day, "member_checked_in")
        self._earn(key, self.terms.sign_in_worth, "checkin")
        streak = 0
        while day - timedelta(days=streak) in days:
            streak += 1
        if streak in self.terms.bonuses:
            self._earn(key, self.terms.bonuses[streak], "streak")

    def _earn(self, key: Key, worth: int, rule: str) -> None:
        self.points[key] += worth
        self.rows[*key, rule] += 1

    def _count(self, key: Key, day: date, kind: str) -> None:
        self.days[*key, day, kind] += 1

    def _day(self, seconds: int) -> date:
        return datetime.fromtimestamp(seconds, UTC).astimezone(self.terms.zone).date()


def _letters(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(each for each in folded if each.isalnum())


def _is_thanks(message: Mapping[str, Any], said: str) -> bool:
    """Whether somebody thanks whom they reply to, which is no talk."""
    return "reply_to_message" in message and said in THANKS
