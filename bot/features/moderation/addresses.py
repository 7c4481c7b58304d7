"""Addresses that a reader could follow from a message, and whom their domains pretend to be."""

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import urlsplit

from bot.features.moderation.said import Said
from bot.kit.folding import skeleton

TELEGRAM: Final = ("t.me", "telegram.me", "telegram.dog")
_MARKED: Final = frozenset({"url", "text_link", "email"})
# What can be followed where nothing is marked, as in a text that never went through Telegram.
_BARE: Final = re.compile(
    r"(?:https?://|www\.|tg://|(?<![\w.-])(?:t|telegram)\.(?:me|dog)/)[^\s<>\"'，。！？、）】》]+",
    re.IGNORECASE,
)
# A shown text that promises to lead to a domain.
_PROMISE: Final = re.compile(
    r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,24}|xn--[\w.-]+)(?:[/?#:].*)?"
)
# Names of files that look like domains: README.md is no place in Moldova.
_FILES: Final = re.compile(
    "ai|app|as|bz|cc|cs|css|csv|doc|go|gz|html|in|js|json|md|ml|mov|pl|pm"
    "|ps|py|rar|rs|sh|so|tf|toml|ts|txt|vi|xml|yaml|yml|zip"
)
_FOREIGN_LETTER: Final = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff]")
_SAME: Final = str.maketrans("i10|", "llol")


@dataclass(frozen=True)
class Address:
    """Where something leads, and what is shown of it; a button or a hidden link shows words."""

    url: str
    shown: str = ""
    is_email: bool = False

    @cached_property
    def _parts(self) -> tuple[str, str, str]:
        url = self.url.strip()
        if not re.match(r"[a-zA-Z][\w+.-]*:", url) or re.match(r"[^/:]+:\d", url):
            url = f"//{url}"
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return "", "", ""
        return host.rstrip("."), parts.path, parts.query

    @property
    def action(self) -> str:
        """What one of the app's own addresses asks for: the word after tg://."""
        return self._parts[0] if self.is_internal else ""

    @property
    def is_internal(self) -> bool:
        """Whether it is one of the app's own tg: addresses."""
        return self.url[:3].lower() == "tg:"

    @cached_property
    def host(self) -> str:
        """The domain or number that it leads to, in letters; "" where it leads nowhere."""
        if self.is_email:
            return named(self.url.rpartition("@")[2])
        if self.is_internal:
            return TELEGRAM[0]
        return named(self._parts[0])

    @property
    def path(self) -> str:
        """What follows the host."""
        return self._parts[1]

    @property
    def query(self) -> str:
        """What follows the question mark."""
        return self._parts[2]

    @property
    def promised(self) -> str:
        """The domain that the shown text promises; "" where it promises none."""
        found = _PROMISE.fullmatch(self.shown.strip())
        if found is None:
            return ""
        host = named(found[1])
        is_file = found[0] == found[1] and _FILES.fullmatch(host.rpartition(".")[2])
        return "" if is_file else host

    @property
    def is_bare_number(self) -> bool:
        """Whether it leads to a number of the open network instead of a name."""
        try:
            return ipaddress.ip_address(self.host).is_global
        except ValueError:
            return False


def may_lead_somewhere(said: Said) -> bool:
    """Whether it is worth looking for addresses in a message: mostly it is not."""
    message = said.message
    return bool(
        message.marks
        or message.reply_markup is not None
        or "/" in message.words
        or "www." in message.words.lower()
    )


def addresses_of(said: Said) -> Iterator[Address]:
    """Return every address of a message: shown, hidden behind words, or on a button."""
    message = said.message
    if message.marks:
        for mark, shown in said.marks:
            if mark.type in _MARKED:
                url = mark.url or shown
                is_email = mark.type == "email" or url[:7].lower() == "mailto:"
                yield Address(url, shown, is_email)
    else:
        for found in _BARE.finditer(message.words):
            yield Address(found[0], found[0])
    if message.reply_markup is not None:
        for row in message.reply_markup.inline_keyboard:
            for key in row:
                if key.url:
                    yield Address(key.url, key.text)


def named(host: str) -> str:
    """Return a domain in lower case and in letters, its xn-- labels read."""
    host = host.strip().rstrip(".").lower()
    if "xn--" not in host:
        return host
    return ".".join(map(_label, host.split(".")))


def domain_in(entry: str) -> str | None:
    """Return the domain that somebody wrote down for a list; None for what is none.

    A whole address is cut to its host, `*.example.com` and `.example.com` to `example.com`, and
    `.xyz` stays: it means every domain under that ending.
    """
    entry = entry.strip()
    host = named(Address(entry).host.removeprefix("*.").removeprefix("www."))
    if host.startswith(".") and _DOMAIN.fullmatch(f"x{host}"):
        return host if host.count(".") == 1 else host[1:]
    return host if _DOMAIN.fullmatch(host) else None


def is_under(host: str, domain: str) -> bool:
    """Whether a host is a domain of a list, or stands below it."""
    return host == domain or host.endswith(domain if domain[:1] == "." else f".{domain}")


def pretended(host: str, known: Iterable[str]) -> str | None:
    """Return which of some domains a host is made to look like, without being it.

    Letters of other scripts, `teIegram.org`, `rn` for m, and somebody's domain at the beginning
    of another's (`paypal.com.example.net`).
    """
    listed = tuple(known)
    if any(is_under(host, domain) for domain in listed):
        return None
    look = _look_of(host)
    for domain in listed:
        seen = _look_of(domain)
        begins = host.startswith((f"{domain}.", f"{domain}-"))
        if begins or is_under(look, seen) or f".{domain}." in host:
            return domain
    return None


def is_of_two_scripts(host: str) -> bool:
    """Whether a label mixes Latin letters with those of a script that looks like it."""
    return not host.isascii() and any(
        _FOREIGN_LETTER.search(label) and re.search("[a-z]", label) for label in host.split(".")
    )


@lru_cache(maxsize=4096)
def _look_of(host: str) -> str:
    """Return a domain as a hurried eye reads it: the same for all that look the same."""
    read = ".".join(skeleton(label) for label in host.split("."))
    if not read.isascii():
        # A label wholly of another script's letters that each have a Latin twin.
        read = ".".join(skeleton(f"x{label}")[1:] for label in host.split("."))
    return read.replace("rn", "m").replace("vv", "w").translate(_SAME)


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower()
    except UnicodeError:
        return label


_DOMAIN: Final = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}")
