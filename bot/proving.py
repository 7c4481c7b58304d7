"""`python -m bot draw verify FILE`: work a draw out again from its proof."""

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.features.draws import proofs


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare what may stand behind `draw`."""
    parser.add_argument("deed", choices=("verify",), help="work the winners out again")
    parser.add_argument("file", type=Path, help="the proof, as it was posted")


def verify(path: Path, tell: Callable[[str], None]) -> bool:
    """Tell what a proof holds and what does not agree; whether all of it agrees.

    Raises:
        proofs.Unproven: for what is no proof at all, with a sentence.
    """
    try:
        if path.stat().st_size > proofs.MOST_BYTES:
            raise proofs.Unproven(f"{path} is too large for a proof.")
        content = path.read_bytes()
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise proofs.Unproven(f"{path} cannot be read: {why}.") from None
    try:
        proof = proofs.read(content)
    except proofs.Unproven as why_not:
        raise proofs.Unproven(f"{path}: {why_not}.") from None
    for line in proofs.told(proof):
        tell(line)
    faults = proofs.faults_in(proof)
    for fault in faults:
        tell(f"✗ {fault}")
    if not faults:
        tell("✓ The winners follow from it. Compare the values above with the posts in the group.")
    return not faults
