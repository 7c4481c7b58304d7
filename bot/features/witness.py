"""See what people did and judge what they wrote, without a statement of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.features.activity.service import note, note_answer
from bot.features.complaints.heat import Tempers
from bot.features.complaints.sensing import sense_reaction, sense_reply
from bot.features.contents import Account
from bot.features.lessons.memory import Memory
from bot.features.levels import noticing as levels
from bot.features.members import service as members
from bot.features.members.rules import Tenure, voice_of
from bot.features.messages import ChatMessage, Press, Reaction, Vote
from bot.features.moderation.albums import Albums
from bot.features.moderation.edits import Edits
from bot.features.moderation.rules import is_exempt
from bot.features.moderation.said import Recent, Said
from bot.features.moderation.service import judge, judge_reactions, sender_of
from bot.features.moderation.tidying import tidy_up
from bot.features.moderation.windows import Windows
from bot.features.onboarding import hearing as newcomers
from bot.features.places import (
    Place,
    chat_memory_of,
    is_kept_present,
    known_of,
    place_of,
    tenure_of,
)
from bot.features.points.service import award_chat
from bot.features.questions import hearing as questions
from bot.features.raids.noticing import hear_newcomer
from bot.features.sources.service import reached
from bot.features.tags.hearing import Listener
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork


def _is_none(_: ChatMessage) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Senses:
    """What the witness remembers between batches, bounded and in this process alone."""

    windows: Windows
    lessons: Memory
    albums: Albums = field(default_factory=Albums)
    edits: Edits = field(default_factory=Edits)
    tempers: Tempers = field(default_factory=Tempers)
    tags: Listener = field(default_factory=Listener)
    is_own_command: Callable[[ChatMessage], bool] = _is_none


def hear(uow: UnitOfWork, message: ChatMessage, senses: Senses, *, is_for_a_feature: bool) -> bool:
    """Hear a new message; True if it was taken away, so that no feature may answer it.

    What is said to a feature, such as 签到, counts as activity and earns nothing as chat. An
    album is one act that comes as many messages: its first one counts.
    """
    person = message.person
    if person is not None:
        members.meet(uow, person, known_of(uow, person.id))
    if message.chat.is_private:
        _hear_in_private(uow, person)
        return False
    place = place_of(uow, message.chat.id)
    if place is None:
        return False
    tidy_up(uow, place, message, senses.is_own_command)
    is_notice = message.is_notice
    # Of what Telegram tells by itself, a gift alone is somebody's and may be locked.
    if message.is_service or (is_notice and not message.is_gift):
        return False
    at = message.at
    day = local_day(at, place.zone)
    if _is_removed(uow, message, place, senses, at=at, day=day):
        if person is not None:
            members.sight(uow, place.community_id, person.id, at)
        return True
    if is_notice:
        return False
    sense_reply(uow, message, place, senses.tempers)
    # What the staff say among themselves is nobody's business, and earns nothing.
    if person is not None and message.chat.is_group and not place.is_back_room:
        album = senses.albums.of(message)
        if album is None or message.message_id == min(album.message_ids):
            earns = not is_for_a_feature
            worth = _count(uow, message, person.id, place, at=at, day=day, earns=earns)
            earned = levels.hear(uow, place, message, person.id, worth=worth, day=day)
            senses.tags.hear(uow, place, message, person.id, earned=earned, day=day)
        else:
            members.sight(uow, place.community_id, person.id, at)
    return False


def hear_again(uow: UnitOfWork, message: ChatMessage, senses: Senses) -> bool:
    """Judge an edited message anew; an edit earns nothing and counts for nothing."""
    place = place_of(uow, message.chat.id)
    if place is None:
        return False
    at = message.at
    day = local_day(at, place.zone)
    return _is_removed(uow, message, place, senses, at=at, day=day, is_edit=True)


def see_press(uow: UnitOfWork, press: Press) -> None:
    """See somebody press a button."""
    members.meet(uow, press.sender, known_of(uow, press.sender.id))
    place = place_of(uow, press.message.chat.id) if press.message else None
    if place is not None:
        members.sight(uow, place.community_id, press.sender.id, uow.now)


def see_vote(uow: UnitOfWork, vote: Vote) -> None:
    """See somebody vote; where that is, only the poll knows."""
    if vote.user is not None:
        members.meet(uow, vote.user, known_of(uow, vote.user.id))


def see_reaction(uow: UnitOfWork, reaction: Reaction, senses: Senses) -> None:
    """See somebody react to a message; taking a reaction back is no activity."""
    place = place_of(uow, reaction.chat.id)
    person = reaction.user
    if place is None or person is None or person.is_bot:
        return
    at = reaction.at
    terms = place.policy.moderation
    if terms.mode != "off" and not place.is_back_room and not place.is_administrator(person.id):
        judge_reactions(
            uow,
            reaction,
            senses.windows.stir(reaction, sender_id=person.id, at=at),
            community_id=place.community_id,
            local_day=local_day(at, place.zone),
            terms=terms,
            tenure=tenure_of(uow, place.community_id, person.id),
            role=place.roles.get(person.id),
        )
    if len(reaction.new_reaction) <= len(reaction.old_reaction) or place.is_back_room:
        return
    sense_reaction(reaction, senses.tempers)
    members.meet(uow, person, known_of(uow, person.id))
    members.sight(uow, place.community_id, person.id, at)
    note(
        uow,
        "reaction",
        community_id=place.community_id,
        person_id=person.id,
        chat_id=reaction.chat.id,
        at=at,
        local_day=local_day(at, place.zone),
        message_id=reaction.message_id,
    )


def _hear_in_private(uow: UnitOfWork, person: Account | None) -> None:
    if person is None:
        return
    known = known_of(uow, person.id)
    if known is None or known.can_dm is not True:
        members.reach(uow, person, can_dm=True)


def _is_removed(
    uow: UnitOfWork,
    message: ChatMessage,
    place: Place,
    senses: Senses,
    *,
    at: datetime,
    day: date,
    is_edit: bool = False,
) -> bool:
    terms = place.policy.moderation
    if terms.mode == "off" or place.is_back_room:
        return False
    voice = voice_of(message, place.linked_chat_id)
    sender = message.sender
    if is_exempt(voice, is_administrator=sender is not None and place.is_administrator(sender.id)):
        return False
    if not senses.edits.is_news(message) and is_edit:
        return False
    album = senses.albums.of(message)
    community_id, sender_id = place.community_id, sender_of(message)
    recent = None
    if not is_edit:
        recent = senses.windows.hear(
            uow, message, community_id=community_id, sender_id=sender_id, at=at
        )
    said = Said(
        message=message,
        voice=voice,
        at=at,
        zone=place.zone,
        is_edit=is_edit,
        tenure=tenure_of(uow, place.community_id, sender.id) if sender else Tenure(),
        recent=recent or Recent(),
        administrators=place.names,
        home=place.home,
        album_size=len(album.message_ids) if album else 1,
        learned=senses.lessons.of(community_id),
    )
    is_removed = judge(
        uow,
        said,
        community_id=community_id,
        local_day=day,
        terms=terms,
        album=album,
        role=place.roles.get(sender_id),
    )
    if not is_removed and not is_edit:
        hear_newcomer(uow, place, said, day)
    return is_removed


def _count(
    uow: UnitOfWork,
    message: ChatMessage,
    person_id: int,
    place: Place,
    *,
    at: datetime,
    day: date,
    earns: bool,
) -> int:
    """Count a message; returns what it earned."""
    community_id = place.community_id
    worth, memory = 0, chat_memory_of(uow, community_id, person_id)
    if earns and tenure_of(uow, community_id, person_id).may_earn(at):
        worth, memory = award_chat(
            uow,
            message,
            person_id,
            community_id=community_id,
            at=at,
            local_day=day,
            memory=memory,
            terms=place.policy.chat,
        )
    if worth:
        uow.remember(("chat memory", community_id, person_id), memory)
    if tenure_of(uow, community_id, person_id).messages == 0:
        reached(uow, community_id, person_id, "spoke", at)
    newcomers.hear(uow, place, message, person_id)
    questions.hear(uow, place, message, person_id)
    members.hear(uow, community_id, person_id, at, worth=worth, memory=memory)
    replied = message.reply_to_message
    if replied is not None:
        note_answer(uow, message, community_id=community_id, person_id=person_id, local_day=day)
    if not is_kept_present(uow, message.chat.id, person_id):
        members.see_present(uow, message.chat.id, person_id)
    note(
        uow,
        "message",
        community_id=community_id,
        person_id=person_id,
        chat_id=message.chat.id,
        at=at,
        local_day=day,
        message_id=message.message_id,
        thread_id=message.message_thread_id,
        answers_id=replied.message_id if replied is not None else None,
    )
    return worth
