"""Words and phrases that a community does not want said, read as an eye reads them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

import re2
from ahocorasick_rs import AhoCorasick

from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.folding import UNSPACED, fold, guesses, is_within, skeleton
from bot.kit.texts import Text

Kind: TypeAlias = Literal["plain", "wild", "exact", "whole"]

_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
# Signs that tie two words instead of a space: free-crypto, free_crypto.
_TIE: Final = re.compile(r"[-_./*~+|\\·]")
_TIES: Final = re.compile(rf"(?<=[^\W_]){_TIE.pattern}+(?=[^\W_])")
_WILD: Final = re.compile(r"([*?]+)")
_QUOTED: Final = re.compile(r'"(.+)"|“(.+)”')
_LETTERS: Final = r"[\pL\pN\pM]"


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """The list.

    `free crypto` is found wherever these words stand, and 加微信 anywhere: what has no spaces
    has no whole words. `crypt*` and `*coin*` stand for any letters on that side or none, inside a
    word too (`fr*e`), `?` for exactly one. `"free crypto"` in quotes is meant to the letter:
    nothing but width and case is folded. `=hello` is a message that says just that.
    """

    words: tuple[str, ...] = field(default=(), metadata={"most": 20_000, "longest": 200})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list, read: what is looked for, and at which ends it may go on."""

    number: int
    kind: Kind
    text: str
    is_open_before: bool = False
    is_open_after: bool = False

    @property
    def is_wild_inside(self) -> bool:
        """Whether something within it stands for any letters."""
        return self.kind == "wild" and _WILD.search(self.text) is not None

    @property
    def weight(self) -> int:
        """How much of it is fixed: letters, with an ideograph for two."""
        fixed = [each for each in self.text if each.isalnum()]
        return len(fixed) + sum(_UNSPACED.match(each) is not None for each in fixed)


def words(terms: Terms) -> Check | None:
    """Return the check, or None where there is nothing to look for."""
    entries = [entry for entry in map(read, terms.words, range(1, 20_001)) if entry.weight]
    if not entries:
        return None
    listed = _Listed([each for each in entries if each.kind != "exact"])
    exact = [each for each in entries if each.kind == "exact"]
    literal = _Listed(exact) if exact else None
    # Guessing at disguised letters is idle where nothing listed has any.
    has_letters = any(
        each.isascii() and each.isalpha() for entry in entries for each in entry.text
    )

    def look(said: Said) -> Finding | None:
        if not said.words:
            return None
        bare = said.bare
        entry = listed.find(_untied(bare)) or (literal.find(said.folded) if literal else None)
        if entry is None and has_letters:
            for each in guesses(said.words, bare):
                entry = entry or listed.find(_untied(each))
        if entry is None:
            return None
        return Finding(Text("finding-words", number=entry.number, kind=entry.kind))

    return look


def read(entry: str, number: int = 0) -> Entry:
    """Read one entry of a list."""
    entry = entry.strip()
    if quoted := _QUOTED.fullmatch(entry):
        return Entry(number, "exact", fold(quoted[1] or quoted[2]).strip())
    if entry.startswith("=") and len(entry) > 1:
        return Entry(number, "whole", _bare(entry[1:]))
    if not _WILD.search(entry):
        return Entry(number, "plain", _bare(entry))
    before, after = entry.startswith("*"), entry.endswith("*")
    parts = _WILD.split(entry.strip("*"))
    # What stands between the wildcards is folded as messages are.
    text = "".join(part if at % 2 else _untied(skeleton(part)) for at, part in enumerate(parts))
    return Entry(number, "wild", text, before, after)


class _Listed:
    """Some entries, made ready: thousands of them cost a message what ten cost."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._whole: dict[str, Entry] = {}
        by_text: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.kind == "whole":
                self._whole.setdefault(entry.text, entry)
            else:
                # Of what is wild within, the longest part leads to the rest.
                parts = _WILD.split(entry.text)[::2]
                by_text.setdefault(max(parts, key=len), []).append(entry)
        self._entries = list(by_text.values())
        self._automaton = AhoCorasick(list(by_text)) if by_text else None

    def find(self, text: str) -> Entry | None:
        """Return the entry that stands first in a text, of several there the longest."""
        if self._automaton is not None:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
            if found and (hits := list(self._fitting(text, found))):
                return min(hits, key=lambda hit: (hit[0], -len(hit[1].text), hit[1].number))[1]
        return self._whole.get(text.strip(" .!?。~")) if self._whole else None

    def _fitting(
        self, text: str, found: list[tuple[int, int, int]]
    ) -> Iterator[tuple[int, Entry]]:
        tried: set[int] = set()
        for which, begins, ends in found:
            for entry in self._entries[which]:
                if not entry.is_wild_inside:
                    if _fits(entry, text, begins, ends):
                        yield begins, entry
                elif entry.number not in tried:
                    tried.add(entry.number)
                    for match in _pattern_of(entry.text).finditer(text):
                        if _fits(entry, text, *match.span()):
                            yield match.start(), entry


def _fits(entry: Entry, text: str, begins: int, ends: int) -> bool:
    return (entry.is_open_before or not is_within(text, begins)) and (
        entry.is_open_after or not is_within(text, ends)
    )


@lru_cache(maxsize=1024)
def _pattern_of(text: str) -> Any:
    parts = _WILD.split(text)
    for at, part in enumerate(parts):
        wild = "".join(_LETTERS + "*" if each == "*" else _LETTERS for each in part)
        parts[at] = wild if at % 2 else re2.escape(part)
    return re2.compile("".join(parts))


def _bare(words: str) -> str:
    return _untied(skeleton(words)).strip()


def _untied(bare: str) -> str:
    if bare.isalnum():
        return bare
    if "\n" in bare:
        bare = bare.replace("\n", " ")
    return _TIES.sub(" ", bare) if _TIE.search(bare) else bare
