"""The published rules: reading them, changing them after a look at what changes, pinning them."""

from collections.abc import Sequence

from telegram import Update

from bot.features.clauses import pinning, rules
from bot.features.clauses.offering import tell_published
from bot.features.clauses.rules import Fault, Line, Wish
from bot.features.clauses.service import (
    Draft,
    Rulebook,
    draft,
    draft_by_id,
    publish,
    rulebook_of,
    take_draft,
)
from bot.features.clauses.words import draft_shown, line_shown, rules_words
from bot.features.places import Place
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.targets import replied_to, said_after_command

MOST_FAULTS = 10
OFF = frozenset({"off", "关", "取消"})


async def show_rules(_: Update, context: Context) -> None:
    """Show all the rules, with their version and its day."""
    place = await context.home()
    book = await rulebook_of(context.uow, place.community_id)
    context.say(rules_words(place, book))


async def say_rule(_: Update, context: Context) -> None:
    """Show one rule, or prepare a version in which one is added, put anew or taken out."""
    wish = rules.wish_of(said_after_command(context.message))
    if wish is None:
        raise Refusal(Text("rule-how"))
    if wish.verb == "show":
        place = await context.home()
        book = await rulebook_of(context.uow, place.community_id)
        context.say(_one(book, wish.number))
        return
    place = await require_act(context, "rules.edit")
    book = await rulebook_of(context.uow, place.community_id)
    await _prepare(context, place, _wished(book, wish))


async def set_rules(_: Update, context: Context) -> None:
    """Prepare a version from a text, given behind the command or replied to."""
    place = await require_act(context, "rules.edit")
    replied = replied_to(context.message)
    text = said_after_command(context.message) or (replied.words if replied else "")
    if not text.strip():
        raise Refusal(Lines(Text("rules-how"), Text("rules-how-example")))
    await _prepare(context, place, rules.lines_of(text))


async def pin_rules(_: Update, context: Context) -> None:
    """Post the rules here and pin them, or take the copy down again."""
    place = await require_act(context, "rules.pin")
    if context.place is None or context.place.is_back_room:
        raise Refusal(Text("rules-pin-where"))
    chat_id = place.chat_id
    if said_after_command(context.message).casefold() in OFF:
        taken = await pinning.unpin(context.uow, chat_id)
        context.say(Text("rules-unpinned" if taken else "rules-pin-none"))
        return
    book = await rulebook_of(context.uow, place.community_id)
    if not book.clauses:
        raise Refusal(Text("rules-none", name=place.community_name))
    if not place.standing.rights.get("can_pin_messages"):
        raise Refusal(Text("setup-missing-can-pin-messages"))
    if not await pinning.pin(context.uow, chat_id, book, rules_words(place, book)):
        context.say(Text("rules-pin-already", version=book.version))


async def tap_publish(_: Update, context: Context, button: buttons.PublishRules) -> None:
    """Publish a version, or give it up; only whoever was shown it can."""
    found = await draft_by_id(context.uow, button.draft_id)
    if found is None:
        context.toast(Text("rules-draft-gone"), alert=True)
        return
    if found.person_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    place = await community_with_act(context, found.community_id, "rules.edit")
    await take_draft(context.uow, found.id)
    if not button.is_sure:
        context.toast()
        context.rewrite(Text("rules-draft-dropped"))
        return
    book = await rulebook_of(context.uow, found.community_id)
    if book.version == found.based_on:
        await _publish(context, place, found)
        return
    context.toast(Text("rules-draft-stale", version=book.version), alert=True)
    context.rewrite(Text("rules-draft-stale", version=book.version))


async def _publish(context: Context, place: Place, found: Draft) -> None:
    published = await publish(
        context.uow, found.community_id, found.lines, source=found.source, by=found.person_id
    )
    if published is not None:
        await tell_published(context.uow, place, published, by=context.person.name)
        done = published.book
        context.rewrite(Text("rules-published", version=done.version, rules=len(done.clauses)))
    context.toast(Text("rules-published-toast"))


async def _prepare(
    context: Context, place: Place, read: Sequence[Line] | Sequence[Fault] | None
) -> None:
    """Keep a draft and show what it changes; tell what cannot be read."""
    if read is None:
        raise Refusal(Text("rule-none-such"))
    faults = [each for each in read if isinstance(each, Fault)]
    if faults:
        raise Refusal(Lines(Text("rules-faults"), *map(_fault, faults[:MOST_FAULTS])))
    lines = [each for each in read if isinstance(each, Line)]
    book = await rulebook_of(context.uow, place.community_id)
    person_id = context.person.id
    found = await draft(context.uow, place.community_id, person_id, lines, source="command")
    if found is None:
        raise Refusal(Text("rules-draft-same"))
    context.say(draft_shown(found, book), draft_keyboard(found.id))


def draft_keyboard(draft_id: int) -> Keyboard:
    """Return the buttons that publish a draft or give it up."""
    yes = buttons.pack(buttons.PublishRules(draft_id, is_sure=True))
    no = buttons.pack(buttons.PublishRules(draft_id, is_sure=False))
    return ((Button(Text("rules-draft-yes"), data=yes), Button(Text("rules-draft-no"), data=no)),)


def _wished(book: Rulebook, wish: Wish) -> Sequence[Line] | Sequence[Fault] | None:
    lines = book.lines
    if wish.verb == "remove":
        return rules.removed(lines, wish.number)
    line = rules.line_of(wish.words)
    if isinstance(line, Fault):
        return (line,)
    if wish.verb == "add":
        return rules.whole_of(rules.added(lines, line))
    if not 1 <= wish.number <= len(lines):
        return None
    line = rules.kept_terms(wish.words, line, lines[wish.number - 1])
    return rules.whole_of(rules.edited(lines, wish.number, line) or ())


def _one(book: Rulebook, number: int) -> Lines:
    clause = next((each for each in book.clauses if each.number == number), None)
    if clause is None:
        raise Refusal(Text("rule-none-such"))
    terms = Text(
        "rule-terms",
        weight=clause.weight,
        days=clause.expiry_days,
        version=clause.version,
    )
    return Lines(line_shown(clause), terms)


def _fault(fault: Fault) -> Text:
    return Text(f"rules-fault-{fault.kind}", line=fault.line, found=fault.found)
