"""A group whose staff has a chat, a member who writes to the bot, and something handed in."""

from typing import Any

from sqlalchemy import update

from bot.kit.effects import Button, Effect, Reply, unpack_keyboard
from bot.runtime.gateway import Owed
from models.communities import chats
from models.submissions import submissions
from tests.conversation import Person, Town

STAFF = -1001000000005
WORDS = "The river at six in the morning."


async def opened(town: Town, *, staff: bool = True) -> tuple[Person, Person]:
    """The owner, with a staff chat, and a member to whom the bot may write."""
    ada = await town.with_admin()
    if staff:
        await town.takes(town.own_change(ada, chat_id=STAFF))
        async with town.database.writing() as connection:
            await connection.execute(
                update(chats).where(chats.c.id == STAFF).values(community_id=1, kind="staff")
            )
    mei = town.person("Mei", extra={"username": "mei_writes"})
    await mei.says("good morning")
    await mei.whispers("/start")
    await ada.whispers("/start")
    await town.settles()
    town.said.clear()
    return ada, mei


def keys(effects: list[Effect] | list[Owed]) -> list[Button]:
    """The buttons of what was said last with any."""
    for effect in reversed(effects):
        match effect:
            case Owed(arguments={"keyboard": packed}) if packed:
                return [key for row in unpack_keyboard(packed) for key in row]
            case Owed():
                continue
            case _ if getattr(effect, "keyboard", ()):
                return [key for row in effect.keyboard for key in row]
            case _:
                continue
    return []


def pressing(effects: Any, label: str, **values: Any) -> str:
    """The data of the button with a label."""
    for key in keys(effects):
        if key.label.id == label and values.items() <= dict(key.label.values).items():
            assert key.data is not None
            return key.data
    raise LookupError(label)


async def handed_in(town: Town, mei: Person, words: str = WORDS) -> int:
    """Let a member hand something in by DM; returns its number."""
    said = await mei.whispers(f"/submit {words}")
    assert isinstance(said[0], Reply)
    await mei.presses(pressing(said, "submission-hand-in"), chat_id=mei.id)
    rows = await town.rows(submissions)
    return max(int(row["id"]) for row in rows)


def photo(town: Town, by: Person, caption: str, **more: Any) -> dict[str, Any]:
    """A photo by DM as Telegram sends it."""
    update_ = town.message(by, "", chat_id=by.id)
    message = {name: held for name, held in update_["message"].items() if name != "text"}
    sizes = [
        {"file_id": name, "file_unique_id": name, "width": 90, "height": 90}
        for name in ("small", "large")
    ]
    return {**update_, "message": message | {"photo": sizes, "caption": caption} | more}
