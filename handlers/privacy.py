"""Privacy: what is kept and why, one's own data, and being forgotten."""

from typing import Final

from sqlalchemy import null, update
from telegram import Update

from bot.features.audits.service import note
from bot.features.personal import PERSONAL
from bot.features.privacy.service import forget, gather
from bot.kit.effects import Button, Delivery, Keyboard, Planned, Priority, Then
from bot.kit.texts import Lines, Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.context import Context, start_link
from models.outbox import outbox

# The kind of due work that follows once a file was handed over, or could not be.
HANDED: Final = "mydata-handed"


async def show_privacy(_: Update, context: Context) -> None:
    """Say what is kept, why and how long: the name first, which is the last to be forgotten."""
    lines: list[Text | str] = [Text("privacy-head"), ""]
    lines += [
        Text("privacy-kept", what=Text(kept.purpose), term=Text(kept.term))
        for kept in reversed(PERSONAL)
    ]
    lines += ["", Text("privacy-rights")]
    context.say(Lines(*lines))


async def send_my_data(_: Update, context: Context) -> None:
    """Send somebody everything that is kept of them, as a file, by DM alone."""
    if not context.message.chat.is_private:
        link = start_link(context.bot, "mydata")
        context.say(Text("mydata-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    await deliver_my_data(context)


async def deliver_my_data(context: Context) -> None:
    """Owe somebody the file with everything that is kept of them."""
    person_id = context.person.id
    content = await gather(context.uow, person_id, PERSONAL)
    await _note_export(context, person_id)
    key = f"mydata:{person_id}:{context.message.message_id}:{context.uow.now.isoformat()}"
    context.uow.owe(
        Delivery(
            key=key,
            chat_id=person_id,
            method="sendDocument",
            arguments={
                "words": pack(Text("mydata-here")),
                "document": {"name": "hearth-mydata.json", "content": content},
            },
            is_repeatable=False,
            priority=Priority.ANSWER,
            person_id=person_id,
            then=Then(HANDED, {"key": key}),
        )
    )


async def forget_file(uow: UnitOfWork, due: Planned) -> None:
    """Keep no copy of a file that was handed over: what is sealed elsewhere is open in it."""
    handed = update(outbox).where(outbox.c.key == due.details["key"])
    await uow.execute(handed.values(arguments=null()))


async def _note_export(context: Context, person_id: int) -> None:
    home = await context.own_home()
    if home is not None:
        note(
            context.uow,
            community_id=home.community_id,
            category="exports",
            what="audit-data-exported",
            actor_id=person_id,
            subject_id=person_id,
        )


async def ask_forget(_: Update, context: Context) -> None:
    """Ask whether somebody really wants to be forgotten, with what that means."""
    if not context.message.chat.is_private:
        link = start_link(context.bot, "forget")
        context.say(Text("forget-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    await ask_forget_here(context)


async def ask_forget_here(context: Context) -> None:
    """Ask it in the DM."""
    context.say(Text("forget-ask"), _forget_keyboard(context.person.id))


def _forget_keyboard(person_id: int) -> Keyboard:
    yes = buttons.pack(buttons.ForgetMe(person_id, is_sure=True))
    no = buttons.pack(buttons.ForgetMe(person_id, is_sure=False))
    return ((Button(Text("forget-yes"), data=yes), Button(Text("forget-no"), data=no)),)


async def tap_forget(_: Update, context: Context, button: buttons.ForgetMe) -> None:
    """Forget somebody who is sure, and give a receipt; only the person's own press counts."""
    person = context.person
    if button.person_id != person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    if not button.is_sure:
        context.toast()
        context.rewrite(Text("forget-kept"))
        return
    receipt = await forget(context.uow, person, PERSONAL)
    context.toast(Text("forget-toast"))
    done = Text("forget-done", number=receipt.number, rows=receipt.rows, tables=receipt.tables)
    context.rewrite(done)
