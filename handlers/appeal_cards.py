"""The wording of an appeal's card: the case and its evidence, both sides, and the buttons."""

from collections.abc import Sequence
from typing import Final

from bot.features.appeals.queries import Appeal
from bot.features.appeals.rules import REASONS
from bot.features.cases.queries import Kept, evidence_for
from bot.features.cases.rules import Case
from bot.features.members.queries import names_of
from bot.features.places import Place
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.case_texts import deed_lines, person, story_of

MOST_PROOFS: Final = 3
MOST_WORDS: Final = 500


def answer_of(appeal: Appeal) -> Text | str:
    """Return why an appeal was refused: one of the reasons to choose from, or somebody's words."""
    answer = appeal.answer or REASONS[0]
    return Text(f"appeal-reason-{answer}") if answer in REASONS else answer


async def card_of(
    uow: UnitOfWork, appeal: Appeal, case: Case, place: Place
) -> tuple[Lines, Keyboard]:
    """Return an appeal's card: the case and its evidence, both sides, and what can be pressed."""
    story = await story_of(uow, case, place)
    named = {each for each in (appeal.person_id, appeal.decided_by) if each is not None}
    names = await names_of(uow, named)
    lines: list[Text | str] = [
        Text("appeal-card", number=case.number, chat=place.title),
        *deed_lines(story),
        *_proofs(await evidence_for(uow, case.id)),
        "",
        Text("appeal-card-says", name=person(appeal.person_id, names)),
        Text("appeal-card-words", words=appeal.words or "…"),
    ]
    if appeal.actor_words is not None:
        lines += [
            Text("appeal-card-actor", name=story.actor),
            Text("appeal-card-words", words=appeal.actor_words),
        ]
    if appeal.state == "open":
        return Lines(*lines), _keyboard(appeal)
    by = person(appeal.decided_by or 0, names)
    lines += ["", Text(f"appeal-card-{appeal.state}", name=by)]
    if appeal.state == "refused":
        lines.append(Text("appeal-why", why=answer_of(appeal)))
    return Lines(*lines), ()


def reasons_keyboard(appeal: Appeal) -> Keyboard:
    """Return the reasons for which an appeal can be refused, and the way back."""
    rows = [(_press(appeal, each, f"appeal-reason-{each}"),) for each in REASONS]
    return (*rows, (_press(appeal, "back", "appeal-button-back"),))


def _keyboard(appeal: Appeal) -> Keyboard:
    return (
        (
            _press(appeal, "grant", "appeal-button-grant"),
            _press(appeal, "refuse", "appeal-button-refuse"),
        ),
    )


def _press(appeal: Appeal, word: str, label: str) -> Button:
    return Button(Text(label), data=buttons.pack(buttons.DecideAppeal(appeal.id, word)))


def _proofs(kept: Sequence[Kept]) -> list[Text]:
    shown = [each for each in kept if each.words][:MOST_PROOFS]
    return [Text("appeal-card-proof", words=each.words[:MOST_WORDS]) for each in shown]
