"""Tags: giving and taking them, the catalogue, and why somebody bears one."""

from bot.features.places import Place
from bot.features.tags.queries import tags_of
from bot.features.tags.rules import key_of
from bot.kit.texts import Words
from handlers.context import Context
from handlers.targets import Asked


async def explain(context: Context, place: Place, asked: Asked) -> Words | None:
    """Explain why somebody bears a tag."""
    borne = await tags_of(context.uow, place.community_id, asked.person_id)
    if not any(each.tag.key == key_of(asked.word) for each in borne):
        return None
    return None
