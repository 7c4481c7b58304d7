"""What a community says officially: shown to whoever writes it, and posted at a press."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.features.audits.service import post_log
from bot.features.places import Place, Places, place_of
from bot.features.statements import service
from bot.features.statements.rules import MOST_UNITS, fault_in
from bot.features.statements.service import Statement, statement_by_id
from bot.kit.effects import Button, Keyboard, Planned
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.case_posts import tell_person
from handlers.case_texts import person
from handlers.clauses import OFF
from handlers.context import Context
from handlers.guards import community_with_act, groups_of, require_act
from handlers.menus import answer_privately
from handlers.targets import replied_to, said_after_command


@buttons.says("state")
@dataclass(frozen=True, slots=True)
class PublishStatement:
    """Post a drafted statement, or give it up; only whoever drafted it can."""

    statement_id: int
    is_sure: bool


async def say_statement(_: Update, context: Context) -> None:
    """Show a statement as it would be posted and ask, or take the one that hangs down."""
    place = await require_act(context, "rules.edit")
    said = said_after_command(context.message)
    if said.casefold() in OFF:
        is_down = await service.take_down(context.uow, place.community_id, by=context.person.id)
        context.say(Text("statement-down" if is_down else "statement-none"))
        return
    replied = replied_to(context.message)
    words = (said or (replied.words if replied else "")).strip()
    if (fault := fault_in(words)) is not None:
        raise Refusal(Text(f"statement-{fault}", most=MOST_UNITS))
    main = await _main_of(context, place.community_id)
    statement_id = await service.draft(
        context.uow,
        community_id=place.community_id,
        chat_id=main.chat_id,
        person_id=context.person.id,
        words=words,
    )
    preview = service.shown(main.community_name, words).texts
    asked = Lines(Text("statement-preview", chat=main.title), "", *preview)
    await answer_privately(context, asked, _keyboard(statement_id))


async def tap_publish(_: Update, context: Context, button: PublishStatement) -> None:
    """Post a statement, or give it up; only whoever was shown it can."""
    found = await statement_by_id(context.uow, button.statement_id)
    if found is None or found.state != "draft":
        raise Refusal(Text("statement-gone"))
    if found.person_id != context.person.id:
        raise Refusal(Text("button-not-yours"))
    await community_with_act(context, found.community_id, "rules.edit")
    if not button.is_sure:
        await service.drop(context.uow, found)
        context.toast()
        context.rewrite(Text("statement-dropped"))
        return
    main = await _main_of(context, found.community_id)
    name, chat_id = main.community_name, main.chat_id
    if not await service.publish(context.uow, found, name=name, chat_id=chat_id):
        raise Refusal(Text("statement-gone"))
    await _log(context, found, main)
    context.toast(Text("statement-toast"))
    context.rewrite(Text("statement-owed", chat=main.title))


class StatementKeeper:
    """Sees to a statement once Telegram has answered."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {service.POSTED: self.posted, service.PINNED: self.pinned}

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Have it pinned, or tell whoever wrote it that Telegram would not have it."""
        failed = await service.settle_post(uow, due)
        if failed is not None:
            await self._tell(uow, failed, "statement-failed", due)

    async def pinned(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell whoever wrote it where it stands unpinned."""
        statement = await statement_by_id(uow, int(due.details["statement_id"]))
        if statement is not None and due.details["state"] == "failed":
            await self._tell(uow, statement, "statement-unpinned", due)

    async def _tell(self, uow: UnitOfWork, statement: Statement, what: str, due: Planned) -> None:
        await self._places.read(uow, [statement.chat_id])
        place = place_of(uow, statement.chat_id)
        reason = str(due.details["failure"] or "?")
        told = Text(what, chat=place.title if place is not None else "…", reason=reason)
        await tell_person(uow, statement.person_id, f"{what}:{statement.id}", told)


async def _main_of(context: Context, community_id: int) -> Place:
    """Return a community's main group; refuses where nothing can be pinned there."""
    fronts = [each for each in await groups_of(context, community_id) if each.standing.is_here]
    main = next((each for each in fronts if each.chat_kind == "main"), None)
    if main is None:
        raise Refusal(Text("statement-nowhere"))
    if not main.standing.rights.get("can_pin_messages"):
        raise Refusal(Text("setup-missing-can-pin-messages"))
    return main


async def _log(context: Context, statement: Statement, main: Place) -> None:
    by = person(context.person.id, {context.person.id: context.person.name})
    told = Text("statement-log", name=by, chat=main.title)
    key = f"statement:{statement.id}"
    await post_log(context.uow, main.community_id, told, category="rules", key=key)


def _keyboard(statement_id: int) -> Keyboard:
    yes = buttons.pack(PublishStatement(statement_id, is_sure=True))
    no = buttons.pack(PublishStatement(statement_id, is_sure=False))
    return ((Button(Text("statement-yes"), data=yes), Button(Text("statement-no"), data=no)),)
