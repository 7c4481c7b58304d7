"""Keep materials under a name, find one, and put it into what is posted."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update

from bot.features.audits.service import note
from bot.features.materials.rules import PREFIX, Material, read, submission_in
from bot.features.members.queries import names_of
from bot.features.place import Place
from bot.features.submissions.queries import submission_by_id
from bot.kit.days import local_day
from bot.kit.effects import Delivery
from bot.kit.names import storable
from bot.kit.texts import Lines, Text, by_line, pack, unpack
from bot.kit.unit_of_work import UnitOfWork
from models.materials import materials
from models.members import memberships

_FIELDS: Final = ("photo", "video", "document")
_COLUMNS: Final = tuple(materials.c[name] for name in Material.__dataclass_fields__)


async def keep(uow: UnitOfWork, place: Place, material: Material, *, by: int) -> bool:
    """Keep something under its name; whether it took another's place."""
    values: dict[str, Any] = {
        "kind": material.kind,
        "file_id": material.file_id,
        "words": storable(material.words, 4096),
        "tags": list(material.tags),
        "expires_at": material.expires_at,
        "made_by": by,
        "made_at": uow.now,
    }
    named = (materials.c.community_id == place.community_id, materials.c.name == material.name)
    changed = await uow.execute(update(materials).where(*named).values(**values))
    if not changed.rowcount:
        row = {"community_id": place.community_id, "name": material.name} | values
        await uow.execute(insert(materials).values(row))
    _note(uow, place.community_id, "audit-material-kept", by)
    return bool(changed.rowcount)


async def drop(uow: UnitOfWork, community_id: int, material_id: int, *, by: int) -> bool:
    """Take something out of the library; False where it is not there."""
    gone = await uow.execute(
        delete(materials).where(
            materials.c.community_id == community_id, materials.c.id == material_id
        )
    )
    if gone.rowcount:
        _note(uow, community_id, "audit-material-dropped", by)
    return bool(gone.rowcount)


async def find(uow: UnitOfWork, community_id: int, name: str) -> Material | None:
    """Return what is kept under a name; `s12` is what a member handed in and lets it have."""
    found = await uow.execute(
        select(*_COLUMNS).where(
            materials.c.community_id == community_id, materials.c.name == name.casefold()
        )
    )
    row: Any = found.first()
    return _drawn(row) if row is not None else await _handed_in(uow, community_id, name)


async def community_of(uow: UnitOfWork, material_id: int) -> int | None:
    """Return whose library something is in."""
    found = await uow.execute(
        select(materials.c.community_id).where(materials.c.id == material_id)
    )
    community_id: int | None = found.scalar()
    return community_id


async def listed(uow: UnitOfWork, community_id: int, tag: str | None) -> list[Material]:
    """Return a library by name, or what of it bears a tag."""
    found = await uow.execute(
        select(*_COLUMNS)
        .where(materials.c.community_id == community_id)
        .order_by(materials.c.name)
    )
    every = [_drawn(row) for row in found]
    return [each for each in every if tag is None or tag in each.tags]


async def values_for(uow: UnitOfWork, place: Place) -> dict[str, str]:
    """Return what the variables of templates stand for in a group, at this moment."""
    counted = await uow.execute(
        select(func.count()).where(
            memberships.c.chat_id == place.chat_id, memberships.c.is_present.is_(True)
        )
    )
    members = int(counted.scalar_one())
    return {
        "group": place.title,
        "community": place.community_name,
        "members": str(members) if members else "",
        "date": local_day(uow.now, place.zone).isoformat(),
    }


def shown(words: str) -> Lines:
    """Return the words of a material as they are posted."""
    return Lines(*by_line(words, lambda line: Text("material-words", words=line)))


async def with_materials(uow: UnitOfWork, place: Place, owed: Delivery) -> Delivery | None:
    """Put what the library holds into a post that names it; None where something is not there.

    Files stand in the method's own fields or in an album, and a text as the whole of its words.
    """
    used: list[Material] = []
    arguments = dict(owed.arguments)
    try:
        await _put_files(uow, place, arguments, used)
        await _put_album(uow, place, arguments, used)
        await _put_text(uow, place, arguments, used)
    except LookupError:
        return None
    await _count(uow, used)
    return replace(owed, arguments=arguments) if used else owed


async def _put_files(
    uow: UnitOfWork, place: Place, arguments: dict[str, Any], used: list[Material]
) -> None:
    for field in _FIELDS:
        if not _is_named(arguments.get(field)):
            continue
        material = await _found(uow, place, arguments[field], used)
        if material.kind != field:
            raise LookupError(field)
        arguments[field] = material.file_id
        if material.words and "words" not in arguments:
            arguments["words"] = _words(read(material, await values_for(uow, place)))


async def _put_album(
    uow: UnitOfWork, place: Place, arguments: dict[str, Any], used: list[Material]
) -> None:
    media = [dict(each) for each in arguments.get("media", ())]
    for at, each in enumerate(media):
        if _is_named(each["media"]):
            material = await _found(uow, place, each["media"], used)
            if material.kind not in _FIELDS:
                raise LookupError(material.kind)
            media[at] = each | {"media": material.file_id, "type": material.kind}
    if media:
        arguments["media"] = media


async def _put_text(
    uow: UnitOfWork, place: Place, arguments: dict[str, Any], used: list[Material]
) -> None:
    said = _said(unpack(arguments.get("words")))
    if _is_named(said):
        material = await _found(uow, place, str(said), used)
        if not material.words:
            raise LookupError(material.name)
        arguments["words"] = _words(read(material, await values_for(uow, place)))


async def _found(uow: UnitOfWork, place: Place, name: str, used: list[Material]) -> Material:
    material = await find(uow, place.community_id, name.removeprefix(PREFIX).strip())
    if material is None or material.is_over(uow.now):
        raise LookupError(name)
    used.append(material)
    return material


async def _handed_in(uow: UnitOfWork, community_id: int, name: str) -> Material | None:
    number = submission_in(name.casefold())
    found = None if number is None else await submission_by_id(uow, number)
    if (
        found is None
        or found.community_id != community_id
        or found.state != "published"
        or not found.in_library
    ):
        return None
    by = found.person_id if found.is_named else None
    names = await names_of(uow, {by} if by else set())
    credit = f"— {names[by]}" if by in names else ""
    # Its author's words are no template.
    words = "\n\n".join(filter(None, (found.words, credit)))
    plain = words.replace("{", "{{").replace("}", "}}")
    return Material(0, name, "photo" if found.file_id else "text", found.file_id, plain)


async def _count(uow: UnitOfWork, used: list[Material]) -> None:
    ids = sorted({each.id for each in used if each.id})
    if ids:
        await uow.execute(
            update(materials)
            .where(materials.c.id.in_(ids))
            .values(uses=materials.c.uses + 1, used_at=uow.now)
        )


def _said(words: object) -> object:
    """Return what a post says, where that is one line."""
    text = words.texts[0] if isinstance(words, Lines) and len(words.texts) == 1 else words
    return dict(text.values).get("words") if isinstance(text, Text) else None


def _is_named(said: object) -> bool:
    return isinstance(said, str) and said.startswith(PREFIX) and "\n" not in said


def _words(said: str) -> Any:
    return pack(shown(said))


def _drawn(row: Any) -> Material:
    material = Material(*row)
    return replace(material, tags=tuple(material.tags))


def _note(uow: UnitOfWork, community_id: int, what: str, by: int) -> None:
    note(uow, community_id=community_id, category="settings", what=what, actor_id=by)
