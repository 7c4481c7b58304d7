"""The kinds of value that are addresses, and how one is shown without its password."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from bot.config.kinds import Kind, Unfit

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def address(*schemes: str, optional: bool = False) -> Kind[str]:
    """Expect the address of a server, drawn without a slash at its end.

    On this machine itself plain HTTP will always do: a rehearsal has no certificate.
    """

    def draw(value: object) -> str:
        if optional and value == "":
            return ""
        parts = _split(value)
        allowed = (*schemes, "http") if parts.hostname in _LOOPBACK else schemes
        if parts.scheme not in allowed or not parts.hostname or parts.query or parts.fragment:
            raise Unfit
        return str(value).strip().rstrip("/")

    starts = " or ".join(f"{scheme}://" for scheme in schemes)
    expected = f"an address that begins with {starts}" + (', or ""' if optional else "")
    return Kind(expected, f'Write it as "{schemes[-1]}://name.example".', draw)


def database_url() -> Kind[str]:
    """Expect the address of an SQLite file or a PostgreSQL database."""
    better = {
        "sqlite": 'Write "sqlite+aiosqlite:///path/to/file.sqlite".',
        "postgres": 'Write "postgresql+asyncpg://user:password@host/name".',
    }

    def draw(value: object) -> str:
        parts = _split(value)
        match parts.scheme:
            case "sqlite+aiosqlite" if len(parts.path) > 1:
                return str(value).strip()
            case "postgresql+asyncpg" if len(parts.path) > 1:
                return str(value).strip()
            case scheme:
                raise Unfit(next((say for word, say in better.items() if word in scheme), ""))

    return Kind(
        "the address of an SQLite or PostgreSQL database",
        'Begin it with "sqlite+aiosqlite:///" or "postgresql+asyncpg://".',
        draw,
    )


def without_password(url: str) -> str:
    """Return an address with the password blotted out."""
    return re.sub(r"(://[^/@:]*):.*@", r"\1:***@", url)


def _split(value: object) -> Any:
    try:
        return urlsplit(value.strip() if isinstance(value, str) else "")
    except ValueError:
        raise Unfit from None


def path() -> Kind[str]:
    """Expect the path part of an address."""

    def draw(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", value):
            raise Unfit
        return value

    return Kind("a path of letters, digits, - and _", 'Write it as "/telegram".', draw)
