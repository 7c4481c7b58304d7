"""Text files as people in our languages write them: in UTF-8, or in what they say they are in."""

import codecs
import re
from typing import Final

_DECLARED: Final = re.compile(rb"(?:coding|charset)[\"']?\s*[:=]\s*[\"']?([-\w.]+)", re.IGNORECASE)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WHERE_DECLARED: Final = 400


def decoded(content: bytes, encoding: str | None = None) -> str:
    """Return what stands in a file; signs that are not of its encoding are replaced.

    A mark at its beginning counts first, then what is said, then what the file declares. Without
    any it is UTF-8; a file in which most foreign lines are not is taken for GB18030, as
    spreadsheets in Chinese write.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    said = encoding or _declared(content)
    if said is not None:
        return content.decode(said, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(content):
        return content.decode("utf-8", errors="replace")
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        return content.decode("utf-8", errors="replace")


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content[:_WHERE_DECLARED])
    if found is None:
        return None
    try:
        return codecs.lookup(found[1].decode("ascii", errors="replace")).name
    except LookupError:
        return None


def _is_mostly_utf8(content: bytes) -> bool:
    good = bad = 0
    for line in content.splitlines():
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            bad += 1
        else:
            good += 1
    return good >= bad
