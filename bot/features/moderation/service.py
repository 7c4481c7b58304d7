"""Judge a message: keep what was found, have it taken away, and tell whoever answers a breach."""

from datetime import date

from msgspec import structs

from bot.features.cases.evidence import evidence_of
from bot.features.cases.removing import take_away
from bot.features.facts import MessageRemoved, RuleBroken
from bot.features.members.rules import Tenure
from bot.features.messages import ChatMessage, Reaction
from bot.features.moderation.albums import Album
from bot.features.moderation.bench import bench_of
from bot.features.moderation.quoting import look_at_quote
from bot.features.moderation.rules import Found, Terms, decided, effective
from bot.features.moderation.said import Said, Stirred
from bot.kit.collector import Tally
from bot.kit.texts import pack
from bot.kit.unit_of_work import UnitOfWork
from models.moderation import findings

FINDINGS = Tally("findings", findings, ("chat_id", "message_id", "check"), {})


def judge(
    uow: UnitOfWork,
    said: Said,
    *,
    community_id: int,
    local_day: date,
    terms: Terms,
    album: Album | None,
    role: str | None = None,
) -> bool:
    """Let the checks look at a message; True if it is taken away.

    Everything that any check found is kept. In shadow mode that is all; in force, the hardest
    action decides: the message goes, with its album, and `RuleBroken` wakes whoever sanctions.
    """
    bench = bench_of(terms)
    found = bench.look(said, role=role) or look_at_quote(bench, said, role=role)
    if album is not None:
        # An album goes as a whole: what was found in one picture holds for its siblings.
        found = found or album.found
        album.found = found
    if not found:
        return False
    sender_id = sender_of(said.message)
    message = said.message
    for each in found:
        _keep(uow, message, community_id, sender_id, each)
    decision = decided(found)
    if decision is None:
        return False
    _remember_evidence(uow, message)
    uow.state(
        RuleBroken(
            community_id=community_id,
            person_id=sender_id,
            chat_id=message.chat.id,
            at=message.at,
            local_day=local_day,
            check=decision.check,
            action=effective(decision),
            clause=decision.clause,
            message_id=message.message_id,
            album=_album_number(message),
        )
    )
    if effective(decision) == "report":
        return False
    # The siblings that came before, this one, and those to come.
    for message_id in sorted(album.message_ids) if album else [message.message_id]:
        take_away(uow, message.chat.id, message_id, sender_id)
    uow.state(
        MessageRemoved(
            community_id=community_id,
            person_id=sender_id,
            chat_id=message.chat.id,
            at=message.at,
            local_day=local_day,
            check=decision.check,
        )
    )
    return True


def judge_reactions(
    uow: UnitOfWork,
    reaction: Reaction,
    stirred: Stirred,
    *,
    community_id: int,
    local_day: date,
    terms: Terms,
    tenure: Tenure,
    role: str | None = None,
) -> None:
    """Let the checks look at what somebody did with reactions; no message is taken away."""
    bench = bench_of(terms)
    found = bench.look_at_reactions(stirred, tenure, role=role)
    person_id = reaction.user.id if reaction.user else 0
    for each in found:
        _keep(uow, reaction, community_id, person_id, each)
    decision = decided(found)
    before = Stirred(stirred.at, stirred.acts[:-1])
    # A burst is answered where it begins, not with each reaction more.
    if decision is None or decided(bench.look_at_reactions(before, tenure, role=role)):
        return
    uow.state(
        RuleBroken(
            community_id=community_id,
            person_id=person_id,
            chat_id=reaction.chat.id,
            at=reaction.at,
            local_day=local_day,
            check=decision.check,
            action=effective(decision),
            clause=decision.clause,
            message_id=reaction.message_id,
        )
    )


def sender_of(message: ChatMessage) -> int:
    """Return who answers for a message: the chat that it was sent for, or else the sender."""
    sender = message.sender_chat or message.sender
    return sender.id if sender else 0


def _keep(
    uow: UnitOfWork,
    message: ChatMessage | Reaction,
    community_id: int,
    sender_id: int,
    found: Found,
) -> None:
    uow.collect(
        FINDINGS,
        {
            "chat_id": message.chat.id,
            "message_id": message.message_id,
            "check": found.check,
            "community_id": community_id,
            "sender_id": sender_id,
            "mode": found.mode,
            "action": effective(found),
            "detail": pack(found.finding.detail),
            "at": uow.now,
        },
    )


def _remember_evidence(uow: UnitOfWork, message: ChatMessage) -> None:
    # A fact holds no word of a message: whoever opens a case finds them here, in this batch alone.
    kept = evidence_of(message)
    if message.external_reply is not None and message.quote is not None:
        # Shown in the group with it, and perhaps all that it is about.
        kept = structs.replace(kept, words=f"{kept.words}\n❝ {message.quote.text} ❞")
    uow.remember(("evidence", message.chat.id, message.message_id), kept)


def _album_number(message: ChatMessage) -> str | None:
    return message.media_group_id
