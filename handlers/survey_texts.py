"""How a survey reads: its questions, its card, the preview, the results."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.features.segments.queries import Count
from bot.features.surveys.queries import Survey
from bot.features.surveys.rules import FEWEST, Question, Tallied, csat, nps
from bot.features.surveys.service import Asked
from bot.kit.days import wall
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.survey_buttons import (
    DONE,
    SKIP,
    AnswerSurvey,
    BeginSurvey,
    OpenSurvey,
    TweakSurvey,
)

TWEAKS: Final = ("names", "to", "sample", "days")
_A_ROW: Final = 6
# What somebody wrote is quoted up to so many letters and lines; the file has it all.
_MOST_QUOTED: Final = 120
_MOST_QUOTES: Final = 8


def question(asked: Asked) -> tuple[Lines, Keyboard]:
    """Return the question at hand with its buttons."""
    survey, at = asked.survey, asked.at
    each = survey.questions[at]
    lines = [
        Text("survey-progress", title=survey.title, number=at + 1, total=len(survey.questions)),
        Text("survey-question", words=each.words),
    ]
    match each.kind:
        case "multi":
            lines.append(Text("survey-choose-several"))
        case "text":
            lines.append(Text("survey-write-back" if survey.is_anonymous else "survey-write"))
        case _:
            pass
    return Lines(*lines), _answers(asked, each)


def invitation(survey: Survey) -> tuple[Lines, Keyboard]:
    """Return how somebody is asked by DM."""
    go = Button(Text("survey-button-go"), data=buttons.pack(OpenSurvey(survey.id)))
    return Lines(
        Text("survey-title", title=survey.title),
        Text("survey-ask", count=len(survey.questions)),
        _promise(survey),
    ), ((go,),)


def card(survey: Survey, link: str, zone: ZoneInfo) -> tuple[Lines, Keyboard]:
    """Return how a survey stands in the group."""
    lines = [Text("survey-title", title=survey.title)]
    if survey.is_open:
        closes_at = survey.closes_at
        lines.append(Text("survey-card", count=len(survey.questions)))
        lines.append(_promise(survey))
        if closes_at is not None:
            lines.append(Text("survey-until", at=wall(closes_at, zone)))
        return Lines(*lines), ((Button(Text("survey-button-go"), url=link),),)
    return Lines(*lines, Text("survey-card-over")), ()


def thanks(survey: Survey) -> Text:
    """Return what is said when all is answered."""
    return Text("survey-thanks-nameless" if survey.is_anonymous else "survey-thanks")


def preview(survey: Survey, count: Count) -> tuple[Lines, Keyboard]:
    """Return how a draft reads, with what can be changed and the way to begin."""
    lines: list[Text | str] = [
        Text("survey-preview"),
        "",
        Text("survey-title", title=survey.title),
        *(_outlined(at, each) for at, each in enumerate(survey.questions, 1)),
        "",
        _promise(survey),
        Text("survey-lasts", days=survey.days),
        campaigns.aim_line(survey.objective),
    ]
    if survey.is_posted:
        lines.append(Text("survey-to-group"))
    else:
        whom = round(count.reachable * survey.sample / 100) or min(1, count.reachable)
        lines.append(Text("survey-to-dm", count=whom, sample=survey.sample))
        lines.append(Text("survey-rested", days=survey.rest_days))
    if survey.only is not None:
        lines.append(Text("survey-only", only=survey.only))
    tweaks = tuple(
        Button(Text(f"survey-tweak-{what}"), data=buttons.pack(TweakSurvey(survey.id, what)))
        for what in TWEAKS
    )
    begin = Button(Text("survey-begin"), data=buttons.pack(BeginSurvey(survey.id, is_sure=True)))
    drop = Button(Text("survey-drop"), data=buttons.pack(BeginSurvey(survey.id, is_sure=False)))
    return Lines(*lines), (tweaks[:2], tweaks[2:], (begin, drop))


def results(survey: Survey, counted: Sequence[Tallied], begun: int, complete: int) -> Lines:
    """Return what was answered; of few answers nothing is shown that could tell who gave them."""
    # Whoever came to the group after it was posted was asked as well, and at least who answered.
    asked = max(survey.asked, begun)
    lines: list[Text | str] = [
        Text("survey-results", title=survey.title),
        Text("survey-results-n", begun=begun, complete=complete, asked=asked),
    ]
    if asked:
        lines.append(Text("survey-rate", rate=begun / asked))
    if survey.is_anonymous and begun < FEWEST:
        return Lines(*lines, "", Text("survey-too-few", least=FEWEST))
    for number, (each, told) in enumerate(zip(survey.questions, counted, strict=True), 1):
        lines += ["", Text("survey-result-question", number=number, words=each.words)]
        lines += _told(each, told)
    return Lines(*lines)


def _told(each: Question, told: Tallied) -> list[Text | str]:
    lines: list[Text | str] = []
    match each.kind:
        case "single" | "multi":
            lines += [
                Text(
                    "survey-result-option",
                    option=option,
                    count=told.counts.get(at, 0),
                    share=told.counts.get(at, 0) / told.n if told.n else 0.0,
                )
                for at, option in enumerate(each.options)
            ]
        case "scale":
            lines.append(_scored(each, told))
        case "text":
            lines += [
                Text("survey-quote", words=words[:_MOST_QUOTED])
                for words in told.words[:_MOST_QUOTES]
            ]
            if len(told.words) > _MOST_QUOTES:
                lines.append(Text("survey-quotes-more", count=len(told.words) - _MOST_QUOTES))
    if told.passed:
        lines.append(Text("survey-passed", count=told.passed))
    return lines


def _scored(each: Question, told: Tallied) -> Text:
    if told.n < FEWEST:
        return Text("survey-score-hidden", count=told.n, least=FEWEST)
    if each.is_nps:
        score = nps(told.counts)
        return Text(
            "survey-nps",
            score=round(score.value, 1),
            margin=round(score.margin, 1),
            count=told.n,
            mean=round(told.mean, 1),
        )
    if each.is_csat:
        score = csat(told.counts)
        return Text(
            "survey-csat",
            score=round(score.value, 1),
            margin=round(score.margin, 1),
            count=told.n,
            mean=round(told.mean, 1),
        )
    return Text(
        "survey-mean", mean=round(told.mean, 1), low=each.low, high=each.high, count=told.n
    )


def _answers(asked: Asked, each: Question) -> Keyboard:
    survey, at, token = asked.survey, asked.at, asked.token

    def key(told: Text, value: int) -> Button:
        return Button(told, data=buttons.pack(AnswerSurvey(survey.id, at, value, token)))

    rows: list[tuple[Button, ...]] = []
    for number, option in enumerate(each.options):
        is_chosen = number in asked.picks
        told = "survey-option-chosen" if is_chosen else "survey-option"
        rows.append((key(Text(told, option=option), number),))
    if asked.picks:
        rows.append((key(Text("survey-button-done"), DONE),))
    if each.kind == "scale":
        numbers = [
            key(Text("survey-option", option=str(number)), number)
            for number in range(each.low, each.high + 1)
        ]
        rows += [tuple(numbers[n : n + _A_ROW]) for n in range(0, len(numbers), _A_ROW)]
    # An anonymous question of words is known by its button: it has one even where it must be
    # answered.
    if not each.is_needed:
        rows.append((key(Text("survey-button-skip"), SKIP),))
    elif each.kind == "text" and survey.is_anonymous:
        rows.append((key(Text("survey-button-must"), SKIP),))
    return tuple(rows)


def _outlined(number: int, each: Question) -> Text:
    match each.kind:
        case "single":
            how = Text("survey-kind-single", options=" · ".join(each.options))
        case "multi":
            how = Text("survey-kind-multi", options=" · ".join(each.options))
        case "scale":
            how = Text("survey-kind-scale", low=each.low, high=each.high)
        case "text":
            how = Text("survey-kind-text")
    return Text("survey-outline", number=number, words=each.words, how=how)


def _promise(survey: Survey) -> Text:
    return Text("survey-nameless" if survey.is_anonymous else "survey-named")
