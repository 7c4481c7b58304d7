"""What the calendar goes by: where its files are, and for whom."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Terms:
    """Where the schedule is, and whose public holidays are meant where it doesn't say."""

    path: Path | None = None
    country: str = ""
    # Which communities it is for, by a group of each; none: the only one that there is.
    groups: tuple[str, ...] = ()
    # Where it is meant to be that hour, where a file does not say.
    zone: str = "UTC"

    @property
    def folder(self) -> Path | None:
        """Where the files that it names are."""
        if self.path is None:
            return None
        return self.path if self.path.is_dir() else self.path.parent
