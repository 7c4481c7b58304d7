"""The audit's words: every act that is written down can be read."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config.settings import Retention
from bot.features.audits.service import note
from bot.kit.effects import Due
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.housekeeping import KIND, Housekeeping
from handlers.audits import KEYS, VALUES
from models.audits import audits
from tests.conversation import Town, catalog

ROOT = Path(__file__).parents[2]
# Ids that begin like an act and are the page's own.
OWN = ("audit-key-", "audit-value-", "audit-category-")


def acts() -> set[str]:
    """The ids of all acts that some module writes down: those that no `Text` says itself."""
    found: set[str] = set()
    for path in (*(ROOT / "bot/features").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {
            id(node.args[0])
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"Text", "_turn"}
            and node.args
        }
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value.startswith("audit-")
            and id(node) not in said
        }
    return {each for each in found if not each.startswith(OWN) and not each.endswith("-")}


@pytest.mark.feature("R10")
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_act_has_a_sentence(language: str) -> None:
    """Who did it, to whom and the number of the case are all that it may want."""
    known = acts() - {"audit-older", "audit-newest"}

    sentences = {
        each: catalog().html(Text(each, actor="Ada", subject="Mei", case=7), language)
        for each in known
    }

    assert "audit-role-given" in known
    assert all("Ada" in sentence for sentence in sentences.values())


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_key_and_value_has_a_word(language: str) -> None:
    """None is shown as it is stored where people have a word for it."""
    assert all(catalog().html(Text(f"audit-key-{each}"), language) for each in KEYS)
    assert all(catalog().html(Text(f"audit-value-{each}"), language) for each in VALUES)


@pytest.mark.feature("R10")
async def test_the_audit_is_forgotten_after_its_term(town_on_both: Town) -> None:
    """What is older than the term goes with the night's housekeeping, and nothing else."""
    town = town_on_both
    await town.with_admin()

    async def does(work: str) -> None:
        async with town.database.writing() as connection:
            uow = UnitOfWork(
                connection,
                now=town.clock.now(),
                chance=town.chance,
                dialect=town.database.dialect,
            )
            if work == "note":
                note(uow, community_id=1, category="raids", what="audit-setting")
            else:
                kept = Retention(audits=timedelta(days=100))
                await Housekeeping(kept)(uow, Due("x", KIND, uow.now))
            await uow.flush()

    await does("note")
    town.passes(days=60)
    await does("note")
    town.passes(days=60)
    await does("keep")

    assert len(await town.rows(audits)) == 1
