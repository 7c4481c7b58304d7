"""What a newcomer answers at a step: by a button, or in words."""

from dataclasses import dataclass

from msgspec import structs

from bot.features.buddies.service import seek
from bot.features.clauses.service import rulebook_of
from bot.features.lessons.memory import Memory
from bot.features.lessons.service import MEMORY
from bot.features.messages import ChatMessage
from bot.features.moderation.bench import bench_of
from bot.features.moderation.rules import decided
from bot.features.moderation.said import Said
from bot.features.onboarding.queries import Standing
from bot.features.onboarding.rules import LONGEST_WORDS, Outcome, Step, Way
from bot.features.onboarding.service import gather
from bot.features.onboarding.walking import choices_of, is_to_agree, told_at
from bot.features.places import Place, tenure_of
from bot.features.profiles.rules import MOST_LETTERS, Misfit
from bot.features.profiles.service import answer, tell
from bot.features.tags.queries import tag_by_id, tags_of
from bot.features.tags.service import give_tag
from bot.features.tags.service import take as take_tag
from bot.kit.effects import post
from bot.kit.texts import Text
from handlers.context import Context
from handlers.onboarding_cards import draft_of


@dataclass(frozen=True, slots=True)
class Answered:
    """What follows from an answer: going on, or the same step once more, perhaps with a word."""

    outcome: Outcome | None = None
    why: Text | None = None
    is_alert: bool = False


_STALE = Answered(why=Text("button-stale"), is_alert=True)
_DONE = Answered("done")
_SAME = Answered()


async def hear(  # noqa: PLR0911 — one line a kind of step
    context: Context, place: Place, standing: Standing, way: Way, said: str
) -> Answered:
    """Hear a press at the step at hand; what is not to be pressed there changes nothing."""
    step = way.here
    if said == "skip" and (step.is_skippable or step.kind == "buddy"):
        return await _skip(context, standing, step)
    match step.kind:
        case "rules":
            return await _agree(context, standing, said)
        case "question":
            return await _choose(context, place, standing, step, said)
        case "interests" if said != "next":
            return await _switch(context, place, standing, step, said)
        case "introduce":
            return await _introduce(context, standing, said)
        case "buddy":
            return await _seek(context, standing, said)
        case _:
            return _DONE if said == "next" else _STALE


async def take(context: Context, place: Place, standing: Standing, step: Step) -> Answered:
    """Take words as the answer to a question, or as an introduction, which is shown first."""
    words = context.message.words
    if step.kind == "introduce":
        return await _draft(context, place, standing, words)
    field = place.policy.profiles.named(step.field)
    if field is None:
        return Answered("skipped")
    outcome = await answer(context.uow, standing.community_id, standing.person_id, field, words)
    if not isinstance(outcome, Misfit):
        return _DONE
    match outcome.why:
        case "long":
            return Answered(why=Text("profile-too-long", most=MOST_LETTERS))
        case "choice":
            return Answered(why=Text("profile-no-choice"))
        case _:
            return Answered(why=Text("profile-empty"))


async def _skip(context: Context, standing: Standing, step: Step) -> Answered:
    if step.kind == "question" and await told_at(context.uow, standing, step) is not None:
        # Shown once more to whoever went back: what they told stays told.
        return _DONE
    if step.kind == "question":
        await tell(
            context.uow,
            standing.community_id,
            standing.person_id,
            step.field,
            None,
            consented=False,
        )
    if step.kind == "introduce":
        await gather(context.uow, standing, draft=None)
    return Answered("skipped")


async def _agree(context: Context, standing: Standing, said: str) -> Answered:
    """Agree to the rules in the version that was read; changed since, they are shown anew."""
    if said == "next" and not await is_to_agree(context.uow, standing):
        return _DONE
    book = await rulebook_of(context.uow, standing.community_id)
    if not said.startswith("agree"):
        return _STALE
    if said != f"agree{book.version}":
        return Answered(why=Text("onboarding-rules-changed"))
    await gather(context.uow, standing, rules=book.version)
    return _DONE


async def _choose(
    context: Context, place: Place, standing: Standing, step: Step, said: str
) -> Answered:
    if said == "next" and await told_at(context.uow, standing, step) is not None:
        return _DONE
    field = place.policy.profiles.named(step.field)
    number = said.removeprefix("c")
    is_choice = said.startswith("c") and number.isascii() and number.isdigit()
    if field is None or not is_choice or int(number[:4]) >= len(field.choices):
        return _STALE
    chosen = field.choices[int(number[:4])]
    await answer(context.uow, standing.community_id, standing.person_id, field, chosen)
    return _DONE


async def _switch(
    context: Context, place: Place, standing: Standing, step: Step, said: str
) -> Answered:
    """Take a tag that is one's own to choose, or put it down."""
    number = said.removeprefix("t")
    if not (said.startswith("t") and number.isascii() and number.isdigit() and len(number) < 16):
        return _STALE
    uow, person_id = context.uow, standing.person_id
    tag = await tag_by_id(uow, int(number))
    if tag is None or tag not in await choices_of(uow, place, step):
        return _STALE
    borne = await tags_of(uow, standing.community_id, person_id)
    if any(each.tag.id == tag.id for each in borne):
        await take_tag(uow, standing.community_id, person_id, tag.key)
    else:
        evidence = {"step": step.id}
        await give_tag(uow, tag, person_id, source="self", actor_id=person_id, evidence=evidence)
    return _SAME


async def _seek(context: Context, standing: Standing, said: str) -> Answered:
    if said != "yes":
        return _STALE
    found = await seek(context.uow, standing.community_id, standing.person_id)
    if found is None:
        return Answered("skipped", Text("buddy-nobody-now"))
    return Answered("done", Text("buddy-sought"))


async def _draft(context: Context, place: Place, standing: Standing, words: str) -> Answered:
    """Keep an introduction until it is posted; what the group's checks would take away is not."""
    said = words.strip()
    if len(said) > LONGEST_WORDS:
        return Answered(why=Text("onboarding-introduce-long", most=LONGEST_WORDS))
    if not await _may_be_said(context, place):
        return Answered(why=Text("onboarding-introduce-unfit"))
    await gather(context.uow, standing, draft=context.uow.seal.shut(said))
    return _SAME


async def _introduce(context: Context, standing: Standing, said: str) -> Answered:
    draft = draft_of(context.uow, standing)
    if said == "again" and draft is not None:
        await gather(context.uow, standing, draft=None)
        return _SAME
    if said != "post" or draft is None:
        return _STALE
    uow, person = context.uow, context.person
    await gather(uow, standing, draft=None)
    words = Text("onboarding-introduction", id=str(person.id), name=person.name, words=draft)
    key = f"introduction:{standing.community_id}:{person.id}:{uow.stamp()}"
    uow.owe(post(key, standing.chat_id, words, person_id=person.id))
    return Answered("done", Text("onboarding-introduced"))


async def _may_be_said(context: Context, place: Place) -> bool:
    """Whether the group's checks would leave it in peace, were it said there."""
    terms = place.policy.moderation
    if terms.mode == "off":
        return True
    memory: Memory | None = context.uow.recall(MEMORY)
    if memory is not None:
        await memory.prime(context.uow, {place.community_id})
    community_id, person_id = place.community_id, context.person.id
    await context.step.places.read_people(context.uow, [(community_id, person_id, place.chat_id)])
    chat = structs.replace(context.message.chat, id=place.chat_id, type=place.chat_type)
    message: ChatMessage = structs.replace(context.message, chat=chat)
    said = Said(
        message=message,
        voice="person",
        at=context.uow.now,
        zone=place.zone,
        tenure=tenure_of(context.uow, community_id, person_id),
        administrators=place.names,
        home=place.home,
        learned=None if memory is None else memory.of(community_id),
    )
    role = place.roles.get(person_id)
    return decided(bench_of(terms).look(said, role=role)) is None
