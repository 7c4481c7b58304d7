"""The wording of a complaint's card: what it is about, who sees to it, what can be pressed."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.features.cases.queries import case_by_id
from bot.features.cases.rules import Case
from bot.features.clauses.rules import Clause
from bot.features.complaints.kept import Complaint
from bot.features.complaints.queries import Voices, complainants_of, voices_of
from bot.features.complaints.rules import link_to
from bot.features.members.queries import names_of
from bot.features.place import Place
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.case_texts import person

MOST_WORDS: Final = 900
# So many rules stand on their buttons with words, a row each; more are numbers, five abreast.
MOST_IN_WORDS: Final = 8
LONGEST_LABEL: Final = 30
ABREAST: Final = 5
MOST_CLAUSES: Final = 25


async def card_of(
    uow: UnitOfWork, complaint: Complaint, place: Place, *, clause: int = 0
) -> tuple[Lines, Keyboard]:
    """Return a complaint's card as it stands, with what can be pressed on it."""
    concerned = {
        each
        for each in (
            complaint.person_id,
            complaint.claimed_by,
            complaint.closed_by,
            complaint.asked_by,
        )
        if each is not None
    }
    if complaint.kind == "private":
        concerned |= set(await complainants_of(uow, complaint.id))
    names = await names_of(uow, concerned)
    voices = await voices_of(uow, complaint.id)
    lines: list[Text | str] = [
        Text(f"complaint-card-{complaint.kind}", number=complaint.id, chat=place.title),
        *(await _about(uow, complaint, names, voices)),
        *_standing(complaint, names, await _case_of(uow, complaint)),
    ]
    return Lines(*lines), _keyboard(complaint, place, clause)


async def _about(
    uow: UnitOfWork, complaint: Complaint, names: Mapping[int, str], voices: Voices
) -> list[Text | str]:
    proof = complaint.proof
    who = await _who(uow, complaint, names)
    lines: list[Text | str] = [Text("complaint-card-who", name=who)]
    if proof is None:
        return [*lines, Text("complaint-card-forgotten")]
    if proof.part.words:
        lines.append(Text("complaint-card-words", words=proof.part.words[:MOST_WORDS]))
    if proof.part.kind is not None:
        lines.append(Text("complaint-card-media", kind=proof.part.kind))
    if proof.detail is not None:
        lines.append(Text("complaint-card-found", what=proof.detail))
    if complaint.kind == "member":
        lines.append(Text("complaint-card-voices", count=voices.count))
        lines += [Text("complaint-card-reason", reason=each) for each in voices.reasons]
    if complaint.is_for_heads:
        lines.append(Text("complaint-card-heads"))
    return lines


async def _who(uow: UnitOfWork, complaint: Complaint, names: Mapping[int, str]) -> Text:
    if complaint.kind == "private":
        told = await complainants_of(uow, complaint.id)
        return person(next(iter(told), 0), names)
    title = complaint.proof.title if complaint.proof else None
    return person(complaint.person_id or 0, names, title)


async def _case_of(uow: UnitOfWork, complaint: Complaint) -> Case | None:
    return None if complaint.case_id is None else await case_by_id(uow, complaint.case_id)


def _standing(
    complaint: Complaint, names: Mapping[int, str], case: Case | None
) -> list[Text | str]:
    if complaint.state == "closed":
        return ["", _ended(complaint, names, case)]
    lines: list[Text | str] = []
    if case is not None and case.state == "failed":
        lines.append(Text("complaint-card-refused", number=case.number, why=case.failure or "?"))
    if complaint.asked_by is not None and complaint.asked_for is not None:
        lines.append(
            Text(
                "complaint-card-asked",
                name=person(complaint.asked_by, names),
                deed=Text(f"complaint-asked-{complaint.asked_for}"),
            )
        )
    if complaint.state == "claimed":
        by = person(complaint.claimed_by or 0, names)
        lines.append(Text("complaint-card-claimed", name=by))
    return ["", *lines] if lines else []


def _ended(complaint: Complaint, names: Mapping[int, str], case: Case | None) -> Text:
    """Return how a complaint ended; of a case that Telegram is yet to carry out, that it is."""
    minutes = int(((complaint.closed_at or complaint.at) - complaint.at).total_seconds() / 60)
    by = person(complaint.closed_by or 0, names)
    outcome = Text(f"complaint-outcome-{complaint.outcome or 'handled'}")
    if case is None:
        return Text("complaint-card-closed", name=by, outcome=outcome, minutes=minutes)
    told = "complaint-card-underway" if case.state == "open" else "complaint-card-case"
    return Text(told, name=by, outcome=outcome, minutes=minutes, number=case.number)


def _keyboard(complaint: Complaint, place: Place, clause: int) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    link = None
    if complaint.kind != "private":
        link = link_to(complaint.chat_id, complaint.message_id, place.username)
    opens = (Button(Text("complaint-open"), url=link),) if link else ()
    if complaint.state == "closed":
        return (opens,) if opens else ()
    is_claimed = complaint.state == "claimed"
    rows.append((_press(complaint, "release" if is_claimed else "claim", clause), *opens))
    if complaint.kind == "check":
        rows.append((_press(complaint, "spam", clause), _press(complaint, "ham", clause)))
    if complaint.kind != "private":
        rows += _sanctions(complaint, place, clause)
    last = ["dismiss"]
    if complaint.kind == "private" or complaint.is_for_heads or complaint.person_id is None:
        last.insert(0, "done")
    if complaint.person_id is not None:
        last.append("more")
    rows.append(tuple(_press(complaint, deed, clause) for deed in last))
    return tuple(rows)


def _sanctions(complaint: Complaint, place: Place, clause: int) -> list[tuple[Button, ...]]:
    person_id = complaint.person_id
    if person_id is None or complaint.is_for_heads or place.is_administrator(person_id):
        return []
    chosen = Text("complaint-button-rules")
    if clause:
        chosen = Text("complaint-button-rule", number=clause)
    rule = buttons.pack(buttons.SeeTo(complaint.id, "rules", clause))
    return [
        (_press(complaint, "delete", clause), _press(complaint, "warn", clause)),
        tuple(_press(complaint, deed, clause) for deed in ("mute1h", "mute1d", "ban")),
        (Button(chosen, data=rule),),
    ]


def _press(complaint: Complaint, deed: str, clause: int) -> Button:
    data = buttons.pack(buttons.SeeTo(complaint.id, deed, clause))
    return Button(Text(f"complaint-button-{deed}"), data=data)


def rules_keyboard(complaint: Complaint, clauses: Sequence[Clause]) -> Keyboard:
    """Return a button for each rule: with its words while those fit, and else its number."""
    if not clauses:
        return ()
    shown = clauses[:MOST_CLAUSES]
    is_short = len(shown) <= MOST_IN_WORDS
    abreast = 1 if is_short else ABREAST
    chosen = [
        _chooses(complaint, each.number, _in_words(each) if is_short else _in_short(each))
        for each in shown
    ]
    rows = [tuple(chosen[at : at + abreast]) for at in range(0, len(chosen), abreast)]
    return (*rows, (_chooses(complaint, 0, Text("complaint-button-no-rule")),))


def _chooses(complaint: Complaint, number: int, label: Text) -> Button:
    return Button(label, data=buttons.pack(buttons.SeeTo(complaint.id, "back", number)))


def _in_short(clause: Clause) -> Text:
    return Text("complaint-button-rule", number=clause.number)


def _in_words(clause: Clause) -> Text:
    words = clause.words
    if len(words) > LONGEST_LABEL:
        words = f"{words[: LONGEST_LABEL - 1]}…"
    return Text("complaint-button-clause", number=clause.number, words=words)
