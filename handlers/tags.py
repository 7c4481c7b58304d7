"""Tags: the catalogue as staff change it, and giving and taking by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.features.members.queries import person_named
from bot.features.places import Place
from bot.features.segments.service import Scope, fault_of
from bot.features.tags.cataloguing import keep_tag, remove_tag
from bot.features.tags.queries import Tag, bearers, tag_by_id, tag_named
from bot.features.tags.rules import Chose, Fault, Segment, Terms, key_of
from bot.features.tags.service import Given, give_tag, missing, take
from bot.features.tags.wishes import listed_names, names_in, wish_of
from bot.kit.effects import Button
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, Words
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately
from handlers.tag_files import ask_file
from handlers.targets import replied_to, said_after_command, target_in

MOST_AT_ONCE: Final = 100
VERBS: Final = {
    **dict.fromkeys(("new", "新建", "新"), "new"),
    **dict.fromkeys(("edit", "修改", "编辑"), "edit"),
    **dict.fromkeys(("remove", "删除"), "remove"),
    **dict.fromkeys(("import", "导入"), "import"),
}
_LIST: Final = frozenset({"list", "all", "名单", "列表"})


@buttons.says("tagdrop")
@dataclass(frozen=True, slots=True)
class DropTag:
    """Take a tag out of the catalogue, or keep it after all; only the asker's press counts."""

    tag_id: int
    asker_id: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Whom:
    """People that a command names, the names that nobody bears here, and what follows them."""

    people: tuple[tuple[int, str], ...]
    unknown: tuple[str, ...]
    rest: str
    by_list: bool = False


async def say_tag(_: Update, context: Context) -> None:
    """Give somebody a tag, or change the catalogue."""
    said = said_after_command(context.message)
    verb = VERBS.get(said.split(maxsplit=1)[0].casefold()) if said else None
    rest = said.partition(" ")[2].strip()
    if verb == "import":
        await ask_file(context, await require_act(context, "tags.give"))
    elif verb is not None:
        await _change(context, await require_act(context, "tags.edit"), verb, rest)
    else:
        place = await require_act(context, "tags.give")
        whom = await _whom(context, said)
        if not whom.rest:
            raise Refusal(Lines(Text("tag-how"), Text("tag-how-catalogue")))
        await _give(context, place, whom)


async def say_untag(_: Update, context: Context) -> None:
    """Take a tag from somebody."""
    place = await require_act(context, "tags.give")
    whom = await _whom(context, said_after_command(context.message))
    if not whom.rest:
        raise Refusal(Text("untag-how"))
    tag = await _tag(context, place, whom.rest)
    names = [
        name
        for person_id, name in whom.people
        if await take(context.uow, place.community_id, person_id, tag.key) is True
    ]
    lines: list[Text | str] = _unknown(whom)
    shown = tag.terms.shown
    if names:
        lines.append(Text("tag-taken", count=len(names), names=_listed(names), tag=shown))
        rule = tag.terms.rule
        # Words and polls give again when they come again; the others tonight.
        if rule is not None and not isinstance(rule, Chose):
            lines.append(Text("tag-taken-rule"))
    elif whom.people:
        lines.append(Text("tag-not-borne", names=_listed([n for _, n in whom.people]), tag=shown))
    await _answer(context, tag, Lines(*lines))


async def tap_drop(_: Update, context: Context, button: DropTag) -> None:
    """Take a tag out of the catalogue, once its remover is sure."""
    if context.person.id != button.asker_id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    tag = await tag_by_id(context.uow, button.tag_id)
    if tag is None:
        context.toast(Text("button-stale"), alert=True)
        return
    await community_with_act(context, tag.community_id, "tags.edit")
    context.toast()
    if not button.is_sure:
        context.rewrite(Text("tag-stays", tag=tag.terms.shown))
        return
    count = await remove_tag(context.uow, tag, by=context.person.id)
    context.rewrite(Text("tag-gone", tag=tag.terms.shown, count=count))


async def _change(context: Context, place: Place, verb: str, rest: str) -> None:
    """Make, change or take out a tag of the catalogue."""
    key = key_of(rest.split(maxsplit=1)[0]) if rest else ""
    if not key:
        raise Refusal(Text("tag-how-catalogue"))
    if key in {terms.key for terms in place.policy.tags}:
        raise Refusal(Text("tag-of-the-file", tag=key))
    before = await tag_named(context.uow, place.community_id, key)
    if verb == "new" and before is not None:
        raise Refusal(Text("tag-known", tag=key))
    if verb != "new" and before is None:
        raise Refusal(await _missing(context, place, key))
    if verb == "remove" and before is not None:
        await _ask_drop(context, before)
        return
    terms = wish_of(rest, None if before is None else before.terms)
    if isinstance(terms, Fault):
        raise Refusal(Text(f"tag-fault-{terms.kind}", about=terms.about))
    await _look_at_rule(context, place, terms)
    kept = await keep_tag(
        context.uow, place.community_id, terms, by=context.person.id, zone=place.zone
    )
    word = "tag-made" if kept.is_new else "tag-changed"
    context.say(Lines(Text(word, tag=kept.tag.key), Text("tag-made-next", tag=kept.tag.key)))


async def _look_at_rule(context: Context, place: Place, terms: Terms) -> None:
    """Refuse an expression that cannot be read."""
    if not isinstance(terms.rule, Segment):
        return
    scope = Scope(place.community_id, place.zone, context.uow.now, place.policy)
    fault = await fault_of(context.uow, scope, context.step.vocabulary, terms.rule.expression)
    if fault is not None:
        raise Refusal(fault)


async def _ask_drop(context: Context, tag: Tag) -> None:
    count = (await bearers(context.uow, tag.community_id)).get(tag.key, 0)
    asker_id = context.person.id
    keyboard = tuple(
        (Button(Text(word), data=buttons.pack(DropTag(tag.id, asker_id, is_sure))),)
        for word, is_sure in (("tag-drop-yes", True), ("tag-drop-no", False))
    )
    context.say(Text("tag-drop-ask", tag=tag.terms.shown, count=count), keyboard)


async def _whom(context: Context, said: str) -> Whom:
    """Return whom a command names: names, a list that is replied to, or one person."""
    names, rest = names_in(said)
    if len(names) > 1:
        return await _of_names(context, names, rest)
    replied = replied_to(context.message)
    first, _, more = said.partition(" ")
    if replied is not None and not names:
        own = replied.sender is not None and replied.sender.id == context.person.id
        listed = listed_names(replied.words)
        if first.casefold() in _LIST or (own and listed):
            return await _of_names(context, listed, more if first.casefold() in _LIST else said)
    target = await target_in(context)
    if target is None:
        return Whom((), (), "")
    if target.is_channel or target.is_bot:
        raise Refusal(Text("tag-not-a-person"))
    if not target.is_known:
        raise Refusal(Text("tag-not-a-person"))
    return Whom(((target.id, target.name),), (), target.rest)


async def _of_names(context: Context, names: list[str], rest: str) -> Whom:
    if len(names) > MOST_AT_ONCE:
        raise Refusal(Text("tag-too-many-names", most=MOST_AT_ONCE))
    found = {name: await person_named(context.uow, name) for name in names}
    people = {each.id: each.name for each in found.values() if each and not each.is_bot}
    unknown = tuple(name for name, each in found.items() if each is None)
    return Whom(tuple(people.items()), unknown, rest, by_list=True)


async def _give(context: Context, place: Place, whom: Whom) -> None:
    tag = await _tag(context, place, whom.rest)
    evidence = {"message_id": context.message.message_id} if whom.by_list else {}
    outcomes = [
        (
            name,
            await give_tag(
                context.uow,
                tag,
                person_id,
                source="staff",
                actor_id=context.person.id,
                evidence=evidence,
            ),
        )
        for person_id, name in whom.people
    ]
    await _answer(context, tag, Lines(*_unknown(whom), *_outcome(place, tag, outcomes)))


def _outcome(place: Place, tag: Tag, outcomes: Sequence[tuple[str, Given]]) -> list[Text]:
    """Return what came of giving a tag to people, each with the name."""
    done = [name for name, given in outcomes if given.is_news]
    already = [name for name, given in outcomes if not given.is_news]
    replaced = sorted({key for _, given in outcomes for key in given.replaced})
    ends = {given.expires_at for _, given in outcomes} - {None}
    shown = tag.terms.shown
    lines: list[Text] = []
    if done:
        lines.append(Text("tag-given", count=len(done), names=_listed(done), tag=shown))
    if already:
        lines.append(Text("tag-already", count=len(already), names=_listed(already), tag=shown))
    if replaced:
        lines.append(Text("tag-replaced", tags=", ".join(replaced)))
    lines += [Text("tag-until", day=at.astimezone(place.zone).date()) for at in ends if at]
    return lines


async def _tag(context: Context, place: Place, word: str) -> Tag:
    tag = await tag_named(context.uow, place.community_id, key_of(word))
    if tag is None:
        raise Refusal(await _missing(context, place, word))
    return tag


async def _missing(context: Context, place: Place, word: str) -> Text:
    """Say that there is no such tag; the nearest one only to whom may know that there is it."""
    no_tag = await missing(context.uow, place.community_id, word)
    key, near = no_tag.key[:40], no_tag.nearest
    if near is not None and context.place is not None and not context.place.is_back_room:
        found = await tag_named(context.uow, place.community_id, near)
        near = near if found is not None and found.terms.seen_by == "members" else None
    return (
        Text("tag-unknown", tag=key)
        if near is None
        else Text("tag-unknown-near", tag=key, near=near)
    )


async def _answer(context: Context, tag: Tag, words: Words) -> None:
    """Answer in the group only what members may see."""
    if tag.terms.seen_by == "members":
        context.say(words)
    else:
        await answer_privately(context, words)


def _unknown(whom: Whom) -> list[Text | str]:
    if not whom.unknown:
        return []
    return [Text("tag-unknown-people", names=", ".join(f"@{name}" for name in whom.unknown))]


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:10])
    return shown if len(names) <= 10 else f"{shown} …"
