"""How a board reads: its words, its buttons and its picture; and who counts it when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from bot.features.boards.counting import Books, count_up
from bot.features.boards.queries import Board, Line
from bot.features.boards.rules import KINDS, SPANS, Sheet, Span, frame_of
from bot.features.boards.service import NIGHT, board_for, plan_night, tidy
from bot.features.places import Place, Places
from bot.features.points.earnings import COUNTING, plan_count
from bot.kit.apart import Apart, LongWorker
from bot.kit.days import local_day
from bot.kit.drawing import is_drawable
from bot.kit.effects import Button, Keyboard
from bot.kit.rankings import Rank, Ranking
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.context import Context
from handlers.seasons import titled

# So many people are counted in one transaction.
AT_ONCE: Final = 100


@buttons.says("top")
@dataclass(frozen=True, slots=True)
class TurnBoard:
    """Turn a board to a span, an activity ("" is all), or to the group at hand alone."""

    person_id: int
    span: str
    kind: str
    is_here: bool


@buttons.says("topdraw")
@dataclass(frozen=True, slots=True)
class DrawBoard:
    """Send a board as a picture; only its asker's press counts."""

    person_id: int
    span: str
    kind: str
    is_here: bool


@buttons.says("tophide")
@dataclass(frozen=True, slots=True)
class HideMe:
    """Hide from every board, or come out again."""

    person_id: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which board is looked at."""

    span: Span = "week"
    kind: str = ""
    is_here: bool = False


def books_of(place: Place) -> Books:
    """Return whose boards are counted, with the seasons that there are."""
    return Books(place.community_id, place.policy.seasons.seasons)


async def board_of(context: Context, place: Place, choice: Choice) -> Board:
    """Return the board that is looked at, as the asker sees it.

    Raises:
        Refusal: no season is on.
    """
    today = local_day(context.uow.now, place.zone)
    frame = frame_of(choice.span, today, place.policy.seasons.seasons)
    if frame is None:
        raise Refusal(Text("board-no-season"))
    sheet = Sheet(frame, choice.kind, place.chat_id if choice.is_here else 0)
    person = context.person
    return await board_for(context.uow, books_of(place), sheet, person.id, name=person.name)


def head(context: Context, place: Place, choice: Choice) -> Text:
    """Return what the board is of."""
    today = local_day(context.uow.now, place.zone)
    season = place.policy.seasons.on(today)
    return Text(
        "board-head",
        span=choice.span,
        season="" if season is None else titled(season),
        kind="here" if choice.is_here else choice.kind or "everything",
        community=place.title if choice.is_here else place.community_name,
    )


def page(context: Context, place: Place, choice: Choice, board: Board) -> Lines:
    """Return the board in words: who is first, and where the asker stands."""
    me = context.person.id
    lines: list[Text | str] = [""]
    if not board.lines:
        lines.append(Text("board-empty", span=choice.span))
    lines += [_line(each, me) for each in board.lines]
    if board.beside:
        is_apart = board.beside[0].place > len(board.lines) + 1
        lines += ["⋯"] if is_apart else []
        lines += [_line(each, me) for each in board.beside]
    foot = _foot(context, board)
    more = () if foot is None else ("", foot)
    return Lines(head(context, place, choice), *lines, *more)


async def keyboard(context: Context, place: Place, choice: Choice, board: Board) -> Keyboard:
    """Return the ways to other boards; what is shown is marked."""
    me = context.person.id

    def way(label: str, to: Choice, **values: str) -> Button:
        is_shown = "yes" if to == choice else "no"
        turn = TurnBoard(me, to.span, to.kind, to.is_here)
        return Button(Text(label, is_shown=is_shown, **values), data=buttons.pack(turn))

    spans = [span for span in SPANS if span != "season" or _has_season(context, place)]
    rows = [[way("board-span", replace(choice, span=span), span=span) for span in spans]]
    kinds = ["", *KINDS]
    row = [
        way("board-kind", Choice(choice.span, each), kind=each or "everything") for each in kinds
    ]
    rows += [row[:3], row[3:]]
    last = []
    if await _has_groups(context, place):
        last.append(way("board-kind", Choice(choice.span, "", is_here=True), kind="here"))
    if board.lines and is_drawable():
        draw = DrawBoard(me, choice.span, choice.kind, choice.is_here)
        last.append(Button(Text("me-picture"), data=buttons.pack(draw)))
    if context.place is None:
        label = "board-show-me" if board.is_off_boards else "board-hide-me"
        switch = HideMe(me, not board.is_off_boards)
        last.append(Button(Text(label), data=buttons.pack(switch)))
    return tuple(tuple(each) for each in (*rows, last) if each)


def ranking(context: Context, place: Place, choice: Choice, board: Board) -> Ranking:
    """Return the board as it is drawn."""
    language, catalog = context.language, context.catalog
    shown = dict(head(context, place, choice).values)
    best = board.lines[0].experience if board.lines else 1
    every = (*board.lines, *board.beside)
    title = Text("board-picture-title", **{key: shown[key] for key in ("span", "season", "kind")})
    return Ranking(
        title=catalog.plain(title, language),
        community=str(shown["community"]),
        below=catalog.plain(Text("board-listed", listed=board.listed), language),
        ranks=tuple(
            Rank(
                each.place,
                each.name,
                f"{each.experience:,}",
                each.experience / best,
                is_own=each.person_id == context.person.id,
            )
            for each in every
        ),
    )


def _line(line: Line, person_id: int) -> Text:
    is_own = line.person_id == person_id
    return Text(
        "board-line-own" if is_own else "board-line",
        place=line.place,
        name=line.name,
        experience=line.experience,
    )


def _foot(context: Context, board: Board) -> Text | None:
    """Return how one stands where no line says it; that one hides is told to oneself alone."""
    if board.place is not None:
        return Text("board-listed", listed=board.listed) if board.beside else None
    if board.is_off_boards:
        return Text("board-off") if context.place is None else None
    return Text("board-own-none") if board.lines else None


def _has_season(context: Context, place: Place) -> bool:
    today = local_day(context.uow.now, place.zone)
    return place.policy.seasons.on(today) is not None


async def _has_groups(context: Context, place: Place) -> bool:
    """Whether there is more than one group, so that this one's own board says something."""
    if context.place is None:
        return False
    whole = await context.step.places.of_community(context.uow, place.community_id)
    return sum(not each.is_back_room and each.chat_kind != "channel" for each in whole) > 1


class Planned(Protocol):
    """The part of a due row that counting needs."""

    @property
    def community_id(self) -> int | None:
        """Whose boards they are."""
        ...


class BoardKeeper:
    """Counts what was earned, soon after it was; and at night tidies up before that."""

    def __init__(self, places: Places, *, is_nightly: bool = False) -> None:
        self._places = places
        self._is_nightly = is_nightly

    async def apart(self, apart: Apart, due: Planned) -> None:
        """Count some people at a time; at night, first look for what changed without a word."""
        async with apart.part() as uow:
            here = await self._places.of_community(uow, due.community_id or 0)
            if not here:
                return
            books = books_of(here[0])
            plan_night(uow, books.community_id)
            if self._is_nightly:
                await tidy(uow, books)
        counted = AT_ONCE
        while counted >= AT_ONCE:
            async with apart.part() as uow:
                counted = await count_up(uow, books, most=AT_ONCE)
                if counted:
                    plan_count(uow, books.community_id)


def workers(places: Places) -> Mapping[str, LongWorker]:
    """Return who does which kind of due work."""
    return {COUNTING: BoardKeeper(places), NIGHT: BoardKeeper(places, is_nightly=True)}
