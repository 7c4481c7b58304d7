"""The sections of newcomers' first steps and of those who help them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import kinds
from bot.config.keys import key
from bot.features.buddies.rules import Terms as BuddyTerms
from bot.features.onboarding.flows import checked
from bot.features.onboarding.parts import Around, Fault
from bot.features.onboarding.rules import Flow, Terms
from bot.features.vocabulary import vocabulary

if TYPE_CHECKING:
    from bot.config.settings import Settings

_DEFAULT = Terms()


@dataclass(frozen=True, slots=True)
class Onboarding:
    """What newcomers are shown, and in their first weeks."""

    enabled: bool = key(kinds.flag(), default=_DEFAULT.is_on)
    # Written as it stands in the file; `loading` looks for it beside the configuration.
    file: str = key(kinds.words(1000), "")
    message_lasts: timedelta = key(kinds.duration("1m", "1d"), _DEFAULT.lasts)
    helper_after: timedelta = key(kinds.duration("0s", "1d"), _DEFAULT.helper_after)
    away_for: timedelta = key(kinds.duration("0s", "366d"), _DEFAULT.away_for)

    @property
    def terms(self) -> Terms:
        """The section as the feature reads it."""
        return Terms(
            is_on=self.enabled,
            file=Path(self.file) if self.file else None,
            lasts=self.message_lasts,
            helper_after=self.helper_after,
            away_for=self.away_for,
        )


@dataclass(frozen=True, slots=True)
class Buddies:
    """What helping a newcomer is worth."""

    points: int = key(kinds.whole(0, 1_000_000), BuddyTerms().points)

    @property
    def terms(self) -> BuddyTerms:
        """The section as the feature reads it."""
        return BuddyTerms(self.points)


def beside(section: Onboarding, folder: Path) -> Onboarding:
    """Return the section with the file's name as found from where the program was started."""
    return replace(section, file=str(folder / section.file)) if section.file else section


def around(settings: "Settings") -> Around:
    """Return what a flow may name."""
    file = settings.onboarding.terms.file
    return Around(
        fields=tuple(field.key for field in settings.profile),
        words=tuple(vocabulary().words),
        folder=None if file is None else file.parent,
    )


def faults_of_flow(settings: "Settings") -> tuple[Fault, ...]:
    """Return every fault of the operator's flow."""
    _, read = checked(settings.onboarding.terms.file, around(settings))
    return () if isinstance(read, Flow) else read
