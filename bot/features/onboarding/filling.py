"""What the texts of a flow are filled in with, as far as they ask for it."""

from collections.abc import Collection

from bot.features.clauses.service import rulebook_of
from bot.features.members.queries import person_by_id
from bot.features.onboarding.queries import members_of
from bot.features.onboarding.rules import LANGUAGES, Copy, filled, places_in
from bot.features.place import Place
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork


async def values_for(
    uow: UnitOfWork, place: Place, person_id: int, wanted: Collection[str]
) -> dict[str, str]:
    """Return the values of some variables; what is empty is filled in by the text itself."""
    about = place.policy.about
    values = {
        "community": place.community_name,
        "group": place.title,
        "value": about.value,
        "audience": about.audience,
        "topics": ", ".join(about.welcome_topics),
    }
    if "name" in wanted:
        named = await person_by_id(uow, person_id)
        values["name"] = named.name if named is not None else ""
    if "rules_count" in wanted:
        count = len((await rulebook_of(uow, place.community_id)).clauses)
        values["rules_count"] = str(count) if count else ""
    if "members" in wanted:
        values["members"] = str(await members_of(uow, place.community_id))
    return values


async def said(uow: UnitOfWork, place: Place, person_id: int, copy: Copy) -> Text:
    """Return a text of the operator's, filled in, in every language: the reader's is shown."""
    texts = {language: copy.of(language) for language in LANGUAGES}
    wanted = {name for text in texts.values() for name, _ in places_in(text)}
    values = await values_for(uow, place, person_id, wanted)
    en, zh = (_lines(filled(texts[language], values)) for language in LANGUAGES)
    return Text("onboarding-own", en=en, zh=zh, reader="own")


def label(copy: Copy) -> Text:
    """Return the label of a button of the operator's."""
    en, zh = (copy.of(language) for language in LANGUAGES)
    return Text("onboarding-own-label", en=en, zh=zh, reader="own")


def _lines(text: str) -> Lines:
    return Lines(*text.split("\n"))
