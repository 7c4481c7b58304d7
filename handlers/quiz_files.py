"""Banks from files by DM: asked for, fetched, taken part by part, told with their faults."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, Protocol

from sqlalchemy import select, update

from bot.features.audits.service import note
from bot.features.places import Place, Places
from bot.features.quizzes import banking
from bot.features.quizzes.queries import Bank
from bot.features.quizzes.reading import Bank as Held
from bot.features.quizzes.reading import Fault, read
from bot.kit.effects import Delivery, Due, Priority, Then, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, pack, unpack
from bot.kit.unit_of_work import UnitOfWork
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.poll_making import ACT
from models.dues import dues

ASKED: Final = "quizzes.file-asked"
TAKES: Final = "quizzes.file"
MOST_BYTES: Final = 2_000_000
MOST_QUESTIONS: Final = 20_000
SHOWN_FAULTS: Final = 30
WAITS: Final = timedelta(hours=1)
_WORDS: Final = (["/quiz", "import"], ["导入题库"])


class Row(Protocol):
    """The part of a due row that is looked at."""

    @property
    def key(self) -> str:
        """What makes it this piece of work."""
        ...

    @property
    def details(self) -> Mapping[str, Any]:
        """What was written when it was planned."""
        ...


async def ask_file(context: Context, place: Place, said: str) -> None:
    """Ask for a file with questions, by DM; a word behind the command names the bank."""
    if not context.message.chat.is_private:
        raise Refusal(Text("quiz-file-by-dm"))
    key = f"{ASKED}:{context.person.id}:{context.message.message_id}"
    details = {"community_id": place.community_id, "bank": said.strip()[:32]}
    until = context.uow.now + WAITS
    context.uow.schedule(Due(key, ASKED, until, details, person_id=context.person.id))
    context.say(Lines(Text("quiz-file-ask", name=place.community_name), Text("quiz-file-forms")))


async def take_file(context: Context) -> bool:
    """Take a file that somebody was asked for, or that says /quiz import; False for any other."""
    document = context.message.document
    if document is None:
        return False
    waiting = await _awaited(context)
    caption = (context.message.caption or "").casefold().split()
    is_told = caption[:2] == _WORDS[0] or caption[:1] == _WORDS[1]
    if waiting is None and not is_told:
        return False
    if waiting is None:
        place = await require_act(context, ACT)
    else:
        place = await community_with_act(context, int(waiting["community_id"]), ACT)
    if document.file_size > MOST_BYTES:
        raise Refusal(Text("quiz-file-large", most=MOST_BYTES // 1_000_000))
    await _done_waiting(context)
    name = document.file_name or "bank"
    key = banking.key_of((waiting or {}).get("bank") or name)
    _owe_file(context, place, document.file_id, name, key)
    context.say(Text("quiz-file-reads", name=name))
    return True


def workers(places: Places) -> Mapping[str, Any]:
    """Return who does which kind of due work about files."""
    taker = _Taker(places)
    return {TAKES: taker.take, ASKED: taker.lapse}


class _Taker:
    def __init__(self, places: Places) -> None:
        self._places = places

    async def lapse(self, uow: UnitOfWork, due: Row) -> None:
        """Wait no longer."""

    async def take(self, uow: UnitOfWork, due: Row) -> None:
        """Take the next questions; tell how far it has come, or in the end what came of it."""
        told = dict(due.details)
        content = told.pop("content", None)
        if told.get("state", "done") != "done" or content is None:
            _tell(uow, told, Text("quiz-file-failed", why=str(told.get("failure") or "?")))
        elif not await self._may_still(uow, told):
            _tell(uow, told, Text("quiz-file-not-yours"))
        else:
            await _take_some(uow, told, content)
        rest = {name: value for name, value in due.details.items() if name != "content"}
        await uow.execute(update(dues).where(dues.c.key == due.key).values(details=rest))

    async def _may_still(self, uow: UnitOfWork, told: Mapping[str, Any]) -> bool:
        here = await self._places.of_community(uow, int(told["community_id"]))
        person_id = int(told["person_id"])
        return any(each.allows(person_id, ACT) for each in here if not each.is_back_room)


async def _take_some(uow: UnitOfWork, told: dict[str, Any], content: str) -> None:
    """Keep the next questions of a file; plan the rest, or tell what came of all."""
    held = read(content, told["name"])
    first = int(told.get("first", 0))
    if not first and len(held.questions) > MOST_QUESTIONS:
        _tell(uow, told, Text("quiz-file-long", most=MOST_QUESTIONS))
        return
    bank = await _bank(uow, told, held)
    some = held.questions[first : first + banking.AT_ONCE]
    added, had = await banking.take(uow, bank, some)
    faults = [unpacked(each) for each in told.get("faults", [])] if first else held.faults
    told |= {
        "first": first + banking.AT_ONCE,
        "count": len(held.questions),
        "added": int(told.get("added", 0)) + added,
        "bad": int(told.get("bad", len(held.faults))) + len(had),
        "faults": [packed(each) for each in sorted([*faults, *had], key=_line)[:SHOWN_FAULTS]],
    }
    if told["first"] < told["count"]:
        _go_on(uow, told, content)
    else:
        _end(uow, told, bank.key)


async def _bank(uow: UnitOfWork, told: Mapping[str, Any], held: Held) -> Bank:
    return await banking.open_bank(
        uow,
        int(told["community_id"]),
        told["bank"],
        title=held.title,
        author=held.author,
        by=int(told["person_id"]),
    )


def _go_on(uow: UnitOfWork, told: dict[str, Any], content: str) -> None:
    person_id = int(told["person_id"])
    key = f"{TAKES}:{person_id}:{told['message_id']}:{told['first']}"
    details = told | {"content": content, "state": "done"}
    uow.schedule(Due(key, TAKES, uow.now, details, person_id=person_id))
    _tell(uow, told, Text("quiz-file-goes", done=told["first"], count=told["count"]))


def _end(uow: UnitOfWork, told: dict[str, Any], bank: str) -> None:
    _tell(uow, told, summary(told["name"], bank, told["added"], told["bad"], told["faults"]))
    note(
        uow,
        community_id=int(told["community_id"]),
        category="settings",
        what="audit-bank-imported",
        actor_id=int(told["person_id"]),
        after={"bank": bank, "questions": told["added"]},
    )


def summary(name: str, bank: str, added: int, bad: int, faults: list[Any]) -> Lines:
    """Tell what came of a file, with each fault by its line."""
    lines: list[Text | str] = [Text("quiz-file-done", name=name, bank=bank, n=added)]
    if bad:
        lines.append(Text("quiz-file-bad", n=bad))
        for each in faults:
            fault = unpacked(each)
            lines.append(Text("quiz-file-fault", line=fault.line, why=fault.why))
    if bad > len(faults):
        lines.append(Text("quiz-file-more", n=bad - len(faults)))
    if added:
        lines.append(Text("quiz-file-play", bank=bank))
    return Lines(*lines)


def packed(fault: Fault) -> list[Any]:
    """Return a fault as JSON."""
    return [fault.line, pack(fault.why)]


def unpacked(kept: list[Any]) -> Fault:
    """Return the fault that `packed` made."""
    return Fault(int(kept[0]), unpack(kept[1]))


def _line(fault: Fault) -> int:
    return fault.line


def _owe_file(context: Context, place: Place, file_id: str, name: str, bank: str) -> None:
    person_id, message_id = context.person.id, context.message.message_id
    details = {
        "community_id": place.community_id,
        "person_id": person_id,
        "message_id": message_id,
        "name": name,
        "bank": bank,
    }
    context.uow.owe(
        Delivery(
            key=f"quiz-file:{person_id}:{message_id}",
            chat_id=person_id,
            method="getFile",
            arguments={"file_id": file_id},
            is_repeatable=True,
            priority=Priority.ANSWER,
            person_id=person_id,
            then=Then(TAKES, details),
        )
    )


def _tell(uow: UnitOfWork, told: Mapping[str, Any], words: Lines | Text) -> None:
    person_id = int(told["person_id"])
    key = f"quiz-told:{person_id}:{told['message_id']}:{told.get('first', 0)}"
    uow.owe(post(key, person_id, words, person_id=person_id, priority=Priority.ANSWER))


async def _awaited(context: Context) -> dict[str, Any] | None:
    found = await context.uow.execute(
        select(dues.c.details)
        .where(*_waiting(context), dues.c.due_at > context.uow.now)
        .order_by(dues.c.id.desc())
        .limit(1)
    )
    return found.scalar()


async def _done_waiting(context: Context) -> None:
    await context.uow.execute(
        update(dues).where(*_waiting(context)).values(state="done", settled_at=context.uow.now)
    )


def _waiting(context: Context) -> tuple[Any, ...]:
    return (
        dues.c.kind == ASKED,
        dues.c.person_id == context.person.id,
        dues.c.state == "waiting",
    )
