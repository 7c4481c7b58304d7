"""Distils a machine-readable Bot API specification into `methods.json`.

Run as `python -m bot.rehearsal.make_table SPECIFICATION.json`, once for each version of the API.
The result names each method's parameters: a letter for the type (`c` chat, `i` integer, `s`
string, `b` boolean, `f` float, `j` JSON, `u` upload), `!` when required, then the bounds of a
length or value.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

_LETTERS = {"String": "s", "Integer": "i", "Boolean": "b", "Float": "f"}
_BOUNDS = re.compile(r"(?:between )?(\d+)[-–](\d+)(?: (characters|bytes))?")


def letter(types: list[str]) -> str:
    """The type of a parameter in one letter."""
    if types == ["Integer", "String"]:
        return "c"
    if "InputFile" in types:
        return "u"
    return _LETTERS.get(types[0], "j")


def parameter(field: dict[str, Any]) -> str:
    """A parameter in a few characters, such as `s!0-64`."""
    drawn = letter(field["types"]) + ("!" if field["required"] else "")
    about = field["description"]
    bounds = _BOUNDS.search(about)
    counts = bounds is not None and (drawn[0] == "i" or bool(bounds.group(3)))
    if bounds and drawn[0] in "si" and counts and "entities parsing" not in about:
        drawn += f"{bounds.group(1)}-{bounds.group(2)}" + (
            "B" if bounds.group(3) == "bytes" else ""
        )
    return drawn


def main(source: Path, target: Path) -> None:
    """Write the table."""
    specification = json.loads(source.read_text())
    table = {
        name: {field["name"]: parameter(field) for field in method.get("fields", ())}
        for name, method in sorted(specification["methods"].items())
    }
    lines = [f"{json.dumps(name)}: {json.dumps(fields)}" for name, fields in table.items()]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).with_name("methods.json"))
