"""Addresses within Telegram: to which chat, channel or bot one leads, and who is at home."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from urllib.parse import parse_qs

from bot.features.moderation.addresses import TELEGRAM, Address

Kind: TypeAlias = Literal["join", "chat", "bot"]

# What stands in the place of a name and is none: stickers, themes, sharing, sign-ins.
_NO_NAMES: Final = re.compile(
    "addemoji|addstickers|addtheme|auction|bg|boost|c|call|confirmphone|contact|giftcode"
    "|invoice|iv|joinchat|login|m|nft|passport|proxy|s|setlanguage|share|socks|stargift"
)
_NAME: Final = re.compile(r"[a-z]\w{3,31}", re.ASCII)
_STARTS: Final = ("start", "startgroup", "startchannel", "startapp", "startattach")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where an address within Telegram leads: a chat's name, its id or the key of a link."""

    kind: Kind
    name: str


def invitation_of(address: Address) -> Invitation | None:
    """Return what an address invites to; None for what leads to no chat."""
    if address.is_internal:
        return _internal(address)
    if address.host not in TELEGRAM:
        name, _, telegram = address.host.partition(".")
        return _named(name, _asked(address)) if telegram in TELEGRAM else None
    first, *rest = [part for part in address.path.split("/") if part] or [""]
    match first.lower(), rest:
        case ("joinchat" | "addlist", [key, *_]):
            return Invitation("join", f"+{key}")
        case ("c", [number, *_]) if number.isdecimal():
            return Invitation("chat", f"-100{number}")
        case ("s" | "boost", [name, *_]):
            return _named(name, {})
        case (name, _):
            return _joining(first) or _named(name, _asked(address))


def is_at_home(address: Address, home: Collection[str]) -> bool:
    """Whether an address leads to one of the community's own chats."""
    found = invitation_of(address)
    return found is not None and found.name in home


def _joining(part: str) -> Invitation | None:
    if not part.startswith(("+", "%2B", "%2b")):
        return None
    key = part.removeprefix("+").removeprefix("%2B").removeprefix("%2b")
    # t.me/+4912345 is somebody's telephone number.
    return Invitation("join", f"+{key}") if key and not key.isdecimal() else None


def _internal(address: Address) -> Invitation | None:
    asked = _asked(address)
    match address.action:
        case "join" if asked.get("invite"):
            return Invitation("join", f"+{asked['invite']}")
        case "addlist" if asked.get("slug"):
            return Invitation("join", f"+{asked['slug']}")
        case "privatepost" if asked.get("channel", "").isdecimal():
            return Invitation("chat", f"-100{asked['channel']}")
        case "resolve" if asked.get("domain"):
            return _named(asked["domain"], asked)
        case _:
            return None


def _named(name: str, asked: dict[str, str]) -> Invitation | None:
    name = name.lower().removeprefix("@")
    if _NO_NAMES.fullmatch(name) or _NAME.fullmatch(name) is None:
        return None
    is_bot = name.endswith("bot") or any(each in asked for each in _STARTS)
    return Invitation("bot" if is_bot else "chat", name)


def _asked(address: Address) -> dict[str, str]:
    try:
        asked = parse_qs(address.query, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in asked.items()}
