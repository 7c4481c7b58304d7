"""How a gate reads: the question by DM, the group's one message, the staff's card, the page."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.features.clauses.service import Rulebook
from bot.features.gates.queries import Candidate
from bot.features.gates.rules import (
    HUMAN,
    PRESSED,
    Kind,
    State,
    Terms,
    minutes_left,
    puzzle_of,
    sum_of,
    tries_of,
)
from bot.features.place import Place
from bot.kit.effects import Button, Keyboard
from bot.kit.names import storable
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.gate_buttons import AnswerGate, DecideCandidate, SetGate

MOST_NAMED: Final = 10
MOST_CLAUSES: Final = 10
# What can be chosen on the page by a button; the others need words.
CHOSEN: Final[tuple[tuple[Kind, ...], ...]] = (
    ("off", "open", "rules"),
    ("sum", "emoji", "approval"),
    ("question", "questionnaire", "code"),
)
REASONS: Final = ("answers", "spam", "full", "other")
_NOTICES: Final = {
    "rules": Text("gate-notice-rules"),
    "approval": Text("gate-notice-approval"),
}
_BY_DM: Final = Text("gate-notice-dm")
_KEPT: Final[tuple[State, ...]] = ("passed", "failed", "expired", "left", "waiting", "review")


def asked(candidate: Candidate, place: Place, rules: Rulebook, now: datetime) -> Lines:
    """Return what somebody reads by DM: what is asked, and until when."""
    is_waiting = candidate.kind == "approval"
    head = (
        Text(f"gate-dm-wait-{candidate.way}", community=place.title)
        if is_waiting
        else Text(f"gate-dm-{candidate.way}", community=place.title)
    )
    lines: list[Text | str] = [head, "", *_question(candidate, rules)]
    if not is_waiting and candidate.deadline is not None:
        minutes = max(1, round((candidate.deadline - now) / timedelta(minutes=1)))
        lines += ["", Text("gate-dm-time", minutes=minutes)]
    return Lines(*lines)


def choices(candidate: Candidate, *, in_group: bool = False) -> Keyboard:
    """Return the buttons that answer, for gates of one press."""
    number = 0 if in_group else candidate.id
    match candidate.kind:
        case "rules":
            return ((_answer(number, 0, Text("gate-button-agree")),),)
        case "sum":
            options = sum_of(candidate.seed).options
            row = [
                _answer(number, at, Text("gate-button-sum", sum=each))
                for at, each in enumerate(options)
            ]
            return (tuple(row),)
        case "emoji":
            shown_here = puzzle_of(candidate.seed).pictures
            row = [
                _answer(number, at, Text(f"raid-emoji-{name}"))
                for at, name in enumerate(shown_here)
            ]
            return (tuple(row),)
        case _:
            return ()


def notice(place: Place, waiting: Sequence[tuple[Candidate, str]]) -> Lines:
    """Return the group's one message for all who wait."""
    named = waiting[:MOST_NAMED]
    people = [
        Text("gate-person", id=str(each.person_id), name=storable(name, 32))
        for each, name in named
    ]
    lines: list[Text | str] = [
        Text("gate-notice", community=place.title, count=len(waiting)),
        *people,
    ]
    if len(waiting) > len(named):
        lines.append(Text("gate-notice-more", count=len(waiting) - len(named)))
    first = waiting[0][0]
    if is_mixed(waiting):
        lines += ["", _BY_DM]
    else:
        lines += ["", _asking(first) if first.kind in HUMAN else _NOTICES.get(first.kind, _BY_DM)]
    return Lines(*lines)


def is_mixed(waiting: Sequence[tuple[Candidate, str]]) -> bool:
    """Whether not all are asked the same: some came before the gate was changed."""
    return len({each.board for each, _ in waiting}) > 1


def notice_keyboard(waiting: Sequence[tuple[Candidate, str]], link: str | None) -> Keyboard:
    """Return the buttons under the group's message: the answers, and the way to the DM."""
    first = waiting[0][0]
    if is_mixed(waiting):
        return ((Button(Text("gate-button-dm"), url=link),),) if link is not None else ()
    rows = choices(first, in_group=True) if first.kind in PRESSED else ()
    if link is None or first.kind == "approval":
        return rows
    label = Text("gate-button-rules" if first.kind == "rules" else "gate-button-dm")
    return (*rows, (Button(label, url=link),))


def expired(candidate: Candidate, place: Place) -> tuple[Lines, Keyboard]:
    """Return what somebody reads who did not answer in time, and the way to try again."""
    head = Text("gate-expired", community=place.title)
    if candidate.way == "group":
        minutes = minutes_left(None, candidate.terms, candidate.at)
        return Lines(head, Text("gate-expired-minutes", minutes=minutes)), ()
    return Lines(head, Text("gate-expired-again")), again(candidate)


def again(candidate: Candidate) -> Keyboard:
    """Return the button that asks to join again, where the whole link is known."""
    if candidate.link is None or "…" in candidate.link or "..." in candidate.link:
        return ()
    return ((Button(Text("gate-button-again"), url=candidate.link),),)


def card(candidate: Candidate, place: Place, name: str, language: str | None) -> Lines:
    """Return what the staff read of somebody about whom they decide."""
    who = Text("gate-person", id=str(candidate.person_id), name=storable(name, 32))
    lines: list[Text | str] = [
        Text("gate-card-head", chat=place.title),
        Text(f"gate-card-{candidate.way}", who=who),
    ]
    if language:
        lines.append(Text("gate-card-language", language=language))
    if candidate.bio:
        lines.append(Text("gate-card-bio", bio=candidate.bio))
    for question, answer in zip(candidate.terms.questions, candidate.answers, strict=False):
        lines += ["", Text("gate-card-question", question=question)]
        lines.append(Text("gate-card-answer", answer=answer))
    if candidate.kind != "approval" and not candidate.answers:
        lines.append(Text("gate-card-tries", tries=candidate.tries))
    return Lines(*lines)


def card_keyboard(candidate: Candidate) -> Keyboard:
    """Return what the staff can decide."""
    yes = _decide(candidate, "approve", Text("gate-button-approve"))
    no = _decide(candidate, "ask", Text("gate-button-decline"))
    return ((yes, no),)


def reasons_keyboard(candidate: Candidate) -> Keyboard:
    """Return the reasons for which somebody is turned away, and the way back."""
    whys = [_decide(candidate, why, Text(f"gate-reason-{why}")) for why in REASONS]
    back = _decide(candidate, "back", Text("gate-button-back"))
    return (tuple(whys[:2]), tuple(whys[2:]), (back,))


def page(place: Place, terms: Terms, counts: dict[State, int]) -> Lines:
    """Return the page of a chat's gate, as administrators read it."""
    lines: list[Text | str] = [
        Text("gate-page-head", chat=place.title, kind=Text(f"gate-kind-{terms.kind}")),
        Text(f"gate-about-{terms.kind}"),
    ]
    lines += _particulars(terms)
    if terms.kind not in {"off", "open"}:
        if terms.kind != "approval":
            lines.append(
                Text("gate-page-terms", tries=tries_of(terms), time=_minutes(terms.lasts))
            )
        lines.append(Text(f"gate-page-{terms.failure}", retry=_minutes(terms.retry_after)))
        lines.append(Text(f"gate-page-returning-{terms.returning}"))
    if any(counts.get(each) for each in _KEPT):
        figures = {each: counts.get(each, 0) for each in _KEPT}
        lines += ["", Text("gate-page-counts", **figures)]
    if not place.is_guarded:
        lines += ["", Text("gate-page-powerless")]
    return Lines(*lines)


def page_keyboard(place: Place, terms: Terms) -> Keyboard:
    """Return what can be chosen on the page."""
    rows: list[tuple[Button, ...]] = []
    for row in CHOSEN:
        shown_row = []
        for kind in row:
            label = "gate-chosen" if kind == terms.kind else "gate-option"
            text = Text(label, kind=Text(f"gate-kind-{kind}"))
            shown_row.append(_set(place, "kind", kind, text))
        rows.append(tuple(shown_row))
    back = buttons.pack(buttons.OpenSettings(place.chat_id, ""))
    way_back = (Button(Text("settings-back"), data=back),)
    if terms.kind in {"off", "open"}:
        return (*rows, way_back)
    tries = [_set(place, "tries", str(n), Text("gate-button-tries", count=n)) for n in (1, 3, 5)]
    times = [
        _set(place, "time", f"{n}m", Text("gate-button-time", count=n)) for n in (5, 10, 30, 60)
    ]
    other = "keep" if terms.failure == "remove" else "remove"
    again = "again" if terms.returning == "pass" else "pass"
    rows += [tuple(tries), tuple(times)]
    rows.append((_set(place, "failure", other, Text(f"gate-button-{other}")),))
    label = "gate-button-again-set" if again == "again" else "gate-button-pass"
    rows.append((_set(place, "returning", again, Text(label)),))
    return (*rows, way_back)


def _question(candidate: Candidate, rules: Rulebook) -> list[Text | str]:
    match candidate.kind:
        case "rules":
            return _rules(rules)
        case "questionnaire":
            questions = candidate.terms.questions
            at = min(len(candidate.answers), len(questions) - 1)
            count = {"number": at + 1, "count": len(questions)}
            return [Text("gate-ask-questionnaire", question=questions[at], **count)]
        case _:
            return [_asking(candidate)]


def _rules(rules: Rulebook) -> list[Text | str]:
    clauses = [
        Text("gate-rule", number=each.number, words=each.words)
        for each in rules.clauses[:MOST_CLAUSES]
    ]
    more = len(rules.clauses) - len(clauses)
    tail = [Text("gate-rules-more", count=more)] if more > 0 else []
    return [Text("gate-ask-rules" if clauses else "gate-ask-rules-none"), *clauses, *tail]


def _asking(candidate: Candidate) -> Text:
    match candidate.kind:
        case "sum":
            task = sum_of(candidate.seed)
            return Text("gate-ask-sum", first=task.first, second=task.second)
        case "emoji":
            picture = Text(f"raid-picture-{puzzle_of(candidate.seed).asked}")
            return Text("gate-ask-emoji", picture=picture)
        case "question":
            return Text("gate-ask-question", question=candidate.terms.question)
        case "code":
            return Text("gate-ask-code")
        case _:
            return Text("gate-ask-approval")


def _particulars(terms: Terms) -> list[Text | str]:
    match terms.kind:
        case "question":
            return [Text("gate-page-question", question=terms.question, count=len(terms.answers))]
        case "questionnaire":
            return [Text("gate-card-question", question=each) for each in terms.questions]
        case "code":
            return [Text("gate-page-codes", count=len(terms.codes))]
        case _:
            return []


def _minutes(span: timedelta) -> int:
    return max(1, round(span / timedelta(minutes=1)))


def _answer(number: int, choice: int, label: Text) -> Button:
    return Button(label, data=buttons.pack(AnswerGate(number, choice)))


def _decide(candidate: Candidate, verdict: str, label: Text) -> Button:
    return Button(label, data=buttons.pack(DecideCandidate(candidate.id, verdict)))


def _set(place: Place, what: str, value: str, label: Text) -> Button:
    return Button(label, data=buttons.pack(SetGate(place.chat_id, what, value)))
