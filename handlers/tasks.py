"""What people have to do: their cards, step by step, and what is told when it is overdue."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from telegram import Update

from bot.features.calendar.entries import Entry
from bot.features.calendar.occurring import Occurrence
from bot.features.members.queries import is_member, names_of, person_named, reachable_among
from bot.features.places import Place, Places, place_of
from bot.features.readers import deciders_of, readers_of
from bot.features.tasks import service
from bot.features.tasks.rules import Rate, Task, rate
from bot.kit.days import wall
from bot.kit.effects import Button, Keyboard, Planned, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.buttons import says
from handlers.context import Context
from handlers.guards import community_with_act

ACT: Final = "calendar.edit"
_HEADS: Final = "settings.change"
_WEEK: Final = timedelta(days=7)
_MOST_OPEN: Final = 20
_MOST_LABEL: Final = 40


@says("taskst")
@dataclass(frozen=True, slots=True)
class TickStep:
    """A step of a task is done, or is not after all."""

    task_id: int
    step: int
    is_done: bool


@says("taskdo")
@dataclass(frozen=True, slots=True)
class SettleTask:
    """A task is done, or is left out this time."""

    task_id: int
    is_done: bool


async def give(uow: UnitOfWork, entry: Entry, occurrence: Occurrence, place: Place) -> Task | None:
    """Give whoever answers for an entry what it asks for; never to the group."""
    task = await service.give(
        uow,
        service.Order(
            community_id=occurrence.community_id,
            chat_id=occurrence.chat_id,
            entry_key=entry.id,
            slot=occurrence.slot,
            words=str(entry.content["words"]),
            steps=tuple(str(each) for each in entry.content["steps"]),
            lasts=timedelta(hours=int(entry.content["hours"])),
            assignee_id=await _assignee(uow, entry, occurrence.community_id),
        ),
    )
    if task is not None:
        for reader in await _readers(uow, task, place):
            words, keyboard = await card(uow, task, place)
            uow.owe(post(f"task:{task.id}:{reader}", reader, words, keyboard=keyboard))
    return task


async def tap_step(_: Update, context: Context, button: TickStep) -> None:
    """Let a step be done, or not be done after all."""
    task, place = await _own(context, button.task_id)
    if not 0 <= button.step < len(task.steps):
        raise Refusal(Text("button-stale"))
    changed = await service.tick(context.uow, task.id, button.step, is_done=button.is_done)
    context.toast()
    context.rewrite(*await card(context.uow, changed or task, place))


async def tap_settle(_: Update, context: Context, button: SettleTask) -> None:
    """Let a task be done once every step is, or be left out by those who plan."""
    task, place = await _own(context, button.task_id)
    if button.is_done and task.left and task.state == "open":
        context.toast(Text("task-steps-left", left=task.left), alert=True)
        return
    if not button.is_done:
        await community_with_act(context, task.community_id, ACT)
    state: Any = "done" if button.is_done else "dropped"
    settled = await service.settle(context.uow, task.id, state, by=context.person.id)
    if settled is None:
        context.toast(Text("task-settled"))
    else:
        context.toast(Text(f"task-now-{state}"))
    context.rewrite(*await card(context.uow, settled or task, place))


async def card(uow: UnitOfWork, task: Task, place: Place) -> tuple[Lines, Keyboard]:
    """Return how a task reads: what, by when, for whom, and its steps as buttons."""
    lines: list[Text | str] = [
        Text("task-card", words=task.words, state=task.state),
        Text("task-due", at=wall(task.due_at, place.zone), community=place.community_name),
    ]
    if task.assignee_id is not None:
        names = await names_of(uow, {task.assignee_id})
        lines.append(Text("task-for", name=names.get(task.assignee_id, "…")))
    lines += [_step(task, number) for number in range(len(task.steps))]
    return Lines(*lines), _keys(task) if task.state == "open" else ()


async def page(uow: UnitOfWork, place: Place) -> Lines:
    """Return what is open in a community, and how much was done in the last two weeks."""
    now = uow.now
    some = await service.tasks_since(uow, place.community_id, now - 2 * _WEEK)
    if not some:
        return Lines(Text("tasks-none"))
    names = await names_of(uow, {each.assignee_id for each in some if each.assignee_id})
    lines: list[Text | str] = [Text("tasks-head", name=place.community_name)]
    lines += [
        _line(each, names, place, now)
        for each in [one for one in some if one.state == "open"][:_MOST_OPEN]
    ]
    lines += ["", *_rates(some, now)]
    lines += _by_person(some, names, now)
    return Lines(*lines)


class TaskTeller:
    """Reminds whoever is late, once, and then those above."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {service.LATE: self.remind, service.RAISE: self.tell_above}

    async def remind(self, uow: UnitOfWork, due: Planned) -> None:
        """Remind whoever has to do it."""
        task = await service.remind(uow, int(due.details["task_id"]))
        place = await self._place(uow, task)
        if task is not None and place is not None:
            await _tell(uow, task, place, await _readers(uow, task, place), "late")

    async def tell_above(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the owner and the managers that it is not done yet."""
        task = await service.tell_above(uow, int(due.details["task_id"]))
        place = await self._place(uow, task)
        if task is None or place is None:
            return
        heads = (await deciders_of(uow, place, _HEADS))[:3]
        await _tell(uow, task, place, heads or await readers_of(uow, place, ACT), "raised")

    async def _place(self, uow: UnitOfWork, task: Task | None) -> Place | None:
        if task is None:
            return None
        await self._places.read(uow, [task.chat_id])
        return place_of(uow, task.chat_id)


async def _tell(
    uow: UnitOfWork, task: Task, place: Place, readers: Sequence[int], what: str
) -> None:
    words, keyboard = await card(uow, task, place)
    said = Lines(Text(f"task-{what}"), *words.texts)
    for reader in readers:
        uow.owe(post(f"task-{what}:{task.id}:{reader}", reader, said, keyboard=keyboard))


async def _own(context: Context, task_id: int) -> tuple[Task, Place]:
    """Return a task for whoever has to do it, and for those who plan; refuses otherwise."""
    task = await service.task_by_id(context.uow, task_id)
    if task is None:
        raise Refusal(Text("button-stale"))
    if task.assignee_id != context.person.id:
        return task, await community_with_act(context, task.community_id, ACT)
    await context.step.places.read(context.uow, [task.chat_id])
    place = place_of(context.uow, task.chat_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    return task, place


async def _assignee(uow: UnitOfWork, entry: Entry, community_id: int) -> int | None:
    """Return who answers for an entry, if they are of the community; the staff otherwise."""
    if not entry.owner.startswith("@"):
        return None
    found = await person_named(uow, entry.owner[1:])
    is_ours = found is not None and await is_member(uow, community_id, found.id)
    return found.id if found is not None and is_ours else None


async def _readers(uow: UnitOfWork, task: Task, place: Place) -> list[int]:
    """Return who reads a task: whoever has to do it by DM, or else the staff."""
    if task.assignee_id is not None and await reachable_among(uow, {task.assignee_id}):
        return [task.assignee_id]
    return await readers_of(uow, place, ACT)


def _step(task: Task, number: int) -> Text:
    mark = "done" if task.has_done(number) else "open"
    return Text(f"task-step-{mark}", words=task.steps[number])


def _keys(task: Task) -> Keyboard:
    steps = tuple(
        (
            Button(
                Text(
                    f"task-step-{'done' if task.has_done(number) else 'open'}",
                    words=step[:_MOST_LABEL],
                ),
                data=buttons.pack(TickStep(task.id, number, not task.has_done(number))),
            ),
        )
        for number, step in enumerate(task.steps)
    )
    ends = tuple(
        Button(Text(f"task-do-{name}"), data=buttons.pack(SettleTask(task.id, is_done)))
        for name, is_done in (("done", True), ("drop", False))
    )
    return (*steps, ends)


def _line(task: Task, names: Mapping[int, str], place: Place, now: datetime) -> Text:
    return Text(
        "tasks-late" if task.due_at <= now else "tasks-open",
        words=task.words[:80],
        at=wall(task.due_at, place.zone),
        name=names.get(task.assignee_id or 0, "–"),
        done=len(task.steps) - task.left,
        steps=len(task.steps),
    )


def _rates(some: Sequence[Task], now: datetime) -> Iterable[Text]:
    for name, counted in (
        ("this", rate(some, now - _WEEK, now)),
        ("last", rate(some, now - 2 * _WEEK, now - _WEEK)),
    ):
        yield Text(f"tasks-rate-{name}", **_figures(counted))


def _by_person(some: Sequence[Task], names: Mapping[int, str], now: datetime) -> Iterable[Text]:
    for person_id, name in sorted(names.items(), key=lambda each: each[1]):
        own = [each for each in some if each.assignee_id == person_id]
        counted = rate(own, now - _WEEK, now)
        if counted.due:
            yield Text("tasks-rate-of", name=name, **_figures(counted))


def _figures(counted: Rate) -> dict[str, int]:
    return {
        "due": counted.due,
        "done": counted.done,
        "in_time": counted.in_time,
        "percent": counted.percent,
    }
