"""What a complaint keeps of the message it is about, and how it is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.features.cases.evidence import Evidence
from bot.kit.texts import Text, pack, unpack
from models.complaints import complaints


@dataclass(frozen=True, slots=True)
class Part:
    """Words and media: of the reported message, or of one that was forwarded as proof."""

    words: str = ""
    kind: str | None = None
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What a complaint is about: the message, who wrote it, and what a check found in it."""

    part: Part = field(default_factory=Part)
    # What a channel is called; a person's name stands among the people.
    title: str | None = None
    check: str | None = None
    detail: Text | None = None
    forwarded: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as it stands; `proof` is None once it was forgotten."""

    id: int
    community_id: int
    chat_id: int
    message_id: int
    kind: str
    person_id: int | None
    proof: Proof | None
    state: str
    is_for_heads: bool
    asked_by: int | None
    asked_for: str | None
    claimed_by: int | None
    claimed_at: datetime | None
    closed_by: int | None
    closed_at: datetime | None
    outcome: str | None
    case_id: int | None
    at: datetime


COLUMNS: Final = tuple(
    complaints.c["evidence" if name == "proof" else name]
    for name in Complaint.__dataclass_fields__
)


def drawn(row: Any) -> Complaint:
    """Return a row that was selected by `COLUMNS`."""
    values = dict(zip(Complaint.__dataclass_fields__, row, strict=True))
    return Complaint(**values | {"proof": proof_from(values["proof"])})


def part_of(evidence: Evidence) -> Part:
    """Return what a complaint keeps of what a case would keep."""
    return Part(evidence.words, evidence.kind, evidence.file_id)


def evidence_in(complaint: Complaint) -> tuple[Evidence, ...]:
    """Return a complaint's proof as the evidence of a case."""
    if complaint.proof is None or complaint.person_id is None:
        return ()
    part = complaint.proof.part
    return (
        Evidence(
            complaint.chat_id,
            complaint.message_id,
            complaint.person_id,
            part.words,
            part.kind,
            part.file_id,
        ),
    )


def stored(proof: Proof) -> dict[str, Any]:
    """Return a proof as it is written down."""
    return {
        "part": _stored(proof.part),
        "title": proof.title,
        "check": proof.check,
        "detail": None if proof.detail is None else pack(proof.detail),
        "forwarded": [_stored(each) for each in proof.forwarded],
    }


def proof_from(stored: Mapping[str, Any] | None) -> Proof | None:
    """Return a proof that was written down."""
    if stored is None:
        return None
    detail = stored["detail"]
    return Proof(
        part=Part(**stored["part"]),
        title=stored["title"],
        check=stored["check"],
        detail=None if detail is None else unpack(detail),
        forwarded=tuple(Part(**each) for each in stored["forwarded"]),
    )


def _stored(part: Part) -> dict[str, Any]:
    return {"words": part.words, "kind": part.kind, "file_id": part.file_id}
