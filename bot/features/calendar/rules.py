"""What the calendar goes by: where its files are, and for whom."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Among so many posts in a row, the newest with them, those about a product are counted.
ROLLING: Final = 10


def is_within_share(before: int, share: float) -> bool:
    """Whether one more post about a product is fine, after so many among the last nine."""
    return before + 1 <= round(share * ROLLING, 6)


@dataclass(frozen=True, slots=True)
class Terms:
    """Where the schedule is, and whose public holidays are meant where it doesn't say."""

    path: Path | None = None
    country: str = ""
    # Which communities it is for, by a group of each; none: the only one that there is.
    groups: tuple[str, ...] = ()
    # How many of the last ten posts in a group may be about a product.
    product_share: float = 0.3
    # Where it is meant to be that hour, where a file does not say.
    zone: str = "UTC"

    @property
    def folder(self) -> Path | None:
        """Where the files that it names are."""
        if self.path is None:
            return None
        return self.path if self.path.is_dir() else self.path.parent
