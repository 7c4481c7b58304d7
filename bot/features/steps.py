"""Who fills which step of the onboarding; a step that nobody fills is left out."""

from collections.abc import Mapping
from typing import Final

from bot.features.buddies.queries import offer_to
from bot.features.onboarding.rules import Kind
from bot.features.onboarding.walking import Filler

FILLERS: Final[Mapping[Kind, Filler]] = {
    "buddy": offer_to,
}
