"""The proof of a draw, as somebody checks it who trusts nobody."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.features.draws import proofs
from tests.conversation import Town
from tests.draws.scenes import RULES, begun, crowd, document, drawn

pytestmark = pytest.mark.feature("A3")

PAGE = Path(__file__).parents[2] / "docs" / "draws.md"


def script() -> str:
    """Return the script that the page gives to members."""
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]


async def proven(town: Town, more: str = "") -> dict[str, Any]:
    """Let a draw be drawn; returns its proof."""
    said = f'Spring draw prizes="A novel x3, A mug x2" ends=24h {more}{RULES}'
    ada, number = await begun(town, said)
    await crowd(town, number, 12)
    calls = await drawn(town, ada, number)
    found: dict[str, Any] = json.loads(document(calls, ".json"))
    return found


def checked(said: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the page's script, alone, over a proof."""
    (folder / "check.py").write_text(script(), encoding="utf-8")
    (folder / "proof.json").write_text(json.dumps(said), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "check.py", "proof.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def _swap_winners(said: dict[str, Any]) -> None:
    said["winners"][0], said["winners"][1] = said["winners"][1], said["winners"][0]


def _swap_lines(said: dict[str, Any]) -> None:
    first, second, *rest = said["list"].splitlines(keepends=True)
    said["list"] = "".join([second, first, *rest])


def _add_entrant(said: dict[str, Any]) -> None:
    said["list"] += f"99,1,{'ab' * 32}\n"


def _other_seed(said: dict[str, Any]) -> None:
    said["seed"] = "00" + said["seed"][2:]


def _heavier(said: dict[str, Any]) -> None:
    said["list"] = said["list"].replace("1,1,", "1,9,", 1)


def _other_die(said: dict[str, Any]) -> None:
    said["dice"][3][1] = said["dice"][3][1] % 64 + 1


def _fewer_dice(said: dict[str, Any]) -> None:
    del said["dice"][-1]


def _other_rules(said: dict[str, Any]) -> None:
    said["rules"] = said["rules"].replace("A mug", "A car")


CHANGES: list[Callable[[dict[str, Any]], None]] = [
    *(_swap_winners, _swap_lines, _add_entrant, _other_seed, _heavier),
    *(_other_die, _fewer_dice, _other_rules),
]


async def test_the_pages_script_finds_the_same_winners(town: Town, tmp_path: Path) -> None:
    """Some forty lines that import nothing of ours; and so does the command."""
    said = await proven(town, 'bonus="messages >= 1: 2"')
    ran = checked(said, tmp_path)
    told: list[str] = []

    assert ran.stderr == ""
    assert ran.returncode == 0
    assert str(said["winners"]) in ran.stdout
    assert said["root"] in ran.stdout
    assert len([line for line in script().splitlines() if line.strip()]) <= 45
    assert main(["draw", "verify", str(tmp_path / "proof.json")]) == 0
    assert told == []


async def test_whatever_is_changed_is_found(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An entrant, the seed, the order, a weight, a die, the rules: script and command both."""
    said = await proven(town)
    for change in CHANGES:
        changed = json.loads(json.dumps(said))
        change(changed)
        ran = checked(changed, tmp_path)

        assert changed != said, change.__name__
        assert ran.returncode != 0, change.__name__
        assert proofs.faults_in(proofs.read(json.dumps(changed).encode())), change.__name__
        assert main(["draw", "verify", str(tmp_path / "proof.json")]) == 1
    assert "✗" in capsys.readouterr().out


def _consistent(said: dict[str, Any]) -> None:
    """Forge a whole proof anew around another entrant."""
    from bot.features.draws.rules import digest, final_of, ranked

    said["list"] += f"99,100,{'ab' * 32}\n"
    said["root"] = digest(said["list"])
    dice = [value for _, value, _ in said["dice"]]
    seed = bytes.fromhex(said["seed"])
    said["final"] = final_of(seed, said["draw"], said["rules_hash"], said["root"], dice)
    order = ranked(said["final"], said["list"].splitlines())
    count = len(said["winners"])
    said["winners"], said["standbys"] = order[:count], order[count:]


async def test_a_proof_forged_as_a_whole_has_another_root(town: Town, tmp_path: Path) -> None:
    """It agrees with itself, and not with the root that was posted before the dice."""
    said = await proven(town)
    forged = json.loads(json.dumps(said))
    _consistent(forged)
    ran = checked(forged, tmp_path)

    assert ran.returncode == 0
    assert forged["root"] in ran.stdout
    assert said["root"] not in ran.stdout


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": "hearth-draw-2"}', b"[" * 100_000],
    ids=["empty", "bytes", "list", "nothing", "another", "deep"],
)
def test_what_is_no_proof_is_told_in_a_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, whatever the file is; one that is not there neither."""
    path = tmp_path / "proof.json"
    path.write_bytes(content)

    assert main(["draw", "verify", str(path)]) == 1
    assert main(["draw", "verify", str(tmp_path / "none.json")]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all(str(tmp_path) in line for line in told)
