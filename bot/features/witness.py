"""See what people did and judge what they wrote, without a statement of its own."""

from datetime import date, datetime

from bot.features.activity.service import note
from bot.features.members import service as members
from bot.features.members.rules import voice_of
from bot.features.messages import Account, ChatMessage, Press, Reaction
from bot.features.moderation.albums import Albums
from bot.features.moderation.service import judge
from bot.features.places import Place, chat_memory_of, known_of, place_of
from bot.features.points.service import award_chat
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork


def hear(uow: UnitOfWork, message: ChatMessage, albums: Albums, *, is_for_a_feature: bool) -> bool:
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
    if place is None or message.is_service or message.is_notice:
        return False
    at = message.at
    day = local_day(at, place.zone)
    if _is_removed(uow, message, place, day, albums):
        if person is not None:
            members.sight(uow, place.community_id, person.id, at)
        return True
    if person is not None and message.chat.is_group:
        album = albums.of(message)
        if album is None or message.message_id == min(album.message_ids):
            earns = not is_for_a_feature
            _count(uow, message, person.id, place, at=at, day=day, earns=earns)
        else:
            members.sight(uow, place.community_id, person.id, at)
    return False


def hear_again(uow: UnitOfWork, message: ChatMessage, albums: Albums) -> bool:
    """Judge an edited message anew; an edit earns nothing and counts for nothing."""
    place = place_of(uow, message.chat.id)
    if place is None:
        return False
    return _is_removed(uow, message, place, local_day(message.at, place.zone), albums)


def see_press(uow: UnitOfWork, press: Press) -> None:
    """See somebody press a button."""
    members.meet(uow, press.sender, known_of(uow, press.sender.id))
    place = place_of(uow, press.message.chat.id) if press.message else None
    if place is not None:
        members.sight(uow, place.community_id, press.sender.id, uow.now)


def see_reaction(uow: UnitOfWork, reaction: Reaction) -> None:
    """See somebody react to a message; taking a reaction back is no activity."""
    place = place_of(uow, reaction.chat.id)
    person = reaction.user
    if place is None or person is None or person.is_bot:
        return
    if len(reaction.new_reaction) <= len(reaction.old_reaction):
        return
    at = ChatMessage(message_id=reaction.message_id, date=reaction.date, chat=reaction.chat).at
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
    uow: UnitOfWork, message: ChatMessage, place: Place, day: date, albums: Albums
) -> bool:
    sender = message.sender
    finding = judge(
        uow,
        message,
        community_id=place.community_id,
        local_day=day,
        voice=voice_of(message, place.linked_chat_id),
        is_administrator=sender is not None and place.is_administrator(sender.id),
        terms=place.policy.moderation,
        albums=albums,
    )
    return finding is not None


def _count(
    uow: UnitOfWork,
    message: ChatMessage,
    person_id: int,
    place: Place,
    *,
    at: datetime,
    day: date,
    earns: bool,
) -> None:
    community_id = place.community_id
    worth, memory = 0, chat_memory_of(uow, community_id, person_id)
    if earns:
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
    members.hear(uow, community_id, person_id, at, worth=worth, memory=memory)
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
    )
