"""Setting surveys up and seeing to them: a draft, its preview, the results, the end."""

from typing import Any, Final

from telegram import Update

from bot.features.places import Place
from bot.features.segments.queries import counted
from bot.features.segments.service import fault_of
from bot.features.surveys import keeping
from bot.features.surveys.queries import Survey, count_of, responses_of, survey_by_id, surveys_of
from bot.features.surveys.reading import Wish, wish_in
from bot.features.surveys.rules import Question, tallied
from bot.kit.effects import Button, Delivery, Keyboard, Priority, Then, pack_keyboard, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons, survey_files, survey_texts
from handlers.context import Context, start_link
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately
from handlers.survey_buttons import BeginSurvey, EndSurvey, TweakSurvey

ACT: Final = "calendar.edit"
DAYS: Final = (3, 7, 14, 30)
SAMPLES: Final = (100, 50, 25, 10)
TEMPLATES: Final = frozenset({"nps", "csat"})


async def make(context: Context, said: str) -> None:
    """Draft a survey as somebody wrote it, or tell how one is written."""
    place = await require_act(context, ACT)
    if not said:
        context.say(Lines(Text("survey-how"), Text("survey-example")))
        return
    wish = _templated(context, place, said) or wish_in(said)
    if not wish.questions:
        raise Refusal(Lines(Text("survey-no-questions"), Text("survey-example")))
    if not wish.title:
        wish = Wish(_plain(context, Text("survey-untitled")), wish.questions, wish.changes)
    only = wish.changes.get("only")
    if only is not None:
        scope = place.scope(context.uow.now)
        fault = await fault_of(context.uow, scope, context.step.vocabulary, only)
        if fault is not None:
            raise Refusal(fault)
    message = context.message
    is_here = context.place is not None and context.place.chat_id == place.chat_id
    thread_id = message.message_thread_id if is_here and message.is_topic_message else None
    drafted = await keeping.draft(
        context.uow, place, wish, thread_id=thread_id, by=context.person.id
    )
    await answer_privately(context, *await _preview(context, place, drafted))


async def show_all(context: Context) -> None:
    """List the surveys that there are."""
    place = await require_act(context, ACT)
    kept = await surveys_of(context.uow, place.community_id)
    if not kept:
        await answer_privately(
            context, Lines(Text("surveys-none"), Text("survey-how"), Text("survey-example"))
        )
        return
    lines: list[Text | str] = [Text("surveys-head")]
    for each in kept:
        begun, _ = await count_of(context.uow, each.id)
        told = "surveys-open" if each.is_open else "surveys-closed"
        lines.append(Text(told, key=each.key, title=each.title, count=begun))
    await answer_privately(context, Lines(*lines, "", Text("surveys-foot")))


async def show(context: Context, key: str) -> None:
    """Show what was answered to a survey so far, or draft one from a template."""
    place = await require_act(context, ACT)
    if key.split(maxsplit=1)[0].casefold() in TEMPLATES:
        await make(context, key)
        return
    survey = await keeping.named(context.uow, place.community_id, key)
    await answer_privately(context, await results_of(context.uow, survey))


async def manage(context: Context, verb: str, key: str) -> None:
    """Close a survey, or hand its answers out as a file."""
    place = await require_act(context, ACT)
    survey = await keeping.named(context.uow, place.community_id, key)
    if verb == "export":
        await survey_files.export(context, survey)
        return
    if not survey.is_open:
        raise Refusal(Text("survey-not-closed"))
    by = context.person.id
    yes = buttons.pack(EndSurvey(survey.id, by, is_sure=True))
    no = buttons.pack(EndSurvey(survey.id, by, is_sure=False))
    context.say(
        Text("survey-end-ask", title=survey.title),
        ((Button(Text("survey-end-yes"), data=yes), Button(Text("survey-end-no"), data=no)),),
    )


async def tap_tweak(_: Update, context: Context, button: TweakSurvey) -> None:
    """Change one thing about a draft to its next value."""
    survey, place = await _draft(context, button.survey_id)
    changes = _changes(survey, button.what)
    if not changes:
        context.toast(Text("button-stale"), alert=True)
        return
    changed = await keeping.change(context.uow, survey, changes)
    context.toast()
    context.rewrite(*await _preview(context, place, changed))


async def tap_begin(_: Update, context: Context, button: BeginSurvey) -> None:
    """Begin a drafted survey, or drop it."""
    survey, place = await _draft(context, button.survey_id)
    by = context.person.id
    if not button.is_sure:
        await keeping.close(context.uow, survey, by=by)
        context.toast()
        context.rewrite(Text("survey-dropped"))
        return
    begun = await keeping.begin(context.uow, place, survey, context.step.vocabulary, by=by)
    if begun is None:
        context.toast(Text("button-stale"), alert=True)
        return
    if begun.is_posted:
        await keeping.asked_more(context.uow, begun.id, await keeping.present(context.uow, begun))
        post_card(context.uow, place, begun, start_link(context.bot, f"sv-{begun.id}"))
    context.toast()
    told = "survey-begun-group" if begun.is_posted else "survey-begun-dm"
    context.rewrite(Text(told, title=begun.title, key=begun.key))


async def tap_end(_: Update, context: Context, button: EndSurvey) -> None:
    """Close a survey early after a second look."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    survey = await survey_by_id(context.uow, button.survey_id)
    if survey is None or survey.state == "draft":
        context.toast(Text("button-stale"), alert=True)
        return
    await community_with_act(context, survey.community_id, ACT)
    if not button.is_sure:
        context.toast()
        context.rewrite(Text("survey-end-kept", title=survey.title))
        return
    if not await keeping.close(context.uow, survey, by=context.person.id):
        context.toast(Text("button-stale"), alert=True)
        return
    close_card(context.uow, survey)
    context.toast()
    context.rewrite(await results_of(context.uow, survey))


async def results_of(uow: UnitOfWork, survey: Survey) -> Lines:
    """Return what was answered to a survey so far."""
    responses = await responses_of(uow, survey.id)
    counts = tallied(survey.questions, [each.answers for each in responses])
    complete = sum(each.is_complete for each in responses)
    return survey_texts.results(survey, counts, len(responses), complete)


def post_card(uow: UnitOfWork, place: Place, survey: Survey, link: str) -> None:
    """Post a survey that has just begun in its group."""
    words, keyboard = survey_texts.card(survey, link, place.zone)
    uow.owe(
        post(
            f"survey-card:{survey.id}",
            survey.chat_id,
            words,
            keyboard=keyboard,
            thread_id=survey.thread_id,
            then=Then(keeping.POSTED, {"survey_id": survey.id}),
        )
    )


def close_card(uow: UnitOfWork, survey: Survey) -> None:
    """Say on the group's card that it is over."""
    if survey.card_id is None:
        return
    words = Lines(Text("survey-title", title=survey.title), Text("survey-card-over"))
    arguments: dict[str, Any] = {"message_id": survey.card_id, "words": pack(words)}
    uow.owe(
        Delivery(
            key=f"survey-card:{survey.id}:over",
            chat_id=survey.chat_id,
            method="editMessageText",
            arguments=arguments | {"keyboard": pack_keyboard(())},
            is_repeatable=True,
            priority=Priority.CHATTER,
        )
    )


async def _preview(context: Context, place: Place, survey: Survey) -> tuple[Lines, Keyboard]:
    whom = await keeping.selected(context.uow, place, survey, context.step.vocabulary)
    return survey_texts.preview(survey, await counted(context.uow, whom))


async def _draft(context: Context, survey_id: int) -> tuple[Survey, Place]:
    survey = await survey_by_id(context.uow, survey_id)
    if survey is None or survey.state != "draft":
        raise Refusal(Text("button-stale"))
    place = await community_with_act(context, survey.community_id, ACT)
    return survey, place


def _changes(survey: Survey, what: str) -> dict[str, Any]:
    match what:
        case "names":
            return {"is_anonymous": not survey.is_anonymous}
        case "to":
            return {"is_posted": not survey.is_posted, "sample": 100}
        case "sample":
            return {"sample": _after(SAMPLES, survey.sample), "is_posted": False}
        case "days":
            return {"days": _after(DAYS, survey.days)}
    return {}


def _after(values: tuple[int, ...], value: int) -> int:
    at = values.index(value) + 1 if value in values else 0
    return values[at % len(values)]


def _templated(context: Context, place: Place, said: str) -> Wish | None:
    """Read a survey by a template's name, with options behind it."""
    word, *_ = said.split(maxsplit=1)
    name = word.casefold()
    if name not in TEMPLATES or "\n" in said:
        return None
    options = wish_in(said[len(word) :])
    scale = (0, 10) if name == "nps" else (1, 5)
    asked = _plain(context, Text(f"survey-{name}-question", community=place.community_name))
    questions = (
        Question("scale", asked, low=scale[0], high=scale[1], is_needed=True),
        Question("text", _plain(context, Text(f"survey-{name}-why"))),
    )
    title = options.title or _plain(context, Text(f"survey-{name}-title"))
    rest = 90 if name == "nps" else 30
    return Wish(title, questions, {"rest_days": rest} | dict(options.changes))


def _plain(context: Context, text: Text) -> str:
    return context.catalog.plain(text, context.language)
