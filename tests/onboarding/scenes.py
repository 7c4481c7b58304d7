"""Scenes of somebody's first steps: coming, being shown around, answering, going."""

from pathlib import Path
from typing import Any

from bot.config.settings import Settings
from bot.features.profiles.rules import Field
from bot.kit.effects import Edit, Effect
from bot.kit.texts import Text, unpack
from bot.runtime.gateway import Owed
from handlers.buttons import pack
from handlers.onboarding_buttons import Walk
from models.onboarding import onboardings
from tests.conversation import GROUP, Person, Town, ids

IN = {"status": "member"}
OUT = {"status": "left"}
RULES = "/setrules Be kind\nNo adverts"
ALL_STEPS = """
[[step]]
id = "hello"
kind = "welcome"

[[step]]
id = "rules"
kind = "rules"
skip = false

[[step]]
id = "city"
kind = "question"
field = "city"

[[step]]
id = "trade"
kind = "question"
field = "trade"

[[step]]
id = "interests"
kind = "interests"

[[step]]
id = "introduce"
kind = "introduce"

[[step]]
id = "look"
kind = "buttons"
only_if = "tag:runner"
text.en = "Run with us, {name|friend}"
text.zh-CN = "一起跑步吧，{name|朋友}"
buttons = [ { text = "Map", url = "https://example.org/map" } ]

[[step]]
id = "bye"
kind = "done"
"""
FIELDS = (
    Field("city", {"en": "City", "zh-CN": "城市"}),
    Field("trade", {"en": "Trade", "zh-CN": "行业"}, choices=("IT", "Law")),
)


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


async def prepared(town: Town) -> Person:
    """A club with rules and tags; returns the owner."""
    owner = await town.with_admin()
    await owner.whispers("/start")
    await with_rules(town, owner)
    await owner.says("/tag new runner title=Runners own seen=members")
    await owner.says("/tag new reader own")
    await owner.says("/tag new vip")
    assert "onboarding-loaded" in ids(await owner.whispers("/reload"))
    await town.settles()
    town.said.clear()
    return owner


async def newcomer_in(town: Town) -> Person:
    """Somebody who has come, with their first card."""
    newcomer = await reachable(town)
    await comes(town, newcomer)
    await town.settles()
    return newcomer


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


async def tells(town: Town, newcomer: Person, words: str) -> Owed:
    """Answer in words; returns the card that comes below them."""
    await newcomer.whispers(words)
    calls = to(await town.settles(), newcomer.id)
    return next(call for call in calls if call.method.startswith("send"))


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
