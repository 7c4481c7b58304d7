"""Links: to domains that are not welcome, to nobody knows where, or to any at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from bot.features.moderation.addresses import (
    TELEGRAM,
    Address,
    addresses_of,
    domain_in,
    is_of_two_scripts,
    is_under,
    may_lead_somewhere,
    pretended,
)
from bot.features.moderation.invitations import is_at_home
from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

MOST_DOMAINS: Final = 5_000
# What is imitated most where people are robbed by it.
KNOWN: Final = (
    "telegram.org",
    "t.me",
    "fragment.com",
    "google.com",
    "apple.com",
    "microsoft.com",
    "paypal.com",
    "binance.com",
    "coinbase.com",
    "okx.com",
    "metamask.io",
    "steamcommunity.com",
    "discord.com",
    "github.com",
    "facebook.com",
    "instagram.com",
    "whatsapp.com",
    "amazon.com",
    "netflix.com",
    "taobao.com",
    "weixin.qq.com",
    "alipay.com",
)


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """Which links: those to `denied` domains, or `any` that is not allowed.

    Of an allowed and a denied domain that both fit the longer one counts; `.xyz` means all under
    that ending. `hidden` finds words that promise another domain than they lead to, `lookalikes`
    domains that are made to look like one of `protected` or allowed, or mix scripts, `numbers`
    links to bare numbers of the open network.
    """

    only: Literal["denied", "any"] = "denied"
    allowed: tuple[str, ...] = field(default=(), metadata={"most": MOST_DOMAINS, "longest": 253})
    denied: tuple[str, ...] = field(default=(), metadata={"most": MOST_DOMAINS, "longest": 253})
    hidden: bool = True
    lookalikes: bool = True
    numbers: bool = True
    protected: tuple[str, ...] = field(
        default=KNOWN, metadata={"most": MOST_DOMAINS, "longest": 253}
    )


def links(terms: Terms) -> Check | None:
    """Return the check, or None where no link is unwelcome."""
    looks = (terms.only == "any", terms.denied, terms.hidden, terms.lookalikes, terms.numbers)
    return _Links(terms).look if any(looks) else None


class _Links:
    """The lists, made ready: thousands of domains cost what ten cost."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._allowed, self._denied = _numbered(terms.allowed), _numbered(terms.denied)
        allowed = (domain for domain in self._allowed if domain[0] != ".")
        self._known = (*allowed, *terms.protected)

    def look(self, said: Said) -> Finding | None:
        """Return what is found in the addresses of a message."""
        if not may_lead_somewhere(said):
            return None
        for address in addresses_of(said):
            detail = self._judged(address, said) if address.host else None
            if detail is not None:
                return Finding(detail)
        return None

    def _judged(self, address: Address, said: Said) -> Text | None:
        host = address.host
        for domain in _upwards(host):
            if domain in self._denied:
                return Text("finding-links-denied", domain=host, number=self._denied[domain])
            if domain in self._allowed:
                return None
        if address.is_email:
            return None
        if (deceit := self._deceit(address, host)) is not None:
            return deceit
        if self._terms.only == "any" and not is_at_home(address, said.home):
            return Text("finding-links-any", domain=host)
        return None

    def _deceit(self, address: Address, host: str) -> Text | None:
        terms = self._terms
        if terms.lookalikes:
            if like := pretended(host, self._known):
                return Text("finding-links-lookalike", domain=host, like=like)
            if is_of_two_scripts(host):
                return Text("finding-links-scripts", domain=host)
        promised = address.promised if terms.hidden else ""
        if promised and not _leads_there(host, promised):
            return Text("finding-links-hidden", domain=host, shown=promised)
        if terms.numbers and address.is_bare_number:
            return Text("finding-links-number", domain=host)
        return None


def _numbered(entries: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        domain = domain_in(entry)
        if domain is not None:
            found.setdefault(domain, number)
    return found


def _upwards(host: str) -> Iterator[str]:
    """Return a host, whatever it stands under, and its ending: the nearest first."""
    yield host
    labels = host.split(".")
    for at in range(1, len(labels) - 1):
        yield ".".join(labels[at:])
    yield f".{labels[-1]}"


def _leads_there(host: str, promised: str) -> bool:
    host, promised = host.removeprefix("www."), promised.removeprefix("www.")
    if host in TELEGRAM and promised in TELEGRAM:
        return True
    return is_under(host, promised) or is_under(promised, host)
