"""Read the configuration again while the program runs, as far as it can be taken over so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from bot.config.faults import ConfigFaults
from bot.config.loading import load
from bot.config.settings import Settings

# What is asked for as the program starts and never again: whole sections, and single keys.
STANDING: Final = frozenset(
    {"bot", "database", "updates", "web", "log", "retention", "limits", "tags"}
)
STANDING_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "community": ("language", "zone", "rules"),
    "checkins": ("words", "card_at"),
}
# From the environment alone, and where the file is.
_NO_SECTIONS: Final = frozenset({"token", "webhook_secret", "seal_keys", "file"})


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of it: the settings from now on, what changed in them, what needs a restart."""

    settings: Settings
    taken: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class Rereading:
    """Reads the file again and hands on what changed in it.

    What the file said when the program started is compared with what it says now: so settings
    that were set otherwise, as the demo's are, stay where the file has not changed.
    """

    def __init__(
        self, running: Settings, environ: Mapping[str, str], adopt: Callable[[Settings], None]
    ) -> None:
        self._running = running
        self._environ = environ
        self._adopt = adopt
        self._began = self._seen = self._loaded(running)

    def __call__(self) -> Reread | ConfigFaults:
        """Take over what changed in the file; with a fault in it everything stays."""
        try:
            said = self._load()
        except ConfigFaults as faults:
            return faults
        taken, changes = [], {}
        for name in (each.name for each in fields(Settings) if each.name not in _NO_SECTIONS):
            if name in STANDING or getattr(said, name) == getattr(self._seen, name):
                continue
            held = getattr(self._running, name)
            kept = {key: getattr(held, key) for key in STANDING_KEYS.get(name, ())}
            new = replace(getattr(said, name), **kept) if kept else getattr(said, name)
            if new != held:
                changes[name] = new
                taken.append(name)
        self._seen = said
        if changes:
            self._running = replace(self._running, **changes)
            self._adopt(self._running)
        return Reread(self._running, tuple(taken), self._waiting(said))

    def _waiting(self, said: Settings) -> tuple[str, ...]:
        began = self._began
        whole = [name for name in STANDING if getattr(said, name) != getattr(began, name)]
        single = [
            f"{name}.{key}"
            for name, keys in STANDING_KEYS.items()
            for key in keys
            if getattr(getattr(said, name), key) != getattr(getattr(began, name), key)
        ]
        return tuple(sorted([*whole, *single]))

    def _loaded(self, otherwise: Settings) -> Settings:
        try:
            return self._load()
        except ConfigFaults:
            # Changed since the program read it, a moment ago.
            return otherwise

    def _load(self) -> Settings:
        file = self._running.file
        return self._running if file is None else load(file, self._environ)
