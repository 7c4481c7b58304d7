"""Read how somebody wants a survey to be: a title, options, and questions below it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from bot.features.campaigns import rules as campaigns
from bot.features.surveys.rules import (
    END,
    MOST_OPTION,
    MOST_OPTIONS,
    MOST_QUESTION,
    MOST_QUESTIONS,
    Question,
)
from bot.kit.texts import Text
from bot.kit.wishes import Misread, Said, said_in, switch, whole

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("anonymous", "匿名"), "anonymous"),
        **dict.fromkeys(("days", "天数"), "days"),
        **dict.fromkeys(("sample", "抽样"), "sample"),
        **dict.fromkeys(("rest", "间隔"), "rest"),
        **dict.fromkeys(("to", "发到"), "to"),
        **dict.fromkeys(("only", "限"), "only"),
        **dict.fromkeys(("key", "代号"), "key"),
        **campaigns.NAMES,
    }
)
WAYS: Final[Mapping[str, bool]] = MappingProxyType(
    {"group": True, "群": True, "群里": True, "dm": False, "私聊": False}
)
MOST_DAYS: Final = 90
MOST_REST: Final = 366
_KEY: Final = re.compile(r"[\w-]{1,32}")
_QUESTION: Final = re.compile(r"(?:\d{1,2}\s*[.、)）]|[?？]|[Qq问][:：])\s*(?P<words>.+)")
_OPTION: Final = re.compile(r"[-–—·•*]\s*(?P<words>.+?)(?:\s*(?:->|→|=>)\s*(?P<to>\S+))?")
_SCALE: Final = re.compile(r"(?P<words>.*\S)\s+(?P<low>\d{1,2})\s*[-–~～]\s*(?P<high>\d{1,2})")
_SEVERAL: Final = re.compile(r"\s*[(（\[]\s*(?:many|several|多选)\s*[)）\]]", re.IGNORECASE)
_NEEDED: Final = re.compile(r"\s*[(（\[]\s*(?:must|required|必填|必答)\s*[)）\]]", re.IGNORECASE)
_ENDS: Final = frozenset({"end", "结束"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A survey as somebody wrote it."""

    title: str
    questions: tuple[Question, ...]
    changes: Mapping[str, Any]


def wish_in(words: str) -> Wish:
    """Read a survey.

    Raises:
        Misread: for what cannot be read, with the place and how it is written.
    """
    said = said_in(words, NAMES)
    questions = questions_in(said.lines)
    return Wish(said.title[:120], questions, changes_in(said))


def changes_in(said: Said) -> dict[str, Any]:
    """Read the options of a survey.

    Raises:
        Misread: for a value that does not fit.
    """
    read: dict[str, Any] = {
        "is_anonymous": said.read("anonymous", switch, Text("survey-how-switch")),
        "days": said.read("days", whole(1, MOST_DAYS), Text("survey-how-days", most=MOST_DAYS)),
        "sample": said.read("sample", _percent, Text("survey-how-sample")),
        "rest_days": said.read(
            "rest", whole(0, MOST_REST), Text("survey-how-rest", most=MOST_REST)
        ),
        "is_posted": said.read("to", lambda to: WAYS.get(to.casefold()), Text("survey-how-to")),
        "key": said.read("key", _key, Text("survey-how-key")),
        "objective": campaigns.packed(campaigns.objective_in(said)),
    }
    changes = {name: value for name, value in read.items() if value is not None}
    if "only" in said.options:
        changes["only"] = said.options["only"][:1000] or None
    # Some of all can only be asked by DM.
    if changes.get("sample", 100) < 100:
        changes.setdefault("is_posted", False)
    return changes


def questions_in(lines: Sequence[str]) -> tuple[Question, ...]:
    """Read questions with their options; raises `Misread` naming the line."""
    found = [_question(number, asked, options) for number, asked, options in _blocks(lines)]
    if len(found) > MOST_QUESTIONS:
        raise Misread(Text("survey-too-many", most=MOST_QUESTIONS))
    for at, question in enumerate(found):
        for goes in question.jumps:
            if goes is not None and goes != END and not at < goes < len(found):
                raise Misread(Text("survey-bad-jump", number=at + 1, to=goes + 1))
    return tuple(found)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    number, asked = 0, ""
    options: list[str] = []
    for line in lines:
        question = _QUESTION.fullmatch(line)
        option = _OPTION.fullmatch(line)
        if question is not None:
            if asked:
                yield number, asked, options
            number, asked, options = number + 1, question["words"].strip(), []
        elif option is not None and asked:
            options.append(line)
        else:
            raise Misread(Text("survey-bad-line", line=line[:64]))
    if asked:
        yield number, asked, options


def _question(number: int, asked: str, lines: Sequence[str]) -> Question:
    is_several, is_needed = _SEVERAL.search(asked), _NEEDED.search(asked)
    words = _NEEDED.sub("", _SEVERAL.sub("", asked)).strip()
    if len(words) > MOST_QUESTION:
        raise Misread(Text("survey-long-question", number=number, most=MOST_QUESTION))
    base = Question("text", words, is_needed=is_needed is not None)
    if not lines:
        return _scaled(number, base)
    read = [_OPTION.fullmatch(line) for line in lines]
    options = tuple(each["words"].strip() for each in read if each)
    if not 2 <= len(options) <= MOST_OPTIONS or len(set(options)) < len(options):
        raise Misread(Text("survey-bad-options", number=number, most=MOST_OPTIONS))
    if any(len(each) > MOST_OPTION for each in options):
        raise Misread(Text("survey-long-option", number=number, most=MOST_OPTION))
    jumps = tuple(_jump(number, each["to"]) for each in read if each)
    if is_several:
        return replace(base, kind="multi", options=options)
    return replace(base, kind="single", options=options, jumps=jumps)


def _scaled(number: int, base: Question) -> Question:
    scale = _SCALE.fullmatch(base.words)
    if scale is None:
        return base
    low, high = int(scale["low"]), int(scale["high"])
    if not low < high <= low + 10:
        raise Misread(Text("survey-bad-scale", number=number))
    return replace(base, kind="scale", words=scale["words"], low=low, high=high)


def _jump(number: int, to: str | None) -> int | None:
    if to is None:
        return None
    if to.casefold() in _ENDS:
        return END
    if not to.isdecimal() or len(to) > 2:
        raise Misread(Text("survey-bad-jump", number=number, to=to[:16]))
    return int(to) - 1


def _percent(said: str) -> int | None:
    return whole(1, 100)(said.rstrip("%％"))


def _key(said: str) -> str | None:
    return said.casefold() if _KEY.fullmatch(said) else None
