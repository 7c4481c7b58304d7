"""The proof of a draw: one file with everything in it, and what is wrong with one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.features.draws.rules import (
    DICE,
    DIE_SIDES,
    FORMAT,
    MOST_WEIGHT,
    commitment_of,
    digest,
    final_of,
    ranked,
)
from bot.kit.exports import BadFile

MOST_BYTES: Final = 100_000_000


class Unproven(BadFile):
    """This is no proof of a draw: says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Everything from which a draw can be worked out again."""

    draw: int
    title: str
    seed: str
    commitment: str
    rules: str
    rules_hash: str
    # The hashes of the rules before the last change, oldest first.
    edits: tuple[str, ...]
    list: str
    root: str
    # Tickets that the freeze took out, and why.
    excluded: tuple[tuple[int, str], ...]
    # Telegram's number of each throw, its value, and whether it was thrown or found.
    dice: tuple[tuple[int, int, str], ...]
    final: str
    # The tickets in the order of the seats, then the stand-bys that come next.
    winners: tuple[int, ...]
    standbys: tuple[int, ...]


def written(proof: Proof) -> str:
    """Return a proof as its file."""
    said = {"format": FORMAT} | {name: getattr(proof, name) for name in Proof.__dataclass_fields__}
    return json.dumps(said, ensure_ascii=False, indent=1)


def read(content: bytes) -> Proof:
    """Return the proof in a file; raises `Unproven` for anything else."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT:
            raise Unproven(f"its format is {said['format']!r}, not {FORMAT!r}")
        return Proof(
            draw=int(said["draw"]),
            excluded=tuple((int(ticket), str(why)) for ticket, why in said["excluded"]),
            dice=tuple((int(at), int(value), str(how)) for at, value, how in said["dice"]),
            edits=tuple(map(str, said["edits"])),
            winners=tuple(map(int, said["winners"])),
            standbys=tuple(map(int, said["standbys"])),
            **{name: str(said[name]) for name in _WORDS},
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unproven(f"it is no proof of a draw ({type(error).__name__})") from None


_WORDS: Final = ("title", "seed", "commitment", "rules", "rules_hash", "list", "root", "final")


def faults_in(proof: Proof) -> list[str]:
    """Work a draw out again and return what does not agree, a sentence each; none is a proof."""
    try:
        seed = bytes.fromhex(proof.seed)
        lines = _lines(proof.list)
        rules = json.loads(proof.rules)
        wanted, asked = int(rules["dice"]), sum(int(prize[1]) for prize in rules["prizes"])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        return [f"The proof cannot be read to its end ({type(error).__name__})."]
    values = tuple(value for _, value, _ in proof.dice)
    final = final_of(seed, proof.draw, proof.rules_hash, proof.root, values)
    order = ranked(final, proof.list.splitlines()) if _is_well_formed(lines) else []
    whole = order[: len(proof.winners) + len(proof.standbys)]
    checks = (
        (
            commitment_of(seed) == proof.commitment,
            "The seed is not the one that was committed to.",
        ),
        (digest(proof.rules) == proof.rules_hash, "The rules are not those that were hashed."),
        (digest(proof.list) == proof.root, "The list of entrants is not the one of the root."),
        (_is_well_formed(lines), "The list of entrants is out of order, or a weight is not fair."),
        (_are_dice(values, wanted if lines else 0), "The dice are not those of the rules."),
        (final == proof.final, "The final value does not follow from seed, rules, root and dice."),
        (len(proof.winners) == min(asked, len(lines)), "There are not as many winners as seats."),
        (tuple(whole) == proof.winners + proof.standbys, "The winners are not those drawn."),
    )
    return [why for is_so, why in checks if not is_so]


def told(proof: Proof) -> Iterator[str]:
    """Yield what to compare with the posts in the group, a line each."""
    yield f"draw        #{proof.draw} {proof.title}"
    yield f"commitment  {proof.commitment}"
    yield f"rules hash  {proof.rules_hash}"
    yield f"root        {proof.root}"
    yield f"dice        {', '.join(str(value) for _, value, _ in proof.dice) or 'none'}"
    yield f"winners     {', '.join(map(str, proof.winners)) or 'none'}"


def _lines(said: str) -> list[tuple[int, int]]:
    found = []
    for line in said.splitlines():
        ticket, weight, mark = line.split(",")
        if len(bytes.fromhex(mark)) != sha256().digest_size or int(weight) < 1:
            raise ValueError(line)
        found.append((int(ticket), min(int(weight), MOST_WEIGHT + 1)))
    return found


def _is_well_formed(lines: list[tuple[int, int]]) -> bool:
    numbers = [ticket for ticket, _ in lines]
    return numbers == sorted(set(numbers)) and all(
        1 <= weight <= MOST_WEIGHT for _, weight in lines
    )


def _are_dice(values: tuple[int, ...], wanted: int) -> bool:
    return len(values) == wanted <= DICE and all(1 <= each <= DIE_SIDES for each in values)


def document_name(draw_id: int) -> str:
    """Return what the file is called."""
    return f"hearth-draw-{draw_id}.json"
