"""What is wrong with a configuration, told so that it can be mended at once."""

import json
import re
from dataclasses import dataclass

_SHOWN = 60
LOOKS_SECRET = re.compile(r"[0-9]{6,}:[A-Za-z0-9_-]{30,}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: where it is, what stands there, what should, and what to do."""

    key: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        """Say it on one line."""
        return f"{self.key}: found {self.found}, expected {self.expected}. {self.remedy}"


class ConfigFaults(Exception):  # noqa: N818 — it carries faults, and is named by them
    """The configuration cannot be used; it names every fault at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        """List the faults, a line each."""
        count = len(self.faults)
        head = f"The configuration has {count} fault{'' if count == 1 else 's'}:"
        return "\n".join([head, *(f"  {fault}" for fault in self.faults)])


def show(value: object) -> str:
    """Show a value as it would stand in the file, cut short, and never a token."""
    return LOOKS_SECRET.sub("***", _show(value))


def _show(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool() | int() | float():
            return str(value).lower()[:_SHOWN]
        case str():
            return json.dumps(
                value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…", ensure_ascii=False
            )
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
        case _:
            return str(value)[:_SHOWN]
