"""Reads a labelled file: CSV with the columns `text` and `label`, which says spam or ham."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from bot.backtest.heard import Heard
from bot.features.members.rules import Tenure
from bot.features.messages import ChatMessage
from bot.features.moderation.rules import Tenures, Trust
from bot.features.moderation.said import Said
from bot.kit.exports import BadFile

LABELS: Final = {"spam": True, "1": True, "ham": False, "0": False}
# A moment like any other: the lines of such a file have none.
_MOMENT: Final = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
_CHAT: Final = {"id": -1_000_000_000_001, "type": "supergroup"}
# As Telegram marks what is written plainly.
_MARKS: Final = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}")),
    ("url", re.compile(r"(?i)\b(?:https?://|tg://|www\.)[^\s<>\"'，。！]+")),
    (
        "url",
        re.compile(
            r"(?i)(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"
            r"(?:com|net|org|info|biz|io|me|cc|cn|ru|su|uk|co|tv|xyz|top|vip|club|site|online|shop"
            r"|app|dev|ly|gl|eu|de|fr|us|in)(?![\w-])(?:/[^\s<>\"'，。！]*)?"
        ),
    ),
    ("mention", re.compile(r"(?<![\w@./])@[A-Za-z]\w{3,31}")),
    ("hashtag", re.compile(r"(?<![\w#&/])#\w+")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
    ("phone_number", re.compile(r"(?<![\w.])\+?[0-9][0-9 ()-]{7,16}[0-9](?!\w)")),
)


class Labelled:
    """The lines of one file; `skipped` counts what could not be judged, `faults` names it."""

    def __init__(self, path: Path, zone: ZoneInfo, tenures: Tenures, sender: Trust) -> None:
        self.skipped: Counter[str] = Counter()
        self.faults: list[str] = []
        self.size = 0
        self._path = path
        self._zone = zone
        self._tenure = tenure_as(sender, tenures)

    def __iter__(self) -> Iterator[Heard]:
        """Yield each line as the message of somebody else.

        Raises:
            BadFile: for what is no such file.
        """
        try:
            with self._path.open(encoding="utf-8-sig", newline="") as file:
                self.size = self._path.stat().st_size
                yield from self._lines(csv.DictReader(file))
        except UnicodeDecodeError:
            raise BadFile(f"{self._path.name} is no text in UTF-8.") from None
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise BadFile(f"{self._path} cannot be read: {why}.") from None
        except csv.Error as error:
            raise BadFile(f"{self._path.name} is no CSV: {error}.") from None

    def _lines(self, lines: "csv.DictReader[str]") -> Iterator[Heard]:
        if not {"text", "label"} <= set(lines.fieldnames or ()):
            raise BadFile(f"{self._path.name} needs a first line with the columns text and label.")
        for number, line in enumerate(lines, 1):
            label = LABELS.get((line["label"] or "").strip().lower())
            if label is None:
                self._skip("no label", lines.line_num, "its label is neither spam nor ham")
                continue
            if not (line["text"] or "").strip():
                self._skip("no text", lines.line_num, "it has no text")
                continue
            yield self._heard(number, lines.line_num, line["text"], is_spam=label)

    def _skip(self, reason: str, line: int, why: str) -> None:
        self.skipped[reason] += 1
        self.faults.append(f"{self._path.name}:{line}: {why}.")

    def _heard(self, number: int, line: int, text: str, *, is_spam: bool) -> Heard:
        # Everybody is somebody else: what counts acts finds nothing in a list of texts.
        drawn = {
            "message_id": number,
            "date": int(_MOMENT.timestamp()),
            "chat": _CHAT,
            "from": {"id": number, "first_name": f"line {line}"},
            "text": text,
            "entities": marked(text),
        }
        message = msgspec.convert(drawn, ChatMessage)
        said = Said(message, "person", _MOMENT, self._zone, tenure=self._tenure)
        where = f"{self._path.name}:{line}"
        return Heard(said, number, f"line {line}", where, number, is_spam=is_spam)


def tenure_as(sender: Trust, tenures: Tenures) -> Tenure:
    """Return how well somebody is known who is trusted that far and no further."""
    match sender:
        case "newcomer":
            return Tenure(_MOMENT, _MOMENT, 0)
        case "member":
            since = _MOMENT - tenures.newcomer_for - timedelta(seconds=1)
            return Tenure(since, since, tenures.newcomer_messages)
        case "trusted":
            since = _MOMENT - tenures.trusted_after - timedelta(seconds=1)
            return Tenure(since, since, max(tenures.trusted_messages, tenures.newcomer_messages))


def marked(text: str) -> list[dict[str, Any]]:
    """Return the marks that Telegram would put on a text, without overlaps, in order."""
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in _MARKS:
        for match in pattern.finditer(text):
            begins, ends = match.start(), len(match[0].rstrip(".,;:!?)")) + match.start()
            if all(ends <= at or begins >= until for at, until, _ in taken):
                taken.append((begins, ends, kind))
    return [
        {
            "type": kind,
            "offset": _units(text[:begins]),
            "length": _units(text[begins:ends]),
        }
        for begins, ends, kind in sorted(taken)
    ]


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
