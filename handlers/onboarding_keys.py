"""What can be pressed at each kind of step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.features.onboarding.rules import BACK, Step
from bot.features.onboarding.suggesting import Suggestion
from bot.features.profiles.rules import Field
from bot.features.tags.queries import Tag
from bot.kit.effects import Button
from bot.kit.texts import Text
from handlers import buttons
from handlers.onboarding_buttons import Walk

Rows: TypeAlias = list[tuple[Button, ...]]


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes the buttons of one step of somebody's."""

    community_id: int
    step: Step
    # Whether one may go back to the step before.
    has_back: bool = False

    def plain(self) -> Rows:
        """Go on; whoever came back may also be shown everything once more."""
        if self.step.id != BACK:
            return self._ways(self._press("next", Text("onboarding-button-next")))
        return [
            (self._press("next", Text("onboarding-button-fine")),),
            (self._press("whole", Text("onboarding-button-whole")),),
        ]

    def rules(self, version: int) -> Rows:
        """Agree to the rules in the version that is shown."""
        agree = self._press(f"agree{version}", Text("onboarding-button-agree"))
        return [(agree,), *self._ways(*self._skip())]

    def question(self, field: Field | None, *, is_told: bool) -> Rows:
        """Choose an answer, where there are some to choose; what was told before may stay."""
        chosen = [
            self._press(f"c{at}", Text("onboarding-choice", answer=each))
            for at, each in enumerate(field.choices if field else ())
        ]
        kept = self._press("next", Text("onboarding-button-keep"))
        return [*in_rows(chosen), *self._ways(*((kept,) if is_told else self._skip()))]

    def interests(self, tags: Sequence[Tag], held: set[int], groups: Sequence[Suggestion]) -> Rows:
        """Take tags and put them down; a way into the groups that are about them."""
        switches = [
            self._press(
                f"t{tag.id}",
                Text("onboarding-tag-on", tag=tag.terms.shown)
                if tag.id in held
                else Text("onboarding-tag-off", tag=tag.terms.shown),
            )
            for tag in tags
        ]
        ways = [
            (
                Button(
                    Text("onboarding-button-group", group=each.title),
                    url=f"https://t.me/{each.username}",
                ),
            )
            for each in groups
            if each.username
        ]
        has_picked = not held.isdisjoint(tag.id for tag in tags)
        picked = (self._press("next", Text("onboarding-button-picked")),)
        onward = picked if has_picked else self._skip() or picked
        return [*in_rows(switches), *ways, *self._ways(*onward)]

    def introduction(self, *, has_draft: bool) -> Rows:
        """Post what one has written, or write it anew."""
        if not has_draft:
            return self._ways(*self._skip())
        post = self._press("post", Text("onboarding-button-post"))
        anew = self._press("again", Text("onboarding-button-again"))
        return [(post, anew), *self._ways(*self._skip())]

    def buddy(self) -> Rows:
        """Say whether one would like to be shown around; names are told only then."""
        yes = self._press("yes", Text("onboarding-button-yes"))
        return [(yes, self._press("skip", Text("onboarding-button-no"))), *self._ways()]

    def _ways(self, *onward: Button) -> Rows:
        """Return the last row: back, where that leads somewhere, and on."""
        back = self._press("back", Text("onboarding-button-back"))
        row = (*((back,) if self.has_back else ()), *onward)
        return [row] if row else []

    def _press(self, answer: str, text: Text) -> Button:
        return Button(text, data=buttons.pack(Walk(self.community_id, self.step.id, answer)))

    def _skip(self) -> tuple[Button, ...]:
        if not self.step.is_skippable:
            return ()
        return (self._press("skip", Text("onboarding-button-skip")),)


def in_rows(items: Sequence[Button], width: int = 2) -> Rows:
    """Return buttons so many in a row."""
    return [tuple(items[at : at + width]) for at in range(0, len(items), width)]
