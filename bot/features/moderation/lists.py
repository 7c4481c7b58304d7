"""The lists that administrators keep by command: what an entry is, and what is wrong with one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.features.contents import Chat
from bot.features.messages import ChatMessage, Replied
from bot.features.moderation.addresses import Address, addresses_of, domain_in
from bot.features.moderation.checks.patterns import flaw_of
from bot.features.moderation.checks.words import Terms, read, words
from bot.features.moderation.invitations import invitation_of
from bot.features.moderation.rules import Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

# Which list an entry is for: a check and a field of its terms.
Where: TypeAlias = tuple[str, str]

WORDS: Final[Where] = ("words", "words")
PATTERNS: Final[Where] = ("patterns", "patterns")
MOST: Final = {"words": 20_000, "patterns": 1_000, "links": 5_000, "invites": 1_000}
LONGEST: Final = {"words": 200, "patterns": 1_000, "links": 253, "invites": 100}
# An entry with less than two letters or one ideograph would be found everywhere.
LEAST_WEIGHT: Final = 2
MOST_FOUND: Final = 5
_TOKEN: Final = re.compile(
    r"/(?:[^/\s\\]|\\.)+/(?=\s|$)|=?[\"“„«”](?:[^\"“”«»]+)[\"”“»]|[^\s,，、;；]+"
)
_QUOTES: Final = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a wish: the list as it is now, what changed in it, and what was wrong."""

    entries: tuple[str, ...]
    done: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    refused: tuple[Text, ...] = ()


def entries_in(said: str) -> list[str]:
    """Return the entries that somebody wrote behind a command.

    Words stand one by one, phrases in quotes, a pattern between slashes. Of several lines each is
    one entry as it stands, as in a file of words.
    """
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if len(lines) > 1:
        return list(dict.fromkeys(lines))
    if is_pattern(said.strip()):
        return [said.strip()]
    found = (_unquoted(each[0]) for each in _TOKEN.finditer(said))
    return list(dict.fromkeys(entry for entry in found if entry))


def is_pattern(entry: str) -> bool:
    """Whether an entry is a pattern between slashes."""
    return len(entry) > 2 and entry[0] == entry[-1] == "/"


def quoted_from(said: str) -> list[str]:
    """Return entries for what a message says: to the letter where it has signs of its own."""
    lines = (line.strip() for line in said.splitlines())
    return [f'"{line}"' if re.search(r"[*?=]", line) else line for line in lines if line]


def places_in(shown: Said) -> list[str]:
    """Return the domains and chats to which a message leads."""
    found = []
    for address in addresses_of(shown):
        invitation = invitation_of(address)
        found.append(address.url if invitation else address.host)
    return list(dict.fromkeys(each for each in found if each))


def words_that_find(checks: Mapping[str, Stance], shown: Said) -> list[str]:
    """Return the listed words for which a message would be found, the first few."""
    found: list[str] = []
    left = list(entries_of(checks, WORDS))
    while len(found) < MOST_FOUND and (check := words(Terms(words=tuple(left)))) is not None:
        finding = check(shown)
        if finding is None:
            break
        found.append(left.pop(int(str(dict(finding.detail.values)["number"])) - 1))
    return found


def shown(replied: Replied, chat: Chat, at: datetime) -> Said:
    """Return a message that somebody replied to as checks see it."""
    message = ChatMessage(
        message_id=replied.message_id,
        date=replied.date,
        chat=chat,
        text=replied.text,
        caption=replied.caption,
        entities=replied.entities,
        caption_entities=replied.caption_entities,
        reply_markup=replied.reply_markup,
    )
    return Said(message, "person", at, ZoneInfo("UTC"))


def list_for_place(entry: str, *, is_welcome: bool) -> Where:
    """Return the list for a domain or a chat: of what is allowed, or of what is denied."""
    is_chat = entry.startswith("@") or invitation_of(Address(entry)) is not None
    return "invites" if is_chat else "links", "allowed" if is_welcome else "denied"


def entries_of(checks: Mapping[str, Stance], where: Where) -> tuple[str, ...]:
    """Return the entries of a list."""
    name, choice = where
    entries: tuple[str, ...] = getattr(checks.get(name), choice, ())
    return entries


def with_entries(where: Where, before: tuple[str, ...], wanted: Iterable[str]) -> Change:
    """Add entries to a list; what cannot be one is told, with its place."""
    check = where[0]
    alike = {_key(check, entry) for entry in before}
    done: list[str] = []
    known: list[str] = []
    refused: list[Text] = []
    for entry in wanted:
        fault = _fault(check, entry)
        key = _key(check, entry)
        if fault is not None:
            refused.append(fault)
        elif key in alike:
            known.append(entry)
        elif len(before) + len(done) >= MOST[check]:
            refused.append(Text("list-full", entry=entry, most=MOST[check]))
        else:
            alike.add(key)
            done.append(_kept(check, entry))
    return Change((*before, *done), tuple(done), tuple(known), tuple(refused))


def without_entries(where: Where, before: tuple[str, ...], wanted: Iterable[str]) -> Change:
    """Take entries off a list, by themselves or by their number (`#3`)."""
    check = where[0]
    gone: set[int] = set()
    refused: list[Text] = []
    by_key = {_key(check, entry): at for at, entry in enumerate(before)}
    for entry in wanted:
        number = re.fullmatch(r"#(\d{1,6})", entry)
        at = int(number[1]) - 1 if number else by_key.get(_key(check, entry))
        if at is not None and 0 <= at < len(before):
            gone.add(at)
        elif near := get_close_matches(entry, before[:5000], n=1):
            refused.append(Text("list-unknown-near", entry=entry, near=near[0]))
        else:
            refused.append(Text("list-unknown", entry=entry))
    left = tuple(entry for at, entry in enumerate(before) if at not in gone)
    done = tuple(before[at] for at in sorted(gone))
    return Change(left, done, (), tuple(refused))


def _fault(check: str, entry: str) -> Text | None:
    if len(entry) > LONGEST[check]:
        return Text("list-too-long", entry=f"{entry[:30]}…", most=LONGEST[check])
    match check:
        case "words" if read(entry).weight < LEAST_WEIGHT:
            return Text("list-too-little", entry=entry)
        case "patterns" if (flaw := flaw_of(_kept(check, entry))) is not None:
            return Text("list-flaw", entry=entry, why=flaw)
        case "links" if domain_in(entry) is None:
            return Text("list-no-domain", entry=entry)
        case "invites" if _chat_in(entry) is None:
            return Text("list-no-chat", entry=entry)
        case _:
            return None


def _key(check: str, entry: str) -> object:
    """Return what makes an entry the same as another."""
    match check:
        case "words":
            found = read(entry)
            return found.kind, found.text, found.is_open_before, found.is_open_after
        case "patterns":
            return _kept(check, entry)
        case "links":
            return domain_in(entry) or entry
        case _:
            return _chat_in(entry) or entry


def _kept(check: str, entry: str) -> str:
    match check:
        case "patterns":
            return entry[1:-1] if is_pattern(entry) else entry
        case "links":
            return domain_in(entry) or entry
        case "invites":
            return _chat_in(entry) or entry
        case _:
            return entry


def _chat_in(entry: str) -> str | None:
    found = invitation_of(Address(entry))
    if found is not None:
        return found.name if found.kind != "join" else f"t.me/{found.name}"
    name = entry.strip().lower().removeprefix("@")
    return name if re.fullmatch(r"[a-z]\w{3,31}", name, re.ASCII) else None


def _unquoted(token: str) -> str:
    whole, inner = ("=", token[1:]) if token[:1] == "=" else ("", token)
    if len(inner) > 2 and inner[0] in _QUOTES and inner[-1] in _QUOTES:
        inner = inner[1:-1].strip()
    return whole + inner.strip() if inner.strip(_QUOTES) else ""
