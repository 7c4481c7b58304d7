"""The fields that members may fill in of themselves: `[[profile]]`, a table each."""

import re
from typing import Final

from bot.config import kinds
from bot.config.faults import Fault, show
from bot.config.kinds import Unfit, nearest
from bot.features.profiles.rules import Field

SECTION: Final = "profile"
LANGUAGES: Final = ("zh-CN", "en")
MOST_FIELDS: Final = 12
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,23}")
_CHOICES: Final = kinds.several(kinds.words(40, least=1), 24)


def drawn_profile(document: object, faults: list[Fault]) -> tuple[Field, ...]:
    """Read the fields in their order, or add every fault."""
    if not isinstance(document, list) or not all(isinstance(each, dict) for each in document):
        remedy = "Write [[profile]] on a line of its own for each field, and its keys below it."
        faults.append(Fault(SECTION, show(document), "tables of fields", remedy))
        return ()
    if len(document) > MOST_FIELDS:
        remedy = "Ask for less: hardly anybody fills in more."
        faults.append(Fault(SECTION, str(len(document)), f"at most {MOST_FIELDS} fields", remedy))
        return ()
    drawn: list[Field] = []
    for at, table in enumerate(document):
        field = _field(f"{SECTION}[{at}]", table, faults)
        if field is not None and any(field.key == other.key for other in drawn):
            remedy = "Give each field a name of its own."
            faults.append(Fault(f"{SECTION}[{at}].field", show(field.key), "a new name", remedy))
        elif field is not None:
            drawn.append(field)
    return tuple(drawn)


def _field(where: str, table: dict[str, object], faults: list[Fault]) -> Field | None:
    before = len(faults)
    known = dict.fromkeys(("field", "title", "choices", "target"))
    for key in table.keys() - known.keys():
        remedy = nearest(key, known)
        faults.append(Fault(f"{where}.{key}", show(table[key]), "a key that is known", remedy))
    name = table.get("field")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        remedy = 'Write it as "city": small letters, digits and _, at most 24.'
        faults.append(Fault(f"{where}.field", show(name), "a short name", remedy))
    titles = _titles(where, table.get("title"), faults)
    choices = _listed(where, "choices", table.get("choices", []), faults)
    target = _listed(where, "target", table.get("target", []), faults)
    strange = [each for each in target if choices and each not in choices]
    if strange:
        remedy = "Write the answer as it stands among the choices, or add it there."
        faults.append(Fault(f"{where}.target", show(strange[0]), "one of its choices", remedy))
    if len(faults) > before:
        return None
    return Field(str(name), titles, choices, target)


def _titles(where: str, said: object, faults: list[Fault]) -> dict[str, str]:
    words = kinds.words(40, least=1)
    titles = said if isinstance(said, dict) else {}
    drawn: dict[str, str] = {}
    for language in LANGUAGES:
        try:
            drawn[language] = words.draw(titles.get(language))
        except Unfit:
            faults.append(
                Fault(
                    f"{where}.title.{language}",
                    show(titles.get(language)),
                    words.expected,
                    f'Write title.{language} = "…": what members read.',
                )
            )
    return drawn


def _listed(where: str, key: str, said: object, faults: list[Fault]) -> tuple[str, ...]:
    try:
        listed: tuple[str, ...] = _CHOICES.draw(said)
    except Unfit as unfit:
        found = unfit.found if unfit.at else said
        faults.append(
            Fault(
                f"{where}.{key}{unfit.at}",
                show(found),
                _CHOICES.expected,
                unfit.remedy or _CHOICES.remedy,
            )
        )
        return ()
    return tuple(dict.fromkeys(listed))
