"""Invitations into other chats and channels of Telegram, and to its bots."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.features.moderation.addresses import Address, addresses_of, may_lead_somewhere
from bot.features.moderation.invitations import Invitation, invitation_of
from bot.features.moderation.rules import Check, Finding, Mode, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

# An invitation that is written so that it is no link: `t . me / + AbCd…`.
_DISGUISED: Final = re.compile(
    r"(?:\bt|telegram)\s?[.\[({]{1,2}\s?(?:dot\s?)?[.\])}]{0,2}\s?(?:me|dog)\s?[/\\]\s?"
    r"(?:\+|joinchat\s?/)\s?(?!\d+\b)[\w-]{8,}"
)


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """Which invitations: by link (`joins`), to public addresses of `chats`, to `bots`.

    The community's own chats are at home, and so are the names and links in `allowed`. A public
    address may be a person's too: nobody can tell them apart by the name, so a bare @name is
    left alone unless it stands in `denied`.
    """

    mode: Mode = "off"
    joins: bool = True
    chats: bool = True
    bots: bool = True
    allowed: tuple[str, ...] = field(default=(), metadata={"most": 1000, "longest": 100})
    denied: tuple[str, ...] = field(default=(), metadata={"most": 1000, "longest": 100})


def invites(terms: Terms) -> Check | None:
    """Return the check, or None where every invitation is welcome."""
    looks = (terms.joins, terms.chats, terms.bots, terms.denied)
    return _Invites(terms).look if any(looks) else None


class _Invites:
    """What is found, what is welcome and what is not, made ready."""

    def __init__(self, terms: Terms) -> None:
        kinds = {"join": terms.joins, "chat": terms.chats, "bot": terms.bots}
        self._wanted = frozenset(kind for kind, is_found in kinds.items() if is_found)
        self._allowed = frozenset(map(_name_in, terms.allowed))
        self._denied: dict[str, int] = {}
        for number, entry in enumerate(terms.denied, 1):
            self._denied.setdefault(_name_in(entry), number)

    def look(self, said: Said) -> Finding | None:
        """Return what is found in the addresses and mentions of a message."""
        if not may_lead_somewhere(said):
            return None
        invitations = [
            found for address in addresses_of(said) if (found := invitation_of(address))
        ]
        for each in invitations:
            detail = self._judged(each, said)
            if detail is not None:
                return Finding(detail)
        if self._denied and (number := self._mentioned(said)):
            return Finding(Text("finding-invites-denied", number=number))
        # A link as Telegram writes it was judged as such before, and is welcome.
        if "join" in self._wanted and not invitations and _DISGUISED.search(said.bare):
            return Finding(Text("finding-invites-hidden"))
        return None

    def _judged(self, found: Invitation, said: Said) -> Text | None:
        if number := self._denied.get(found.name):
            return Text("finding-invites-denied", number=number)
        if found.kind not in self._wanted or found.name in said.home | self._allowed:
            return None
        if found.kind == "join":
            return Text("finding-invites-join")
        return Text(f"finding-invites-{found.kind}", name=found.name)

    def _mentioned(self, said: Said) -> int | None:
        names = (_name_in(shown) for mark, shown in said.marks if mark.type == "mention")
        return next((self._denied[name] for name in names if name in self._denied), None)


def _name_in(entry: str) -> str:
    found = invitation_of(Address(entry.strip()))
    return found.name if found else entry.strip().lower().removeprefix("@")
