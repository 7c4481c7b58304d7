"""What somebody says of themselves, field by field: by DM alone, and every bit of it optional."""

from telegram import Update

from bot.features.members.queries import is_member
from bot.features.places import Place
from bot.features.profiles.queries import Said, of
from bot.features.profiles.rules import MOST_LETTERS, Field, Misfit
from bot.features.profiles.service import answer, ask, asked_of, clear
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, own_buttons
from handlers.context import Context, start_link
from handlers.targets import said_after_command


async def say_profile(_: Update, context: Context) -> None:
    """Show one's profile, or say something of oneself at once: /profile city Shanghai."""
    if not context.message.chat.is_private:
        link = start_link(context.bot, "profile")
        context.say(Text("profile-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    name, _gap, said = said_after_command(context.message).partition(" ")
    place = await context.home()
    asked = _field_named(place, name)
    if asked is None:
        await show_profile(context)
    elif said.strip():
        await _take(context, place, asked, said)
    else:
        words, keyboard = await _question(context, place, asked)
        context.say(words, keyboard)


async def show_profile(context: Context) -> None:
    """Show one's profile where one lives."""
    place = await context.home()
    context.say(*await _page(context, place))


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as the answer to what they were asked; if they were."""
    asked = await asked_of(context.uow, context.person.id)
    if asked is None:
        return False
    community_id, key = asked
    place = await _place(context, community_id)
    field = place.policy.profiles.named(key) if place else None
    if place is None or field is None:
        await asked_of(context.uow, context.person.id, is_taken=True)
        return False
    await _take(context, place, field, context.message.words)
    return True


async def tap_field(_: Update, context: Context, button: own_buttons.AskField) -> None:
    """Ask for a field, or turn back to the whole profile."""
    place = await _place(context, button.community_id)
    if place is None:
        context.toast(Text("button-stale"), alert=True)
        return
    field = place.policy.profiles.named(button.field)
    if field is None:
        await asked_of(context.uow, context.person.id, is_taken=True)
        shown = await _page(context, place)
    else:
        shown = await _question(context, place, field)
    context.toast()
    context.rewrite(*shown)


async def tap_answer(_: Update, context: Context, button: own_buttons.TellField) -> None:
    """Keep the answer that was chosen, or clear the field."""
    place = await _place(context, button.community_id)
    field = place.policy.profiles.named(button.field) if place else None
    is_known = field is not None and -1 <= button.choice < len(field.choices)
    if place is None or field is None or not is_known:
        context.toast(Text("button-stale"), alert=True)
        return
    uow, person_id = context.uow, context.person.id
    await asked_of(uow, person_id, is_taken=True)
    if button.choice == -1:
        await clear(uow, place.community_id, person_id, field.key)
    else:
        await answer(uow, place.community_id, person_id, field, field.choices[button.choice])
    context.toast(Text("profile-cleared" if button.choice == -1 else "profile-kept"))
    context.rewrite(*await _page(context, place))


async def _take(context: Context, place: Place, field: Field, said: str) -> None:
    uow, person_id = context.uow, context.person.id
    outcome = await answer(uow, place.community_id, person_id, field, said)
    if isinstance(outcome, Misfit):
        words, keyboard = await _question(context, place, field)
        context.say(Lines(_misfit(outcome), "", *words.texts), keyboard)
        return
    await asked_of(uow, person_id, is_taken=True)
    words, keyboard = await _page(context, place)
    context.say(Lines(Text("profile-kept"), "", *words.texts), keyboard)


def _misfit(outcome: Misfit) -> Text:
    match outcome.why:
        case "long":
            return Text("profile-too-long", most=MOST_LETTERS)
        case "choice":
            return Text("profile-no-choice")
        case _:
            return Text("profile-empty")


async def _question(context: Context, place: Place, field: Field) -> tuple[Lines, Keyboard]:
    """Ask for a field, with what it is kept for and how to leave it out."""
    uow, person_id = context.uow, context.person.id
    said = (await of(uow, place.community_id, person_id)).get(field.key)
    title = field.title(context.language)
    lines = [Text("profile-ask", field=title)]
    if field.choices:
        await asked_of(uow, person_id, is_taken=True)
    else:
        await ask(uow, place.community_id, person_id, field.key)
        lines.append(Text("profile-ask-words"))
    lines.append(Text("profile-consent", community=place.community_name))
    return Lines(*lines), _answers(place.community_id, field, said)


def _answers(community_id: int, field: Field, said: Said | None) -> Keyboard:
    chosen = [
        Button(
            Text("profile-choice", answer=each),
            data=buttons.pack(own_buttons.TellField(community_id, field.key, at)),
        )
        for at, each in enumerate(field.choices)
    ]
    width = 3 if all(len(each) <= 8 for each in field.choices) else 2
    rows = [tuple(chosen[at : at + width]) for at in range(0, len(chosen), width)]
    back = buttons.pack(own_buttons.AskField(community_id, ""))
    last = [Button(Text("profile-back"), data=back)]
    if said is not None and said.value is not None:
        cleared = buttons.pack(own_buttons.TellField(community_id, field.key, -1))
        last.insert(0, Button(Text("profile-clear"), data=cleared))
    return (*rows, tuple(last))


async def _page(context: Context, place: Place) -> tuple[Lines, Keyboard]:
    fields = place.policy.profiles.fields
    if not fields:
        return Lines(Text("profile-no-fields", community=place.community_name)), ()
    known = await of(context.uow, place.community_id, context.person.id)
    lines: list[Text | str] = [Text("profile-head", community=place.community_name), ""]
    edits = []
    for field in fields:
        title, said = field.title(context.language), known.get(field.key)
        lines.append(
            Text("profile-line-empty", field=title)
            if said is None or said.value is None
            else Text("profile-line", field=title, answer=said.value)
        )
        data = buttons.pack(own_buttons.AskField(place.community_id, field.key))
        edits.append(Button(Text("profile-edit", field=title), data=data))
    lines += ["", Text("profile-foot")]
    rows = tuple(tuple(edits[at : at + 2]) for at in range(0, len(edits), 2))
    return Lines(*lines), rows


async def _place(context: Context, community_id: int) -> Place | None:
    """Return the community that a button is about, if the person is a member, here by DM."""
    if context.place is not None or not await is_member(
        context.uow, community_id, context.person.id
    ):
        return None
    whole = await context.step.places.of_community(context.uow, community_id)
    return next(iter(whole), None)


def _field_named(place: Place, name: str) -> Field | None:
    said = name.casefold()
    return next(
        (
            field
            for field in place.policy.profiles.fields
            if said in {field.key, *(title.casefold() for title in field.titles.values())}
        ),
        None,
    )
