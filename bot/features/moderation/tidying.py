"""Keep a group free of what Telegram tells in it, and of commands that have had their answer."""

from collections.abc import Callable
from typing import Final

from bot.features.cases.removing import take_away
from bot.features.messages import ChatMessage
from bot.features.place import Place
from bot.kit.unit_of_work import UnitOfWork

# Features or people still need these, or the chat begins with them.
_KEPT: Final = (
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "forum_topic_created",
    "successful_payment",
    "refunded_payment",
    "web_app_data",
    "users_shared",
    "chat_shared",
)
# Field of a service message -> its kind, as `TIDY` names it.
_KINDS: Final = {
    "new_chat_members": "join",
    "left_chat_member": "leave",
    "pinned_message": "pin",
    "new_chat_title": "title",
    "new_chat_photo": "photo",
    "delete_chat_photo": "photo",
    "video_chat_scheduled": "video",
    "video_chat_started": "video",
    "video_chat_ended": "video",
    "video_chat_participants_invited": "video",
}


def notice_kind(message: ChatMessage) -> str | None:
    """Return the kind of a service message; None for what is none, or is kept anyway."""
    if message.text is not None or any(_has(message, name) for name in _KEPT):
        return None
    for name, kind in _KINDS.items():
        if _has(message, name):
            return kind
    return "other" if message.is_notice else None


def is_to_go(message: ChatMessage, tidy: frozenset[str], *, is_own_command: bool) -> bool:
    """Whether a new message is taken away once it is taken in."""
    if message.is_command:
        return "all_commands" in tidy or (is_own_command and "commands" in tidy)
    return notice_kind(message) in tidy


def tidy_up(
    uow: UnitOfWork,
    place: Place,
    message: ChatMessage,
    is_own_command: Callable[[ChatMessage], bool],
) -> None:
    """Owe the deletion of a service message or a command, where the community wants that."""
    tidy = place.policy.tidy
    if not tidy or not message.chat.is_group:
        return
    if is_to_go(message, tidy, is_own_command=message.is_command and is_own_command(message)):
        sender = message.sender_chat or message.sender
        take_away(uow, message.chat.id, message.message_id, sender.id if sender else None)


def _has(message: ChatMessage, name: str) -> bool:
    value = getattr(message, name)
    # An object of which nothing is drawn is there all the same.
    return value is not None and value is not False and value != ()
