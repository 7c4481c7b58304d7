"""How a case reads: who, what, until when, by which rule, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.features.cases.forgetting import FORGOTTEN
from bot.features.cases.queries import echoes_of, findings_of, found_in, weight_on
from bot.features.cases.rules import ECHO, Case, Terms, is_echo, next_rung
from bot.features.clauses.rules import Clause
from bot.features.clauses.service import clause_at
from bot.features.members.queries import names_of
from bot.features.places import Place
from bot.features.restrictions.bans import banned_among
from bot.features.restrictions.service import reasons_of
from bot.kit.effects import Button
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons

_UNITS: Final = (
    ("days", timedelta(days=1)),
    ("hours", timedelta(hours=1)),
    ("minutes", timedelta(minutes=1)),
)


@dataclass(frozen=True, slots=True)
class Story:
    """A case with what has to be looked up to tell it."""

    case: Case
    place: Place
    clause: Clause | None = None
    weighs: int = 0
    names: Mapping[int, str] = field(default_factory=dict)
    found: Text | None = None
    # In how many other groups of the community a ban holds.
    reaches: int = 0
    # Whether something still holds somebody whose mute was lifted, such as a gate or a ban.
    is_held: bool = False

    @property
    def terms(self) -> Terms:
        """How the community sanctions."""
        return self.place.policy.sanctions

    @property
    def subject(self) -> Text:
        """Whom it is about."""
        return person(self.case.person_id, self.names, self.case.title)

    @property
    def actor(self) -> Text:
        """Who decided."""
        if self.case.actor_id is None:
            return Text("case-by-check")
        return person(self.case.actor_id, self.names)

    @property
    def until(self) -> datetime | None:
        """The end by the community's clock."""
        until = self.case.until
        return None if until is None else until.astimezone(self.place.zone)


async def story_of(uow: UnitOfWork, case: Case, place: Place) -> Story:
    """Look up what has to be known to tell a case."""
    clause = None
    if case.clause is not None and case.clause_version is not None:
        clause = await clause_at(uow, case.community_id, case.clause, case.clause_version)
    ids = {each for each in (case.person_id, case.actor_id, case.undone_by) if each}
    return Story(
        case=case,
        place=place,
        clause=clause,
        weighs=await weight_on(uow, case.community_id, case.person_id),
        names=await names_of(uow, ids),
        found=next(iter(await findings_of(uow, case)), None),
        reaches=len(await echoes_of(uow, case)) if case.action == "ban" else 0,
        is_held=case.action == "unmute" and await _is_held(uow, case),
    )


async def _is_held(uow: UnitOfWork, case: Case) -> bool:
    return bool(
        await reasons_of(uow, case.chat_id, case.person_id)
        or await banned_among(uow, case.chat_id, (case.person_id,))
    )


async def stories_of(uow: UnitOfWork, told: Sequence[Case], place: Place) -> list[Story]:
    """Look up what has to be known to tell what checks did: of removals, for all at once."""
    removed = [case for case in told if case.action == "remove" and case.clause is None]
    names = await names_of(uow, {case.person_id for case in removed if case.person_id > 0})
    found = await found_in(uow, [case.id for case in removed])
    return [
        Story(case, place, names=names, found=found.get(case.id))
        if case in removed
        else await story_of(uow, case, place)
        for case in told
    ]


def person(person_id: int, names: Mapping[int, str], title: str | None = None) -> Text:
    """Return how somebody is mentioned: with a link that leads to them, a channel by its name."""
    if person_id < 0 and title:
        return Text("case-channel", name=title)
    if person_id <= 0 or title == FORGOTTEN:
        return Text("case-somebody")
    name = names.get(person_id) or str(person_id)
    return Text("case-person", id=str(person_id), name=name)


def deed_lines(story: Story) -> list[Text | str]:
    """Return what everybody may read of a case: deed, rule, reason, warnings."""
    return [deed(story), *reach_lines(story), *why_lines(story), *weight_lines(story)]


def reach_lines(story: Story) -> list[Text]:
    """Return where else a ban holds, or from where it comes."""
    if is_echo(story.case):
        number = str((story.case.asked_in or {})[ECHO])
        return [Text("case-echo", number=number, chat=story.place.title)]
    return [Text("case-reaches", count=story.reaches)] if story.reaches else []


def deed(story: Story) -> Text:
    """Return what was done to whom, and until when."""
    case = story.case
    if case.action in {"mute", "ban"} and story.until is not None:
        return Text(f"case-did-{case.action}-until", person=story.subject, until=story.until)
    if story.is_held:
        return Text("case-did-unmute-partly", person=story.subject)
    return Text(f"case-did-{case.action}", person=story.subject)


def deed_to_you(story: Story) -> Text:
    """Return what was done, to whom it was done to."""
    case, chat = story.case, story.place.title
    if case.action in {"mute", "ban"} and story.until is not None:
        return Text(f"case-you-{case.action}-until", chat=chat, until=story.until)
    if story.is_held:
        return Text("case-you-unmute-partly", chat=chat)
    return Text(f"case-you-{case.action}", chat=chat)


def why_lines(story: Story) -> list[Text | str]:
    """Return the rule, what a check found, the reason that was given, and who decided."""
    case = story.case
    lines: list[Text | str] = []
    if story.clause is not None:
        lines.append(
            Text(
                "case-clause",
                number=str(story.clause.number),
                version=str(story.clause.version),
                words=story.clause.words,
            )
        )
    if story.found is not None:
        lines.append(Text("case-found", found=story.found))
    if case.reason:
        lines.append(Text("case-reason", reason=case.reason))
    lines.append(Text("case-by", actor=story.actor, number=str(case.number)))
    return lines


def weight_lines(story: Story) -> list[Text | str]:
    """Return what warnings add up to, and what was changed about the length."""
    case = story.case
    lines: list[Text | str] = []
    if case.weight:
        ahead = next_rung(story.weighs, story.terms.ladder)
        if case.action == "warn" and ahead is not None:
            what = rung_text(ahead.action, ahead.lasts)
            lines.append(Text("case-warnings", weighs=story.weighs, most=ahead.weight, what=what))
        else:
            lines.append(Text("case-warnings-all", weighs=story.weighs))
    note = (case.asked_in or {}).get("note")
    if note in {"raised", "endless"}:
        lines.append(Text(f"case-note-{note}"))
    return lines


def rung_text(action: str, lasts: timedelta | None) -> Text:
    """Return what a step of the ladder does."""
    if lasts is None or action == "kick":
        return Text(f"case-rung-{action}")
    return Text(f"case-rung-{action}-for", lasts=span_text(lasts))


def span_text(lasts: timedelta) -> Text:
    """Return a length of time in the largest unit that counts it evenly."""
    for name, unit in _UNITS:
        if lasts >= unit and lasts % unit == timedelta():
            return Text(f"span-{name}", count=lasts // unit)
    return Text("span-minutes", count=max(1, round(lasts / timedelta(minutes=1))))


def undo_button(case: Case, *, is_numbered: bool = False) -> Button:
    """Return the button with which staff take a case back."""
    label = Text("case-button-undo-n", number=str(case.number)) if is_numbered else None
    data = buttons.pack(buttons.UndoCase(case.id))
    return Button(label or Text("case-button-undo"), data=data)


def appeal_button(case: Case, *, is_numbered: bool = False) -> Button:
    """Return the button with which the person concerned asks for another look."""
    label = Text("case-button-appeal-n", number=str(case.number)) if is_numbered else None
    data = buttons.pack(buttons.AppealCase(case.id))
    return Button(label or Text("case-button-appeal"), data=data)


def evidence_button(case: Case) -> Button:
    """Return the button with which staff see what a case rests on."""
    return Button(Text("case-button-evidence"), data=buttons.pack(buttons.ShowEvidence(case.id)))
