"""What a message shows of another chat: read like its words, and held against nobody."""

from dataclasses import replace
from typing import Final

from msgspec import structs

from bot.features.moderation.bench import Bench
from bot.features.moderation.rules import Found
from bot.features.moderation.said import Recent, Said

# The checks that read what is written; the others look at who does what.
OF_WORDS: Final = frozenset({"words", "patterns", "topics", "links", "invites", "scripts", "spam"})


def look_at_quote(bench: Bench, said: Said, *, role: str | None = None) -> tuple[Found, ...]:
    """Return what checks find in the part of another chat's message that a reply shows.

    A reply to a message of this chat quotes what was judged when it was written.
    """
    message = said.message
    if message.quote is None or message.external_reply is None or not message.quote.text:
        return ()
    shown = structs.replace(
        message,
        text=message.quote.text,
        entities=message.quote.entities,
        caption=None,
        caption_entities=(),
        poll=None,
        reply_markup=None,
        quote=None,
    )
    seen = structs.replace(said, message=shown, recent=Recent())
    found = bench.look(seen, role=role)
    return tuple(
        replace(each, finding=replace(each.finding, is_authored=False))
        for each in found
        if each.check in OF_WORDS
    )
