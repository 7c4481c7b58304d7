"""Let the classifier learn from what the staff says of a message that a check doubted."""

from bot.features.complaints.kept import Complaint
from bot.features.lessons.features import Example
from bot.features.lessons.service import Verdict, lesson_key, memory_of, teach
from bot.kit.unit_of_work import UnitOfWork


async def teach_by(uow: UnitOfWork, complaint: Complaint, *, is_spam: bool, by: int) -> None:
    """Teach a reported message as spam or as fine; without words there is nothing to learn."""
    memory, proof = memory_of(uow), complaint.proof
    if memory is None or proof is None or not proof.part.words:
        return
    verdict = Verdict(
        community_id=complaint.community_id,
        key=lesson_key(complaint.chat_id, complaint.message_id),
        example=Example(proof.part.words),
        is_spam=is_spam,
        source="spam" if is_spam else "notspam",
        person_id=complaint.person_id,
        teacher_id=by,
    )
    await teach(uow, memory, verdict)
