"""Fold a text to what a reader sees, so that width, case, look-alikes and gaps hide nothing."""

import re
import unicodedata
from typing import Final

from bot.kit.lookalikes import NEEDLESS, TO_CYRILLIC, TO_LATIN, VARIANTS

# Zero-width and direction controls, soft hyphen, variation selectors, word joiner.
_INVISIBLE: Final = {
    **dict.fromkeys(range(0x200B, 0x2010)),
    **dict.fromkeys(range(0x202A, 0x202F)),
    **dict.fromkeys(range(0x2060, 0x2070)),
    **dict.fromkeys(range(0xFE00, 0xFE10)),
    0x00AD: None,
    0xFEFF: None,
}
_SIGNS: Final = frozenset(map(chr, _INVISIBLE))

# Scripts that write no gaps between words, or hang endings on them: a word may begin anywhere.
UNSPACED: Final = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_BEGINS_ANYWHERE: Final = re.compile(f"[{UNSPACED}]")
_IDEAL: Final = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
# What may stand between two ideographs as part of a sentence; anything else there is a gap.
_SPEECH: Final = r"\n,。、!?;:\"'()<>\[\]《》〈〉【】「」『』“”‘’…—"

# Letters with letters of another script that looks like theirs.
_FOREIGN: Final = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff"
_MIXED: Final = re.compile(f"[a-z][{_FOREIGN}]|[{_FOREIGN}][a-z]")
_WORD: Final = re.compile(rf"[a-z{_FOREIGN}]+")
# Letters by which a word of two scripts shows which one it is meant in.
_LATIN_ALONE: Final = re.compile("[dfglnqruvwz]")
_CYRILLIC_ALONE: Final = re.compile("[бгджзийлпфцчшщъыьэюяђєїљњћџґқңүұ]")
_GAP: Final = re.compile(rf"(?<=[{_IDEAL}])[^\w{_SPEECH}]{{1,4}}(?=[{_IDEAL}])")
# One sign, one gap, one sign, the same gap again …: `f r e e`, `加-微-信`.
_SPELT: Final = re.compile(r"(?<!\w)\w([^\w]{1,3})\w(?:\1\w)+(?!\w)")
_SIGN: Final = re.compile(r"\w")
_BLANKS: Final = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_ODD_BLANKS: Final = frozenset("\t\r\x0b\x0c\x1c\x1d\x1e\x1f")
_STRETCHED: Final = re.compile(r"([^\W\d_])\1{2,}")
# Any sign three times over: eight times as fast to look for, and mostly there is none.
_THRICE: Final = re.compile(r"(.)\1\1")
_CODED: Final = re.compile(r"[a-z][013457@$]|[013457@$][a-z]")
_TOKEN: Final = re.compile(r"[a-z0-9@$]{3,}")
_LINE_ENDS: Final = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_AS_LETTERS: Final = str.maketrans("013457@$", "oieastas")


class _Skeleton(dict[int, str | int | None]):
    """What each sign is read as, worked out when it is first met."""

    def __missing__(self, point: int) -> str | int | None:
        read = _read(chr(point))
        # Unassigned and private points are as many as a million: they are not worth keeping.
        if unicodedata.category(chr(point)) not in {"Cn", "Co", "Cs"}:
            self[point] = read
        return read


def fold(words: str) -> str:
    """Return a text in one width and case, without what cannot be seen."""
    if words.isascii():
        return words.lower()
    if not _SIGNS.isdisjoint(words):
        words = words.translate(_INVISIBLE)
    return unicodedata.normalize("NFKC", words).casefold()


def skeleton(words: str) -> str:
    """Return a text as an eye reads it: look-alikes, spacing tricks and variants undone.

    Width, case, accents and styles of letters are folded, traditional characters are read as
    simplified ones, and letters of two scripts in one word as those of one. Signs set apart one
    by one are joined, and whatever is said three times over is left standing twice. What comes
    out stays readable, and folding it again changes nothing.
    """
    bare = words.lower() if words.isascii() else _plain(words)
    if not bare.isalnum():
        bare = _joined(bare)
    return _STRETCHED.sub(r"\1\1", bare) if _THRICE.search(bare) else bare


def is_within(text: str, at: int) -> bool:
    """Whether a word or a number goes on over a place; in 加vx123 three parts meet."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isdecimal() or after.isdecimal():
        return before.isdecimal() and after.isdecimal()
    return (
        before.isalpha()
        and after.isalpha()
        and _BEGINS_ANYWHERE.match(before) is None
        and _BEGINS_ANYWHERE.match(after) is None
    )


def guesses(words: str, bare: str) -> tuple[str, ...]:
    """Return what else an eye may read: digits as letters, stretched letters as one each.

    Ordinary texts leave nothing to guess. `mp3` is read as `mpe` too: ask these only for words
    that somebody listed. `bare` is the skeleton of the words.
    """
    found = []
    if _THRICE.search(words) and _STRETCHED.search(words):
        found.append(skeleton(_STRETCHED.sub(r"\1", fold(words))))
    if _CODED.search(bare):
        read = _TOKEN.sub(_as_letters, bare)
        if read != bare:
            found.append(skeleton(read))
    return tuple(found)


def _plain(words: str) -> str:
    bare = words.translate(_TABLE)
    return _WORD.sub(_of_one_script, bare) if _MIXED.search(bare) else bare


def _joined(bare: str) -> str:
    # Looking is cheaper than replacing, and mostly there is nothing to replace.
    while (not bare.isascii() and _GAP.search(bare)) or _SPELT.search(bare):
        bare = _SPELT.sub(_spelt, _GAP.sub("", bare))
    if "  " in bare or not _ODD_BLANKS.isdisjoint(bare):
        return _joined(_BLANKS.sub(" ", bare))
    return bare


def _spelt(found: re.Match[str]) -> str:
    return "".join(_SIGN.findall(found[0]))


def _of_one_script(found: re.Match[str]) -> str:
    # `раypal` is meant as Latin; `зaрaбoтoк` has letters that only Cyrillic has.
    word = found[0]
    if not _MIXED.search(word):
        return word
    cyrillic, latin = _CYRILLIC_ALONE.findall(word), _LATIN_ALONE.findall(word)
    return word.translate(TO_CYRILLIC if len(cyrillic) > len(latin) else TO_LATIN)


def _as_letters(found: re.Match[str]) -> str:
    token = found[0]
    letters = sum(each.isalpha() for each in token)
    return token.translate(_AS_LETTERS) if 2 * letters >= len(token) else token


def _read(sign: str) -> str | int | None:
    """Return what one sign is read as: the same sign, others, or nothing."""
    before, read = "", sign
    while read != before:
        before, read = read, "".join(map(_once, read))
    return None if not read else read if read != sign else ord(sign)


def _once(sign: str) -> str:
    if ord(sign) in NEEDLESS:
        return ""
    if sign.isspace():
        return "\n" if sign in _LINE_ENDS else " "
    if unicodedata.category(sign) in {"Cf", "Cc"}:
        return ""
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    read = unicodedata.normalize("NFKC", sign).casefold()
    if read[:1] < "\u0400" or read == "ё" or "\u1e00" <= read[:1] < "\u2000":
        # Accents go from letters that are read without them; й and が are signs of their own.
        parts = unicodedata.normalize("NFD", read)
        read = "".join(each for each in parts if ord(each) not in NEEDLESS)
    return "".join(VARIANTS.get(each, each) for each in read)


_TABLE: Final = _Skeleton()
