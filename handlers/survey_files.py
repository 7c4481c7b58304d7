"""The answers of a survey as a file."""

import csv
import io
from collections.abc import Sequence

from bot.features.surveys.queries import Response, Survey, responses_of
from bot.features.surveys.rules import FEWEST, Question, Value
from bot.kit.effects import Delivery, Priority
from bot.kit.refusal import Refusal
from bot.kit.texts import Text, pack
from handlers.context import Context


async def export(context: Context, survey: Survey) -> None:
    """Send the answers as a file to whoever asked; of few anonymous ones there is none."""
    responses = await responses_of(context.uow, survey.id)
    if survey.is_anonymous and len(responses) < FEWEST:
        raise Refusal(Text("survey-too-few", least=FEWEST))
    written = _table(survey, responses)
    uow, reader_id = context.uow, context.person.id
    uow.owe(
        Delivery(
            key=f"survey-export:{survey.id}:{uow.stamp()}",
            chat_id=reader_id,
            method="sendDocument",
            arguments={
                "document": {"name": f"{survey.key}.csv", "content": written},
                "words": pack(Text("survey-export", title=survey.title)),
            },
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=reader_id,
        )
    )
    if context.place is not None:
        context.say(Text("answered-by-dm"))


def _table(survey: Survey, responses: Sequence[Response]) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(
        ([] if survey.is_anonymous else ["person_id"])
        + [_cell(each.words) for each in survey.questions]
        + ["complete"]
    )
    for each in responses:
        answers = [
            _cell(_shown(question, each.answers.get(at)))
            for at, question in enumerate(survey.questions)
        ]
        who = [] if survey.is_anonymous else [str(each.person_id)]
        table.writerow([*who, *answers, str(int(each.is_complete))])
    return written.getvalue()


def _shown(question: Question, value: Value) -> str:
    match value:
        case tuple(places):
            return "; ".join(question.options[at] for at in places)
        case None:
            return ""
        case _:
            return str(value)


def _cell(said: str) -> str:
    # What a spreadsheet would take for a formula stays a text.
    return f"'{said}" if said[:1] in {"=", "+", "-", "@", "\t", "\r"} else said
