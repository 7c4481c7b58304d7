"""Scripts that a community does not write in, and marks that turn or overgrow its lines."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.features.moderation.rules import Check, Finding, Mode, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

_RANGES: Final = {
    "latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff5a",
    "cyrillic": "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "armenian": "\u0531-\u058f",
    "georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "arabic": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "devanagari": "\u0900-\u097f\ua8e0-\ua8ff",
    "thai": "\u0e00-\u0e7f",
    "han": "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "kana": "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
}
_RANGES["cjk"] = _RANGES["han"] + _RANGES["kana"] + _RANGES["hangul"]
_RANGES["rtl"] = _RANGES["hebrew"] + _RANGES["arabic"] + "\u0700-\u086f"
SCRIPTS: Final = (*_RANGES,)
_LETTER: Final = re.compile(r"[^\W\d_]")
# Marks that turn the direction of what follows; a plain mark of a right-to-left text does not.
_TURNS: Final = re.compile("[\u202d\u202e\u2066-\u2068]")
# Signs that climb over their lines: more marks on one letter than any language puts there.
_ACCENT: Final = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_OVERGROWN: Final = re.compile(f"[{_ACCENT}]{{3,}}")
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """Which scripts are not wanted, from which share of a message's letters on.

    A message with fewer than `least` letters of the script is left alone: a name, a word quoted.
    `turned` finds marks that turn a line around, `overgrown` letters under heaps of accents.
    """

    mode: Mode = "off"
    unwanted: tuple[str, ...] = field(
        default=(), metadata={"most": len(SCRIPTS), "options": SCRIPTS}
    )
    share: float = field(default=0.5, metadata={"least": 0.01, "most": 1.0})
    least: int = field(default=6, metadata={"least": 1, "most": 4096})
    turned: bool = True
    overgrown: bool = True


def scripts(terms: Terms) -> Check | None:
    """Return the check, or None where every script is welcome."""
    unwanted = [
        (name, re.compile(f"[{_RANGES[name]}]")) for name in terms.unwanted if name in _RANGES
    ]
    if not (unwanted or terms.turned or terms.overgrown):
        return None
    has_latin = "latin" in terms.unwanted

    def look(said: Said) -> Finding | None:
        text = said.words
        if text.isascii() and not has_latin:
            return None
        if terms.turned and _TURNS.search(text):
            return Finding(Text("finding-scripts-turned"))
        if terms.overgrown and len(_OVERGROWN.findall(text)) >= _FEW:
            return Finding(Text("finding-scripts-overgrown"))
        letters = 0
        for name, pattern in unwanted:
            written = len(pattern.findall(text))
            if written < terms.least:
                continue
            letters = letters or len(_LETTER.findall(text))
            if written >= terms.share * letters:
                share = min(100, round(100 * written / max(letters, 1)))
                return Finding(
                    Text("finding-scripts-share", script=Text(f"script-{name}"), share=share)
                )
        return None

    return look
