"""Each import contract holds in an innocent tree and breaks for the sin it is there for."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
CONTRACTS: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "pyproject.toml").read_text(encoding="utf-8")
)["tool"]["importlinter"]["contracts"]

# The contract, the module that sins, and its sin.
SINS = [
    ("house", "bot.app", "import bot.cli"),
    ("house", "handlers.checkins", "import bot.app"),
    ("house", "bot.runtime.intake", "import handlers.checkins"),
    ("house", "bot.runtime.intake", "from bot.web import server"),
    ("house", "bot.web.server", "from bot.runtime import intake"),
    ("house", "bot.config", "import bot.runtime"),
    ("house", "bot.features.points.service", "from bot.config import load"),
    ("house", "bot.features.points.service", "from bot.i18n import catalog"),
    ("house", "bot.kit.clock", "from bot.features import facts"),
    ("house", "models.points", "from bot.kit import clock"),
    ("features", "bot.features.points.service", "from bot.features.checkins import service"),
    ("features", "bot.features.checkins.service", "from bot.features import reactions"),
    ("features", "bot.features.checkins.service", "from bot.features.draws import service"),
    ("features", "bot.features.facts", "from bot.features.points import service"),
    ("features", "bot.features.checkins.rules", "from bot.features import reactions"),
    ("features", "bot.features.unplaced", "x = 1"),
    ("rules", "bot.features.checkins.rules", "import sqlalchemy"),
    ("rules", "bot.features.checkins.rules", "from telegram import User"),
    ("rules", "bot.features.checkins.rules", "from models import checkins"),
    ("rules", "bot.features.checkins.rules", "from bot.kit.clock import WallClock"),
    ("rules", "bot.features.checkins.rules", "from bot.kit.chance import TrueChance"),
    ("rules", "bot.features.checkins.rules", "from bot.kit.unit_of_work import UnitOfWork"),
    ("rules", "bot.features.checkins.rules", "from bot.features.checkins import service"),
    ("telegram", "bot.features.checkins.service", "import telegram"),
    ("telegram", "bot.kit.effects", "from telegram import Bot"),
    ("telegram", "bot.web.server", "from telegram.ext import Application"),
    ("telegram", "models.points", "def late():\n    import telegram"),
    ("rehearsal", "bot.rehearsal.server", "from bot.kit import clock"),
    ("rehearsal", "bot.rehearsal.server", "import bot.config"),
    ("rehearsal", "bot.rehearsal.server", "import telegram"),
    ("rehearsal", "bot.rehearsal.server", "from models import points"),
]

# What an innocent tree consists of, and imports that are allowed in it.
INNOCENT = {
    "bot.__main__": "import bot.cli",
    "bot.cli": "import bot.app",
    "bot.app": (
        "import handlers.checkins, bot.web.server\nimport bot.runtime.intake, bot.rehearsal.server"
    ),
    "bot.runtime.intake": "import telegram, bot.config",
    "bot.web.server": "",
    "bot.rehearsal.server": "",
    "bot.config": "",
    "bot.i18n.catalog": "import bot.kit.texts",
    "bot.kit.texts": "",
    "bot.kit.clock": "",
    "bot.kit.chance": "",
    "bot.kit.collector": "import sqlalchemy",
    "bot.kit.database": "import sqlalchemy",
    "bot.kit.effects": "",
    "bot.kit.unit_of_work": "import sqlalchemy, models.points, bot.kit.clock, bot.kit.chance",
    "bot.features.facts": "",
    "bot.features.reactions": "from bot.features.checkins import service",
    "bot.features.settings.service": "from bot.features.checkins import rules",
    "bot.features.points.rules": "",
    "bot.features.points.service": "from bot.features import facts",
    "bot.features.checkins.rules": "",
    "bot.features.checkins.service": (
        "from bot.features.checkins import rules\n"
        "from bot.features.points import service\n"
        "from bot.kit import unit_of_work"
    ),
    "bot.features.draws.service": "",
    "handlers.checkins": (
        "import telegram, bot.i18n.catalog\nfrom bot.features.checkins import service"
    ),
    "models.points": "import sqlalchemy",
    "models.checkins": "import sqlalchemy",
}

# A process of its own: in this one, `bot` is the real package.
LINTER = """
import contextlib, importlib, io, json, sys
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure
configure()
config, runs, here = sys.argv[1], json.load(sys.stdin), sys.path[:]
kept = []
for folder, contract in runs:
    sys.path[:] = [folder, *here]
    importlib.invalidate_caches()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        kept.append(lint_imports(config, (contract,), cache_dir=None, is_debug_mode=True))
json.dump(kept, sys.stdout)
"""


def plant(folder: Path, modules: dict[str, str]) -> None:
    """Write modules, with the packages that they lie in."""
    packages = {name.rsplit(".", depth)[0] for name in modules for depth in range(1, 4)}
    packages = {name for name in packages if any(m.startswith(f"{name}.") for m in modules)}
    for name in packages:
        path = folder.joinpath(*name.split("."))
        path.mkdir(parents=True, exist_ok=True)
        (path / "__init__.py").write_text(modules.get(name, ""), encoding="utf-8")
    for name in modules.keys() - packages:
        path = folder.joinpath(*name.split(".")).with_suffix(".py")
        path.write_text(modules[name], encoding="utf-8")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], bool]:
    """Whether each contract was kept, by sin; without one, under the contract's id alone."""
    innocent = tmp_path_factory.mktemp("innocent")
    plant(innocent, INNOCENT)
    runs: dict[tuple[str, ...], tuple[str, str]] = {
        (contract["id"],): (str(innocent), contract["id"]) for contract in CONTRACTS
    }
    for contract, module, line in SINS:
        folder = tmp_path_factory.mktemp("sinful")
        plant(folder, INNOCENT | {module: f"{INNOCENT.get(module, '')}\n{line}\n"})
        runs[contract, module, line] = (str(folder), contract)
    done = subprocess.run(
        [sys.executable, "-c", LINTER, str(ROOT / "pyproject.toml")],
        input=json.dumps(list(runs.values())),
        capture_output=True,
        text=True,
        check=False,
        cwd=innocent,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(zip(runs, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("contract", [contract["id"] for contract in CONTRACTS])
def test_is_kept_by_the_innocent(contract: str, verdicts: dict[tuple[str, ...], bool]) -> None:
    """A tree without sin keeps each contract, so that a breach below is the sin's."""
    assert verdicts[contract,]


@pytest.mark.parametrize("sin", SINS, ids=" ".join)
def test_is_broken_by_the_sin(sin: tuple[str, ...], verdicts: dict[tuple[str, ...], bool]) -> None:
    """One forbidden import breaks the contract that forbids it."""
    assert not verdicts[sin]


def test_each_contract_is_tried() -> None:
    """No contract stands that nothing has been seen to break."""
    expected = {contract["id"] for contract in CONTRACTS}

    assert expected == {contract for contract, _, _ in SINS}
