"""Some checks alone, all others switched off: for tests that count what is removed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.config.checks import checks_with
from bot.features.moderation.rules import Stance


def checks_alone(**chosen: Mapping[str, Any]) -> dict[str, Stance]:
    """Return the terms of every check, with those that are not named switched off."""
    return {
        name: stance if name in chosen else replace(stance, mode="off")
        for name, stance in checks_with(**chosen).items()
    }


def off_besides(*names: str) -> str:
    """Return the part of a configuration that switches every other check off."""
    return "".join(
        f'[checks.{name}]\nmode = "off"\n' for name in checks_with() if name not in names
    )
