"""How a quiz reads: its preview, the lobby, a round, the board."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.features.quizzes.ending import Ending
from bot.features.quizzes.queries import Bank
from bot.features.quizzes.rules import Place, Question, Quiz
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.quiz_buttons import BeginQuiz, JoinQuiz, MakeQuizOf, TweakQuiz

MOST_NAMES: Final = 20
MOST_PLACES: Final = 10
_MEDALS: Final = {1: "🥇", 2: "🥈", 3: "🥉"}


def preview(quiz: Quiz, bank_title: str) -> tuple[Lines, Keyboard]:
    """Return a draft as it would be played, with what can be changed about it."""
    lines: list[Text | str] = [
        Text("quiz-preview"),
        "",
        Text("quiz-title", title=quiz.title),
        Text("quiz-bank", bank=bank_title),
        *terms(quiz),
        campaigns.aim_line(quiz.objective),
    ]
    return Lines(*lines), _tweaks(quiz)


def terms(quiz: Quiz) -> list[Text]:
    """Say how it is played."""
    lines = [
        Text("quiz-rounds", rounds=quiz.rounds, seconds=quiz.seconds),
        Text(f"quiz-kind-{quiz.kind}"),
        Text("quiz-reward", points=quiz.reward),
        Text("quiz-waits", seconds=quiz.lobby_s),
    ]
    if quiz.category is not None:
        lines.append(Text("quiz-category", category=quiz.category))
    return lines


def lobby(quiz: Quiz, names: Sequence[str]) -> tuple[Lines, Keyboard]:
    """Return the card of a quiz that is about to begin: how it goes, and who is in."""
    lines: list[Text | str] = [
        Text("quiz-lobby", title=quiz.title),
        Text("quiz-lobby-how", rounds=quiz.rounds, seconds=quiz.seconds),
        Text("quiz-lobby-begins", seconds=quiz.lobby_s),
    ]
    if names:
        lines += ["", _names(names)]
    join = Button(Text("quiz-join"), data=buttons.pack(JoinQuiz(quiz.id)))
    return Lines(*lines), ((join,),)


def standings(quiz: Quiz, places: Sequence[Place], names: Mapping[int, str]) -> Lines:
    """Return the card of a quiz under way: how far it is, and who leads."""
    lines: list[Text | str] = [
        Text("quiz-under-way", title=quiz.title, round=quiz.round, rounds=quiz.rounds)
    ]
    return Lines(*lines, *(_place(each, names) for each in places[:5] if each.score))


def asked(quiz: Quiz, number: int, question: Question) -> Lines:
    """Return a question that is answered in words."""
    return Lines(
        Text("quiz-asked", number=number, rounds=quiz.rounds, question=question.words),
        Text("quiz-asked-how", seconds=quiz.seconds),
    )


def answered(question: Question, names: Sequence[str]) -> Lines:
    """Tell what was right, and who had it."""
    lines: list[Text | str] = [Text("quiz-answer", answer=question.answer)]
    if names:
        lines.append(Text("quiz-answer-first", names=", ".join(names)))
    else:
        lines.append(Text("quiz-answer-none"))
    if question.explanation:
        lines.append(Text("quiz-explanation", explanation=question.explanation))
    return Lines(*lines)


def board(ending: Ending, names: Mapping[int, str]) -> Lines:
    """Return the final board."""
    quiz = ending.quiz
    lines: list[Text | str] = [Text("quiz-board", title=quiz.title, rounds=ending.rounds)]
    shown = [each for each in ending.board if each.score and each.person_id in names]
    if not shown:
        return Lines(*lines, Text("quiz-board-none"))
    lines += [_place(each, names) for each in shown[:MOST_PLACES]]
    if len(ending.board) > MOST_PLACES:
        lines.append(Text("quiz-board-more", n=len(ending.board) - MOST_PLACES))
    if quiz.reward:
        lines += ["", Text("quiz-board-points", points=quiz.reward)]
    if ending.outsiders:
        lines.append(Text("quiz-board-outsiders", n=ending.outsiders))
    return Lines(*lines)


def day_told(ending: Ending, question: Question, names: Mapping[int, str]) -> Lines:
    """Return what came of a question of the day."""
    right = [names[each.person_id] for each in ending.board if each.right]
    lines: list[Text | str] = [
        Text("quiz-day-over", answer=question.answer),
        Text("quiz-day-right", right=len(right), n=len(ending.board)),
    ]
    if right:
        lines.append(_names(right))
    return Lines(*lines)


def banks(kept: Sequence[Bank], community_id: int) -> tuple[Lines, Keyboard]:
    """List the banks; a press drafts a quiz with one."""
    lines: list[Text | str] = [Text("quiz-new")]
    lines += [
        Text("quiz-bank-line", key=each.key, title=each.title, n=each.questions) for each in kept
    ]
    rows = [
        (
            Button(
                Text("quiz-with", title=each.title),
                data=buttons.pack(MakeQuizOf(community_id, each.id)),
            ),
        )
        for each in kept
    ]
    return Lines(*lines, "", Text("quiz-new-how")), tuple(rows)


def _place(place: Place, names: Mapping[int, str]) -> Text:
    medal = _MEDALS.get(place.rank, f"{place.rank}.")
    name = names.get(place.person_id, "…")
    return Text("quiz-place", medal=medal, name=name, score=place.score, right=place.right)


def _names(names: Sequence[str]) -> Text:
    more = max(0, len(names) - MOST_NAMES)
    listed = ", ".join(names[:MOST_NAMES])
    if more:
        return Text("quiz-names-more", names=listed, more=more)
    return Text("quiz-names", names=listed)


def _tweaks(quiz: Quiz) -> Keyboard:
    def tweak(what: str) -> Button:
        data = buttons.pack(TweakQuiz(quiz.id, what))
        return Button(Text(f"quiz-tweak-{what}"), data=data)

    begin = buttons.pack(BeginQuiz(quiz.id, is_sure=True))
    drop = buttons.pack(BeginQuiz(quiz.id, is_sure=False))
    return (
        (tweak("rounds"), tweak("seconds")),
        (tweak("kind"), tweak("category")),
        (tweak("reward"), tweak("lobby")),
        (Button(Text("quiz-begin"), data=begin), Button(Text("quiz-drop"), data=drop)),
    )
