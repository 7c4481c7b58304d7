"""What became of a call: Telegram's answers, translated once."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.runtime.requests import ApiAnswer


@dataclass(frozen=True, slots=True)
class Done:
    """It is so; what Telegram returned, or None where it was so before."""

    result: Any = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many calls in this chat: not before so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person cannot be written to: blocked us, never pressed Start, or is gone."""

    reason: str


@dataclass(frozen=True, slots=True)
class Degraded:
    """The bot lacks a right in this chat, or is no longer in it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group has become a supergroup with another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Final: asking again would be refused again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """Surely not acted on: it may be tried again without harm."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been acted on; nobody can tell."""

    reason: str


Outcome: TypeAlias = Done | Wait | Unreachable | Degraded | Migrated | Rejected | Unsent | Unknown

# What a complaint means when the state asked for is there already, by method ("" is any).
_SO_ALREADY: Final = (
    ("", "message is not modified"),
    ("", "chat_not_modified"),
    ("revokeChatInviteLink", "invite_hash_expired"),
    ("deleteMessage", "message to delete not found"),
    ("deleteMessages", "message to delete not found"),
    ("answerCallbackQuery", "query is too old"),
    ("answerCallbackQuery", "query id is invalid"),
    ("answerCallbackQuery", "query_id_invalid"),
    ("stopPoll", "poll has already been closed"),
    ("unpinChatMessage", "message to unpin not found"),
    # Not there to be let in again: which is what an unban is for.
    ("unbanChatMember", "participant_id_invalid"),
    ("unbanChatMember", "user_not_participant"),
    # In a basic group a removal leaves no ban behind.
    ("unbanChatMember", "available for supergroup and channel chats only"),
    *(
        (method, words)
        for method in ("approveChatJoinRequest", "declineChatJoinRequest")
        for words in (
            "user_already_participant",
            "hide_requester_missing",
            "participant_id_invalid",
            "user_deactivated",
            "user is deactivated",
        )
    ),
)
_GONE: Final = (
    "bot was blocked by the user",
    "user is deactivated",
    "can't initiate conversation",
    "can't send messages to bots",
    "can't send messages to the user",
    "user_is_blocked",
    "input_user_deactivated",
    "peer_id_invalid",
    "user_is_bot",
)
_NO_RIGHT: Final = (
    "bot was kicked",
    "bot is not a member",
    "not enough rights",
    # Said of a right that is missing, and of a message older than two days.
    "message can't be deleted",
    "have no rights to send",
    "need administrator rights",
    "chat_admin_required",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "chat not found",
    "group chat was deleted",
    "group is deactivated",
    "group chat was deactivated",
    "channel_private",
)


def outcome_of(method: str, chat_id: int, answer: ApiAnswer) -> Outcome:  # noqa: PLR0911
    """Translate an answer to a call that concerns a chat (a person's id is the DM's)."""
    if answer.ok:
        return Done(answer.result)
    code = answer.error_code
    words = answer.description.casefold()
    if answer.parameters.migrate_to_chat_id is not None:
        return Migrated(answer.parameters.migrate_to_chat_id)
    if code == 429 or answer.parameters.retry_after is not None:
        return Wait(answer.parameters.retry_after or 5.0)
    if code >= 500 or code < 400:
        return Unknown(f"the server failed ({code})")
    if code in {401, 409}:
        return Unsent("the token was not accepted" if code == 401 else "two bots with one token")
    if any(phrase in words and of in {"", method} for of, phrase in _SO_ALREADY):
        return Done()
    reason = _readable(answer.description)
    if any(phrase in words for phrase in _GONE):
        # Of somebody in a group it says that there is nobody to do it to.
        return Unreachable(reason) if chat_id > 0 else Rejected(reason)
    if code == 403 or any(phrase in words for phrase in _NO_RIGHT):
        return Unreachable(reason) if chat_id > 0 else Degraded(reason)
    return Rejected(reason)


def _readable(description: str) -> str:
    # What follows a complaint about markup quotes the message.
    words = description.removeprefix("Bad Request: ").removeprefix("Forbidden: ")
    words = (
        words.split("can't parse", 1)[0] + "can't parse it" if "can't parse" in words else words
    )
    return words[:200]
