"""How questions read: a session's card, a question's post, the lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.features.complaints.rules import link_to
from bot.features.questions.rules import Question, Session, ranked
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.poll_texts import wall
from handlers.question_buttons import BeginSession, VoteQuestion

MOST_SHOWN: Final = 10


def card(session: Session, expert: str | None, zone: ZoneInfo) -> Lines:
    """Return what is posted when a session begins."""
    lines = [Text("questions-title", title=session.title), _who(expert), Text("questions-how")]
    if session.closes_at is not None:
        lines.append(Text("questions-until", at=wall(session.closes_at, zone)))
    return Lines(*lines)


def preview(session: Session, expert: str | None, zone: ZoneInfo) -> tuple[Lines, Keyboard]:
    """Return a draft as it would be posted."""
    lines = [Text("questions-preview"), "", *card(session, expert, zone).texts, ""]
    begin = buttons.pack(BeginSession(session.id, is_sure=True))
    drop = buttons.pack(BeginSession(session.id, is_sure=False))
    keyboard = (
        (
            Button(Text("questions-begin"), data=begin),
            Button(Text("questions-drop"), data=drop),
        ),
    )
    return Lines(*lines, campaigns.aim_line(session.objective)), keyboard


def question(
    asked: Question, names: Mapping[int, str], *, is_open: bool
) -> tuple[Lines, Keyboard]:
    """Return a question's post: with the answer once there is one, else with its votes."""
    name = names.get(asked.person_id, "…")
    head = Text("question-post", n=asked.id, words=asked.words or "…", name=name)
    if asked.answer is not None:
        by = names.get(asked.answered_by or 0, "…")
        return Lines(head, "", Text("question-answer", words=asked.answer, name=by)), ()
    if not is_open:
        return Lines(head), ()
    vote = buttons.pack(VoteQuestion(asked.id))
    return Lines(head), ((Button(Text("question-vote", n=asked.votes), data=vote),),)


def listed(session: Session, asked: Sequence[Question]) -> Lines:
    """Return a session's questions in the order in which they are to be answered."""
    lines = [Text("questions-title", title=session.title)]
    if not asked:
        return Lines(*lines, Text("questions-none-yet"))
    for each in ranked(asked)[:MOST_SHOWN]:
        name = "questions-line" if each.answer is None else "questions-line-answered"
        words = (each.words or "…")[:120]
        lines.append(Text(name, n=each.id, words=words, votes=each.votes))
    return Lines(*lines, Text("questions-answer-how"))


def unanswered(
    asked: Sequence[Question],
    count: int,
    *,
    names: Mapping[int, str],
    now: datetime,
    username: str | None,
) -> Lines:
    """List what nobody answered, the oldest first."""
    lines = [Text("questions-unanswered", n=count)]
    for each in asked:
        hours = int((now - each.asked_at).total_seconds()) // 3600
        link = link_to(each.chat_id, each.message_id, username) or "–"
        name = names.get(each.person_id, "…")
        lines.append(Text("questions-unanswered-line", name=name, hours=hours, link=link))
    if count > len(asked):
        lines.append(Text("questions-unanswered-more", more=count - len(asked)))
    return Lines(*lines)


def found(said: str, asked: Sequence[Question], username: str | None) -> Lines:
    """Return answers that hold some words."""
    if not asked:
        return Lines(Text("answers-none", said=said))
    lines: list[Text | str] = []
    for each in asked:
        link = link_to(each.chat_id, each.post_id, username) if each.post_id else None
        lines += [
            Text("answers-question", words=each.words or "…"),
            Text("answers-answer", words=(each.answer or "")[:600]),
            *([Text("answers-link", link=link)] if link else []),
            "",
        ]
    return Lines(*lines[:-1])


def over(session: Session, asked: Sequence[Question], people: int) -> Text:
    """Say what came of a session."""
    answered = sum(1 for each in asked if each.answer is not None)
    return Text(
        "questions-over", title=session.title, n=len(asked), answered=answered, people=people
    )


def _who(expert: str | None) -> Text:
    return Text("questions-staff") if expert is None else Text("questions-expert", name=expert)
