"""Which steps there are for somebody: whose condition holds, and that have something to say."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from bot.features.clauses.service import rulebook_of
from bot.features.onboarding.flows import flow_at
from bot.features.onboarding.queries import Standing, agreed_at_gate, outcomes_of
from bot.features.onboarding.rules import (
    BACK,
    FILLED,
    LASTING,
    Flow,
    Kind,
    Step,
    Way,
    way_from,
)
from bot.features.place import Place
from bot.features.profiles.queries import of as told_of
from bot.features.segments.rules import Unread
from bot.features.segments.service import Vocabulary, holds
from bot.features.tags.queries import Tag, catalogue
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork

# Says what a step of its kind holds for somebody; nothing: the step is left out.
Filler: TypeAlias = Callable[[UnitOfWork, Place, int], Awaitable[tuple[Text, ...]]]
# What whoever comes back is shown first, and what ends every flow.
_BACK: Final = Step(BACK, "welcome")
_DONE: Final = Step("done", "done")


@dataclass(frozen=True, slots=True)
class Guide:
    """What it takes to tell which steps there are: the words of segments, and who fills what."""

    vocabulary: Vocabulary
    fillers: Mapping[Kind, Filler]

    async def way_of(self, uow: UnitOfWork, place: Place, standing: Standing) -> Way:
        """Return the steps that there are for somebody now, and where they stand."""
        flow = await flow_at(uow, standing.flow_digest)
        if standing.is_short:
            return await self._short(uow, place, standing, flow)
        passed = await outcomes_of(uow, standing.community_id, standing.person_id)
        steps, is_behind = [], True
        for each in _ended(flow):
            is_behind = is_behind and each.id != standing.step
            is_kept = passed.get(each.id) is not None and _is_kept(place, each, is_behind)
            if is_kept or await self._is_there(uow, place, standing, each):
                steps.append(each)
        return way_from(
            flow,
            steps,
            standing.step,
            promised=standing.gathered.get("promised", ()),
            lasting=(
                each.id for each in steps if each.kind in LASTING and passed.get(each.id) == "done"
            ),
        )

    async def _short(self, uow: UnitOfWork, place: Place, standing: Standing, flow: Flow) -> Way:
        rules = flow.first_of("rules")
        steps = [_BACK]
        if rules is not None and (
            standing.step == rules.id or await self._is_there(uow, place, standing, rules)
        ):
            steps.append(rules)
        steps.append(_ended(flow)[-1])
        at = next((n for n, each in enumerate(steps) if each.id == standing.step), len(steps) - 1)
        return Way(flow, tuple(steps), at)

    async def _is_there(
        self, uow: UnitOfWork, place: Place, standing: Standing, step: Step
    ) -> bool:
        if step.only_if and not await self.is_so(uow, place, standing.person_id, step.only_if):
            return False
        match step.kind:
            case "rules":
                return await is_to_agree(uow, standing)
            case "question":
                known = await told_of(uow, standing.community_id, standing.person_id)
                return place.policy.profiles.named(step.field) is not None and (
                    step.field not in known
                )
            case "interests":
                return bool(await choices_of(uow, place, step))
            case kind if kind in FILLED:
                return bool(await self.filled(uow, place, standing.person_id, kind))
            case _:
                return True

    async def filled(
        self, uow: UnitOfWork, place: Place, person_id: int, kind: Kind
    ) -> tuple[Text, ...]:
        """Return what a step that another feature fills holds for somebody."""
        filler = self.fillers.get(kind)
        return () if filler is None else await filler(uow, place, person_id)

    async def is_so(self, uow: UnitOfWork, place: Place, person_id: int, expression: str) -> bool:
        """Whether a condition holds; one that names what there is not here does not."""
        scope = place.scope(uow.now)
        try:
            return (await holds(uow, scope, self.vocabulary, expression, person_id)).is_in
        except Unread:
            return False


async def is_to_agree(uow: UnitOfWork, standing: Standing) -> bool:
    """Whether there are rules to which somebody has not agreed in their newest version."""
    book = await rulebook_of(uow, standing.community_id)
    if not book.clauses:
        return False
    if standing.gathered.get("rules") == book.version:
        return False
    at = await agreed_at_gate(uow, standing.community_id, standing.person_id)
    return at is None or (book.published_at is not None and at < book.published_at)


async def told_at(uow: UnitOfWork, standing: Standing, step: Step) -> str | None:
    """Return what somebody has told already where a step asks for it."""
    told = (await told_of(uow, standing.community_id, standing.person_id)).get(step.field)
    return None if told is None else told.value


async def choices_of(uow: UnitOfWork, place: Place, step: Step) -> list[Tag]:
    """Return the tags from which members choose at a step."""
    return [
        tag
        for tag in await catalogue(uow, place.community_id)
        if tag.terms.is_own_choice and (not step.tags or tag.key in step.tags)
    ]


def _is_kept(place: Place, step: Step, is_behind: bool) -> bool:  # noqa: FBT001
    """Whether a step that was left stays among the others, to be counted or shown once more."""
    if step.kind == "question":
        return place.policy.profiles.named(step.field) is not None
    return is_behind or step.kind not in FILLED


def _ended(flow: Flow) -> tuple[Step, ...]:
    """Return the steps with a last word, which every flow has."""
    if flow.steps and flow.steps[-1].kind == "done":
        return flow.steps
    return (*flow.steps, replace(_DONE, id=_free_name(flow)))


def _free_name(flow: Flow) -> str:
    return "done" if flow.named("done") is None else "the-end"
