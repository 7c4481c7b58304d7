"""What Telegram's complaints mean."""

import pytest

from bot.runtime.outcomes import (
    Degraded,
    Done,
    Migrated,
    Outcome,
    Rejected,
    Unknown,
    Unreachable,
    Unsent,
    Wait,
    outcome_of,
)
from bot.runtime.requests import ApiAnswer, Parameters

GROUP, PERSON = -100, 7


@pytest.mark.parametrize(
    ("method", "chat_id", "code", "description", "expected"),
    [
        ("editMessageText", GROUP, 400, "Bad Request: message is not modified: ...", Done()),
        ("deleteMessage", GROUP, 400, "Bad Request: message to delete not found", Done()),
        ("answerCallbackQuery", 0, 400, "Bad Request: query is too old and ...", Done()),
        ("stopPoll", GROUP, 400, "Bad Request: poll has already been closed", Done()),
        ("approveChatJoinRequest", GROUP, 400, "Bad Request: USER_ALREADY_PARTICIPANT", Done()),
        ("declineChatJoinRequest", GROUP, 400, "Bad Request: HIDE_REQUESTER_MISSING", Done()),
        ("unbanChatMember", GROUP, 400, "Bad Request: PARTICIPANT_ID_INVALID", Done()),
        (
            "banChatMember",
            GROUP,
            400,
            "Bad Request: PARTICIPANT_ID_INVALID",
            Rejected("PARTICIPANT_ID_INVALID"),
        ),
        (
            "deleteMessage",
            GROUP,
            400,
            "Bad Request: message can't be deleted for everyone",
            Degraded("message can't be deleted for everyone"),
        ),
        (
            "sendMessage",
            PERSON,
            403,
            "Forbidden: bot was blocked by the user",
            Unreachable("bot was blocked by the user"),
        ),
        (
            "sendMessage",
            PERSON,
            403,
            "Forbidden: bot can't initiate conversation with a user",
            Unreachable("bot can't initiate conversation with a user"),
        ),
        ("sendMessage", PERSON, 400, "Bad Request: chat not found", Unreachable("chat not found")),
        (
            "sendMessage",
            GROUP,
            403,
            "Forbidden: bot was kicked from the supergroup chat",
            Degraded("bot was kicked from the supergroup chat"),
        ),
        (
            "restrictChatMember",
            GROUP,
            400,
            "Bad Request: not enough rights to restrict/unrestrict chat member",
            Degraded("not enough rights to restrict/unrestrict chat member"),
        ),
        ("sendMessage", GROUP, 400, "Bad Request: TOPIC_CLOSED", Degraded("TOPIC_CLOSED")),
        (
            "banChatMember",
            GROUP,
            400,
            "Bad Request: user is an administrator of the chat",
            Rejected("user is an administrator of the chat"),
        ),
        (
            "sendMessage",
            GROUP,
            400,
            'Bad Request: can\'t parse entities: Unsupported start tag "secret"',
            Rejected("can't parse it"),
        ),
        ("sendMessage", GROUP, 401, "Unauthorized", Unsent("the token was not accepted")),
        ("sendMessage", GROUP, 500, "Internal Server Error", Unknown("the server failed (500)")),
        ("sendMessage", GROUP, 200, "", Unknown("the server failed (200)")),
        ("sendMessage", GROUP, 429, "Too Many Requests", Wait(5.0)),
        ("noSuchMethod", GROUP, 404, "Not Found", Rejected("Not Found")),
    ],
)
def test_a_complaint_is_translated(
    method: str, chat_id: int, code: int, description: str, expected: Outcome
) -> None:
    """Each of Telegram's phrases means one thing, by method and kind of chat."""
    answer = ApiAnswer(ok=False, error_code=code, description=description)

    assert expected == outcome_of(method, chat_id, answer)


def test_parameters_say_what_to_do() -> None:
    """How long to wait and where the group went come as numbers."""
    wait = ApiAnswer(ok=False, error_code=429, parameters=Parameters(retry_after=3600))
    moved = ApiAnswer(ok=False, error_code=400, parameters=Parameters(migrate_to_chat_id=-2))

    assert outcome_of("sendMessage", GROUP, wait) == Wait(3600)
    assert outcome_of("sendMessage", GROUP, moved) == Migrated(-2)
