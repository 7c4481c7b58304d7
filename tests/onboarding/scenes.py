"""Scenes of somebody's first steps: coming, being shown around, answering, going."""

from pathlib import Path
from typing import Any

from bot.config.settings import Settings
from bot.kit.effects import Edit, Effect
from bot.kit.texts import Text, unpack
from bot.runtime.gateway import Owed
from handlers.buttons import pack
from handlers.onboarding_buttons import Walk
from models.onboarding import onboardings
from tests.conversation import GROUP, Person, Town

IN = {"status": "member"}
OUT = {"status": "left"}
RULES = "/setrules Be kind\nNo adverts"


async def comes(town: Town, newcomer: Person, *, chat_id: int = GROUP) -> None:
    """Let somebody come in."""
    await town.takes(town.change(newcomer, IN, old="left", chat_id=chat_id))


async def goes(town: Town, newcomer: Person) -> None:
    """Let somebody leave."""
    await town.takes(town.change(newcomer, OUT, old="member"))


async def reachable(town: Town, name: str = "Nia") -> Person:
    """Somebody whom the bot may write to, who is not in the group yet."""
    newcomer = town.person(name)
    await newcomer.whispers("/start")
    town.said.clear()
    return newcomer


async def with_rules(town: Town, owner: Person) -> None:
    """Publish rules."""
    said = await owner.says(RULES)
    await owner.presses(key_of(said, "rules|"))
    await town.settles()
    town.said.clear()


async def shown(town: Town) -> list[Owed]:
    """Everything that goes out now."""
    return await town.settles()


async def standing(town: Town, newcomer: Person) -> dict[str, Any]:
    """Where somebody stands."""
    rows = await town.rows(onboardings)
    return next(row for row in rows if row["person_id"] == newcomer.id)


async def walks(
    town: Town, newcomer: Person, answer: str, *, step: str | None = None
) -> list[Effect]:
    """Press something at the step at hand, or at another."""
    row = await standing(town, newcomer)
    data = pack(Walk(row["community_id"], step or row["step"], answer))
    return await newcomer.presses(data, chat_id=newcomer.id)


def to(calls: list[Owed], chat_id: int) -> list[Owed]:
    """The calls to one chat."""
    return [call for call in calls if call.chat_id == chat_id]


def cards(effects: list[Effect]) -> list[Edit]:
    """The new wordings of cards."""
    return [each for each in effects if isinstance(each, Edit)]


def answers_on(said: Any) -> list[str]:
    """What can be pressed below a card: the last part of each button's data."""
    rows = said.keyboard if isinstance(said, Edit) else said.arguments.get("keyboard", [])
    found = []
    for row in rows:
        for each in row:
            data = each["data"] if isinstance(each, dict) else each.data
            if data and data.startswith("walk|"):
                found.append(data.rsplit("|", 1)[1])
    return found


def urls_on(call: Owed) -> list[str]:
    """Where the buttons of a message lead."""
    return [each["url"] for row in call.arguments.get("keyboard", []) for each in row]


def key_of(effects: list[Effect], begins: str) -> str:
    """The data of the first button that begins with something."""
    return next(
        button.data
        for effect in effects
        for row in getattr(effect, "keyboard", ())
        for button in row
        if button.data and button.data.startswith(begins)
    )


def flow_in(folder: Path, text: str) -> Settings:
    """Settings with a flow of the operator's own."""
    from bot.config import load

    (folder / "flow.toml").write_text(text, encoding="utf-8")
    config = folder / "config.toml"
    config.write_text('[onboarding]\nfile = "flow.toml"\n', encoding="utf-8")
    return load(config, {})


def words_of(call: Owed, town: Town, language: str = "en") -> str:
    """A message as it is read."""
    words: Text = unpack(call.arguments["words"])
    return town.catalog.html(words, language)
