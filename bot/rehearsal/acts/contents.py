"""What a person's message consists of: text, media, a forward, or something special."""

import base64
import binascii

from bot.rehearsal import entities, files
from bot.rehearsal.acts.deed import Deed
from bot.rehearsal.dice import throw
from bot.rehearsal.errors import ActError, ApiError
from bot.rehearsal.polls import make_poll
from bot.rehearsal.posting import forwarded
from bot.rehearsal.render import Json


def content_of(it: Deed) -> Json:
    """The content of a message to send, of the kind whose field is given."""
    if it.get("forward_of"):
        return _forwarded(it)
    for kind in files.KINDS:
        if it.get(kind) is not None:
            return _media(it, kind)
    special = _special(it)
    if special is not None:
        return special
    text, marked = text_of(it, "text")
    if not text:
        raise ActError("There is nothing to send.")
    if entities.length(text) > 4096:
        raise ActError("A message has at most 4096 characters.")
    return {"text": text} | ({"entities": marked} if marked else {})


def text_of(it: Deed, name: str) -> tuple[str, list[entities.Entity]]:
    """A text with its entities, as one types it."""
    raw = str(it.get(name, ""))
    given = it.get("entities")
    try:
        return entities.finished(raw, entities.given(given, raw) if given else [])
    except ApiError as error:
        raise ActError(error.description) from None


def _media(it: Deed, kind: str) -> Json:
    given = it.get(kind)
    try:
        raw = files.sample(kind) if given in {"sample", True} else base64.b64decode(given)
        kept = files.store(it.world, kind, raw, name=it.get("file_name"))
    except (binascii.Error, TypeError, ValueError):
        raise ActError(f'"{kind}" must be "sample" or base64.') from None
    except ApiError as error:
        raise ActError(error.description) from None
    caption, marked = text_of(it, "caption")
    content = files.content_of(kept)
    if caption:
        content["caption"] = caption
        if marked:
            content["caption_entities"] = marked
    return content


def _forwarded(it: Deed) -> Json:
    source = Deed(it.world, it.me, dict(it.get("forward_of")))
    chat = source.chat()
    stored = source.message(chat)
    return forwarded(it.world.message_drawn(stored))


def _special(it: Deed) -> Json | None:
    if it.get("dice"):
        return {"dice": throw(it.world.chance, str(it.get("dice")))}
    if it.get("poll"):
        return {"poll": make_poll(it.world, it.get("poll"), by_bot=False).data}
    if it.get("contact"):
        contact = it.get("contact")
        own = {"phone_number": "+10000000000", "first_name": it.me.first_name, "user_id": it.me.id}
        return {"contact": contact if isinstance(contact, dict) else own}
    if it.get("location"):
        place = it.get("location")
        here = {"latitude": 31.2304, "longitude": 121.4737}
        return {"location": place if isinstance(place, dict) else here}
    return None
