"""Challenges that many want, ready to be begun."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

# Template -> what it sets beyond what every challenge is like.
TEMPLATES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "habit": {},
        "running": {
            "days": 30,
            "kind": "photo",
            "is_consecutive": False,
            "goal": 20,
            "milestones": ((5, 20), (10, 40), (20, 100)),
        },
        "reading": {"kind": "text", "least": 10},
    }
)
# What people call them.
CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{name: name for name in TEMPLATES},
        "习惯": "habit",
        "跑步": "running",
        "运动": "running",
        "读书": "reading",
        "共读": "reading",
        "阅读": "reading",
    }
)
