"""Tags from a file: asked for by DM, fetched, taken part by part, and told with its bad lines."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, Protocol

from sqlalchemy import select, update

from bot.features.audits.service import note
from bot.features.places import Place, Places
from bot.features.tags.importing import MOST_LINES, Fault, read, take_lines
from bot.kit.effects import Delivery, Due, Priority, Then, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from models.dues import dues

# Somebody was asked for a file; and lines of one are to be taken.
ASKED: Final = "tags-file-asked"
TAKES: Final = "tags-file"
MOST_BYTES: Final = 1_000_000
AT_ONCE: Final = 2_000
SHOWN_FAULTS: Final = 30
WAITS: Final = timedelta(hours=1)


class Planned(Protocol):
    """The part of a due row that is looked at."""

    @property
    def key(self) -> str:
        """What makes it this piece of work."""
        ...

    @property
    def details(self) -> Mapping[str, Any]:
        """What was written when it was planned."""
        ...


async def ask_file(context: Context, place: Place) -> None:
    """Ask for a file with people and tags, by DM."""
    if not context.message.chat.is_private:
        raise Refusal(Text("tag-file-by-dm"))
    person_id, uow = context.person.id, context.uow
    key = f"{ASKED}:{person_id}:{context.message.message_id}"
    details = {"community_id": place.community_id}
    until = uow.now + WAITS
    uow.schedule(Due(key, ASKED, until, details, person_id=person_id))
    context.say(Lines(Text("tag-file-ask", name=place.community_name), Text("tag-file-example")))


async def take_file(context: Context) -> bool:
    """Take a file that somebody was asked for, or that says /tag import; False for any other."""
    message = context.message
    document = message.document
    if document is None:
        return False
    is_told = (message.caption or "").casefold().split()[:2] in (["/tag", "import"], ["导入标签"])
    community_id = await _awaited(context)
    if community_id is None and not is_told:
        return False
    place = (
        await require_act(context, "tags.give")
        if community_id is None
        else await community_with_act(context, community_id, "tags.give")
    )
    if document.file_size > MOST_BYTES:
        raise Refusal(Text("tag-file-large", most=MOST_BYTES // 1000))
    await _done_waiting(context)
    _owe_file(context, place, document.file_id)
    context.say(Text("tag-file-reads"))
    return True


class FileTaker:
    """Takes a file's lines, some at a time, so that nobody waits for them."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work about files."""
        return {TAKES: self.take, ASKED: self.lapse}

    async def lapse(self, uow: UnitOfWork, due: Planned) -> None:
        """Wait no longer."""

    async def take(self, uow: UnitOfWork, due: Planned) -> None:
        """Take the next lines; tell how far it has come, or in the end what came of it."""
        told = dict(due.details)
        content = told.pop("content", None)
        if told.get("state", "done") != "done" or content is None:
            _tell(uow, told, Text("tag-file-failed", why=told.get("failure") or "?"))
            return
        lines = content.rstrip().split("\n")
        if not await self._may_still(uow, told):
            _tell(uow, told, Text("tag-file-not-yours"))
        elif "first" not in told and len(lines) > MOST_LINES:
            _tell(uow, told, Text("tag-file-long", most=MOST_LINES))
        else:
            await _take_some(uow, told, lines)
        await _forget_content(uow, due)

    async def _may_still(self, uow: UnitOfWork, told: Mapping[str, Any]) -> bool:
        """Whether whoever sent the file may give tags at this moment."""
        here = await self._places.of_community(uow, int(told["community_id"]))
        return any(
            place.allows(int(told["person_id"]), "tags.give")
            for place in here
            if not place.is_back_room
        )


async def _take_some(uow: UnitOfWork, told: dict[str, Any], lines: list[str]) -> None:
    """Take the first of some lines; plan the rest, or tell what came of all."""
    first, count = int(told.get("first", 1)), int(told.get("count", len(lines)))
    good, faults = read(lines[:AT_ONCE], first=first)
    taken = await take_lines(uow, told["community_id"], good, by=told["person_id"])
    found = sorted([*faults, *taken.faults], key=lambda fault: fault.number)
    told |= {
        "first": first + AT_ONCE,
        "count": count,
        "done": int(told.get("done", 0)) + taken.done,
        "already": int(told.get("already", 0)) + taken.already,
        "bad": int(told.get("bad", 0)) + len(found),
        "faults": [*told.get("faults", []), *map(_packed, found)][:SHOWN_FAULTS],
    }
    rest = lines[AT_ONCE:]
    if rest:
        details = told | {"content": "\n".join(rest), "state": "done"}
        key = f"{TAKES}:{told['person_id']}:{told['message_id']}:{told['first']}"
        uow.schedule(Due(key, TAKES, uow.now, details, person_id=told["person_id"]))
        _tell(uow, told, Text("tag-file-goes", done=told["first"] - 1, count=count))
    else:
        _tell(uow, told, _summary(told))
        _note(uow, told)


def _summary(told: Mapping[str, Any]) -> Lines:
    lines: list[Text | str] = [
        Text("tag-file-done", done=told["done"], already=told["already"], bad=told["bad"])
    ]
    for number, kind, about, near in told["faults"]:
        lines.append(Text(f"tag-file-fault-{kind}", line=number, about=about, near=near or "NONE"))
    if told["bad"] > len(told["faults"]):
        lines.append(Text("tag-file-more", count=told["bad"] - len(told["faults"])))
    return Lines(*lines)


def _packed(fault: Fault) -> list[Any]:
    return [fault.number, fault.kind, fault.about[:40], fault.near]


def _tell(uow: UnitOfWork, told: Mapping[str, Any], words: Text | Lines) -> None:
    person_id = int(told["person_id"])
    step = told.get("first", "none")
    key = f"{TAKES}-told:{person_id}:{told['message_id']}:{step}"
    uow.owe(post(key, person_id, words, person_id=person_id, priority=Priority.ANSWER))


def _note(uow: UnitOfWork, told: Mapping[str, Any]) -> None:
    note(
        uow,
        community_id=told["community_id"],
        category="settings",
        what="audit-tags-imported",
        actor_id=told["person_id"],
        after={"count": told["done"]},
    )


async def _forget_content(uow: UnitOfWork, due: Planned) -> None:
    """Keep nothing of the file itself."""
    kept = {
        name: value for name, value in due.details.items() if name not in {"content", "faults"}
    }
    await uow.execute(update(dues).where(dues.c.key == due.key).values(details=kept))


def _owe_file(context: Context, place: Place, file_id: str) -> None:
    """Owe Telegram the question for the file itself."""
    message, person_id = context.message, context.person.id
    details = {
        "community_id": place.community_id,
        "chat_id": place.chat_id,
        "person_id": person_id,
        "message_id": message.message_id,
    }
    context.uow.owe(
        Delivery(
            key=f"{TAKES}:{person_id}:{message.message_id}",
            chat_id=message.chat.id,
            method="getFile",
            arguments={"file_id": file_id},
            is_repeatable=True,
            priority=Priority.ANSWER,
            person_id=person_id,
            then=Then(TAKES, details),
        )
    )


async def _awaited(context: Context) -> int | None:
    """Return for which community somebody was asked for a file within the last hour."""
    found = await context.uow.execute(
        select(dues.c.details)
        .where(
            dues.c.kind == ASKED,
            dues.c.person_id == context.person.id,
            dues.c.state == "waiting",
            dues.c.due_at > context.uow.now,
        )
        .order_by(dues.c.id.desc())
        .limit(1)
    )
    details = found.scalar()
    return None if details is None else int(details["community_id"])


async def _done_waiting(context: Context) -> None:
    await context.uow.execute(
        update(dues)
        .where(
            dues.c.kind == ASKED,
            dues.c.person_id == context.person.id,
            dues.c.state == "waiting",
        )
        .values(state="done", settled_at=context.uow.now)
    )
