"""Reads a chat that Telegram Desktop exported (`result.json`), an entry at a time."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Final, TextIO

_CHUNK: Final = 1 << 20
# No message is longer: what goes on for so long without an end is broken.
_LONGEST: Final = 8 << 20
_LIST: Final = re.compile(r'"messages"\s*:\s*\[')
_SEPARATORS: Final = re.compile(r"[\s,]*")
_NUMBERED: Final = re.compile(r"(user|channel|chat)?([0-9]{1,15})")


class BadFile(Exception):  # noqa: N818 — it reads as the sentence it carries
    """The file cannot be used: says where and why."""


class ChatFile:
    """An exported chat, however large: no more of it is held than a few entries.

    `id`, `name` and `kind` say which chat it is, once the reading has begun; `size` is the file's
    in bytes.
    """

    def __init__(self, path: Path) -> None:
        self.id = 0
        self.name = ""
        self.kind = ""
        self.size = 0
        self._path = path
        # How many lines lie behind, and the last entry that was read, to say where a fault is.
        self._lines = 1
        self._last: Any = None

    def __iter__(self) -> Iterator[Any]:
        """Yield each entry as it is in the file, in its order.

        Raises:
            BadFile: for what is no export of one chat, or breaks off.
        """
        try:
            with self._path.open(encoding="utf-8") as file:
                self.size = self._path.stat().st_size
                yield from self._entries(file)
        except UnicodeDecodeError:
            raise BadFile(f"{self._path.name} is no text in UTF-8.") from None
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise BadFile(f"{self._path} cannot be read: {why}.") from None

    def _entries(self, file: TextIO) -> Iterator[Any]:
        held = file.read(_CHUNK)
        begins = _LIST.search(held)
        if begins is None:
            raise self._no_export()
        self._read_head(held[: begins.start()])
        read, at = json.JSONDecoder().raw_decode, begins.end()
        while True:
            at = _SEPARATORS.match(held, at).end()  # type: ignore[union-attr]
            if held.startswith("]", at):
                return
            try:
                entry, at = read(held, at)
            except RecursionError:
                raise self._broken("is nested too deeply") from None
            except ValueError:
                self._lines += held.count("\n", 0, at)
                held, at = held[at:], 0
                more = file.read(_CHUNK) if len(held) <= _LONGEST else ""
                if not more:
                    why = "breaks off before its end" if len(held) <= _LONGEST else "is broken"
                    raise self._broken(why) from None
                held += more
                continue
            self._last = entry
            yield entry

    def _read_head(self, text: str) -> None:
        try:
            told = json.loads(text.rstrip().rstrip(",") + "}")
            self.id = abs(int(told.get("id") or 0))
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            raise self._no_export() from None
        self.name, self.kind = str(told.get("name") or ""), str(told.get("type") or "")

    def _no_export(self) -> BadFile:
        return BadFile(
            f"{self._path.name} is no export of one chat: in Telegram Desktop, open the "
            "group, choose Export chat history, and JSON as its format."
        )

    def _broken(self, why: str) -> BadFile:
        number = self._last.get("id") if isinstance(self._last, dict) else None
        after = f", after message {number}" if isinstance(number, int) else ""
        return BadFile(f"{self._path.name} {why}: look at line {self._lines:,}{after}.")


def numbered(said: Any) -> tuple[str, int]:
    """Return whom an export names: "user" or "channel" and a number; ("", 0) for nobody."""
    match = _NUMBERED.fullmatch(said) if isinstance(said, str) else None
    if match is None:
        return _bare(said)
    return ("user" if match[1] in {None, "user"} else "channel"), int(match[2])


def _bare(said: Any) -> tuple[str, int]:
    # Older exports have numbers alone, which are people.
    is_number = type(said) is int and 0 < said < 10**15
    return ("user", said) if is_number else ("", 0)


def moment_of(entry: Mapping[str, Any], zone: tzinfo = UTC) -> datetime | None:
    """Return when it was: the exact second where the export has it, else its time in a zone."""
    try:
        if (exact := entry.get("date_unixtime")) is not None:
            return datetime.fromtimestamp(int(exact), UTC)
        moment = datetime.fromisoformat(str(entry.get("date")))
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def is_beside(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two neighbours are of one album: Telegram sends its pictures in one second."""
    if one is None or other is None or not (_is_picture(one) and _is_picture(other)):
        return False
    return sender_of(one) == sender_of(other) and moment_of(one) == moment_of(other) is not None


def sender_of(entry: Mapping[str, Any]) -> tuple[str, int]:
    """Return who it is from, as `numbered` does."""
    return numbered(entry.get("from_id") or entry.get("actor_id"))


def _is_picture(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("photo") or entry.get("media_type") == "video_file" or entry.get("file"))
