"""The section of the schedule: which files say what is posted where and when."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.config import kinds
from bot.config.keys import key
from bot.features.calendar.rules import Terms


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which files say what is posted."""

    # Written as it stands in the file; `loading` looks for it beside the configuration.
    file: str = key(kinds.words(1000), "")
    country: str = key(kinds.words(8), "")
    groups: tuple[str, ...] = key(kinds.several(kinds.words(64), 1000), ())
    product_share: float = key(kinds.share(0, 1), 0.3)

    @property
    def terms(self) -> Terms:
        """The section as the feature reads it."""
        path = Path(self.file) if self.file else None
        return Terms(path, self.country, self.groups, self.product_share)


def beside(section: Schedule, folder: Path) -> Schedule:
    """Return the section with the file's name as found from where the program was started."""
    return replace(section, file=str(folder / section.file)) if section.file else section
