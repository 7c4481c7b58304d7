"""Boards as members ask for them: by command and button, in words and as a picture."""

from functools import partial
from typing import Final

from telegram import Update

from bot.features.boards.queries import Board
from bot.features.boards.rules import KINDS, SPANS, Span
from bot.features.boards.service import hide
from bot.features.places import Place
from bot.kit.drawing import is_drawable
from bot.kit.effects import Picture, Reply
from bot.kit.rankings import draw_ranking
from bot.kit.texts import Lines, Text
from handlers import board_pages
from handlers.board_pages import Choice, DrawBoard, HideMe, TurnBoard
from handlers.context import Context

__all__ = ["DrawBoard", "HideMe", "TurnBoard", "say_top", "tap_draw", "tap_hide", "tap_turn"]

# What one may write behind /top.
_SPANS: Final[dict[str, Span]] = {
    **dict.fromkeys(("day", "today", "今天", "今日", "日", "日榜"), "day"),
    **dict.fromkeys(("week", "本周", "这周", "周", "周榜"), "week"),
    **dict.fromkeys(("month", "本月", "这个月", "月", "月榜"), "month"),
    **dict.fromkeys(("season", "赛季", "季", "赛季榜"), "season"),
    **dict.fromkeys(("all", "ever", "总", "总榜", "全部", "历史"), "all"),
}
_KINDS: Final[dict[str, str]] = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("chatting", "聊天", "发言"), "chat"),
    **dict.fromkeys(("checkin", "sign-ins", "签到", "打卡"), "checkins"),
    **dict.fromkeys(("challenge", "挑战"), "challenges"),
    **dict.fromkeys(("helping", "感谢", "互助"), "thanks"),
    **dict.fromkeys(("quiz", "答题", "问答"), "quizzes"),
}
_SPAN_OF: Final[dict[str, Span]] = {span: span for span in SPANS}
_HERE: Final = frozenset({"here", "本群", "这里"})
_PICTURE: Final = frozenset({"picture", "card", "pic", "图片", "卡片", "图"})
_HIDE: Final = frozenset({"hide", "隐藏", "匿名"})
_SHOW: Final = frozenset({"show", "显示", "恢复"})


async def say_top(_: Update, context: Context) -> None:
    """Show the board that is asked for, the week's where nothing is said; or hide from all."""
    place = await context.home()
    words = {word.casefold() for word in context.args or []}
    if words & (_HIDE | _SHOW):
        is_hidden = bool(words & _HIDE)
        changed = await hide(
            context.uow, place.community_id, context.person.id, is_hidden=is_hidden
        )
        context.say(_hidden_told(is_hidden=is_hidden, changed=changed))
        return
    choice = _choice(context, words)
    board = await board_pages.board_of(context, place, choice)
    shown = board_pages.page(context, place, choice, board)
    if not words & _PICTURE:
        context.say(shown, await board_pages.keyboard(context, place, choice, board))
    elif is_drawable() and board.lines:
        context.say(
            board_pages.head(context, place, choice),
            picture=_picture(context, place, choice, board),
        )
    else:
        context.say(Lines(*shown.texts, "", Text("me-no-picture")) if board.lines else shown)


async def tap_turn(_: Update, context: Context, button: TurnBoard) -> None:
    """Turn to another span or activity, in place."""
    choice = await _pressed(context, button)
    if choice is None:
        return
    place = await context.home()
    board = await board_pages.board_of(context, place, choice)
    context.toast()
    keyboard = await board_pages.keyboard(context, place, choice, board)
    context.rewrite(board_pages.page(context, place, choice, board), keyboard)


async def tap_draw(_: Update, context: Context, button: DrawBoard) -> None:
    """Send the board as a picture, in reply."""
    choice = await _pressed(context, button)
    pressed = context.press.message
    if choice is None or pressed is None:
        return
    place = await context.home()
    board = await board_pages.board_of(context, place, choice)
    if not is_drawable() or not board.lines:
        context.toast(Text("me-no-picture" if board.lines else "board-empty-toast"), alert=True)
        return
    context.toast()
    context.uow.speak(
        Reply(
            pressed.chat.id,
            board_pages.head(context, place, choice),
            context.language,
            # A reply stands in the same topic.
            reply_to=None if context.place is None else pressed.message_id,
            picture=_picture(context, place, choice, board),
        )
    )


async def tap_hide(_: Update, context: Context, button: HideMe) -> None:
    """Take the presser off every board of the community, or put them back."""
    if context.place is not None or button.person_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    place = await context.home()
    changed = await hide(
        context.uow, place.community_id, context.person.id, is_hidden=button.is_hidden
    )
    context.toast(_hidden_told(is_hidden=button.is_hidden, changed=changed))
    choice = Choice()
    board = await board_pages.board_of(context, place, choice)
    keyboard = await board_pages.keyboard(context, place, choice, board)
    context.rewrite(board_pages.page(context, place, choice, board), keyboard)


def _choice(context: Context, words: set[str]) -> Choice:
    spans = [_SPANS[word] for word in words if word in _SPANS] or [Choice().span]
    kind = next((_KINDS[word] for word in words if word in _KINDS), "")
    is_here = bool(words & _HERE) and context.place is not None
    return Choice(spans[0], "" if is_here else kind, is_here)


async def _pressed(context: Context, button: TurnBoard | DrawBoard) -> Choice | None:
    """Return what is chosen, unless it is another's button or one that nobody was given."""
    if button.person_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return None
    span = _SPAN_OF.get(button.span)
    is_elsewhere = button.is_here and context.place is None
    if span is None or button.kind not in {"", *KINDS} or is_elsewhere:
        context.toast(Text("button-stale"), alert=True)
        return None
    return Choice(span=span, kind=button.kind, is_here=button.is_here)


def _hidden_told(*, is_hidden: bool, changed: bool) -> Text:
    if not changed:
        return Text("board-hidden-already" if is_hidden else "board-shown-already")
    return Text("board-hidden" if is_hidden else "board-shown")


def _picture(context: Context, place: Place, choice: Choice, board: Board) -> Picture:
    """Return the board as a picture; it is drawn when it is sent, in a thread."""
    ranking = board_pages.ranking(context, place, choice, board)
    return Picture("hearth-board.png", partial(draw_ranking, ranking))
