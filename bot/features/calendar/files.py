"""The files of a schedule: one, or a folder of them."""

from pathlib import Path
from typing import Final

from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import WHOLE, Around, Fault
from bot.features.calendar.reading import File, read
from bot.features.calendar.rules import Terms
from bot.kit.texts import Text

_LARGEST: Final = 64 << 20


def checked(terms: Terms, around: Around) -> Plan | list[Fault]:
    """Read every file of the schedule: a plan, or all faults of all of them."""
    files, faults = [], []
    for path in _paths(terms.path):
        found = _file(path, terms.folder)
        if isinstance(found, File):
            files.append(found)
        else:
            faults.append(found)
    read_ = read(files, around, zone=terms.zone, country=terms.country)
    if isinstance(read_, Plan) and not faults:
        return read_
    return sorted([*faults, *(() if isinstance(read_, Plan) else read_)])


def _paths(path: Path | None) -> list[Path]:
    if path is None:
        return []
    return sorted(path.rglob("*.toml")) if path.is_dir() else [path]


def _file(path: Path, folder: Path | None) -> File | Fault:
    name = path.name if folder is None else path.relative_to(folder).as_posix()
    try:
        if path.stat().st_size > _LARGEST:
            return Fault(name, 1, WHOLE, Text("schedule-fault-large", most=_LARGEST >> 20))
        return File(name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return Fault(name, 1, WHOLE, Text("schedule-fault-encoding"))
    except OSError:
        return Fault(name, 1, WHOLE, Text("schedule-fault-unread"))
