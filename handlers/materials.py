"""The library as the staff keep it: put in by DM, listed by tag, looked at, taken out."""

from dataclasses import dataclass
from typing import Final, get_args

from telegram import Update

from bot.features.cases.evidence import Evidence, evidence_of
from bot.features.materials import service
from bot.features.materials.rules import (
    MOST_CAPTION,
    MOST_TEXT,
    VARIABLES,
    Kind,
    Material,
    is_long,
    label_in,
    odd_variable,
    read,
)
from bot.features.places import Place
from bot.kit.effects import Button, Delivery, Keyboard, Priority
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, pack
from bot.kit.wishes import moment_in, said_in
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately
from handlers.targets import replied_to, said_after_command

ACT: Final = "calendar.edit"
COMMAND: Final = "/material"
MOST_SHOWN: Final = 40
_NAMES: Final = {"until": "until", "到期": "until"}
_SENDS: Final[dict[Kind, str]] = {
    "text": "sendMessage",
    "photo": "sendPhoto",
    "video": "sendVideo",
    "document": "sendDocument",
    "animation": "sendAnimation",
    "audio": "sendAudio",
}


@buttons.says("mtout")
@dataclass(frozen=True, slots=True)
class DropMaterial:
    """Take something out of the library: asked first, then done or not."""

    material_id: int
    step: str


async def say_material(_: Update, context: Context) -> None:
    """Keep what the command replies to or what stands below it, or show what is kept."""
    place = await require_act(context, ACT)
    if context.place is not None and not context.place.is_back_room:
        raise Refusal(Text("material-by-dm"))
    said, replied = said_after_command(context.message), replied_to(context.message)
    first, gap, body = said.partition("\n")
    if replied is not None and not (replied.sender is not None and replied.sender.is_bot):
        held = evidence_of(replied, context.message.chat.id)
        await _keep(context, place, first, _material(held, body.strip() or held.words))
    elif gap:
        await _keep(context, place, first, Material(0, "", "text", None, body.strip()))
    elif first:
        await _show(context, place, first)
    else:
        context.say(Text("material-how", variables=_variables()))


async def take_file(context: Context) -> bool:
    """Take a file by DM whose caption says under which name it is to be kept; False for others."""
    message = context.message
    caption = message.caption or ""
    if caption.split(maxsplit=1)[:1] != [COMMAND]:
        return False
    place = await require_act(context, ACT)
    first, _, body = caption[len(COMMAND) :].strip().partition("\n")
    await _keep(context, place, first, _material(evidence_of(message), body.strip()))
    return True


async def show_materials(_: Update, context: Context) -> None:
    """List the library, or what of it bears a tag."""
    place = await require_act(context, ACT)
    tag = said_after_command(context.message).strip("#＃ ").casefold() or None
    every = await service.listed(context.uow, place.community_id, tag)
    if not every:
        await answer_privately(context, Text("materials-none", tag=tag or "NONE"))
        return
    lines: list[Text | str] = [
        Text("materials-head", community=place.community_name, count=len(every))
    ]
    for each in every[:MOST_SHOWN]:
        tags = " ".join(f"#{name}" for name in each.tags)
        over = "yes" if each.is_over(context.uow.now) else "no"
        lines.append(
            Text(
                "material-line",
                name=each.name,
                kind=each.kind,
                tags=tags or "NONE",
                uses=each.uses,
                over=over,
            )
        )
    if len(every) > MOST_SHOWN:
        lines.append(Text("materials-more", count=len(every) - MOST_SHOWN))
    await answer_privately(context, Lines(*lines))


async def tap_drop(_: Update, context: Context, button: DropMaterial) -> None:
    """Take something out of the library, once one is sure."""
    community_id = await service.community_of(context.uow, button.material_id)
    if community_id is None:
        raise Refusal(Text("material-gone"))
    await community_with_act(context, community_id, ACT)
    context.toast()
    if button.step == "ask":
        context.rewrite(Text("material-drop-ask"), _sure(button.material_id))
    elif button.step == "yes":
        by = context.person.id
        await service.drop(context.uow, community_id, button.material_id, by=by)
        context.rewrite(Text("material-dropped"))
    else:
        context.rewrite(Text("material-stays"))


async def _keep(context: Context, place: Place, first: str, material: Material) -> None:
    said = said_in(first, _NAMES)
    label = label_in(said.title)
    if label is None:
        raise Refusal(Text("material-how", variables=_variables()))
    if not material.words and material.file_id is None:
        raise Refusal(Text("material-empty"))
    _check(material)
    until = said.read(
        "until",
        lambda word: moment_in(word, context.uow.now, place.zone),
        Text("material-until-how"),
    )
    kept = Material(
        0, label.name, material.kind, material.file_id, material.words, label.tags, 0, until
    )
    again = await service.keep(context.uow, place, kept, by=context.person.id)
    lines: list[Text | str] = [
        Text("material-kept", name=kept.name, kind=kept.kind, again="yes" if again else "no")
    ]
    if kept.words:
        shown = read(kept, await service.values_for(context.uow, place))
        lines += ["", *service.shown(shown[:1000]).texts]
    context.say(Lines(*lines))


def _check(material: Material) -> None:
    """Refuse a template with a variable that there is not, and words that are too long."""
    odd = odd_variable(material.words)
    if odd is not None:
        near = odd.near or "NONE"
        raise Refusal(
            Text("material-odd-variable", name=odd.name, near=near, variables=_variables())
        )
    if is_long(material.words, material.kind):
        most = MOST_TEXT if material.kind == "text" else MOST_CAPTION
        raise Refusal(Text("material-long", most=most))


async def _show(context: Context, place: Place, first: str) -> None:
    """Send something of the library to whoever asks, as it would be posted here."""
    found = await service.find(context.uow, place.community_id, first.strip())
    if found is None:
        raise Refusal(Text("material-unknown", name=first[:64]))
    words = read(found, await service.values_for(context.uow, place))
    file: dict[str, str] = {} if found.file_id is None else {str(found.kind): found.file_id}
    worded = {"words": pack(service.shown(words))} if words else {}
    message = context.message
    context.uow.owe(
        Delivery(
            key=f"material:{message.chat.id}:{message.message_id}",
            chat_id=message.chat.id,
            method=_SENDS[found.kind],
            arguments={**file, **worded},
            is_repeatable=False,
            priority=Priority.ANSWER,
        )
    )
    ask = buttons.pack(DropMaterial(found.id, "ask"))
    keyboard: Keyboard = ((Button(Text("material-drop"), data=ask),),) if found.id else ()
    context.say(Text("material-shown", name=found.name, uses=found.uses), keyboard)


def _material(held: Evidence, words: str) -> Material:
    kind = next((each for each in get_args(Kind) if each == held.kind), None)
    if held.kind is not None and (kind is None or not held.file_id):
        raise Refusal(Text("material-kind"))
    return Material(0, "", kind or "text", held.file_id, words)


def _sure(material_id: int) -> Keyboard:
    yes = buttons.pack(DropMaterial(material_id, "yes"))
    no = buttons.pack(DropMaterial(material_id, "no"))
    return (
        (Button(Text("material-drop-yes"), data=yes), Button(Text("material-drop-no"), data=no)),
    )


def _variables() -> str:
    return " ".join(f"{{{name}}}" for name in VARIABLES)
